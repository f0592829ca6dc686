using System;
using System.Buffers;
using System.Numerics;

namespace AutoDiff;

/// <content>Exponentials along an axis, shifted by the largest element so that none overflows.</content>
internal static unsafe partial class AxisReduction
{
    // The elements that an item copies, so that they stay in a second-level cache.
    private const int SoftmaxElements = 16384;

    // The elements of several items that are worked on at once.
    private const int SmallElements = 2048;

    private enum Exponentials
    {
        LogSumExp,
        Softmax,
        LogSoftmax,
    }

    /// <summary>Logarithms of sums of exponentials: -infinity where all elements are, or where there is none.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="source">The elements, outer * count * inner of them.</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <param name="result">Receives outer * inner results.</param>
    internal static void LogSumExp<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Exponentiate(source, outer, count, inner, result, Exponentials.LogSumExp);

    /// <summary>Exponentials divided by their sum: NaN where all elements are -infinity, or one is infinity.</summary>
    /// <param name="source">The elements, outer * count * inner of them.</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <param name="result">Receives as many elements; must not overlap the source.</param>
    internal static void Softmax<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Exponentiate(source, outer, count, inner, result, Exponentials.Softmax);

    /// <summary>Logarithms of <see cref="Softmax"/>.</summary>
    /// <inheritdoc cref="Softmax"/>
    internal static void LogSoftmax<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Exponentiate(source, outer, count, inner, result, Exponentials.LogSoftmax);

