using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// Saves tensors by name in the safetensors format, which Python's package <c>safetensors</c> and most tools for models read and write: a header in JSON, then the
/// elements.
/// </summary>
/// <remarks>
/// Tensors of <c>float</c> are saved as F32, those of <c>double</c> as F64. When loading, F16 and BF16 are read too, and everything is converted to the wanted type if
/// that keeps all digits. A file is checked completely, by the rules of the format, before a tensor of it is returned.
/// </remarks>
public static class SafeTensors
{
    /// <summary>Saves tensors to a file, which is replaced in one go when it is complete: a reader sees the old file or the new one.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by their names, for example those of <see cref="Module{T}.State"/>.</param>
    /// <param name="metadata">Texts to be saved along with them.</param>
    /// <exception cref="ArgumentNullException">An argument other than <paramref name="metadata"/> is null, or contains null.</exception>
    /// <exception cref="ArgumentException">
    /// A tensor is named <c>__metadata__</c>, which the format reserves; a name or a text is not valid Unicode; or the header would be larger than the format allows.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written. A file that was there is as before.</exception>
    public static void Save<T>(string path, IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string whole = Path.GetFullPath(path);
        string temporary = $"{whole}.{Guid.NewGuid():N}.tmp";
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        try
        {
            using (stream)
            {
                Save(stream, tensors, metadata);

                // The new name must not reach the disk before the elements do.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, whole, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes tensors to a stream, from its position on.</summary>
    /// <inheritdoc cref="Save{T}(string, IReadOnlyDictionary{string, Tensor{T}}, IReadOnlyDictionary{string, string})"/>
    /// <param name="stream">The stream. It stays open.</param>
    /// <param name="tensors">The tensors by their names.</param>
    /// <param name="metadata">Texts to be saved along with them.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Save<T>(Stream stream, IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        SafeTensorsWriter.Write(stream, tensors, metadata);
    }

    /// <summary>Loads the tensors of a file.</summary>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by their names, in the order of their elements in the file. They require no gradient.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or not of this format; the message says what is wrong.</exception>
    /// <exception cref="NotSupportedException">A tensor has elements that are no floating-point numbers, or that <typeparamref name="T"/> has too few digits for.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, Tensor<T>> Load<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T> => Load<T>(path, out _);

    /// <inheritdoc cref="Load{T}(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="metadata">The texts that were saved along with the tensors; empty if there are none.</param>
    public static IReadOnlyDictionary<string, Tensor<T>> Load<T>(string path, out IReadOnlyDictionary<string, string> metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Load<T>(stream, out metadata);
    }

    /// <summary>Loads tensors from a stream, from its position to its end.</summary>
    /// <inheritdoc cref="Load{T}(string)"/>
    /// <param name="stream">The stream. It stays open.</param>
    public static IReadOnlyDictionary<string, Tensor<T>> Load<T>(Stream stream)
        where T : unmanaged, IFloatingPointIeee754<T> => Load<T>(stream, out _);

    /// <inheritdoc cref="Load{T}(Stream)"/>
    /// <param name="stream">The stream. It stays open.</param>
    /// <param name="metadata">The texts that were saved along with the tensors; empty if there are none.</param>
    public static IReadOnlyDictionary<string, Tensor<T>> Load<T>(Stream stream, out IReadOnlyDictionary<string, string> metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SafeTensorsReader.Read<T>(stream, out metadata);
    }
}
