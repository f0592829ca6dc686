using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <content>Results whose elements are elements of this tensor, found by their places.</content>
public sealed partial class Tensor<T>
{
    /// <summary>Takes slices across a dimension, in any order and any number of times: PyTorch's <c>index_select</c>.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">A vector of places along it; negative ones count from the end.</param>
    /// <returns>A new tensor. The gradients of a slice that is taken several times are added.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="index"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="index"/> has several dimensions, or not one place for a scalar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or place.</exception>
    public Tensor<T> IndexSelect(int dim, IndexTensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (index.Rank > 1)
        {
            throw new ArgumentException($"index_select(): Index is supposed to be a vector, but its shape is {Shapes.Text(index.Shape)}", nameof(index));
        }

        if (Rank == 0 && index.Length != 1)
        {
            throw new ArgumentException($"index_select(): Index to scalar can have only 1 value, got {index.Length} value(s)", nameof(index));
        }

        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        int length = Rank == 0 ? 1 : _shape[dim];
        int[] places = [.. index.ToArray().Select(place => Shapes.Index(place, length, dim, nameof(index)))];
        int[] shape = [.. _shape];
        if (Rank > 0)
        {
            shape[dim] = places.Length;
        }

        (int outer, int inner) = Around(dim);
        var map = new int[outer * places.Length * inner];
        int i = 0;
        for (int block = 0; block < outer; block++)
        {
            foreach (int place in places)
            {
                for (int k = 0; k < inner; k++)
                {
                    map[i++] = (((block * length) + place) * inner) + k;
                }
            }
        }

        return Take(map, shape, "IndexSelectBackward0");
    }

    /// <summary>
    /// Takes for each place of an index the element that has the index along a dimension, and otherwise stands where the index stands:
    /// PyTorch's <c>gather</c>.
    /// </summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">Places along it; in the other dimensions not longer than this tensor.</param>
    /// <returns>A tensor of the shape of <paramref name="index"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="index"/> is null.</exception>
    /// <exception cref="ArgumentException">The shape of <paramref name="index"/> does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or place.</exception>
    public Tensor<T> Gather(int dim, IndexTensor index)
    {
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        return Take(PlacesOf(dim, index, "gather", nameof(index)), index.ShapeArray, "GatherBackward0");
    }

    /// <summary>Adds elements at places that an index gives along a dimension: PyTorch's <c>scatter_add</c>.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">Places along it; in the other dimensions not longer than this tensor.</param>
    /// <param name="source">The terms, not shorter than <paramref name="index"/> in any dimension.</param>
    /// <returns>A new tensor of this shape.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or place.</exception>
    public Tensor<T> ScatterAdd(int dim, IndexTensor index, Tensor<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        int[] map = PlacesOf(dim, index, "scatter_add", nameof(index));

        // Sums begin with -0, which alone changes no number that it is added to.
        return this + source.Leading(index.Shape, nameof(source)).Put(map, _shape, "ScatterAddBackward0", T.NegativeZero);
    }

    /// <summary>Replaces elements at places that an index gives along a dimension: PyTorch's <c>scatter</c>.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">Places along it; of several that are the same one of them counts.</param>
    /// <param name="source">The new elements, not shorter than <paramref name="index"/> in any dimension.</param>
    /// <returns>A new tensor of this shape.</returns>
    /// <inheritdoc cref="ScatterAdd" path="/exception"/>
    public Tensor<T> Scatter(int dim, IndexTensor index, Tensor<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        int[] map = PlacesOf(dim, index, "scatter", nameof(index));
        int[] kept = [.. Enumerable.Range(0, Length)];
        var from = new int[Length];
        Array.Fill(from, -1);
        for (int i = 0; i < map.Length; i++)
        {
            from[map[i]] = i;
            kept[map[i]] = -1;
        }

        // Of -0 and a number the sum is that number, also where it is 0.
        return Take(kept, _shape, "ScatterBackward0", T.NegativeZero)
            + source.Leading(index.Shape, nameof(source)).Take(from, _shape, "ScatterBackward0", T.NegativeZero);
    }

