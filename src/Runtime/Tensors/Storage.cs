using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// The elements that one or more tensors look at. Tensors share a storage when one is a view of the other.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// Who uses <see cref="Elements"/> keeps the storage alive as long (<see cref="GC.KeepAlive"/>): a pooled one gives them away when it
/// is collected.
/// </remarks>
internal class Storage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Tensors over one array of a caller's must know of each other's changes.
    private static readonly ConditionalWeakTable<T[], Storage<T>> WrappedArrays = [];

    private T[]? _elements;
    private int _version;

    /// <summary>Takes over an array that nobody else writes to.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    internal Storage(T[] elements)
    {
        CheckType();
        _elements = elements;
    }

    /// <summary>Elements that lie on a device.</summary>
    /// <param name="device">The device, which is not the CPU.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    private protected Storage(Device device)
    {
        CheckType();
        OnDevice = device;
    }

    /// <summary>The device on which the elements lie; null for the CPU.</summary>
    internal Device? OnDevice { get; }

    /// <summary>The elements; there may be more than asked for.</summary>
    /// <exception cref="NotSupportedException">They lie on a device.</exception>
    internal T[] Elements
    {
        get => _elements ?? throw DeviceErrors.NotOnCpu(OnDevice!);
        private protected set => _elements = value;
    }

    /// <summary>
    /// Counts the in-place changes. A graph node notes it when it saves a tensor, and refuses to run backward over
    /// elements that have changed since.
    /// </summary>
    internal int Version => Volatile.Read(ref _version);

    /// <summary>How many elements there are; there may be more than asked for.</summary>
    internal virtual int Length => Elements.Length;

    /// <summary>Elements with any contents, from the pool where they are many.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    internal static Storage<T> Uninitialized(int length) => (long)length * Unsafe.SizeOf<T>() < PooledStorage<T>.SmallestSize
        ? new Storage<T>(GC.AllocateUninitializedArray<T>(length))
        : PooledStorage<T>.Rent(length);

    /// <summary>The elements of an array of a caller's, which is not copied: the same storage for the same array.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    internal static Storage<T> Wrap(T[] elements) =>
        elements.Length == 0 ? new Storage<T>(elements) : WrappedArrays.GetValue(elements, static array => new Storage<T>(array));

    /// <summary>Must follow every in-place change.</summary>
    internal void MarkChanged() => Interlocked.Increment(ref _version);

    /// <summary>Gives the elements back to where they came from; only the sole owner may, and nobody uses the storage afterwards.</summary>
    internal virtual void Recycle()
    {
    }

    /// <summary>Keeps the elements from ever being given back, as somebody else knows them who does not know the storage.</summary>
    internal virtual void LeavePool()
    {
    }

    // The constraint also admits Half, NFloat and user-defined types, for which there are no kernels.
    private static void CheckType()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"A tensor holds float or double elements; {typeof(T).Name} is not supported.");
        }
    }
}
