using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Numerics;

namespace AutoDiff;

/// <summary>Reads the safetensors format.</summary>
internal static class SafeTensorsReader
{
    private const int BufferBytes = 65536;

    // What is made at once of a length that nothing but the file itself vouches for.
    private const int UnverifiedLength = 1 << 20;

    /// <summary>Reads a stream to its end.</summary>
    internal static Dictionary<string, Tensor<T>> Read<T>(Stream stream, out IReadOnlyDictionary<string, string> metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Where the length is known, a header that promises more than there is gets no memory for it.
        bool isLengthKnown = stream.CanSeek;
        long rest = isLengthKnown ? stream.Length - stream.Position : long.MaxValue;
        Span<byte> length = stackalloc byte[SafeTensorsFormat.LengthBytes];
        int read = stream.ReadAtLeast(length, length.Length, throwOnEndOfStream: false);
        if (read < length.Length)
        {
            throw SafeTensorsHeader.Damaged($"it ends after {read} bytes, within the {length.Length} bytes that give the length of the header");
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (headerLength > SafeTensorsFormat.LongestHeader)
        {
            throw SafeTensorsHeader.Damaged($"the header would be {headerLength} bytes long, more than the {SafeTensorsFormat.LongestHeader} that the format allows");
        }

        rest -= length.Length;
        RequireRest(rest, (long)headerLength, "the header");
        byte[] header = Filled<byte>((int)headerLength, isLengthKnown, part => ReadExactly(stream, part, "the header"));
        rest -= header.Length;

        List<SafeTensorsEntry> entries = SafeTensorsHeader.Read(header, out Dictionary<string, string> texts);
        long data = entries.Count > 0 ? entries[^1].End : 0;
        RequireRest(rest, data, "the elements");
        foreach (SafeTensorsEntry entry in entries)
        {
            RequireReadable<T>(entry);
        }

        var tensors = new Dictionary<string, Tensor<T>>(entries.Count);
        var buffer = new byte[BufferBytes];
        foreach (SafeTensorsEntry entry in entries)
        {
            tensors.Add(entry.Name, ReadTensor<T>(stream, entry, buffer, isLengthKnown));
        }

        if (stream.Read(buffer, 0, 1) != 0)
        {
            throw SafeTensorsHeader.Damaged($"there are more bytes behind the last tensor, which ends at byte {data} behind the header");
        }

        metadata = texts;
        return tensors;
    }

    private static void RequireRest(long rest, long needed, string part)
    {
        if (rest < needed)
        {
            throw SafeTensorsHeader.Damaged($"it is truncated: {part} should have {needed} bytes, but only {rest} are left");
        }
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes, string part)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw SafeTensorsHeader.Damaged($"it is truncated: it ends within {part}");
        }
    }

    private static void RequireReadable<T>(SafeTensorsEntry entry)
    {
        if (entry.Dtype == "F64" && typeof(T) == typeof(float))
        {
            throw new NotSupportedException($"The tensor '{entry.Name}' has the dtype F64 and would lose digits as float: load it as double.");
        }

        if (entry.Dtype is not ("F16" or "BF16" or "F32" or "F64"))
        {
            throw new NotSupportedException($"The tensor '{entry.Name}' has the dtype {entry.Dtype}, but only F16, BF16, F32 and F64 can be loaded.");
        }
    }

    private static Tensor<T> ReadTensor<T>(Stream stream, SafeTensorsEntry entry, byte[] buffer, bool isLengthKnown)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = SafeTensorsFormat.ElementBytes(entry.Dtype);
        T[] elements = Filled<T>((int)((entry.End - entry.Begin) / size), isLengthKnown, part =>
        {
            for (int start = 0; start < part.Length;)
            {
                int count = Math.Min(part.Length - start, buffer.Length / size);
                Span<byte> bytes = buffer.AsSpan(0, count * size);
                ReadExactly(stream, bytes, $"'{entry.Name}'");
                Convert(bytes, entry.Dtype, part.Slice(start, count));
                start += count;
            }
        });
        return new Tensor<T>(elements, entry.Shape);
    }

    /// <summary>A new array that is filled from a stream; where the length may be a lie, it grows with what has been read.</summary>
    private static TElement[] Filled<TElement>(int length, bool isLengthKnown, Action<Span<TElement>> fill)
    {
        var elements = new TElement[isLengthKnown ? length : Math.Min(length, UnverifiedLength)];
        fill(elements);
        while (elements.Length < length)
        {
            int read = elements.Length;
            Array.Resize(ref elements, (int)Math.Min(length, 2L * read));
            fill(elements.AsSpan(read));
        }

        return elements;
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, string dtype, Span<T> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = SafeTensorsFormat.ElementBytes(dtype);
        bool isHalf = dtype == "F16";
        for (int i = 0; i < elements.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            elements[i] = size switch
            {
                8 => T.CreateChecked(BinaryPrimitives.ReadDoubleLittleEndian(element)),
                4 => T.CreateChecked(BinaryPrimitives.ReadSingleLittleEndian(element)),
                _ when isHalf => T.CreateChecked(BinaryPrimitives.ReadHalfLittleEndian(element)),

                // BF16 is the upper half of a float.
                _ => T.CreateChecked(BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(element) << 16)),
            };
        }
    }
}
