using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff;

/// <content>Other ways to look at the same elements: nothing is copied, and a change in place shows in all of them.</content>
public sealed partial class Tensor<T>
{
    // The tensor that a view was made of, through others or not; null for one that is no view.
    private readonly Tensor<T>? _base;
    private readonly bool _isUnrecordedView;

    // Counts, on a base, the recorded changes in place; on a view, those that its node knows of.
    private int _history;

    private Tensor(Tensor<T> of, int offset, int[] shape, int[] strides)
        : this(of.Storage, offset, shape, strides)
    {
        _base = of._base ?? of;
        _isUnrecordedView = !Autograd.IsGradEnabled;
        _history = _base._history;
    }

    /// <summary>Whether this tensor looks at the elements of another one: PyTorch's <c>_is_view()</c>.</summary>
    public bool IsView => _base is not null;

    /// <summary>Swaps two dimensions: PyTorch's <c>transpose</c>.</summary>
    /// <param name="dim0">One dimension; a negative one counts from the end.</param>
    /// <param name="dim1">The other one.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> Transpose(int dim0, int dim1)
    {
        dim0 = Shapes.Dimension(dim0, Rank, nameof(dim0));
        dim1 = Shapes.Dimension(dim1, Rank, nameof(dim1));
        int[] order = [.. Enumerable.Range(0, Rank)];
        if (Rank > 0)
        {
            (order[dim0], order[dim1]) = (dim1, dim0);
        }

        return Reordered(order, "TransposeBackward0", gradient => gradient.Transpose(dim0, dim1));
    }

    /// <summary>The transpose of a matrix: PyTorch's <c>t()</c>. A vector or a scalar is its own.</summary>
    /// <returns>A view.</returns>
    /// <exception cref="InvalidOperationException">There are more than two dimensions.</exception>
    public Tensor<T> Transpose() => Rank > 2
        ? throw new InvalidOperationException(
            $"t() expects a tensor with <= 2 dimensions, but self is {Rank}D (its shape is {Shapes.Text(_shape)}); use Transpose(dim0, dim1) or Permute.")
        : Rank == 2 ? Reordered([1, 0], "TBackward0", gradient => gradient.Transpose()) : this;

    /// <summary>Puts the dimensions into another order: PyTorch's <c>permute</c>.</summary>
    /// <param name="dims">For each dimension of the result the one it is here; each once, negative ones count from the end.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentException">These are not the dimensions, each once.</exception>
    public Tensor<T> Permute(params ReadOnlySpan<int> dims)
    {
        if (dims.Length != Rank)
        {
            throw new ArgumentException(
                $"permute: a tensor of shape {Shapes.Text(_shape)} has {Rank} dimensions, the ordering {Shapes.Text(dims)} has {dims.Length}.", nameof(dims));
        }

        int[] order = Shapes.Dimensions(dims, Rank, nameof(dims));
        var inverse = new int[Rank];
        for (int i = 0; i < order.Length; i++)
        {
            inverse[order[i]] = i;
        }

        return Reordered(order, "PermuteBackward0", gradient => gradient.Permute(inverse));
    }

    /// <summary>The same elements, in row-major order, in another shape: PyTorch's <c>reshape</c>.</summary>
    /// <param name="shape">The lengths; one of them may be -1, and is then what is left.</param>
    /// <returns>A view where the elements lie so that one can be had, otherwise a copy.</returns>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public Tensor<T> Reshape(params ReadOnlySpan<int> shape)
    {
        int[] target = Shapes.Infer(shape, Length, nameof(shape));
        return Shapes.ViewStrides(_shape, _strides, target) is { } strides
            ? Reshaped(target, strides, "ViewBackward0")
            : Contiguous().Reshaped(target, Shapes.RowMajorStrides(target), "UnsafeViewBackward0");
    }

