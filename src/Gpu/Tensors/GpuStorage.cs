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
    private long _countedBytes;

    /// <summary>Elements with any contents.</summary>
    /// <param name="device">The device.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="GpuException">There is not so much memory.</exception>
    internal GpuStorage(GpuDevice device, int length)
        : base(device)
    {
        Length = length;
        long bytes = (long)length * Unsafe.SizeOf<T>();
        _countedBytes = bytes;
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

    // Once; and the constructor may have found no memory, or not even have begun.
    private void Return()
    {
        Interlocked.Exchange(ref _buffer, null)?.Dispose();
        if (Interlocked.Exchange(ref _countedBytes, 0) is > 0 and long bytes)
        {
            StorageCollection.Returned(bytes);
        }
    }
}
