using System;
using ComputeSharp.Resources;

namespace ComputeSharp;

/// <summary>Copies to and from buffers.</summary>
public static class BufferExtensions
{
    /// <summary>Copies from a buffer.</summary>
    public static void CopyTo<T>(this Buffer<T> source, Span<T> destination, int sourceOffset)
        where T : unmanaged => source.Read(destination, sourceOffset);

    /// <summary>Copies to a buffer.</summary>
    public static void CopyFrom<T>(this Buffer<T> destination, ReadOnlySpan<T> source, int destinationOffset)
        where T : unmanaged => destination.Write(source, destinationOffset);
}
