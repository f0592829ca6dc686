using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using AutoDiff.Samples.Mlp;
using NUnit.Framework;

namespace AutoDiff.Samples.Tests.Mlp;

/// <summary>Images in the format of MNIST: right ones are learned, damaged ones refused.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class ImageFileTests
{
    private const int Side = 6;

    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("idx").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [TestCase(false)]
    [TestCase(true)]
    public void Images_AreLearned(bool isCompressed)
    {
        (byte[] images, byte[] labels) = Stripes(400, 1);
        (byte[] testImages, byte[] testLabels) = Stripes(100, 2);
        (int exitCode, string output, string errors) = SampleRun.Of(Program.Main,
            "--images", Write("images", images, isCompressed), "--labels", Write("labels", labels, isCompressed),
            "--test-images", Write("test-images", testImages, isCompressed), "--test-labels", Write("test-labels", testLabels, isCompressed),
            "--epochs", "20", "--hidden", "16", "--learning-rate", "0.01", "--plain");
        Assert.That(exitCode, Is.Zero, errors);
        Assert.That(output, Does.StartWith("400 examples to train with, 100 to test with; 36 numbers each, 6 classes."));
        Assert.That(output, Does.Contain("Accuracy 100.00 % in training, 100.00 % in the test"));
    }

    [Test]
    public void WithoutImagesToTestWith_ATenthIsKept()
    {
        (byte[] images, byte[] labels) = Stripes(400, 1);
        (int exitCode, string output, string errors) = SampleRun.Of(Program.Main, "--images", Write("images", images), "--labels", Write("labels", labels), "--plain", "--epochs", "1");
        Assert.That(exitCode, Is.Zero, errors);
        Assert.That(output, Does.StartWith("360 examples to train with, 40 to test with; 36 numbers each, 6 classes."));
    }

    private static IEnumerable<TestCaseData> DamagedImages()
    {
        (byte[] images, _) = Stripes(5, 1);
        yield return new TestCaseData(Array.Empty<byte>(), "is no IDX file").SetArgDisplayNames("empty");
        yield return new TestCaseData(new byte[] { 1, 0, 8, 3 }, "is no IDX file").SetArgDisplayNames("wrong start");
        yield return new TestCaseData(images[..10], "is truncated: it ends within its header").SetArgDisplayNames("short header");
        yield return new TestCaseData(images[..^1], "is truncated: 5 x 6 x 6 elements are 180 bytes, but there are 179").SetArgDisplayNames("truncated");
        yield return new TestCaseData(images.Append((byte)0).ToArray(), "is damaged: there are more than the 180 bytes").SetArgDisplayNames("too long");
        yield return new TestCaseData(Changed(images, 2, 13), "has elements of type 13 in 3 dimensions, where bytes (type 8) in 3").SetArgDisplayNames("floats");
        yield return new TestCaseData(Changed(images, 3, 1), "has elements of type 8 in 1 dimensions").SetArgDisplayNames("vector");
        yield return new TestCaseData(Changed(images, 4, 255), "is damaged, or too large: dimension 0 is 4278190085").SetArgDisplayNames("huge");
        yield return new TestCaseData(Changed(images, 7, 0), "is damaged, or too large: dimension 0 is 0").SetArgDisplayNames("no images");
        yield return new TestCaseData(Changed(images, 7, 4), "more than the 144 bytes").SetArgDisplayNames("fewer images");
        yield return new TestCaseData(Compressed(images)[..40], "truncated").SetArgDisplayNames("truncated gzip");
        yield return new TestCaseData(Changed(Compressed(images), 3, 255), "is ").SetArgDisplayNames("damaged gzip");
    }

    [TestCaseSource(nameof(DamagedImages))]
    public void DamagedImages_AreRefused(byte[] bytes, string message)
    {
        string images = Write("images", bytes);
        (_, byte[] labels) = Stripes(5, 1);
        (int exitCode, string output, string errors) = SampleRun.Of(Program.Main, "--images", images, "--labels", Write("labels", labels));
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.StartWith($"'{images}' ").And.Contain(message));
    }

    [Test]
    public void FilesThatDoNotBelongTogether_AreRefused()
    {
        (byte[] images, byte[] labels) = Stripes(5, 1);
        string five = Write("images", images);
        string four = Write("labels", Changed(labels, 7, 4)[..^1]);
        Assert.That(SampleRun.Of(Program.Main, "--images", five, "--labels", four).Errors, Does.Contain("has 5 images, but ").And.Contain("has 4 classes"));

        string one = Write("one", Changed(images, 7, 1)[..(16 + (Side * Side))]);
        Assert.That(SampleRun.Of(Program.Main, "--images", one, "--labels", Write("one-label", Changed(labels, 7, 1)[..9])).Errors, Does.Contain("has one image"));

        string narrow = Write("narrow", Changed(images, 15, 3)[..(16 + (5 * Side * 3))]);
        string good = Write("good-labels", labels);
        Assert.That(
            SampleRun.Of(Program.Main, "--images", five, "--labels", good, "--test-images", narrow, "--test-labels", good).Errors,
            Does.Contain("have 18 pixels, but those in").And.Contain("have 36"));
    }

    /// <summary>Images of one bright row each, which is their class, and noise.</summary>
    private static (byte[] Images, byte[] Labels) Stripes(int count, int seed)
    {
        var random = new Random(seed);
        var images = new List<byte> { 0, 0, 8, 3, 0, 0, (byte)(count >> 8), (byte)count, 0, 0, 0, Side, 0, 0, 0, Side };
        var labels = new List<byte> { 0, 0, 8, 1, 0, 0, (byte)(count >> 8), (byte)count };
        for (int i = 0; i < count; i++)
        {
            int row = i % Side;
            labels.Add((byte)row);
            for (int pixel = 0; pixel < Side * Side; pixel++)
            {
                images.Add((byte)(random.Next(100) + (pixel / Side == row ? 150 : 0)));
            }
        }

        return ([.. images], [.. labels]);
    }

    private static byte[] Changed(byte[] bytes, int place, byte value)
    {
        byte[] changed = [.. bytes];
        changed[place] = value;
        return changed;
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    private string Write(string name, byte[] bytes, bool isCompressed = false)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, isCompressed ? Compressed(bytes) : bytes);
        return path;
    }
}
