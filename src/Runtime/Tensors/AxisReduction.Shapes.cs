using System;
using System.Numerics;

namespace AutoDiff;

/// <content>Sums over what broadcasting has stretched.</content>
internal static unsafe partial class AxisReduction
{
    /// <summary>The sum of all elements.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="elements">The elements.</param>
    internal static T Sum<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        Sum(elements, 1, elements.Length, 1, new Span<T>(ref sum));
        return sum;
    }

    /// <summary>Reduces row-major tensors of a device.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="device">The device of both tensors.</param>
    /// <param name="kind">What to compute.</param>
    /// <param name="source">The elements, of shape [outer, count, inner].</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis; not 0 for extremes.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <param name="result">Receives outer * inner results.</param>
    internal static void Reduce<T>(Device device, AxisKind kind, Tensor<T> source, int outer, int count, int inner, Tensor<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (source.Length > 0)
        {
            device.Operations.Reduce(kind, source, outer, count, inner, result);
        }
        else if (result.Length > 0)
        {
            result.Fill(T.Zero);
        }
    }

    /// <summary>Sums a tensor over the dimensions in which one of another shape would be stretched to it.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="wide">A row-major tensor.</param>
    /// <param name="shape">The other shape, which broadcasts to that of the tensor.</param>
    /// <returns>An unrecorded tensor of the other shape: <paramref name="wide"/> itself when that is its shape.</returns>
    internal static Tensor<T> SumTo<T>(Tensor<T> wide, int[] shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (wide.Shape.SequenceEqual(shape))
        {
            return wide;
        }

        // From the last dimension to the first: what is inside has been dealt with, and is one run of "inner" elements.
        Tensor<T> rest = wide;
        int missing = wide.Rank - shape.Length;
        int inner = 1;
        for (int dimension = wide.Rank - 1; dimension >= 0;)
        {
            if (!IsStretched(dimension))
            {
                inner *= wide.Shape[dimension--];
                continue;
            }

            int count = 1;
            while (dimension >= 0 && IsStretched(dimension))
            {
                count *= wide.Shape[dimension--];
            }

            int outer = 1;
            foreach (int length in wide.Shape[..(dimension + 1)])
            {
                outer *= length;
            }

            Tensor<T> sums = Tensor<T>.Uninitialized([outer * inner], wide.Storage.OnDevice);
            if (wide.Storage.OnDevice is { } device)
            {
                Reduce(device, AxisKind.Sum, rest, outer, count, inner, sums);
            }
            else
            {
                Sum(rest.ContiguousElements, outer, count, inner, sums.ContiguousElements);
            }

            if (rest != wide)
            {
                rest.Storage.Recycle();
            }

            rest = sums;
        }

        GC.KeepAlive(wide);
        return new Tensor<T>(rest.Storage, 0, shape, Shapes.RowMajorStrides(shape));

        bool IsStretched(int dimension) => dimension < missing || shape[dimension - missing] != wide.Shape[dimension];
    }
}
