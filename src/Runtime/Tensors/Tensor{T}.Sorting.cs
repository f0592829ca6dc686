using System;
using System.Collections.Generic;

namespace AutoDiff;

/// <content>Sorted elements, and where they were.</content>
public sealed partial class Tensor<T>
{
    /// <summary>Sorts along a dimension: PyTorch's <c>sort</c>. NaN counts as greater than any number; equal elements keep their order.</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="descending">Whether the greatest comes first.</param>
    /// <returns>The sorted elements, through which gradients flow, and where they were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public (Tensor<T> Values, IndexTensor Indices) Sort(int dim = -1, bool descending = false) =>
        Sorted(dim, Rank == 0 ? 1 : _shape[Shapes.Dimension(dim, Rank, nameof(dim))], descending, "SortBackward0");

    /// <summary>The greatest or the least elements along a dimension, sorted: PyTorch's <c>topk</c>.</summary>
    /// <param name="k">How many.</param>
    /// <param name="dim">The dimension.</param>
    /// <param name="largest">Whether the greatest; NaN counts as greater than any number.</param>
    /// <returns>The elements, through which gradients flow, and where they were.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension, or there are not as many elements along it.</exception>
    public (Tensor<T> Values, IndexTensor Indices) TopK(int k, int dim = -1, bool largest = true)
    {
        int length = Rank == 0 ? 1 : _shape[Shapes.Dimension(dim, Rank, nameof(dim))];
        return k >= (Rank == 0 ? 1 : 0) && k <= length
            ? Sorted(dim, k, largest, "TopkBackward0")
            : throw new ArgumentOutOfRangeException(nameof(k), k, $"selected index k out of range: {k} of {length} along dimension {dim} of the shape {Shapes.Text(_shape)}");
    }

    /// <summary>The places of the sorted elements: PyTorch's <c>argsort</c>.</summary>
    /// <inheritdoc cref="Sort"/>
    public IndexTensor ArgSort(int dim = -1, bool descending = false) => Detach().Sort(dim, descending).Indices;

    private (Tensor<T> Values, IndexTensor Indices) Sorted(int dim, int count, bool descending, string name)
    {
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        int length = Rank == 0 ? 1 : _shape[dim];
        (int outer, int inner) = Around(dim);
        int[] shape = [.. _shape];
        if (Rank > 0)
        {
            shape[dim] = count;
        }

        T[] elements = ToArray();
        var map = new int[outer * count * inner];
        var indices = new int[map.Length];
        var order = new int[length];
        for (int block = 0; block < outer; block++)
        {
            for (int k = 0; k < inner; k++)
            {
                int start = (block * length * inner) + k;
                for (int i = 0; i < length; i++)
                {
                    order[i] = i;
                }

                Array.Sort(order, Comparer<int>.Create((a, b) => Compare(elements[start + (a * inner)], elements[start + (b * inner)], descending) is not 0 and int sign ? sign : a - b));
                for (int i = 0; i < count; i++)
                {
                    int to = (((block * count) + i) * inner) + k;
                    map[to] = start + (order[i] * inner);
                    indices[to] = order[i];
                }
            }
        }

        return (Take(map, shape, name), new IndexTensor(indices, shape));
    }

    private static int Compare(T a, T b, bool descending)
    {
        int sign = T.IsNaN(a) ? (T.IsNaN(b) ? 0 : 1) : T.IsNaN(b) ? -1 : a < b ? -1 : a > b ? 1 : 0;
        return descending ? -sign : sign;
    }
}
