using System;
using System.Globalization;
using System.Linq;

namespace AutoDiff;

/// <summary>A row-major array of places along a dimension: PyTorch's tensor of <c>int64</c> where it is used as an index.</summary>
/// <remarks>Made by <see cref="Tensor.Indices(ReadOnlySpan{int}, ReadOnlySpan{int})"/>, by a conversion from <c>int[]</c>, or by an operation that finds places. Never changes.</remarks>
public sealed class IndexTensor
{
    private readonly int[] _elements;
    private readonly int[] _shape;

    /// <summary>Takes over arrays that nobody else writes to.</summary>
    internal IndexTensor(int[] elements, int[] shape)
    {
        _elements = elements;
        _shape = shape;
    }

    /// <summary>The length of each dimension.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The number of dimensions.</summary>
    public int Rank => _shape.Length;

    /// <summary>The number of elements.</summary>
    public int Length => _elements.Length;

    /// <summary>The elements in row-major order.</summary>
    public ReadOnlySpan<int> Elements => _elements;

    internal int[] ShapeArray => _shape;

    /// <summary>Reads one element.</summary>
    /// <param name="indices">The position in each dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentException">The number of indices is not <see cref="Rank"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    public int this[params ReadOnlySpan<int> indices] => _elements[Shapes.Position(_shape, Shapes.RowMajorStrides(_shape), indices)];

    /// <summary>A vector of places.</summary>
    /// <param name="elements">The places; they are copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public static implicit operator IndexTensor(int[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new IndexTensor([.. elements], [elements.Length]);
    }

    /// <summary>A new array with the elements in row-major order.</summary>
    public int[] ToArray() => [.. _elements];

    /// <summary>The elements as PyTorch prints them, nested by dimension.</summary>
    public override string ToString() => $"tensor({Text(0, 0)})";

    private string Text(int dimension, int position)
    {
        if (dimension == Rank)
        {
            return _elements[position].ToString(CultureInfo.InvariantCulture);
        }

        int step = _shape[(dimension + 1)..].Aggregate(1, (product, length) => product * length);
        return $"[{string.Join(", ", Enumerable.Range(0, _shape[dimension]).Select(i => Text(dimension + 1, position + (i * step))))}]";
    }
}
