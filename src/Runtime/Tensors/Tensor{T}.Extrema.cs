using System;
using System.Linq;

namespace AutoDiff;

/// <content>Greatest and least elements.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The greatest element: PyTorch's <c>max()</c>. NaN if there is one. Equal ones share the gradient.</summary>
    /// <returns>A scalar.</returns>
    /// <exception cref="InvalidOperationException">There are no elements.</exception>
    public Tensor<T> Max() => Extremum([], keepDim: false, isMax: true, "MaxBackward1");

    /// <summary>The least element: PyTorch's <c>min()</c>. NaN if there is one. Equal ones share the gradient.</summary>
    /// <inheritdoc cref="Max()"/>
    public Tensor<T> Min() => Extremum([], keepDim: false, isMax: false, "MinBackward1");

    /// <summary>The greatest elements along a dimension and their places: PyTorch's <c>max(dim)</c>. The first of equal ones gets the gradient, the first NaN counts as greatest.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="keepDim">Whether it stays, with the length 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="InvalidOperationException">The dimension has no elements.</exception>
    public (Tensor<T> Values, IndexTensor Indices) Max(int dim, bool keepDim = false) => Extrema(dim, keepDim, isMax: true, "MaxBackward0");

    /// <summary>The least elements along a dimension and their places: PyTorch's <c>min(dim)</c>. The first of equal ones gets the gradient, the first NaN counts as least.</summary>
    /// <inheritdoc cref="Max(int, bool)"/>
    public (Tensor<T> Values, IndexTensor Indices) Min(int dim, bool keepDim = false) => Extrema(dim, keepDim, isMax: false, "MinBackward0");

    /// <summary>The greatest elements over some dimensions: PyTorch's <c>amax</c>. Equal ones share the gradient.</summary>
    /// <param name="dims">The dimensions, each once; none for all of them.</param>
    /// <param name="keepDim">Whether they stay, with the length 1.</param>
    /// <exception cref="ArgumentException">There is no such dimension, or one is named twice.</exception>
    /// <exception cref="InvalidOperationException">There are no elements to choose from.</exception>
    public Tensor<T> AMax(ReadOnlySpan<int> dims, bool keepDim = false) => Extremum(dims, keepDim, isMax: true, "AmaxBackward0");

    /// <summary>The least elements over some dimensions: PyTorch's <c>amin</c>. Equal ones share the gradient.</summary>
    /// <inheritdoc cref="AMax"/>
    public Tensor<T> AMin(ReadOnlySpan<int> dims, bool keepDim = false) => Extremum(dims, keepDim, isMax: false, "AminBackward0");

    /// <summary>The place of the first greatest element: PyTorch's <c>argmax(dim)</c>.</summary>
    /// <inheritdoc cref="Max(int, bool)"/>
    public IndexTensor ArgMax(int dim, bool keepDim = false) => Detach().Max(dim, keepDim).Indices;

    /// <summary>The place of the first least element: PyTorch's <c>argmin(dim)</c>.</summary>
    /// <inheritdoc cref="Max(int, bool)"/>
    public IndexTensor ArgMin(int dim, bool keepDim = false) => Detach().Min(dim, keepDim).Indices;

    private (Tensor<T> Values, IndexTensor Indices) Extrema(int dim, bool keepDim, bool isMax, string name)
    {
        (_, int[] shape, int count) = Reduced([dim], keepDim, nameof(dim));
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        RequireElements(count, [dim]);
        (int outer, int inner) = Around(dim);
        int[] indices = Places(outer, count, inner, isMax);
        var map = new int[indices.Length];
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = (((i / inner * count) + indices[i]) * inner) + (i % inner);
        }

        return (Take(map, shape, name), new IndexTensor(indices, shape));
    }

    private int[] Places(int outer, int count, int inner, bool isMax)
    {
        Tensor<T> contiguous = ToContiguous();
        if (Storage.OnDevice is { } device)
        {
            return outer * inner == 0 ? [] : device.Operations.Extremes(isMax, contiguous, outer, count, inner);
        }

        var indices = new int[outer * inner];
        var values = new T[indices.Length];
        if (isMax)
        {
            AxisReduction.Max(contiguous.ContiguousElements, outer, count, inner, values, indices);
        }
        else
        {
            AxisReduction.Min(contiguous.ContiguousElements, outer, count, inner, values, indices);
        }

        GC.KeepAlive(contiguous);
        return indices;
    }

    private Tensor<T> Extremum(ReadOnlySpan<int> dims, bool keepDim, bool isMax, string name)
    {
        (int[] kept, int[] shape, int count) = Reduced(dims, keepDim, nameof(dims));
        RequireElements(count, dims);
        Tensor<T> result = AlongAxis(kept, shape, isMax ? AxisReduction.Max : AxisReduction.Min, x => x.OverAxis(isMax ? AxisKind.Max : AxisKind.Min), isMax ? nameof(Max) : nameof(Min));
        bool sharesNaN = dims.IsEmpty;
        return FunctionNode<T>.Record(result, name, [this], [this, result], (gradient, saved, _) =>
        {
            // Those that are equal to the extremum share its gradient; NaN is equal to nothing, and amax and amin have no gradient there (0 / 0), as in
            // PyTorch.
            Tensor<T> share;
            using (Autograd.NoGrad())
            {
                Tensor<T> found = saved[1].Reshape(kept);
                MaskTensor isExtreme = Tensor.Equal(saved[0], found);
                share = (sharesNaN ? isExtreme | (Tensor.IsNaN(saved[0]) & Tensor.IsNaN(found)) : isExtreme).ToTensor<T>();
                share /= share.Totals(kept);
            }

            return [gradient.Reshape(kept) * share];
        });
    }

    private void RequireElements(int count, ReadOnlySpan<int> dims)
    {
        if (count == 0)
        {
            throw new InvalidOperationException(
                $"Expected reduction dims {(dims.IsEmpty ? "(all)" : Shapes.Text(dims))} to have non-zero size: there is no greatest or least element over them in a tensor of shape {Shapes.Text(_shape)}.");
        }
    }
}
