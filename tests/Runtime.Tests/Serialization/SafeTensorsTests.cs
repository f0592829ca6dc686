using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Serialization;

/// <summary>
/// Files of tensors: what is written, byte by byte, and what is read back. The expected bytes are built from the description of the format: the length of the header in 8
/// bytes, the header in JSON without white space but the spaces at its end, the elements.
/// </summary>
[TestFixture]
internal sealed class SafeTensorsTests
{
    private string _directory = "";

    [SetUp]
    public void CreateDirectory() => _directory = Directory.CreateTempSubdirectory("safetensors").FullName;

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void ATensor_IsWrittenAsTheReferenceImplementationDoes()
    {
        // Its own test has this tensor: a header of 65 bytes and 7 spaces.
        byte[] bytes = Written(new() { ["attn0"] = Tensor.Create<float>([0, 1, 2, 3, 4, 5], [1, 1, 2, 3]) });
        byte[] expected = SafeTensorsBytes.Of(
            """{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       """,
            [0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64]);
        Assert.That(bytes, Is.EqualTo(expected));
        Assert.That(bytes[0], Is.EqualTo(72));
    }

    [Test]
    public void TensorsAreSortedByName_BehindTheTexts()
    {
        using var stream = new MemoryStream();
        var tensors = new Dictionary<string, Tensor<double>> { ["b"] = Tensor.Create(1.0), ["a\"é"] = Tensor.Zeros<double>(0, 3), ["B"] = Tensor.Create([2.0]) };
        SafeTensors.Save(stream, tensors, new Dictionary<string, string> { ["format"] = "pt <&>" });
        byte[] data = new byte[16];
        BinaryPrimitives.WriteDoubleLittleEndian(data, 2);
        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8), 1);
        string header = """{"__metadata__":{"format":"pt <&>"},"B":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"a\"é":{"dtype":"F64","shape":[0,3],"data_offsets":[8,8]},"b":{"dtype":"F64","shape":[],"data_offsets":[8,16]}}""";
        int padding = 7 - ((Encoding.UTF8.GetByteCount(header) + 7) % 8);
        Assert.That(stream.ToArray(), Is.EqualTo(SafeTensorsBytes.Of(header + new string(' ', padding), data)));
    }

    [Test]
    public void NoTensors_MakeAnEmptyHeader() =>
        Assert.That(Written([]), Is.EqualTo(SafeTensorsBytes.Of("{}      ", [])));

    [Test]
    public void WhatIsSaved_IsLoadedBitForBit()
    {
        string path = Path.Combine(_directory, "model.safetensors");
        float[] odd = [float.NaN, float.NegativeInfinity, -0f, float.Epsilon, BitConverter.Int32BitsToSingle(0x7FC12345)];
        Tensor<float> large = Tensor.Arange<float>(0, 40_000, 1).Reshape(200, 200);
        var tensors = new Dictionary<string, Tensor<float>>
        {
            ["odd"] = Tensor.Create(odd, requiresGrad: true),
            ["transposed"] = large.Transpose(),
            ["scalar"] = Tensor.Create(3f),
            ["empty"] = Tensor.Zeros<float>(2, 0),
        };
        SafeTensors.Save(path, tensors, new Dictionary<string, string> { ["epoch"] = "7", ["note"] = "ü\n\"" });
        IReadOnlyDictionary<string, Tensor<float>> loaded = SafeTensors.Load<float>(path, out IReadOnlyDictionary<string, string> metadata);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loaded.Keys, Is.EquivalentTo(tensors.Keys));
            Assert.That(metadata, Is.EqualTo(new Dictionary<string, string> { ["epoch"] = "7", ["note"] = "ü\n\"" }));
            Assert.That(loaded["odd"].ToArray().Select(BitConverter.SingleToInt32Bits), Is.EqualTo(odd.Select(BitConverter.SingleToInt32Bits)));
            Assert.That(loaded["transposed"].ToArray(), Is.EqualTo(large.Transpose().ToArray()));
            Assert.That(loaded["empty"].Shape.ToArray(), Is.EqualTo(new[] { 2, 0 }));
            Assert.That(loaded["scalar"].Item(), Is.EqualTo(3));
            Assert.That(loaded["odd"].RequiresGrad, Is.False);
        }

        IReadOnlyDictionary<string, Tensor<double>> wide = SafeTensors.Load<double>(path);
        Assert.That(wide["odd"][3], Is.EqualTo((double)float.Epsilon));
    }

    [Test]
    public void HalfPrecision_IsRead()
    {
        // 1, -2, the least denormal number and infinity in F16; 1, -2, 0.15625 and NaN in BF16.
        byte[] bytes = SafeTensorsBytes.Of(
            """{"h":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"b":{"data_offsets":[8,16],"shape":[2,2],"dtype":"BF16"}}""",
            [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0x00, 0x7C, 0x80, 0x3F, 0x00, 0xC0, 0x20, 0x3E, 0xC0, 0x7F]);
        IReadOnlyDictionary<string, Tensor<float>> loaded = SafeTensors.Load<float>(new MemoryStream(bytes));
        Assert.That(loaded["h"].ToArray(), Is.EqualTo(new[] { 1, -2, 5.9604645e-8f, float.PositiveInfinity }));
        Assert.That(loaded["b"].ToArray(), Is.EqualTo(new[] { 1, -2, 0.15625f, float.NaN }));
        Assert.That(loaded["b"].Shape.ToArray(), Is.EqualTo(new[] { 2, 2 }));
        Assert.That(SafeTensors.Load<double>(new MemoryStream(bytes))["h"][2], Is.EqualTo(Math.ScaleB(1, -24)));
    }

    [Test]
    public void AStreamThatCannotSeek_IsReadFromItsPosition()
    {
        byte[] bytes = Written(new() { ["x"] = Tensor.Create([1f, 2]) });
        using var inner = new MemoryStream([1, 2, 3, .. bytes]);
        inner.Position = 3;
        Assert.That(SafeTensors.Load<float>(inner)["x"].ToArray(), Is.EqualTo(new[] { 1f, 2 }));
        Assert.That(SafeTensors.Load<float>(new OneByOneStream(bytes))["x"].ToArray(), Is.EqualTo(new[] { 1f, 2 }));
        Assert.That(() => SafeTensors.Load<float>(new OneByOneStream(bytes[..^1])), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("truncated: it ends within 'x'"));
    }

    [Test]
    public void ASaveThatFails_LeavesTheOldFileAlone()
    {
        string path = Path.Combine(_directory, "model.safetensors");
        SafeTensors.Save(path, new Dictionary<string, Tensor<float>> { ["x"] = Tensor.Create([1f]) });
        byte[] before = File.ReadAllBytes(path);
        Assert.That(() => SafeTensors.Save(path, new Dictionary<string, Tensor<float>> { ["a"] = Tensor.Create([2f]), ["b"] = null! }), Throws.ArgumentNullException);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));

        SafeTensors.Save(path, new Dictionary<string, Tensor<float>> { ["x"] = Tensor.Create([2f]) });
        Assert.That(SafeTensors.Load<float>(path)["x"][0], Is.EqualTo(2));
        Assert.That(Directory.GetFiles(_directory), Has.Length.EqualTo(1));
        Assert.That(() => SafeTensors.Save(Path.Combine(_directory, "no", "x"), new Dictionary<string, Tensor<float>>()), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void WrongNamesAndTexts_AreRefused()
    {
        Assert.That(() => Written(new() { ["__metadata__"] = Tensor.Create(1f) }), Throws.ArgumentException.With.Message.Contains("keeps this name"));
        Assert.That(() => Written(new() { ["a\uD800"] = Tensor.Create(1f) }), Throws.ArgumentException.With.Message.Contains("not valid Unicode"));
        Assert.That(
            () => SafeTensors.Save(new MemoryStream(), new Dictionary<string, Tensor<float>>(), new Dictionary<string, string> { ["a"] = null! }),
            Throws.ArgumentNullException);
        Assert.That(() => SafeTensors.Save<float>(new MemoryStream(), null!), Throws.ArgumentNullException);
        Assert.That(() => SafeTensors.Load<float>((Stream)null!), Throws.ArgumentNullException);
        Assert.That(() => SafeTensors.Load<float>(""), Throws.ArgumentException);
    }

    [Test]
    public void ALengthThatOnlyTheFileVouchesFor_GetsNoMemoryBeforeItsBytesCome()
    {
        foreach (byte[] lie in new[] { Header("{\"a\":{\"dtype\":\"F32\",\"shape\":[2000000000],\"data_offsets\":[0,8000000000]}}", 72), Header("{}", 100_000_000) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(() => SafeTensors.Load<float>(new OneByOneStream(lie)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("truncated"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(16 << 20));
        }

        Tensor<float> large = Tensor.Arange(3_000_000f);
        byte[] bytes = Written(new() { ["large"] = large });
        using var compressed = new MemoryStream();
        using (var writer = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            writer.Write(bytes);
        }

        compressed.Position = 0;
        using var reader = new GZipStream(compressed, CompressionMode.Decompress);
        Assert.That(SafeTensors.Load<float>(reader)["large"].ToArray(), Is.EqualTo(large.ToArray()));

        static byte[] Header(string json, int length)
        {
            var bytes = new byte[8 + json.Length];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
            System.Text.Encoding.UTF8.GetBytes(json, bytes.AsSpan(8));
            return bytes;
        }
    }

    [Test]
    public void AModel_IsSavedAndLoaded()
    {
        string path = Path.Combine(_directory, "model.safetensors");
        var source = new Sequential<double>(new Linear<double>(3, 4), new ReLU<double>(), new Linear<double>(4, 2));
        var target = new Sequential<double>(new Linear<double>(3, 4), new ReLU<double>(), new Linear<double>(4, 2));
        SafeTensors.Save(path, source.State());
        target.LoadState(SafeTensors.Load<double>(path));
        Tensor<double> x = Tensor.Create(new[,] { { 1.0, 2, 3 } });
        Assert.That(target.Forward(x).ToArray(), Is.EqualTo(source.Forward(x).ToArray()));
    }

    private static byte[] Written(Dictionary<string, Tensor<float>> tensors)
    {
        using var stream = new MemoryStream();
        SafeTensors.Save(stream, tensors);
        return stream.ToArray();
    }

    /// <summary>As a pipe or a decompressor: no length, and fewer bytes at a time than are asked for.</summary>
    private sealed class OneByOneStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => buffer.IsEmpty ? 0 : base.Read(buffer[..1]);
    }
}