    /// <summary>The same as <see cref="Reshape"/>, but never a copy: PyTorch's <c>view</c>.</summary>
    /// <param name="shape">The lengths; one of them may be -1, and is then what is left.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    /// <exception cref="InvalidOperationException">The elements do not lie so that they can be seen in this shape.</exception>
    public Tensor<T> View(params ReadOnlySpan<int> shape)
    {
        int[] target = Shapes.Infer(shape, Length, nameof(shape));
        return Shapes.ViewStrides(_shape, _strides, target) is { } strides
            ? Reshaped(target, strides, "ViewBackward0")
            : throw new InvalidOperationException(
                $"view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces): {Shapes.Text(_shape)} as {Shapes.Text(target)}. Use .Reshape(...) instead.");
    }

    /// <summary>Joins neighbouring dimensions: PyTorch's <c>flatten</c>.</summary>
    /// <param name="startDim">The first of them.</param>
    /// <param name="endDim">The last of them.</param>
    /// <returns>A view where one can be had, otherwise a copy; of rank 1 at least.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException"><paramref name="startDim"/> comes behind <paramref name="endDim"/>.</exception>
    public Tensor<T> Flatten(int startDim = 0, int endDim = -1)
    {
        int start = Shapes.Dimension(startDim, Rank, nameof(startDim));
        int end = Shapes.Dimension(endDim, Rank, nameof(endDim));
        if (start > end)
        {
            throw new ArgumentException($"flatten() has invalid args: start_dim {startDim} cannot come after end_dim {endDim}", nameof(startDim));
        }

        if (Rank == 0)
        {
            return Reshape(1);
        }

        // Beside a dimension of length 0 the others may have more places together than can be counted.
        int joined = Shapes.Length(_shape.AsSpan()[start..(end + 1)], nameof(endDim));
        return Reshape([.. _shape[..start], joined, .. _shape[(end + 1)..]]);
    }

    /// <summary>Adds a dimension of length 1: PyTorch's <c>unsqueeze</c>.</summary>
    /// <param name="dim">Where it stands in the result; a negative one counts from the end.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Tensor<T> Unsqueeze(int dim)
    {
        dim = Shapes.Dimension(dim, Rank + 1, nameof(dim));
        int stride = dim < Rank ? _shape[dim] * _strides[dim] : 1;
        return Viewed(
            Offset,
            [.. _shape[..dim], 1, .. _shape[dim..]],
            [.. _strides[..dim], stride, .. _strides[dim..]],
            "UnsqueezeBackward0",
            (gradient, _, _) => [gradient.Squeeze(dim)]);
    }

    /// <summary>Leaves out the dimensions of length 1: PyTorch's <c>squeeze</c>.</summary>
    /// <param name="dims">Which of them, those of another length stay; all of them if none is given.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentException">There is no such dimension, or one is named twice.</exception>
    public Tensor<T> Squeeze(params ReadOnlySpan<int> dims)
    {
        int[] chosen = dims.IsEmpty ? [.. Enumerable.Range(0, Rank)] : Shapes.Dimensions(dims, Rank, nameof(dims));
        int[] kept = [.. Enumerable.Range(0, Rank).Where(i => _shape[i] != 1 || !chosen.Contains(i))];
        int[] full = _shape;
        return Viewed(
            Offset,
            [.. kept.Select(i => _shape[i])],
            [.. kept.Select(i => _strides[i])],
            "SqueezeBackward0",
            (gradient, _, _) => [gradient.Reshape(full)]);
    }

    /// <summary>Repeats the elements along dimensions of length 1, and new ones in front: PyTorch's <c>expand</c>.</summary>
    /// <param name="shape">The lengths; -1 leaves one as it is.</param>
    /// <returns>A view, in which several elements are one.</returns>
    /// <exception cref="ArgumentException">A dimension of another length than 1 would be changed.</exception>
    public Tensor<T> Expand(params ReadOnlySpan<int> shape)
    {
        int[] target = Shapes.Expanded(_shape, shape, nameof(shape));
        var strides = new int[target.Length];
        Shapes.BroadcastStrides(_shape, _strides, target, strides);
        int[] own = _shape;
        return Viewed(Offset, target, strides, "ExpandBackward0", (gradient, _, _) => [gradient.SumToShape(own)]);
    }

