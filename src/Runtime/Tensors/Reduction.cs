using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <summary>
/// Sums. They add in pairs, so that the rounding error grows with the logarithm of the count, and in an order that depends on the
/// count only, so that the result has the same bits on every machine.
/// </summary>
internal static class Reduction
{
    private const int Block = 512;
    private const int RowBlock = 16;

    /// <summary>The sum of all elements.</summary>
    internal static T Sum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (values.Length <= Block)
        {
            return SumBlock(values);
        }

        // Halves of whole blocks, so that only the last block is short.
        int blocks = (values.Length + Block - 1) / Block;
        int half = blocks / 2 * Block;
        return Sum(values[..half]) + Sum(values[half..]);
    }

    /// <summary>Sums a gradient over the dimensions in which an input of the given shape was stretched.</summary>
    /// <param name="gradient">A row-major tensor of the broadcast shape.</param>
    /// <param name="shape">The shape of the input.</param>
    /// <returns>A tensor of the shape of the input: <paramref name="gradient"/> itself when that is its shape.</returns>
    internal static Tensor<T> SumTo<T>(Tensor<T> gradient, int[] shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> wide = gradient.Shape;
        if (wide.SequenceEqual(shape))
        {
            return gradient;
        }

        // From the last dimension to the first: what is inside has been dealt with, and is one run of "inner" elements.
        ReadOnlySpan<T> elements = gradient.ContiguousElements;
        T[] sums = [];
        int missing = wide.Length - shape.Length;
        int inner = 1;
        for (int dimension = wide.Length - 1; dimension >= 0;)
        {
            if (!IsStretched(dimension))
            {
                inner *= wide[dimension--];
                continue;
            }

            int count = 1;
            while (dimension >= 0 && IsStretched(dimension))
            {
                count *= wide[dimension--];
            }

            int outer = 1;
            for (int i = 0; i <= dimension; i++)
            {
                outer *= gradient.Shape[i];
            }

            sums = SumMiddle(elements, outer, count, inner);
            elements = sums;
        }

        GC.KeepAlive(gradient);
        return new Tensor<T>(sums, shape);

        bool IsStretched(int dimension) => dimension < missing || shape[dimension - missing] != gradient.Shape[dimension];
    }

    /// <summary>Sums an array of shape [outer, count, inner] over its second dimension.</summary>
    private static T[] SumMiddle<T>(ReadOnlySpan<T> elements, int outer, int count, int inner)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sums = new T[outer * inner];
        for (int i = 0; i < outer; i++)
        {
            ReadOnlySpan<T> rows = elements.Slice(i * count * inner, count * inner);
            if (inner == 1)
            {
                sums[i] = Sum(rows);
            }
            else if (count > 0)
            {
                SumRows(rows, count, sums.AsSpan(i * inner, inner));
            }
        }

        return sums;
    }

    private static void SumRows<T>(ReadOnlySpan<T> rows, int count, Span<T> sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = sum.Length;
        if (count <= RowBlock)
        {
            rows[..width].CopyTo(sum);
            for (int i = 1; i < count; i++)
            {
                AddTo(sum, rows.Slice(i * width, width));
            }

            return;
        }

        int half = count / 2;
        SumRows(rows[..(half * width)], half, sum);
        T[] rented = ArrayPool<T>.Shared.Rent(width);
        Span<T> rest = rented.AsSpan(0, width);
        SumRows(rows[(half * width)..], count - half, rest);
        AddTo(sum, rest);
        ArrayPool<T>.Shared.Return(rented);
    }

    private static void AddTo<T>(Span<T> sum, ReadOnlySpan<T> term)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(sum[i..]) + new Vector<T>(term[i..])).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += term[i];
        }
    }

    // Vector512 also where the hardware has less: the number of partial sums must not depend on the machine.
    private static T SumBlock<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        int i = 0;
        if (values.Length >= 2 * Vector512<T>.Count)
        {
            Vector512<T> partial = Vector512<T>.Zero;
            for (; i <= values.Length - Vector512<T>.Count; i += Vector512<T>.Count)
            {
                partial += Vector512.Create(values[i..]);
            }

            for (int lane = 0; lane < Vector512<T>.Count; lane++)
            {
                sum += partial[lane];
            }
        }

        for (; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
