using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace AutoDiff.Samples.Mlp;

/// <summary>
/// Reads the IDX format, in which the MNIST database (LeCun, Cortes and Burges) comes: two zeros, the type of the elements, the number of dimensions, the dimensions as
/// big-endian integers, the elements. Files may be compressed by gzip, whatever their names.
/// </summary>
internal static class IdxFile
{
    // The only type that MNIST and its kin use.
    private const int UnsignedByte = 8;

    /// <summary>Reads bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">How many dimensions there must be.</param>
    /// <returns>The dimensions and the elements.</returns>
    /// <exception cref="InputException">The file is damaged, or has something else.</exception>
    public static (int[] Shape, byte[] Elements) Read(string path, int rank)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            bool isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using Stream stream = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(stream, path, rank);
        }
        catch (InvalidDataException exception)
        {
            throw new InputException($"'{path}' is damaged: {exception.Message}");
        }
    }

    private static (int[] Shape, byte[] Elements) Read(Stream stream, string path, int rank)
    {
        var header = new byte[4 + (4 * rank)];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < 4 || header[0] != 0 || header[1] != 0)
        {
            throw new InputException($"'{path}' is no IDX file: it does not begin with two bytes of 0, a type and a number of dimensions.");
        }

        if (header[2] != UnsignedByte || header[3] != rank)
        {
            throw new InputException(
                $"'{path}' has elements of type {header[2]} in {header[3]} dimensions, where bytes (type {UnsignedByte}) in {rank} are needed.");
        }

        if (read < header.Length)
        {
            throw new InputException($"'{path}' is truncated: it ends within its header.");
        }

        var shape = new int[rank];
        long length = 1;
        for (int i = 0; i < rank; i++)
        {
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 + (4 * i)));
            length = Math.Min(length * dimension, int.MaxValue);
            if (dimension == 0 || length > Array.MaxLength)
            {
                throw new InputException($"'{path}' is damaged, or too large: dimension {i} is {dimension}.");
            }

            shape[i] = (int)dimension;
        }

        // No memory is asked for that the file does not fill.
        using var elements = new MemoryStream();
        var buffer = new byte[65536];
        while (elements.Length <= length && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length + 1 - elements.Length)) is > 0 and int count)
        {
            elements.Write(buffer, 0, count);
        }

        return elements.Length == length
            ? (shape, elements.ToArray())
            : throw new InputException(
                elements.Length < length
                    ? $"'{path}' is truncated: {string.Join(" x ", shape)} elements are {length} bytes, but there are {elements.Length}."
                    : $"'{path}' is damaged: there are more than the {length} bytes that {string.Join(" x ", shape)} elements have.");
    }
}
