using System;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// One argument or result of an element-wise kernel: the elements
/// <c>Array[Offset + i * Stride]</c> for <c>i = 0, 1, ...</c>.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>A stride of 0 broadcasts one element. The default value stands for a result that is not asked for.</remarks>
public readonly struct ElementwiseOperand<T>
    where T : unmanaged
{
    /// <summary>Creates an operand.</summary>
    /// <param name="array">The storage.</param>
    /// <param name="offset">The index of the first element.</param>
    /// <param name="stride">The distance between two elements, in elements; 0 broadcasts the first one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="array"/> is null.</exception>
    public ElementwiseOperand(T[] array, int offset, int stride)
    {
        ArgumentNullException.ThrowIfNull(array);
        Array = array;
        Offset = offset;
        Stride = stride;
    }

    /// <summary>The storage, or null for a result that is not asked for.</summary>
    public T[]? Array { get; }

    /// <summary>The index of the first element.</summary>
    public int Offset { get; }

    /// <summary>The distance between two elements, in elements.</summary>
    public int Stride { get; }

    /// <summary>Whether the operand has storage; a kernel does not compute a result that has none.</summary>
    public bool IsWanted => Array is not null;

    /// <summary>The element at position <paramref name="i"/>.</summary>
    /// <param name="i">The position, from 0.</param>
    public ref T this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Array![Offset + (i * Stride)];
    }
}
