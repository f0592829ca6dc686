using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ComputeSharp;

namespace AutoDiff;

/// <summary>A buffer of ComputeSharp, whatever its elements.</summary>
/// <param name="bytes">Its size.</param>
/// <param name="elementBytes">The bytes of an element.</param>
[SupportedOSPlatform("windows6.2")]
internal abstract class GraphicsMemory(long bytes, int elementBytes) : IDisposable
{
    /// <summary>The bytes of the largest one.</summary>
    public const long MostBytes = uint.MaxValue & ~0x7FFL;

    /// <summary>Its size.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>The bytes of an element.</summary>
    public int ElementBytes { get; } = elementBytes;

    /// <summary>What a shader is given.</summary>
    public abstract IGraphicsResource Resource { get; }

    /// <summary>Makes a buffer.</summary>
    /// <param name="device">The device.</param>
    /// <param name="bytes">Its size, a multiple of that of an element.</param>
    /// <param name="elementBytes">Four or eight. To Direct3D the distance of elements is all that matters, so that devices without doubles can keep them, too.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "ComputeSharp reads the fields of the elements' type; numbers have none.")]
    public static GraphicsMemory Allocate(GraphicsDevice device, long bytes, int elementBytes)
    {
        int length = checked((int)(bytes / elementBytes));
        return elementBytes == sizeof(uint)
            ? new Of<uint>(device.AllocateReadWriteBuffer<uint>(length), bytes)
            : new Of<ulong>(device.AllocateReadWriteBuffer<ulong>(length), bytes);
    }

    /// <summary>Copies whole elements to the device.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="offset">The first byte in the buffer.</param>
    public abstract void Write(ReadOnlySpan<byte> source, long offset);

    /// <summary>Copies whole elements from the device.</summary>
    /// <param name="offset">The first byte in the buffer.</param>
    /// <param name="target">Where to.</param>
    public abstract void Read(long offset, Span<byte> target);

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class Of<T>(ReadWriteBuffer<T> buffer, long bytes) : GraphicsMemory(bytes, Unsafe.SizeOf<T>())
        where T : unmanaged
    {
        public override IGraphicsResource Resource => buffer;

        public override void Write(ReadOnlySpan<byte> source, long offset) => buffer.CopyFrom(MemoryMarshal.Cast<byte, T>(source), (int)(offset / ElementBytes));

        public override void Read(long offset, Span<byte> target) => buffer.CopyTo(MemoryMarshal.Cast<byte, T>(target), (int)(offset / ElementBytes));

        public override void Dispose() => buffer.Dispose();
    }
}