    private static void Exponentiate<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result, Exponentials kind)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLengths(source.Length, outer, count, inner);
        CheckResult(result.Length, kind == Exponentials.LogSumExp ? outer * inner : source.Length);
        if (source.IsEmpty)
        {
            result.Fill(T.NegativeInfinity);
            return;
        }

        fixed (T* from = source, to = result)
        {
            switch (Elementwise.VectorBits)
            {
                case 512:
                    Exponentiate<T, Vector512Axis<T>>(from, outer, count, inner, to, kind);
                    break;
                case 256:
                    Exponentiate<T, Vector256Axis<T>>(from, outer, count, inner, to, kind);
                    break;
                default:
                    Exponentiate<T, Vector128Axis<T>>(from, outer, count, inner, to, kind);
                    break;
            }
        }
    }

    private static void Exponentiate<T, TLoops>(T* source, int outer, int count, int inner, T* result, Exponentials kind)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoops : struct, IAxisLoops<T>
    {
        int width = Math.Clamp(SoftmaxElements / count, Math.Min(inner, 64), inner);
        int strips = (inner + width - 1) / width;
        var work = new ExponentialWork<T, TLoops>(source, count, inner, width, result, kind);
        Run(work, outer * strips, (long)count * width, ParallelSettings.IsParallel);
    }

    /// <summary>Works on strips of columns, which are copied unless they are all there is.</summary>
    private readonly struct ExponentialWork<T, TLoops>(T* source, int count, int inner, int stripWidth, T* result, Exponentials kind) : IWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoops : struct, IAxisLoops<T>
    {
        private readonly T* _source = source;
        private readonly T* _result = result;

        public void Run(int first, int items)
        {
            int strips = (inner + stripWidth - 1) / stripWidth;
            int length = count * stripWidth;

            // Several small items are worked on at once.
            int most = strips == 1 ? Math.Max(SmallElements / length, 1) : 1;
            int repeats = most > 1 ? count : Math.Max(LeastWidth / stripWidth, 1);
            int pattern = most * repeats * stripWidth;
            T[] rented = ArrayPool<T>.Shared.Rent((2 * most * length) + (3 * most * stripWidth) + pattern);
            fixed (T* memory = rented)
            {
                T* copy = memory;
                T* exponentials = copy + (most * (nint)length);
                T* shifts = exponentials + (most * (nint)length);
                T* sums = shifts + (most * (nint)stripWidth);
                T* repeated = sums + (most * (nint)stripWidth);
                int blocks = 1;
                for (int item = first; item < first + items; item += blocks)
                {
                    blocks = Math.Min(most, first + items - item);
                    int column = item % strips * stripWidth;
                    int width = Math.Min(stripWidth, inner - column);
                    nint index = item / strips;
                    nint place = (index * count * inner) + column;
                    bool isWhole = width == inner;
                    if (!isWhole)
                    {
                        Copy(_source + place, inner, copy, width, width);
                    }

                    bool isPlace = isWhole && kind != Exponentials.LogSumExp;
                    T* y = isPlace ? _result + place : exponentials;
                    var block = new ExponentialBlock<T, TLoops>(isWhole ? _source + place : copy, y, blocks, count, width, kind);
                    block.Run(shifts, sums, repeated, repeats);
                    if (kind == Exponentials.LogSumExp)
                    {
                        T* target = _result + (index * inner) + column;
                        new ReadOnlySpan<T>(sums, blocks * width).CopyTo(new Span<T>(target, blocks * width));
                    }
                    else if (!isPlace)
                    {
                        Copy(y, width, _result + place, inner, width);
                    }
                }
            }

            ArrayPool<T>.Shared.Return(rented);
        }

        private void Copy(T* from, nint step, T* to, nint stepOfTarget, int width)
        {
            for (int row = 0; row < count; row++)
            {
                new ReadOnlySpan<T>(from + (row * step), width).CopyTo(new Span<T>(to + (row * stepOfTarget), width));
            }
        }
    }

    /// <summary>Works on elements of shape [blocks, count, width] that lie one after the other.</summary>
    private readonly struct ExponentialBlock<T, TLoops>(T* x, T* y, int blocks, int count, int width, Exponentials kind)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoops : struct, IAxisLoops<T>
    {
        private readonly T* _x = x;
        private readonly T* _y = y;

        /// <summary>Computes the result in place of <c>y</c>, or that of LogSumExp in place of the sums.</summary>
        /// <param name="shifts">A place for blocks * width elements.</param>
        /// <param name="sums">Another one.</param>
        /// <param name="repeated">A place for those of either, each width repeated.</param>
        /// <param name="repeats">How often: as often as there are rows where there are several blocks.</param>
        internal void Run(T* shifts, T* sums, T* repeated, int repeats)
        {
            int results = blocks * width;
            int length = results * count;
            int pattern = results * repeats;
            Reduce<T, MaxOperation<T>, TLoops>(_x, blocks, count, width, shifts, isParallel: false);
            for (int i = 0; i < results && kind == Exponentials.LogSumExp; i++)
            {
                // As in PyTorch: the logarithm of a sum is infinite where the others are NaN.
                shifts[i] = T.IsInfinity(shifts[i]) ? T.Zero : shifts[i];
            }

            Repeat(shifts, repeated, repeats);
            for (int i = 0; i < length; i += pattern)
            {
                TLoops.Exp(_x + i, repeated, _y + i, Math.Min(pattern, length - i));
            }

            Reduce<T, SumOperation<T>, TLoops>(_y, blocks, count, width, sums, isParallel: false);
            switch (kind)
            {
                case Exponentials.LogSumExp:
                    for (int i = 0; i < results; i++)
                    {
                        sums[i] = T.Log(sums[i]) + shifts[i];
                    }

                    break;
                case Exponentials.Softmax:
                    Repeat(sums, repeated, repeats);
                    for (int i = 0; i < length; i += pattern)
                    {
                        TLoops.Divide(_y + i, repeated, Math.Min(pattern, length - i));
                    }

                    break;
                default:
                    SubtractLogarithms(shifts, sums, repeated, repeats);
                    break;
            }
        }

        private void SubtractLogarithms(T* shifts, T* sums, T* repeated, int repeats)
        {
            int results = blocks * width;
            int length = results * count;
            int pattern = results * repeats;
            for (int i = 0; i < length; i += pattern)
            {
                TLoops.Subtract(_x + i, repeated, _y + i, Math.Min(pattern, length - i));
            }

            for (int i = 0; i < results; i++)
            {
                sums[i] = T.Log(sums[i]);
            }

            Repeat(sums, repeated, repeats);
            for (int i = 0; i < length; i += pattern)
            {
                TLoops.Subtract(_y + i, repeated, _y + i, Math.Min(pattern, length - i));
            }
        }

        private void Repeat(T* values, T* repeated, int repeats)
        {
            for (int block = 0; block < blocks; block++)
            {
                for (int i = 0; i < repeats; i++)
                {
                    for (int j = 0; j < width; j++)
                    {
                        *repeated++ = values[j];
                    }
                }

                values += width;
            }
        }
    }
}
