using System;
using System.Buffers.Binary;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace AutoDiff;

/// <summary>Compiled shaders, kept in a directory under a hash of the text and of the compiler.</summary>
/// <remarks>
/// Several processes may share the directory: a file is written under another name and then renamed, so that it is there as a whole or not at all. One that is
/// damaged all the same is compiled again. Where nothing can be written, each process compiles for itself.
/// </remarks>
/// <param name="directory">The directory, or null for none.</param>
/// <param name="compilerVersion">What else decides the result.</param>
/// <param name="compile">Compiles a text.</param>
internal sealed class SpirvCache(string? directory, string compilerVersion, Func<string, byte[]> compile)
{
    // A file: these bytes, the SHA-256 of what follows, and that: the code.
    private static readonly byte[] Magic = "ADSPIRV1"u8.ToArray();

    private static readonly int HeadLength = Magic.Length + SHA256.HashSizeInBytes;

    private const uint SpirvMagic = 0x07230203;

    /// <summary>Compiles a text, or finds it compiled.</summary>
    /// <param name="source">The text.</param>
    /// <exception cref="GpuException">It does not compile.</exception>
    public byte[] Get(string source)
    {
        string? path = directory is null ? null : PathOf(directory, source);
        if (path is not null && TryRead(path) is { } kept)
        {
            return kept;
        }

        byte[] code = compile(source);
        if (!IsSpirv(code))
        {
            throw new GpuException(GpuFailure.Compilation, "The shader compiler returned something else than SPIR-V.");
        }

        if (path is not null)
        {
            TryWrite(path, code);
        }

        return code;
    }

    private static bool IsSpirv(ReadOnlySpan<byte> code) =>
        code.Length > 20 && code.Length % sizeof(uint) == 0 && BinaryPrimitives.ReadUInt32LittleEndian(code) == SpirvMagic;

    private static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or System.Security.SecurityException;

    private static byte[]? TryRead(string path)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            if (file.Length <= HeadLength || !file.AsSpan().StartsWith(Magic))
            {
                return null;
            }

            byte[] code = file[HeadLength..];
            return SHA256.HashData(code).AsSpan().SequenceEqual(file.AsSpan(Magic.Length, SHA256.HashSizeInBytes)) && IsSpirv(code) ? code : null;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            return null;
        }
    }

    private static void TryWrite(string path, byte[] code)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(temporary, [.. Magic, .. SHA256.HashData(code), .. code]);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            // The shader is compiled, to keep it is a convenience. A disk that filled up leaves a part behind.
            try
            {
                File.Delete(temporary);
            }
            catch (Exception inner) when (IsOfFiles(inner))
            {
                return;
            }
        }
    }

    private string PathOf(string parent, string source)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{compilerVersion}\n\0{source}"));
        return Path.Combine(parent, Convert.ToHexStringLower(hash) + ".spv");
    }
}