    /// <summary>One slice across a dimension, which is left out: PyTorch's <c>select</c>, <c>x[index]</c> for dimension 0.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">The place along it; a negative one counts from the end.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or place.</exception>
    /// <exception cref="InvalidOperationException">This is a scalar.</exception>
    public Tensor<T> Select(int dim, int index)
    {
        if (Rank == 0)
        {
            throw new InvalidOperationException("select() cannot be applied to a 0-dim tensor.");
        }

        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        int place = Shapes.Index(index, _shape[dim], dim, nameof(index));
        return Embedded(
            Offset + (place * _strides[dim]),
            [.. _shape[..dim], .. _shape[(dim + 1)..]],
            [.. _strides[..dim], .. _strides[(dim + 1)..]],
            "SelectBackward0",
            tensor => tensor.Select(dim, place));
    }

    /// <summary>Every <paramref name="step"/>-th slice of a range: PyTorch's <c>x[start:end:step]</c> along a dimension.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="start">The first place; a negative one counts from the end. What lies outside is cut off, as in Python.</param>
    /// <param name="end">The first place behind the range, the same way; left out, all the rest.</param>
    /// <param name="step">The distance, at least 1.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension, or the step is not positive.</exception>
    /// <exception cref="InvalidOperationException">This is a scalar.</exception>
    public Tensor<T> Slice(int dim, int start = 0, int? end = null, int step = 1)
    {
        if (Rank == 0)
        {
            throw new InvalidOperationException("slice() cannot be applied to a 0-dim tensor.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        int length = _shape[dim];
        int first = Math.Clamp(start < 0 ? start + length : start, 0, length);
        int last = Math.Clamp(end is { } given ? (given < 0 ? given + length : given) : length, first, length);
        int count = last == first ? 0 : ((last - first - 1) / step) + 1;
        int[] shape = [.. _shape];
        int[] strides = [.. _strides];
        shape[dim] = count;

        // The stride of a single element is never used, and a large step would overflow it.
        strides[dim] *= count > 1 ? step : 1;
        return Embedded(
            Offset + (first * _strides[dim]), shape, strides, "SliceBackward0", tensor => tensor.Slice(dim, first, last, step));
    }

    /// <summary>A range of slices across a dimension: PyTorch's <c>narrow</c>.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="start">The first place; a negative one counts from the end.</param>
    /// <param name="length">How many.</param>
    /// <returns>A view.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension, or the range is not inside it.</exception>
    /// <exception cref="InvalidOperationException">This is a scalar.</exception>
    public Tensor<T> Narrow(int dim, int start, int length)
    {
        if (Rank == 0)
        {
            throw new InvalidOperationException("narrow() cannot be applied to a 0-dim tensor.");
        }

        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        int size = _shape[dim];
        int first = start < 0 ? start + size : start;
        if (first < 0 || length < 0 || first > size - length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"start ({start}) + length ({length}) exceeds dimension size ({size}) of a tensor of shape {Shapes.Text(_shape)}.");
        }

        return Slice(dim, first, first + length);
    }

    /// <summary>A diagonal of the matrices that two dimensions span: PyTorch's <c>diagonal</c>.</summary>
    /// <param name="offset">How far above the main diagonal; below it if negative.</param>
    /// <param name="dim1">The dimension of the rows.</param>
    /// <param name="dim2">The dimension of the columns.</param>
    /// <returns>A view: the other dimensions, then the diagonal.</returns>
    /// <exception cref="ArgumentException">There is no such dimension, or it is one and the same.</exception>
    public Tensor<T> Diagonal(int offset = 0, int dim1 = 0, int dim2 = 1)
    {
        int row = Shapes.Dimension(dim1, Rank, nameof(dim1));
        int column = Shapes.Dimension(dim2, Rank, nameof(dim2));
        if (row == column)
        {
            throw new ArgumentException($"diagonal dimensions cannot be identical {dim1}, {dim2}", nameof(dim2));
        }

        int length = Math.Max(0, offset >= 0 ? Math.Min(_shape[row], _shape[column] - offset) : Math.Min(_shape[row] + offset, _shape[column]));
        int start = Offset + (offset >= 0 ? offset * _strides[column] : -offset * _strides[row]);
        var shape = new List<int>();
        var strides = new List<int>();
        for (int i = 0; i < Rank; i++)
        {
            if (i != row && i != column)
            {
                shape.Add(_shape[i]);
                strides.Add(_strides[i]);
            }
        }

        shape.Add(length);
        strides.Add(_strides[row] + _strides[column]);
        return Embedded(start, [.. shape], [.. strides], "DiagonalBackward0", tensor => tensor.Diagonal(offset, row, column));
    }

    /// <summary>This tensor if its elements lie in row-major order, otherwise a copy in which they do: PyTorch's <c>contiguous</c>.</summary>
    /// <returns>A tensor with the same elements.</returns>
    public Tensor<T> Contiguous() => IsContiguous ? this : Clone();

    /// <summary>A copy of its own elements: PyTorch's <c>clone</c>. Gradients flow through it.</summary>
    /// <returns>A row-major tensor.</returns>
    public Tensor<T> Clone() => FunctionNode<T>.Record(Copy(), "CloneBackward0", [this], [], static (gradient, _, _) => [gradient]);

    /// <summary>Sums over the dimensions in which a shape would be stretched to this one; recorded.</summary>
    internal Tensor<T> SumToShape(int[] shape)
    {
        if (_shape.AsSpan().SequenceEqual(shape))
        {
            return this;
        }

        int[] wide = _shape;
        return FunctionNode<T>.Record(
            AxisReduction.SumTo(ToContiguous(), shape), "SumBackward1", [this], [], (gradient, _, _) => [gradient.Expand(wide)]);
    }

    /// <summary>Zeros of a shape, of which a part, seen as a view, is this tensor; recorded.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="part">The part.</param>
    /// <param name="like">A tensor of the shape whose strides the zeros are to have, as the part relies on them.</param>
    private Tensor<T> EmbedIn(int[] shape, Func<Tensor<T>, Tensor<T>> part, Tensor<T>? like = null)
    {
        Tensor<T> whole = like is null
            ? Filled(shape, T.Zero, Device)
            : new Tensor<T>(Filled([like.Storage.Length], T.Zero, Device).Storage, like.Offset, shape, like._strides);
        using (Autograd.NoGrad())
        {
            StridedCopy.Add(this, part(whole));
        }

        return FunctionNode<T>.Record(whole, "EmbedBackward0", [this], [], (gradient, _, _) => [part(gradient)]);
    }

    private Tensor<T> Reordered(int[] order, string name, Func<Tensor<T>, Tensor<T>> inverse) => Viewed(
        Offset,
        [.. order.Select(i => _shape[i])],
        [.. order.Select(i => _strides[i])],
        name,
        (gradient, _, _) => [inverse(gradient)]);

    private Tensor<T> Reshaped(int[] shape, int[] strides, string name)
    {
        int[] own = _shape;
        return Viewed(Offset, shape, strides, name, (gradient, _, _) => [gradient.Reshape(own)]);
    }

    private Tensor<T> Embedded(int offset, int[] shape, int[] strides, string name, Func<Tensor<T>, Tensor<T>> part)
    {
        int[] own = _shape;
        return Viewed(offset, shape, strides, name, (gradient, _, _) => [gradient.EmbedIn(own, part)]);
    }

    private Tensor<T> Viewed(int offset, int[] shape, int[] strides, string name, BackwardRule<T> rule) =>
        FunctionNode<T>.Record(new Tensor<T>(this, offset, shape, strides), name, [this], [], rule);
}
