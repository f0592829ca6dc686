using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace AutoDiff;

/// <summary>The elements of tensors on a graphics processor. Their memory goes back to the pool of the device when nobody knows the storage any more.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GpuStorage<T> : Storage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private DeviceBuffer? _buffer;

    /// <summary>Elements with any contents.</summary>
    /// <param name="device">The device.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="GpuException">There is not so much memory.</exception>
    internal GpuStorage(GpuDevice device, int length)
        : base(device)
    {
        Length = length;
        long bytes = (long)length * Unsafe.SizeOf<T>();
        StorageCollection.Rented(bytes);
        _buffer = device.Allocate(Math.Max(bytes, Unsafe.SizeOf<T>()), Unsafe.SizeOf<T>());
    }

    ~GpuStorage() => Return();

    /// <summary>The memory.</summary>
    /// <exception cref="ObjectDisposedException">It has been given back.</exception>
    internal DeviceBuffer Buffer => Volatile.Read(ref _buffer) ?? throw new ObjectDisposedException(nameof(Tensor<T>));

    /// <inheritdoc/>
    internal override int Length { get; }

    /// <inheritdoc/>
    internal override void Recycle()
    {
        GC.SuppressFinalize(this);
        Return();
    }

    // The constructor may have found no memory.
    private void Return()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            buffer.Dispose();
        }

        StorageCollection.Returned((long)Length * Unsafe.SizeOf<T>());
    }
}
