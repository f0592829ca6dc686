using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace AutoDiff;

/// <summary>Reads and checks the header of a safetensors file.</summary>
/// <remarks>
/// Out: the tensors in the order of their elements, which lie one behind the other without a gap from the first byte on; each has a type of the format, and as many
/// bytes as its shape asks for.
/// </remarks>
internal static class SafeTensorsHeader
{
    /// <summary>Reads a header.</summary>
    /// <param name="bytes">Its text.</param>
    /// <param name="metadata">The texts in it.</param>
    /// <exception cref="InvalidDataException">It breaks a rule of the format.</exception>
    internal static List<SafeTensorsEntry> Read(ReadOnlySpan<byte> bytes, out Dictionary<string, string> metadata)
    {
        if (bytes.IsEmpty || bytes[0] != (byte)'{')
        {
            throw Damaged("the header does not begin with '{'");
        }

        List<SafeTensorsEntry> entries;
        try
        {
            var json = new Utf8JsonReader(bytes);
            json.Read();
            entries = ReadEntries(ref json, out metadata);
            json.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A string that is not UTF-8 is an InvalidOperationException of the reader.
            throw Damaged($"the header is not valid JSON in UTF-8: {exception.Message}", exception);
        }

        CheckOffsets(entries);
        return entries;
    }

    /// <summary>The error for a damaged file.</summary>
    internal static InvalidDataException Damaged(string problem, Exception? inner = null) =>
        new($"The safetensors data is damaged: {problem}.", inner);

    private static List<SafeTensorsEntry> ReadEntries(ref Utf8JsonReader json, out Dictionary<string, string> metadata)
    {
        var entries = new List<SafeTensorsEntry>();
        var names = new HashSet<string>();
        metadata = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            if (!names.Add(name))
            {
                throw Damaged($"the header has the name '{name}' twice");
            }

            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                throw Damaged($"'{name}' is not an object in the header");
            }

            if (name == SafeTensorsFormat.Metadata)
            {
                ReadMetadata(ref json, metadata);
            }
            else
            {
                entries.Add(ReadEntry(ref json, name));
            }
        }

        return entries;
    }

    private static void ReadMetadata(ref Utf8JsonReader json, Dictionary<string, string> metadata)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            if (json.TokenType != JsonTokenType.String)
            {
                throw Damaged($"the text '{key}' in {SafeTensorsFormat.Metadata} is not a string");
            }

            if (!metadata.TryAdd(key, json.GetString()!))
            {
                throw Damaged($"{SafeTensorsFormat.Metadata} has the name '{key}' twice");
            }
        }
    }

    private static SafeTensorsEntry ReadEntry(ref Utf8JsonReader json, string name)
    {
        string? dtype = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            json.Read();
            bool isRepeated = key switch
            {
                "dtype" => dtype is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => false,
            };
            if (isRepeated)
            {
                throw Damaged($"'{name}' has its {key} twice");
            }

            switch (key)
            {
                case "dtype":
                    dtype = json.TokenType == JsonTokenType.String ? json.GetString() : throw Damaged($"the dtype of '{name}' is not a string");
                    break;
                case "shape":
                    shape = ReadNumbers(ref json, name, key);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref json, name, key);
                    break;
                default:
                    // The reference implementation leaves out what it does not know, too.
                    json.Skip();
                    break;
            }
        }

        return MakeEntry(
            name,
            dtype ?? throw Missing("dtype"),
            shape ?? throw Missing("shape"),
            offsets ?? throw Missing("data_offsets"));

        InvalidDataException Missing(string key) => Damaged($"'{name}' has no {key}");
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader json, string name, string key)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw Damaged($"the {key} of '{name}' is not a list");
        }

        var numbers = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long number) || number < 0)
            {
                throw Damaged($"the {key} of '{name}' has an entry that is not an integer from 0 to {long.MaxValue}");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static SafeTensorsEntry MakeEntry(string name, string dtype, List<long> shape, List<long> offsets)
    {
        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw Damaged($"the data_offsets [{string.Join(", ", offsets)}] of '{name}' are not a beginning and an end");
        }

        int size = SafeTensorsFormat.ElementBytes(dtype);
        if (size == 0)
        {
            throw Damaged($"'{name}' has the unknown dtype '{dtype}'");
        }

        // As the reference implementation, also where a later length of 0 would make the product 0.
        string text = $"[{string.Join(", ", shape)}]";
        UInt128 bytes = (UInt128)size;
        foreach (long dimension in shape)
        {
            bytes *= (UInt128)dimension;
            if (bytes > long.MaxValue)
            {
                throw Damaged($"the shape {text} of '{name}' has more elements than can be counted");
            }
        }

        if (bytes != (UInt128)(offsets[1] - offsets[0]))
        {
            throw Damaged(
                $"'{name}' of dtype {dtype} and shape {text} has {bytes} bytes, but its data_offsets [{offsets[0]}, {offsets[1]}] have {offsets[1] - offsets[0]}");
        }

        // An empty tensor can have a length that is no int beside one that is 0.
        if (shape.Exists(static dimension => dimension > int.MaxValue) || bytes / (UInt128)size > (UInt128)Array.MaxLength)
        {
            throw new NotSupportedException($"The tensor '{name}' has the shape {text}, but an array holds at most {Array.MaxLength} elements.");
        }

        return new SafeTensorsEntry(name, dtype, [.. shape.Select(static dimension => (int)dimension)], offsets[0], offsets[1]);
    }

    // Every byte belongs to one tensor, so that nothing can be hidden in the file and nothing be read twice.
    private static void CheckOffsets(List<SafeTensorsEntry> entries)
    {
        entries.Sort(static (a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long end = 0;
        string last = "the header";
        foreach (SafeTensorsEntry entry in entries)
        {
            if (entry.Begin < end)
            {
                throw Damaged($"'{entry.Name}' begins at byte {entry.Begin} and overlaps {last}, which ends at byte {end}");
            }

            if (entry.Begin > end)
            {
                throw Damaged($"there is a hole of {entry.Begin - end} bytes between {last} and '{entry.Name}', which begins at byte {entry.Begin}");
            }

            end = entry.End;
            last = $"'{entry.Name}'";
        }
    }
}
