using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AutoDiff;

/// <summary>Writes the safetensors format as the reference implementation does, byte for byte.</summary>
internal static class SafeTensorsWriter
{
    private const int BufferBytes = 65536;

    /// <summary>Writes tensors, sorted by their names.</summary>
    internal static void Write<T>(Stream stream, IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var names = new List<string>(tensors.Keys);
        names.Sort(CompareUtf8);
        byte[] header = Header(tensors, names, metadata);
        Span<byte> length = stackalloc byte[SafeTensorsFormat.LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        var buffer = new byte[BufferBytes];
        foreach (string name in names)
        {
            WriteElements(stream, tensors[name], buffer);
        }
    }

    private static byte[] Header<T>(IReadOnlyDictionary<string, Tensor<T>> tensors, List<string> names, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var header = new MemoryStream();

        // The reference implementation escapes nothing that JSON does not ask for.
        using (var json = new Utf8JsonWriter(header, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(SafeTensorsFormat.Metadata);
                foreach ((string key, string text) in metadata)
                {
                    CheckText(key, nameof(metadata));
                    CheckText(text ?? throw new ArgumentNullException(nameof(metadata), $"The text '{key}' is null."), nameof(metadata));
                    json.WriteString(key, text);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (string name in names)
            {
                Tensor<T> tensor = tensors[name] ?? throw new ArgumentNullException(nameof(tensors), $"The tensor '{name}' is null.");
                CheckText(name, nameof(tensors));
                if (name == SafeTensorsFormat.Metadata)
                {
                    throw new ArgumentException($"A tensor cannot be named '{name}': the format keeps this name for texts.", nameof(tensors));
                }

                json.WriteStartObject(name);
                json.WriteString("dtype"u8, typeof(T) == typeof(float) ? "F32"u8 : "F64"u8);
                json.WriteStartArray("shape"u8);
                foreach (int dimension in tensor.Shape)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets"u8);
                json.WriteNumberValue(offset);
                offset += (long)tensor.Length * Unsafe.SizeOf<T>();
                json.WriteNumberValue(offset);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces, so that the elements begin where their type can be read in place.
        while (header.Length % SafeTensorsFormat.LengthBytes != 0)
        {
            header.WriteByte((byte)' ');
        }

        return header.Length <= SafeTensorsFormat.LongestHeader
            ? header.ToArray()
            : throw new ArgumentException(
                $"Names and texts make a header of {header.Length} bytes, but the format allows {SafeTensorsFormat.LongestHeader}.", nameof(tensors));
    }

    private static void WriteElements<T>(Stream stream, Tensor<T> tensor, byte[] buffer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> contiguous = tensor.Detach().To(Device.Cpu).ToContiguous();
        ReadOnlySpan<T> rest = contiguous.ContiguousElements;
        while (!rest.IsEmpty)
        {
            int count = Math.Min(rest.Length, buffer.Length / Unsafe.SizeOf<T>());
            for (int i = 0; i < count; i++)
            {
                if (typeof(T) == typeof(float))
                {
                    BinaryPrimitives.WriteSingleLittleEndian(buffer.AsSpan(i * sizeof(float)), float.CreateChecked(rest[i]));
                }
                else
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(i * sizeof(double)), double.CreateChecked(rest[i]));
                }
            }

            stream.Write(buffer, 0, count * Unsafe.SizeOf<T>());
            rest = rest[count..];
        }

        GC.KeepAlive(contiguous.Storage);
    }

    // A text with half of a pair of surrogates would be written as another one.
    private static void CheckText(string text, string parameterName)
    {
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                throw new ArgumentException($"The text '{text}' is not valid Unicode: there is half of a surrogate pair at position {i}.", parameterName);
            }

            i += rune.Utf16SequenceLength;
        }
    }

    // The order of the reference implementation: that of the bytes. It differs from the ordinal one behind the first 65,536 characters.
    private static int CompareUtf8(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
}
