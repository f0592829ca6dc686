using System;
using System.IO;
using AutoDiff.Samples.AdBench;
using NUnit.Framework;

namespace AutoDiff.Samples.Tests.AdBench;

/// <summary>The command line: arguments in, files and two printed lines out.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class CommandLineTests
{
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("adbench").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void Results_are_written_and_times_are_printed()
    {
        const string Name = "gmm/gmm_test";
        string prefix = Path.Combine(_directory, "gmm");
        (int exitCode, string output, string errors) = Run("gmm", AdBenchData.Input(Name), "--output", prefix, "--repeat", "2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.Zero);
            Assert.That(output, Does.Match(@"\Aobjective_us=[0-9]+\.[0-9]{3}\ngradient_us=[0-9]+\.[0-9]{3}\n\z"));
            Assert.That(errors, Is.Empty);
            Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(2));
        }

        AssertResults(prefix, Name);
    }

    [Test]
    public void A_sparse_Jacobian_is_written_with_its_pattern()
    {
        const string Name = "ba/ba_varied_own_n5_m9_p24";
        string prefix = Path.Combine(_directory, "ba");
        Assert.That(Run("ba", AdBenchData.Input(Name), "--repeat", "1", "--output", prefix).ExitCode, Is.Zero);
        AssertResults(prefix, Name);
        foreach (string suffix in new[] { ".rows.txt", ".cols.txt" })
        {
            string golden = File.ReadAllText(AdBenchData.Golden(Name, suffix)).ReplaceLineEndings("\n");
            Assert.That(File.ReadAllText(prefix + suffix), Is.EqualTo(golden));
        }
    }

    [Test]
    public void The_hand_model_can_be_elsewhere()
    {
        const string Name = "hand/handc_test";
        string input = Path.Combine(_directory, "input.txt");
        string prefix = Path.Combine(_directory, "hand");
        File.Copy(AdBenchData.Input(Name), input);
        (int exitCode, _, string errors) = Run("hand-complicated", input);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(errors, Does.StartWith($"The directory '{Path.Combine(_directory, "model")}' of the hand model does not exist"));
        }

        string[] arguments = ["hand-complicated", input, "--model", AdBenchData.ModelDirectory, "--output", prefix, "--repeat", "1"];
        Assert.That(Run(arguments).ExitCode, Is.Zero);
        AssertResults(prefix, Name);
    }

    [TestCase("An objective and an input are needed. Usage: ")]
    [TestCase("An objective and an input are needed. Usage: ", "gmm")]
    [TestCase("There is no objective 'mlp'. Usage: ", "mlp", "input.txt")]
    [TestCase("Unknown option '--fast'. Usage: ", "gmm", "input.txt", "--fast", "yes")]
    [TestCase("A value is missing after '--output'. Usage: ", "gmm", "input.txt", "--output")]
    [TestCase("The number of runs must be a positive integer, but is '0'.", "gmm", "input.txt", "--repeat", "0")]
    [TestCase("The number of runs must be a positive integer, but is 'many'.", "gmm", "input.txt", "--repeat", "many")]
    [TestCase("Only a hand has a model: '--model' does not go with 'gmm'.", "gmm", "input.txt", "--model", "hand")]
    [TestCase("Could not find file ", "gmm", "missing-input.txt")]
    public void Wrong_arguments_are_refused(string message, params string[] arguments)
    {
        (int exitCode, string output, string errors) = Run(arguments);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
            Assert.That(errors, Does.StartWith(message));
        }
    }

    [Test]
    public void A_directory_that_does_not_exist_is_not_written_to()
    {
        string prefix = Path.Combine(_directory, "missing", "gmm");
        (int exitCode, _, string errors) = Run("gmm", AdBenchData.Input("gmm/gmm_test"), "--output", prefix);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(errors, Does.Contain("missing"));
        }
    }

    private static void AssertResults(string prefix, string name)
    {
        foreach (string suffix in new[] { ".f.txt", ".j.txt" })
        {
            AdBenchData.AssertClose(AdBenchData.Values(prefix + suffix), AdBenchData.Values(AdBenchData.Golden(name, suffix)), suffix);
        }
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments) => SampleRun.Of(Program.Main, arguments);
}