    /// <summary>The elements where a mask is true, in row-major order: PyTorch's <c>masked_select</c>, <c>x[mask]</c>.</summary>
    /// <param name="mask">The mask, which broadcasts with this tensor.</param>
    /// <returns>A vector.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="mask"/> is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public Tensor<T> MaskedSelect(MaskTensor mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        int[] shape = Shapes.Broadcast(_shape, mask.Shape);
        bool[] chosen = mask.Stretched(shape);
        int[] map = [.. Enumerable.Range(0, chosen.Length).Where(i => chosen[i])];
        return Expand(shape).Take(map, [map.Length], "MaskedSelectBackward0");
    }

    /// <summary>One value where a mask is true, the elements elsewhere: PyTorch's <c>masked_fill</c>.</summary>
    /// <param name="mask">The mask, which broadcasts with this tensor.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentNullException"><paramref name="mask"/> is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public Tensor<T> MaskedFill(MaskTensor mask, T value) => Tensor.Where(mask, value, this);

    /// <summary>Reverses the order along dimensions: PyTorch's <c>flip</c>.</summary>
    /// <param name="dims">The dimensions, each once.</param>
    /// <exception cref="ArgumentException">There is no such dimension, or one is named twice.</exception>
    public Tensor<T> Flip(params ReadOnlySpan<int> dims)
    {
        int[] chosen = Shapes.Dimensions(dims, Rank, nameof(dims));
        return Remapped(_shape, "FlipBackward0", (position, dimension) => chosen.Contains(dimension) ? _shape[dimension] - 1 - position : position);
    }

    /// <summary>Moves the elements along a dimension; what leaves at one end comes in at the other: PyTorch's <c>roll</c>.</summary>
    /// <param name="shift">How far; towards the start if negative.</param>
    /// <param name="dim">The dimension.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> Roll(int shift, int dim)
    {
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        return Remapped(_shape, "RollBackward0", (position, dimension) =>
        {
            int length = _shape[dimension];
            return dimension != dim ? position : (int)((((long)position - shift) % length + length) % length);
        });
    }

    /// <summary>Puts copies of the tensor side by side: PyTorch's <c>repeat</c>.</summary>
    /// <param name="counts">How often along each dimension; more counts than dimensions add dimensions in front.</param>
    /// <exception cref="ArgumentException">There are fewer counts than dimensions, or one is negative.</exception>
    public Tensor<T> Repeat(params ReadOnlySpan<int> counts)
    {
        if (counts.Length < Rank)
        {
            throw new ArgumentException(
                $"Number of dimensions of repeat dims {Shapes.Text(counts)} can not be smaller than number of dimensions of tensor {Shapes.Text(_shape)}", nameof(counts));
        }

        int added = counts.Length - Rank;
        int[] wide = [.. Enumerable.Repeat(1, added), .. _shape];
        int[] shape = new int[counts.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            if (counts[i] < 0)
            {
                throw new ArgumentException($"Trying to create tensor with negative dimension {counts[i]}: {Shapes.Text(counts)}", nameof(counts));
            }

            shape[i] = Shapes.Sized((long)counts[i] * wide[i], nameof(counts));
        }

        Shapes.Length(shape, nameof(counts));

        return Reshape(wide).Remapped(shape, "RepeatBackward0", (position, dimension) => position % wide[dimension]);
    }

    /// <summary>The lower triangles of matrices, zeros elsewhere: PyTorch's <c>tril</c>.</summary>
    /// <param name="diagonal">The last diagonal that is kept: 0 the main one, above it if positive.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two dimensions.</exception>
    public Tensor<T> Tril(int diagonal = 0) => Triangle("TrilBackward0", (row, column) => column - row <= diagonal);

    /// <summary>The upper triangles of matrices, zeros elsewhere: PyTorch's <c>triu</c>.</summary>
    /// <param name="diagonal">The first diagonal that is kept: 0 the main one, above it if positive.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two dimensions.</exception>
    public Tensor<T> Triu(int diagonal = 0) => Triangle("TriuBackward0", (row, column) => column - row >= diagonal);

    /// <summary>Adds elements of one value around a tensor: PyTorch's <c>torch.nn.functional.pad</c>.</summary>
    /// <param name="padding">
    /// Pairs: how many in front and behind in the last dimension, then in the one before it, and so on. Negative ones cut off.
    /// </param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">There are an odd number of lengths or more than dimensions, or more is cut off than there is.</exception>
    public Tensor<T> Pad(ReadOnlySpan<int> padding, T value = default)
    {
        if (padding.Length % 2 != 0 || padding.Length > 2 * Rank)
        {
            throw new ArgumentException($"Padding {Shapes.Text(padding)} must be pairs for at most the {Rank} dimensions of a tensor of shape {Shapes.Text(_shape)}", nameof(padding));
        }

        int[] before = new int[Rank];
        int[] shape = [.. _shape];
        for (int i = 0; i < padding.Length / 2; i++)
        {
            int dimension = Rank - 1 - i;
            before[dimension] = padding[2 * i];
            long length = (long)_shape[dimension] + padding[2 * i] + padding[(2 * i) + 1];
            if (length < 0)
            {
                throw new ArgumentException(
                    $"The input size {_shape[dimension]}, plus padding {padding[2 * i]} and {padding[(2 * i) + 1]}, resulted in a negative output size for dimension {dimension} of the shape {Shapes.Text(_shape)}", nameof(padding));
            }

            shape[dimension] = Shapes.Sized(length, nameof(padding));
        }

        Shapes.Length(shape, nameof(padding));

        return Remapped(
            shape,
            "ConstantPadNdBackward0",
            (position, dimension) => position - before[dimension] is >= 0 and int own && own < _shape[dimension] ? own : -1,
            value);
    }

    /// <summary>A tensor whose elements are those at given places of this one's row-major order, or 0 where a place is -1; recorded.</summary>
    internal Tensor<T> Take(int[] map, int[] shape, string name, T missing = default)
    {
        Tensor<T> source = ToContiguous();
        Tensor<T> result = Uninitialized(shape, Storage.OnDevice);
        if (Storage.OnDevice is { } device)
        {
            device.Operations.Take(source, map, missing, result);
        }
        else
        {
            Span<T> from = source.ContiguousElements;
            Span<T> to = result.ContiguousElements;
            for (int i = 0; i < map.Length; i++)
            {
                to[i] = map[i] < 0 ? missing : from[map[i]];
            }
        }

        GC.KeepAlive(source);
        int[] own = _shape;
        return FunctionNode<T>.Record(result, name, [this], [], (gradient, _, _) => [gradient.Put(map, own, name)]);
    }

    /// <summary>The other direction: zeros, to which this tensor's elements are added at given places; recorded.</summary>
    internal Tensor<T> Put(int[] map, int[] shape, string name, T start = default)
    {
        Tensor<T> source = ToContiguous();
        Tensor<T> result;
        if (Storage.OnDevice is { } device)
        {
            result = Uninitialized(shape, device);
            device.Operations.Put(source, map, start, result);
        }
        else
        {
            result = Tensor.Full(shape, start);
            Span<T> from = source.ContiguousElements;
            Span<T> to = result.ContiguousElements;
            for (int i = 0; i < map.Length; i++)
            {
                if (map[i] >= 0)
                {
                    to[map[i]] += from[i];
                }
            }
        }

        GC.KeepAlive(source);
        int[] own = _shape;
        return FunctionNode<T>.Record(result, name, [this], [], (gradient, _, _) => [gradient.Take(map, own, name)]);
    }

    /// <summary>The number of elements of the dimensions in front of one, and of those behind it.</summary>
    private (int Outer, int Inner) Around(int dim)
    {
        int outer = 1;
        int inner = 1;
        for (int i = 0; i < Rank; i++)
        {
            outer *= i < dim ? _shape[i] : 1;
            inner *= i > dim ? _shape[i] : 1;
        }

        return (outer, inner);
    }

    /// <summary>A tensor whose element at a position is that at another position of this one, dimension by dimension; a value where that is -1.</summary>
    private Tensor<T> Remapped(int[] shape, string name, Func<int, int, int> place, T missing = default)
    {
        int[] own = Shapes.RowMajorStrides(_shape);
        int[] map = [0];
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            // The row-major order of the dimensions so far.
            var longer = new int[map.Length * shape[dimension]];
            for (int i = 0; i < longer.Length; i++)
            {
                int before = map[i / shape[dimension]];
                int at = place(i % shape[dimension], dimension);
                longer[i] = before < 0 || at < 0 ? -1 : before + (at * own[dimension]);
            }

            map = longer;
        }

        return Take(map, shape, name, missing);
    }

    private Tensor<T> Triangle(string name, Func<int, int, bool> isKept)
    {
        if (Rank < 2)
        {
            throw new InvalidOperationException($"A triangle needs at least 2 dimensions; the shape is {Shapes.Text(_shape)}.");
        }

        int rows = _shape[^2];
        int columns = _shape[^1];
        int[] map = new int[Length];
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = isKept(i / columns % rows, i % columns) ? i : -1;
        }

        return Take(map, _shape, name);
    }

    private Tensor<T> Leading(ReadOnlySpan<int> shape, string parameterName)
    {
        Tensor<T> part = this;
        bool fits = Rank == shape.Length;
        for (int i = 0; fits && i < Rank; i++)
        {
            fits = shape[i] <= _shape[i];
            part = fits && shape[i] < _shape[i] ? part.Narrow(i, 0, shape[i]) : part;
        }

        return fits ? part : throw new ArgumentException(
            $"Expected index {Shapes.Text(shape)} to be no larger than src {Shapes.Text(_shape)} size-wise", parameterName);
    }

    // For each element of the index the row-major place here that it names.
    private int[] PlacesOf(int dim, IndexTensor index, string operation, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(index, parameterName);
        bool fits = index.Rank == Rank;
        for (int i = 0; fits && i < Rank; i++)
        {
            fits = i == dim || index.Shape[i] <= _shape[i];
        }

        if (!fits)
        {
            throw new ArgumentException(
                $"{operation}(): Expected index {Shapes.Text(index.Shape)} to be no larger than self {Shapes.Text(_shape)} apart from dimension {dim}", parameterName);
        }

        int[] strides = Shapes.RowMajorStrides(_shape);
        int[] own = Shapes.RowMajorStrides(index.Shape);
        ReadOnlySpan<int> elements = index.Elements;
        var map = new int[elements.Length];
        for (int i = 0; i < map.Length; i++)
        {
            int rest = i;
            if (Rank == 0)
            {
                Shapes.Index(elements[i], 1, 0, parameterName);
            }

            for (int k = 0; k < Rank; k++)
            {
                int position = Math.DivRem(rest, own[k], out rest);
                map[i] += (k == dim ? Shapes.Index(elements[i], _shape[k], k, parameterName) : position) * strides[k];
            }
        }

        return map;
    }
}
