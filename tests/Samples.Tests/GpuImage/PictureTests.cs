using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using AutoDiff.Samples.GpuImage;
using NUnit.Framework;

namespace AutoDiff.Samples.Tests.GpuImage;

/// <summary>The sample on the CPU: the picture is matched, and what is drawn can be read.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class PictureTests
{
    private string _file = "";

    [SetUp]
    public void NameFile() => _file = Path.Combine(Path.GetTempPath(), $"autodiff-{Guid.NewGuid():N}.png");

    [TearDown]
    public void DeleteFile() => File.Delete(_file);

    [Test]
    public void Picture_IsMatchedAndDrawn()
    {
        const int Size = 24;
        (int exitCode, string output, string errors) = SampleRun.Of(Program.Main, _file, "--device", "cpu", "--size", "24", "--splats", "24", "--steps", "150");
        Assert.That(exitCode, Is.Zero, errors);
        Match quality = Regex.Match(output, @"([0-9.]+) dB from the target after 150 steps");
        Assert.That(quality.Success, output);
        Assert.That(double.Parse(quality.Groups[1].Value, CultureInfo.InvariantCulture), Is.GreaterThan(22));

        (int width, byte[] pixels) = Read(_file);
        Assert.That(width, Is.EqualTo((3 * Size) + 8));
        Assert.That(pixels, Has.Length.EqualTo(3 * width * Size));
        float[] scene = Scene.Draw(Size);
        double squares = 0;
        for (int i = 0; i < Size * Size; i++)
        {
            int target = 3 * ((i / Size * width) + (i % Size));
            int result = target + (3 * 2 * (Size + 4));
            for (int color = 0; color < 3; color++)
            {
                Assert.That(pixels[target + color], Is.EqualTo(MathF.Round(255 * scene[(color * Size * Size) + i])));
                squares += Math.Pow((pixels[target + color] - pixels[result + color]) / 255.0, 2);
            }
        }

        Assert.That(-10 * Math.Log10(squares / scene.Length), Is.GreaterThan(22));
    }

    [TestCase("--size", "0")]
    [TestCase("--steps", "many")]
    [TestCase("--device", "tpu")]
    [TestCase("--colour")]
    public void WrongArguments_AreRefused(params string[] arguments)
    {
        (int exitCode, _, string errors) = SampleRun.Of(Program.Main, arguments);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(errors, Does.Contain(arguments[0]).And.Contain("--help"));
    }

    /// <summary>Reads what the sample writes, and checks every length and checksum on the way.</summary>
    private static (int Width, byte[] Pixels) Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        Assert.That(file[..8].ToArray(), Is.EqualTo(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }));
        file = file[8..];
        int width = 0;
        int height = 0;
        byte[] rows = [];
        string[] types = [];
        while (!file.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file);
            ReadOnlySpan<byte> data = file.Slice(8, length);
            string type = Encoding.ASCII.GetString(file.Slice(4, 4));
            Assert.That(BinaryPrimitives.ReadUInt32BigEndian(file[(8 + length)..]), Is.EqualTo(Crc32.HashToUInt32(file.Slice(4, 4 + length))));
            types = [.. types, type];
            if (type == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                Assert.That(data[8..].ToArray(), Is.EqualTo(new byte[] { 8, 2, 0, 0, 0 }));
            }
            else if (type == "IDAT")
            {
                using var stream = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
                using var inflated = new MemoryStream();
                stream.CopyTo(inflated);
                rows = inflated.ToArray();
            }

            file = file[(12 + length)..];
        }

        Assert.That(types, Is.EqualTo(new[] { "IHDR", "IDAT", "IEND" }));
        Assert.That(rows, Has.Length.EqualTo(height * ((3 * width) + 1)));
        return (width, [.. Enumerable.Range(0, height).SelectMany(row =>
        {
            byte[] own = rows[(row * ((3 * width) + 1))..((row + 1) * ((3 * width) + 1))];
            Assert.That(own[0], Is.Zero);
            return own[1..];
        })]);
    }
}
