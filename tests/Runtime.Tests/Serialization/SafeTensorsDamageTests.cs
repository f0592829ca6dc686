using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Serialization;

/// <summary>Damaged files, each of which is refused with a word on what is wrong.</summary>
[TestFixture]
internal sealed class SafeTensorsDamageTests
{
    private const string X = "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    private static readonly Dictionary<string, (byte[] Bytes, string Message)> Damaged = new()
    {
        ["empty"] = ([], "ends after 0 bytes, within the 8 bytes"),
        ["short length"] = ([1, 0, 0], "ends after 3 bytes"),
        ["huge header"] = ([0, 0, 0, 0, 0, 0, 0, 255, 1], "more than the 100000000 that the format allows"),
        ["header over the limit"] = ([1, 0xE1, 0xF5, 5, 0, 0, 0, 0], "the header would be 100000001 bytes long"),
        ["truncated header"] = ([60, 0, 0, 0, 0, 0, 0, 0, .. "{\"x\""u8], "truncated: the header should have 60 bytes, but only 4 are left"),
        ["no header"] = (SafeTensorsBytes.Of("", []), "does not begin with '{'"),
        ["space first"] = (SafeTensorsBytes.Of(" {}", []), "does not begin with '{'"),
        ["a list"] = (SafeTensorsBytes.Of("[]", []), "does not begin with '{'"),
        ["not JSON"] = (SafeTensorsBytes.Of("{", []), "not valid JSON"),
        ["text behind"] = (SafeTensorsBytes.Of("{} {}", []), "not valid JSON"),
        ["not UTF-8"] = (SafeTensorsBytes.Of([.. "{\""u8, 0xFF, .. "\":1}"u8], []), "not valid JSON in UTF-8"),
        ["half a surrogate pair"] = (Header("\"\\uD800\":{}"), "not valid JSON in UTF-8"),
        ["truncated elements"] = (SafeTensorsBytes.Of($"{{{X}}}", new byte[7]), "truncated: the elements should have 8 bytes, but only 7 are left"),
        ["elements behind"] = (SafeTensorsBytes.Of($"{{{X}}}", new byte[9]), "more bytes behind the last tensor, which ends at byte 8"),
        ["the same name twice"] = (Header($"{X},{X}", 8), "has the name 'x' twice"),
        ["texts twice"] = (Header("\"__metadata__\":{},\"__metadata__\":{}"), "has the name '__metadata__' twice"),
        ["a text twice"] = (Header("\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}"), "__metadata__ has the name 'a' twice"),
        ["a text that is a number"] = (Header("\"__metadata__\":{\"a\":1}"), "'a' in __metadata__ is not a string"),
        ["a tensor that is a number"] = (Header("\"x\":1"), "'x' is not an object"),
        ["an unknown dtype"] = (Tensor("\"F33\"", "[2]", "[0,8]"), "'x' has the unknown dtype 'F33'"),
        ["a dtype that is a number"] = (Tensor("32", "[2]", "[0,8]"), "the dtype of 'x' is not a string"),
        ["no dtype"] = (Header("\"x\":{\"shape\":[2],\"data_offsets\":[0,8]}", 8), "'x' has no dtype"),
        ["no shape"] = (Header("\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}", 8), "'x' has no shape"),
        ["no offsets"] = (Header("\"x\":{\"dtype\":\"F32\",\"shape\":[2]}", 8), "'x' has no data_offsets"),
        ["a shape twice"] = (Header("\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}", 8), "'x' has its shape twice"),
        ["a negative length"] = (Tensor("\"F32\"", "[-2]", "[0,8]"), "the shape of 'x' has an entry that is not an integer"),
        ["a fraction"] = (Tensor("\"F32\"", "[2.5]", "[0,8]"), "the shape of 'x' has an entry that is not an integer"),
        ["a shape that is a number"] = (Tensor("\"F32\"", "2", "[0,8]"), "the shape of 'x' is not a list"),
        ["a length of 2^64"] = (Tensor("\"F32\"", "[18446744073709551616]", "[0,8]"), "not an integer from 0 to 9223372036854775807"),
        ["too many elements"] = (Tensor("\"F32\"", "[4294967296,4294967296]", "[0,8]"), "more elements than can be counted"),
        ["too many bytes"] = (Tensor("\"F32\"", "[2,4611686018427387904]", "[0,8]"), "more elements than can be counted"),
        ["too many elements, none"] = (Tensor("\"F32\"", "[4294967296,4294967296,0]", "[0,0]", 0), "more elements than can be counted"),
        ["a wrong size"] = (Tensor("\"F32\"", "[3]", "[0,8]"), "of dtype F32 and shape [3] has 12 bytes, but its data_offsets [0, 8] have 8"),
        ["offsets backwards"] = (Tensor("\"F32\"", "[2]", "[8,0]"), "[8, 0] of 'x' are not a beginning and an end"),
        ["one offset"] = (Tensor("\"F32\"", "[2]", "[8]"), "[8] of 'x' are not a beginning and an end"),
        ["offsets out of range"] = (Tensor("\"F32\"", "[2]", "[8,16]"), "a hole of 8 bytes between the header and 'x'"),
        ["a negative offset"] = (Tensor("\"F32\"", "[2]", "[-8,0]"), "the data_offsets of 'x' has an entry that is not an integer"),
        ["an overlap"] = (Header($"{X},\"y\":{{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12), "'y' begins at byte 4 and overlaps 'x', which ends at byte 8"),
        ["the same bytes"] = (Header($"{X},\"y\":{{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8), "overlaps"),
        ["a hole"] = (Header($"{X},\"y\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}", 16), "a hole of 4 bytes between 'x' and 'y'"),
    };

    private static IEnumerable<string> Names => Damaged.Keys;

    [TestCaseSource(nameof(Names))]
    public void ADamagedFile_IsRefusedByItsDamage(string name)
    {
        (byte[] bytes, string message) = Damaged[name];
        InvalidDataException? exception = Assert.Throws<InvalidDataException>(() => SafeTensors.Load<float>(new MemoryStream(bytes)));
        Assert.That(exception!.Message, Does.StartWith("The safetensors data is damaged: ").And.Contain(message));
    }

    [Test]
    public void EveryTruncation_IsRefused()
    {
        using var stream = new MemoryStream();
        SafeTensors.Save(stream, new Dictionary<string, Tensor<float>> { ["x"] = AutoDiff.Tensor.Create([1f, 2]), ["y"] = AutoDiff.Tensor.Create(1f) });
        byte[] whole = stream.ToArray();
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.That(() => SafeTensors.Load<float>(new MemoryStream(whole[..length])), Throws.InstanceOf<InvalidDataException>(), $"{length} bytes");
        }
    }

    [Test]
    public void EveryChangedByteOfTheHeader_IsRefusedOrReadWithoutAnotherError()
    {
        using var stream = new MemoryStream();
        SafeTensors.Save(stream, new Dictionary<string, Tensor<float>> { ["x"] = AutoDiff.Tensor.Create([1f, 2]), ["y"] = AutoDiff.Tensor.Create(1f) });
        byte[] whole = stream.ToArray();
        var random = new Random(1);
        for (int i = 0; i < whole.Length - 12; i++)
        {
            for (int change = 0; change < 20; change++)
            {
                byte[] changed = [.. whole];
                changed[i] = (byte)random.Next(256);
                try
                {
                    SafeTensors.Load<float>(new MemoryStream(changed));
                }
                catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
                {
                    Assert.That(exception.Message, Is.Not.Empty);
                }
            }
        }
    }

    [Test]
    public void WhatCannotBeRepresented_IsRefusedByItsName()
    {
        Assert.That(Message<float>(Tensor("\"I64\"", "[1]", "[0,8]")), Is.EqualTo("The tensor 'x' has the dtype I64, but only F16, BF16, F32 and F64 can be loaded."));
        Assert.That(Message<double>(Tensor("\"BOOL\"", "[8]", "[0,8]")), Does.Contain("dtype BOOL"));
        Assert.That(Message<float>(Tensor("\"F64\"", "[1]", "[0,8]")), Is.EqualTo("The tensor 'x' has the dtype F64 and would lose digits as float: load it as double."));
        Assert.That(Message<float>(Tensor("\"F32\"", "[0,4294967296]", "[0,0]", 0)), Does.Contain("an array holds at most"));
        Assert.That(SafeTensors.Load<double>(new MemoryStream(Tensor("\"F64\"", "[1]", "[0,8]")))["x"][0], Is.Zero);

        static string Message<T>(byte[] bytes)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
            Assert.Throws<NotSupportedException>(() => SafeTensors.Load<T>(new MemoryStream(bytes)))!.Message;
    }

    [Test]
    public void WhatTheFormatAllows_IsRead()
    {
        // White space at the end, members that are not known, and tensors in any order.
        byte[] bytes = SafeTensorsBytes.Of(
            "{\"y\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12],\"extra\":[{\"a\":1}]}," + X + "}\r \t\n", new byte[12]);
        Assert.That(SafeTensors.Load<float>(new MemoryStream(bytes)).Keys, Is.EqualTo(new[] { "x", "y" }));
        Assert.That(SafeTensors.Load<float>(new MemoryStream(Header(X, 8)), out IReadOnlyDictionary<string, string> metadata).Single().Value.Length, Is.EqualTo(2));
        Assert.That(metadata, Is.Empty);
    }

    private static byte[] Tensor(string dtype, string shape, string offsets, int bytes = 8) =>
        Header($"\"x\":{{\"dtype\":{dtype},\"shape\":{shape},\"data_offsets\":{offsets}}}", bytes);

    private static byte[] Header(string members, int bytes = 0) => SafeTensorsBytes.Of($"{{{members}}}", new byte[bytes]);
}
