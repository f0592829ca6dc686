using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// A storage whose array comes from the pool and goes back when nobody knows the storage any more. The page faults of a
/// fresh array cost more than most kernels that fill it.
/// </summary>
internal sealed class PooledStorage<T> : Storage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Bytes below which a plain array is cheaper than a finalizer.</summary>
    internal const int SmallestSize = 32768;

    private bool _isOutside;

    private PooledStorage(T[] elements)
        : base(elements)
    {
    }

    ~PooledStorage() => Return();

    /// <inheritdoc/>
    internal override void Recycle()
    {
        if (!Volatile.Read(ref _isOutside))
        {
            GC.SuppressFinalize(this);
            Return();
        }
    }

    /// <inheritdoc/>
    internal override void LeavePool()
    {
        if (!Interlocked.Exchange(ref _isOutside, true))
        {
            GC.SuppressFinalize(this);
            StorageCollection.Returned((long)Elements.Length * Unsafe.SizeOf<T>());
        }
    }

    internal static PooledStorage<T> Rent(int length)
    {
        T[] elements = ArrayPool<T>.Shared.Rent(length);
        StorageCollection.Rented((long)elements.Length * Unsafe.SizeOf<T>());
        return new PooledStorage<T>(elements);
    }

    // A finalizer of the user's may still reach a tensor: it meets no elements rather than those of another tensor.
    private void Return()
    {
        T[] elements = Elements;
        if (elements.Length > 0)
        {
            Elements = [];
            ArrayPool<T>.Shared.Return(elements);
            StorageCollection.Returned((long)elements.Length * Unsafe.SizeOf<T>());
        }
    }
}
