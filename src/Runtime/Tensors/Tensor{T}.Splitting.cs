using System;
using System.Linq;

namespace AutoDiff;

/// <content>Parts of a tensor, as views.</content>
public sealed partial class Tensor<T>
{
    /// <summary>Cuts a tensor into parts along a dimension: PyTorch's <c>split</c>.</summary>
    /// <param name="lengths">The lengths of the parts, which add up to that of the dimension.</param>
    /// <param name="dim">The dimension.</param>
    /// <returns>Views.</returns>
    /// <exception cref="ArgumentException">The lengths do not add up.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T>[] Split(ReadOnlySpan<int> lengths, int dim = 0)
    {
        int dimension = Shapes.Dimension(dim, Rank, nameof(dim));
        long total = 0;
        foreach (int length in lengths)
        {
            total = length < 0 ? long.MinValue / 2 : total + length;
        }

        if (Rank == 0 || total != _shape[dimension])
        {
            throw new ArgumentException(
                $"split_with_sizes expects split_sizes to sum exactly to {(Rank == 0 ? 0 : _shape[dimension])} (input tensor's size at dimension {dimension}), but got split_sizes={Shapes.Text(lengths)}", nameof(lengths));
        }

        var parts = new Tensor<T>[lengths.Length];
        for (int i = 0, start = 0; i < parts.Length; start += lengths[i++])
        {
            parts[i] = Narrow(dimension, start, lengths[i]);
        }

        return parts;
    }

    /// <summary>Cuts a tensor into parts of one length along a dimension, the last may be shorter: PyTorch's <c>split</c>.</summary>
    /// <param name="length">The length, at least 1.</param>
    /// <param name="dim">The dimension.</param>
    /// <returns>Views.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive, or there is no such dimension.</exception>
    public Tensor<T>[] Split(int length, int dim = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        int size = Rank == 0 ? 0 : _shape[Shapes.Dimension(dim, Rank, nameof(dim))];
        int[] lengths = [.. Enumerable.Range(0, Math.Max(1, (size + length - 1) / length)).Select(i => Math.Min(length, size - (i * length)))];
        return Split(lengths, dim);
    }

    /// <summary>Cuts a tensor into at most a number of equal parts along a dimension, the last may be shorter: PyTorch's <c>chunk</c>.</summary>
    /// <param name="count">The number of parts, at least 1; there are fewer where the lengths come out so.</param>
    /// <param name="dim">The dimension.</param>
    /// <returns>Views.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, or there is no such dimension.</exception>
    public Tensor<T>[] Chunk(int count, int dim = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int size = Rank == 0 ? 0 : _shape[Shapes.Dimension(dim, Rank, nameof(dim))];
        return Split(Math.Max(1, (size + count - 1) / count), dim);
    }
}
