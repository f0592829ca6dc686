using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;

namespace AutoDiff.Samples.GpuImage;

/// <summary>Writes pictures in the format PNG (ISO/IEC 15948).</summary>
internal static class PngFile
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture of eight bits for each colour.</summary>
    /// <param name="path">The file, which is overwritten.</param>
    /// <param name="width">The pixels of a row.</param>
    /// <param name="pixels">Red, green and blue of each pixel, row by row from the top.</param>
    public static void Write(string path, int width, ReadOnlySpan<byte> pixels)
    {
        int height = pixels.Length / (3 * width);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);

        // Eight bits, colours without transparency, and the only methods of compressing, filtering and ordering that need no explanation.
        header[8] = 8;
        header[9] = 2;
        header[10..].Clear();

        using var rows = new MemoryStream();
        using (var compressed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                // No filter.
                compressed.WriteByte(0);
                compressed.Write(pixels.Slice(3 * width * row, 3 * width));
            }
        }

        using FileStream file = File.Create(path);
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, rows.ToArray());
        WriteChunk(file, "IEND"u8, []);
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        var checksum = new Crc32();
        checksum.Append(type);
        checksum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
