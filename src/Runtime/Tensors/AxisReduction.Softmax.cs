using System;
using System.Buffers;
using System.Numerics;

namespace AutoDiff;

/// <content>Exponentials along an axis, shifted by the largest element so that none overflows.</content>
internal static unsafe partial class AxisReduction
{
    // The elements that an item copies, so that they stay in a second-level cache.
    private const int SoftmaxElements = 16384;

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
            int repeats = Math.Max(LeastWidth / stripWidth, 1);
            int pattern = repeats * stripWidth;
            T[] rented = ArrayPool<T>.Shared.Rent((2 * length) + (3 * pattern));
            fixed (T* memory = rented)
            {
                T* largest = memory + (2 * (nint)length);
                for (int item = first; item < first + items; item++)
                {
                    int column = item % strips * stripWidth;
                    int width = Math.Min(stripWidth, inner - column);
                    nint index = item / strips;
                    nint place = (index * count * inner) + column;
                    T* x = _source + place;
                    if (width != inner)
                    {
                        Copy(x, inner, memory, width, width);
                        x = memory;
                    }

                    bool isPlace = width == inner && kind != Exponentials.LogSumExp;
                    T* y = isPlace ? _result + place : memory + length;
                    Exponentiate(x, y, width, repeats, largest, largest + pattern, largest + (2 * pattern), _result + (index * inner) + column);
                    if (!isPlace && kind != Exponentials.LogSumExp)
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

        // Narrow rows are taken several at a time: shifts and sums are repeated for them.
        private void Exponentiate(T* x, T* y, int width, int repeats, T* largest, T* shift, T* sums, T* logarithms)
        {
            Reduce<T, MaxOperation<T>, TLoops>(x, 1, count, width, largest, isParallel: false);
            for (int i = 0; i < width; i++)
            {
                // As in PyTorch, infinities do not make a NaN of a logarithm of sums, but of the others they do.
                shift[i] = kind == Exponentials.LogSumExp && T.IsInfinity(largest[i]) ? T.Zero : largest[i];
            }

            Repeat(shift, width, repeats);
            int pattern = width * repeats;
            int length = count * width;
            for (int i = 0; i < length; i += pattern)
            {
                TLoops.Exp(x + i, shift, y + i, Math.Min(pattern, length - i));
            }

            Reduce<T, SumOperation<T>, TLoops>(y, 1, count, width, sums, isParallel: false);
            for (int i = 0; i < width; i++)
            {
                if (kind == Exponentials.LogSumExp)
                {
                    logarithms[i] = T.Log(sums[i]) + shift[i];
                }
                else if (kind == Exponentials.LogSoftmax)
                {
                    sums[i] = T.Log(sums[i]);
                }
            }

            Repeat(sums, width, repeats);
            for (int i = 0; i < length && kind != Exponentials.LogSumExp; i += pattern)
            {
                int part = Math.Min(pattern, length - i);
                if (kind == Exponentials.Softmax)
                {
                    TLoops.Divide(y + i, sums, part);
                }
                else
                {
                    TLoops.Subtract(x + i, shift, sums, y + i, part);
                }
            }
        }

        private static void Repeat(T* values, int width, int repeats)
        {
            for (int i = width; i < width * repeats; i++)
            {
                values[i] = values[i - width];
            }
        }
    }
}
