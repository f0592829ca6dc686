using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// A tensor of truth values, such as the outcome of a comparison: PyTorch's tensors of <c>torch.bool</c>. It never has a gradient.
/// </summary>
/// <remarks>Masks are made by <see cref="Tensor"/> and by comparing tensors: <c>x > 0</c>. They do not change.</remarks>
public sealed class MaskTensor
{
    private readonly bool[] _elements;
    private readonly int[] _shape;

    /// <summary>Takes over an array in row-major order.</summary>
    internal MaskTensor(bool[] elements, int[] shape)
    {
        _elements = elements;
        _shape = shape;
    }

    /// <summary>The length of each dimension; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of dimensions; 0 for a scalar.</summary>
    public int Rank => _shape.Length;

    /// <summary>The number of elements: the product of <see cref="Shape"/>, 1 for a scalar.</summary>
    public int Length => _elements.Length;

    /// <summary>The same as <see cref="Shape"/> without a copy; never written to, so that masks and tensors can share it.</summary>
    internal int[] ShapeArray => _shape;

    /// <summary>Reads one element.</summary>
    /// <param name="indices">The position in each dimension; a negative one counts from the end, as in PyTorch.</param>
    /// <exception cref="ArgumentException">The number of indices is not <see cref="Rank"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    [System.Runtime.CompilerServices.IndexerName("Element")]
    public bool this[params ReadOnlySpan<int> indices] => _elements[Shapes.Position(_shape, Shapes.RowMajorStrides(_shape), indices)];

    /// <summary>The opposite of each element.</summary>
    /// <param name="x">The mask.</param>
    public static MaskTensor operator !(MaskTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = new bool[x.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = !x._elements[i];
        }

        return new MaskTensor(result, x._shape);
    }

    /// <summary>Whether both elements are true, on broadcast shapes.</summary>
    /// <param name="x">The first mask.</param>
    /// <param name="y">The second mask.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator &(MaskTensor x, MaskTensor y)
    {
        (bool[] a, bool[] b, int[] shape) = Broadcast(x, y);
        var result = new bool[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = a[i] & b[i];
        }

        return new MaskTensor(result, shape);
    }

    /// <summary>Whether at least one of the elements is true, on broadcast shapes.</summary>
    /// <param name="x">The first mask.</param>
    /// <param name="y">The second mask.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator |(MaskTensor x, MaskTensor y)
    {
        (bool[] a, bool[] b, int[] shape) = Broadcast(x, y);
        var result = new bool[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = a[i] | b[i];
        }

        return new MaskTensor(result, shape);
    }

    /// <summary>Whether the elements differ, on broadcast shapes.</summary>
    /// <param name="x">The first mask.</param>
    /// <param name="y">The second mask.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator ^(MaskTensor x, MaskTensor y)
    {
        (bool[] a, bool[] b, int[] shape) = Broadcast(x, y);
        var result = new bool[a.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = a[i] ^ b[i];
        }

        return new MaskTensor(result, shape);
    }

    /// <summary>A new array with the elements in row-major order.</summary>
    public bool[] ToArray() => (bool[])_elements.Clone();

    /// <summary>Whether an element is true: PyTorch's <c>any()</c>.</summary>
    public bool Any() => _elements.AsSpan().Contains(true);

    /// <summary>Whether no element is false: PyTorch's <c>all()</c>.</summary>
    public bool All() => !_elements.AsSpan().Contains(false);

    /// <summary>The number of elements that are true.</summary>
    public int Count() => _elements.AsSpan().Count(true);

    /// <summary>A tensor with 1 where this mask is true, and 0 elsewhere.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <returns>A tensor of the same shape that requires no gradient.</returns>
    public Tensor<T> ToTensor<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> result = Tensor<T>.Uninitialized(_shape);
        Span<T> elements = result.ContiguousElements;
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = _elements[i] ? T.One : T.Zero;
        }

        GC.KeepAlive(result);
        return result;
    }

    /// <summary>The mask as PyTorch prints it, for example <c>tensor([ True, False])</c>.</summary>
    public override string ToString() => TensorFormatter.Format(_elements, _shape);

    /// <summary>The elements as if the mask had a shape that it broadcasts to; to be read only.</summary>
    internal bool[] Stretched(int[] shape)
    {
        if (_shape.AsSpan().SequenceEqual(shape))
        {
            return _elements;
        }

        var stretched = new bool[Shapes.Length(shape, nameof(shape))];
        var strides = new int[shape.Length];
        Shapes.BroadcastStrides(_shape, Shapes.RowMajorStrides(_shape), shape, strides);
        StridedCopy.Copy<bool>(_elements, shape, strides, stretched);
        return stretched;
    }

    private static (bool[] X, bool[] Y, int[] Shape) Broadcast(MaskTensor x, MaskTensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int[] shape = Shapes.Broadcast(x._shape, y._shape);
        return (x.Stretched(shape), y.Stretched(shape), shape);
    }
}
