using System;
using System.Numerics;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// The elements that one or more tensors look at. Tensors share a storage when one is a view of the other.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Storage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private int _version;

    /// <summary>Allocates zeroed elements.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    internal Storage(int length)
    {
        CheckElementType();
        Elements = length == 0 ? [] : new T[length];
    }

    /// <summary>Takes over an array that nobody else writes to.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    internal Storage(T[] elements)
    {
        CheckElementType();
        Elements = elements;
    }

    internal T[] Elements { get; }

    /// <summary>
    /// Counts the in-place changes. A graph node notes it when it saves a tensor, and refuses to run backward over
    /// elements that have changed since.
    /// </summary>
    internal int Version => Volatile.Read(ref _version);

    /// <summary>Must follow every in-place change.</summary>
    internal void MarkChanged() => Interlocked.Increment(ref _version);

    // The constraint also admits Half, NFloat and user-defined types, for which there are no kernels.
    private static void CheckElementType()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"A tensor holds float or double elements; {typeof(T).Name} is not supported.");
        }
    }
}
