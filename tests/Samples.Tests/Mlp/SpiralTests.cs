using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AutoDiff.Samples.Mlp;
using NUnit.Framework;

namespace AutoDiff.Samples.Tests.Mlp;

/// <summary>The sample without files: two spirals are learned, and drawn and saved what is wanted.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class SpiralTests
{
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("mlp").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase(1)]
    [TestCase(2)]
    public void Spirals_AreLearned(int seed)
    {
        string curve = Path.Combine(_directory, "loss.svg");
        string model = Path.Combine(_directory, "model.safetensors");
        (int exitCode, string output, string errors) = SampleRun.Of(Program.Main,
            "--plain", "--seed", seed.ToString(CultureInfo.InvariantCulture), "--curve", curve, "--model", model);
        Assert.That(exitCode, Is.Zero, errors);
        Assert.That(output, Does.StartWith("800 examples to train with, 800 to test with; 2 numbers each, 2 classes.\nepoch   1/150  loss 0."));

        Match accuracy = Regex.Match(output, "Accuracy ([0-9.]+) % in training, ([0-9.]+) % in the test, after 1950 steps\\.");
        Assert.That(accuracy.Success, output);
        Assert.That(double.Parse(accuracy.Groups[1].Value, CultureInfo.InvariantCulture), Is.GreaterThanOrEqualTo(99));
        Assert.That(double.Parse(accuracy.Groups[2].Value, CultureInfo.InvariantCulture), Is.GreaterThanOrEqualTo(99));

        XNamespace svg = "http://www.w3.org/2000/svg";
        var drawing = XDocument.Load(curve);
        Assert.That(drawing.Root!.Elements(svg + "path").Count(), Is.EqualTo(3));
        Assert.That(drawing.Root.Elements(svg + "text").Select(static text => text.Value), Is.SupersetOf(new[] { "epoch", "mean cross entropy", "training", "test", "20", "140" }));

        var saved = SafeTensors.Load<float>(model);
        Assert.That(saved.Keys, Is.EquivalentTo(new[] { "0.weight", "0.bias", "2.weight", "2.bias" }));
        Assert.That(saved["0.weight"].Shape.ToArray(), Is.EqualTo(new[] { 64, 2 }));
    }

    [Test]
    public void TheSameSeed_GivesTheSameTraining()
    {
        string[] arguments = ["--plain", "--epochs", "3", "--hidden", "8", "--batch", "100"];
        string first = SampleRun.Of(Program.Main, arguments).Output;
        Assert.That(SampleRun.Of(Program.Main, arguments).Output, Is.EqualTo(first));
        Assert.That(SampleRun.Of(Program.Main, [.. arguments, "--seed", "9"]).Output, Is.Not.EqualTo(first));
    }

    [Test]
    public void ATerminal_GetsABar()
    {
        var output = new StringWriter { NewLine = "\n" };
        var progress = new Progress(output, 3, isTerminal: true);
        progress.Report(1, 0.5, 0.25);
        progress.Report(2, 0.25, 0.5);
        progress.Report(3, 0.125, 1);
        Assert.That(
            output.ToString(),
            Is.EqualTo("\r[##########....................] epoch 1/3  loss 0.5000  accuracy  25.00 %"
                + "\r[####################..........] epoch 2/3  loss 0.2500  accuracy  50.00 %"
                + "\r[##############################] epoch 3/3  loss 0.1250  accuracy 100.00 %\n"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(12_345)]
    public void Curves_OfAnyLengthAndLosses_AreDrawn(int epochs)
    {
        double[] losses = [.. Enumerable.Range(0, epochs).Select(static i => i % 5 == 3 ? double.NaN : Math.Exp(-i))];
        string text = LossCurve.Draw(losses, [.. losses.Select(static _ => 0.0)]);
        Assert.That(text, Does.Not.Contain("NaN").And.Not.Contain("Infinity"));
        XNamespace svg = "http://www.w3.org/2000/svg";
        int labels = XDocument.Parse(text).Root!.Elements(svg + "text").Count(static element => element.Attribute("text-anchor")!.Value == "middle");
        Assert.That(labels, Is.InRange(3, 13));
    }

    [Test]
    public void Help_NamesEveryOption()
    {
        (int exitCode, string output, _) = SampleRun.Of(Program.Main, "--help");
        Assert.That(exitCode, Is.Zero);
        foreach (string option in new[] { "images", "labels", "test-images", "test-labels", "epochs", "batch", "hidden", "learning-rate", "seed", "curve", "model", "plain" })
        {
            Assert.That(output, Does.Contain($"\n  --{option} "));
        }
    }

    [TestCase("Unknown option '--fast'.", "--fast")]
    [TestCase("A value is missing after '--epochs'.", "--epochs")]
    [TestCase("The value of '--epochs' must be a positive integer, but is '0'.", "--epochs", "0")]
    [TestCase("The value of '--seed' must be an integer, but is 'x'.", "--seed", "x")]
    [TestCase("The value of '--learning-rate' must be a positive number, but is '-1'.", "--learning-rate", "-1")]
    [TestCase("'--images' needs '--labels' beside it.", "--images", "a")]
    [TestCase("'--test-labels' needs '--test-images' beside it.", "--test-labels", "a")]
    [TestCase("'--test-images' needs '--images' to train with.", "--test-images", "a", "--test-labels", "b")]
    [TestCase("Could not find file", "--images", "missing-images", "--labels", "missing-labels")]
    public void WrongArguments_AreRefused(string message, params string[] arguments)
    {
        (int exitCode, string output, string errors) = SampleRun.Of(Program.Main, arguments);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.StartWith(message));
    }
}
