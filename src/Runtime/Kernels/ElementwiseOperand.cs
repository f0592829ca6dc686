using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <summary>One argument or result of an element-wise kernel: elements that lie one after the other in pinned memory.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// Only the runtime makes operands that have elements. Nothing is checked here: a kernel stays below the count that it is given.
/// The default value stands for a result that is not asked for.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct ElementwiseOperand<T>
    where T : unmanaged
{
    private readonly T* _start;

    internal ElementwiseOperand(T* start) => _start = start;

    /// <summary>Whether the operand has elements; a kernel does not store a result that has none.</summary>
    public bool IsWanted => _start is not null;

    /// <summary>The element at position <paramref name="i"/>.</summary>
    /// <param name="i">The position, from 0.</param>
    public ref T this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _start[i];
    }

    /// <summary>The elements from position <paramref name="i"/> on.</summary>
    /// <param name="i">The position of the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<T> LoadVector128(int i) => Vector128.Load(_start + i);

    /// <inheritdoc cref="LoadVector128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> LoadVector256(int i) => Vector256.Load(_start + i);

    /// <inheritdoc cref="LoadVector128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> LoadVector512(int i) => Vector512.Load(_start + i);

    /// <summary>Writes the elements from position <paramref name="i"/> on, if they are wanted.</summary>
    /// <param name="i">The position of the first lane.</param>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int i, Vector128<T> value)
    {
        if (_start is not null)
        {
            value.Store(_start + i);
        }
    }

    /// <inheritdoc cref="Store(int, Vector128{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int i, Vector256<T> value)
    {
        if (_start is not null)
        {
            value.Store(_start + i);
        }
    }

    /// <inheritdoc cref="Store(int, Vector128{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int i, Vector512<T> value)
    {
        if (_start is not null)
        {
            value.Store(_start + i);
        }
    }
}
