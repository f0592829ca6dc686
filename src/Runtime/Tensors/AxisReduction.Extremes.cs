using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>Extremes with their places. A NaN is the extreme, and as in PyTorch the first of several equal ones counts.</content>
internal static unsafe partial class AxisReduction
{
    // The elements that are looked through before a place is searched for, all in the first-level cache.
    private const int SearchLength = 2048;

    // Up to this many columns, searching each for the place takes less than keeping the places in vectors.
    private const int NarrowWidth = 16;

    // The columns of an item, with a value and an index for each in the first-level cache.
    private const int SelectWidth = 512;

    /// <summary>The largest elements, and where along the axis the first of each is.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="source">The elements, outer * count * inner of them.</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <param name="values">Receives outer * inner elements.</param>
    /// <param name="indices">Receives their indices.</param>
    /// <exception cref="ArgumentException">The count is zero.</exception>
    internal static void Max<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> values, Span<int> indices)
        where T : unmanaged, IFloatingPointIeee754<T> => Select<T, MaxOperation<T>>(source, outer, count, inner, values, indices);

    /// <summary>The smallest elements, and where along the axis the first of each is.</summary>
    /// <inheritdoc cref="Max{T}(ReadOnlySpan{T}, int, int, int, Span{T}, Span{int})"/>
    internal static void Min<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> values, Span<int> indices)
        where T : unmanaged, IFloatingPointIeee754<T> => Select<T, MinOperation<T>>(source, outer, count, inner, values, indices);

    private static void Select<T, TOperation>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> values, Span<int> indices)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
    {
        CheckLengths(source.Length, outer, count, inner);
        CheckResult(values.Length, outer * inner);
        CheckResult(indices.Length, outer * inner);
        if (values.IsEmpty)
        {
            return;
        }

        if (count == 0)
        {
            CheckNotEmpty<T, TOperation>();
        }

        fixed (T* from = source, to = values)
        fixed (int* places = indices)
        {
            switch (Elementwise.VectorBits)
            {
                case 512:
                    Select<T, TOperation, Vector512Axis<T>>(from, outer, count, inner, to, places);
                    break;
                case 256:
                    Select<T, TOperation, Vector256Axis<T>>(from, outer, count, inner, to, places);
                    break;
                default:
                    Select<T, TOperation, Vector128Axis<T>>(from, outer, count, inner, to, places);
                    break;
            }
        }
    }

    private static void Select<T, TOperation, TLoops>(T* source, int outer, int count, int inner, T* values, int* indices)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
        where TLoops : struct, IAxisLoops<T>
    {
        bool isParallel = ParallelSettings.IsParallel;
        int width = Math.Min(inner, SelectWidth);
        int chunk = Math.Max(ItemElements / width, 1);
        int chunks = (int)(((long)count + chunk - 1) / chunk);
        int items = outer * chunks * ((inner + SelectWidth - 1) / SelectWidth);
        long itemSize = (long)Math.Min(chunk, count) * width;
        if (chunks == 1)
        {
            Run(new Selection<T, TOperation, TLoops>(source, count, inner, chunk, values, indices), items, itemSize, isParallel);
            return;
        }

        T[] rentedValues = ArrayPool<T>.Shared.Rent(outer * chunks * inner);
        int[] rentedIndices = ArrayPool<int>.Shared.Rent(outer * chunks * inner);
        fixed (T* partial = rentedValues)
        fixed (int* places = rentedIndices)
        {
            Run(new Selection<T, TOperation, TLoops>(source, count, inner, chunk, partial, places), items, itemSize, isParallel);
            for (int i = 0; i < outer; i++)
            {
                for (int j = 0; j < inner; j++)
                {
                    int best = (i * chunks * inner) + j;
                    for (int c = 1; c < chunks; c++)
                    {
                        int next = (((i * chunks) + c) * inner) + j;
                        best = IsBetter<T, TOperation>(partial[next], partial[best]) ? next : best;
                    }

                    values[(i * inner) + j] = partial[best];
                    indices[(i * inner) + j] = places[best];
                }
            }
        }

        ArrayPool<T>.Shared.Return(rentedValues);
        ArrayPool<int>.Shared.Return(rentedIndices);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBetter<T, TOperation>(T value, T best)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T> => TOperation.Combine(best, value) != best && !T.IsNaN(best);

    /// <summary>Finds the extremes of each strip of each chunk.</summary>
    private readonly struct Selection<T, TOperation, TLoops>(T* source, int count, int inner, int chunk, T* values, int* indices) : IWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
        where TLoops : struct, IAxisLoops<T>
    {
        private readonly T* _source = source;
        private readonly T* _values = values;
        private readonly int* _indices = indices;

        public void Run(int first, int items)
        {
            int strips = (inner + SelectWidth - 1) / SelectWidth;
            int chunks = (int)(((long)count + chunk - 1) / chunk);
            for (int item = first; item < first + items; item++)
            {
                int column = item % strips * SelectWidth;
                int start = item / strips % chunks * chunk;
                int index = item / strips / chunks;
                int rows = Math.Min(chunk, count - start);
                T* from = _source + ((((nint)index * count) + start) * inner) + column;
                nint place = ((((nint)index * chunks) + (start / chunk)) * inner) + column;
                if (inner == 1 && count < ShortRow)
                {
                    SelectShort(from, count, _values + place, _indices + place);
                }
                else if (inner <= NarrowWidth)
                {
                    SelectNarrow(from, start, rows, _values + place, _indices + place);
                }
                else
                {
                    SelectColumns(from, start, rows, Math.Min(SelectWidth, inner - column), _values + place, _indices + place);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void SelectShort(T* source, int length, T* value, int* index)
        {
            // Reduced first, since whether the next element is the best so far cannot be predicted.
            T best = ShortRows<T, TOperation>.Reduce(source, length);
            int at = 0;
            while (source[at] != best && !T.IsNaN(source[at]))
            {
                at++;
            }

            // Zeros of either sign are equal: the element itself, not the extreme.
            *value = source[at];
            *index = at;
        }

        // Reduces blocks, and looks for the place in those that have a better extreme.
        private void SelectNarrow(T* source, int start, int rows, T* values, int* indices)
        {
            T* extremes = stackalloc T[NarrowWidth];
            T* best = stackalloc T[NarrowWidth];
            for (int j = 0; j < inner; j++)
            {
                best[j] = source[j];
                indices[j] = 0;
            }

            int block = SearchLength / inner;
            for (int i = 0; i < rows; i += block)
            {
                int part = Math.Min(block, rows - i);
                T* from = source + ((nint)i * inner);
                Reduce<T, TOperation, TLoops>(from, 1, part, inner, extremes, isParallel: false);
                for (int j = 0; j < inner; j++)
                {
                    if (IsBetter<T, TOperation>(extremes[j], best[j]))
                    {
                        best[j] = extremes[j];
                        indices[j] = i + (inner == 1 ? TLoops.IndexOf(from, best[j], part) : IndexOf(from + j, best[j]));
                    }
                }
            }

            for (int j = 0; j < inner; j++)
            {
                values[j] = source[((nint)indices[j] * inner) + j];
                indices[j] += start;
            }
        }

        // Of an element that is there.
        private int IndexOf(T* column, T value)
        {
            int row = 0;
            while (*column != value && !T.IsNaN(*column))
            {
                column += inner;
                row++;
            }

            return row;
        }

        [SkipLocalsInit]
        private void SelectColumns(T* source, int start, int rows, int width, T* values, int* indices)
        {
            T* best = stackalloc T[SelectWidth];
            T* places = stackalloc T[SelectWidth];
            new ReadOnlySpan<T>(source, width).CopyTo(new Span<T>(best, width));
            new Span<T>(places, width).Clear();
            for (int row = 1; row < rows; row++)
            {
                TLoops.Select<TOperation>(source + ((nint)row * inner), row, best, places, width);
            }

            for (int i = 0; i < width; i++)
            {
                int place = sizeof(T) == sizeof(int) ? ((int*)places)[i] : (int)((long*)places)[i];
                values[i] = source[((nint)place * inner) + i];
                indices[i] = start + place;
            }
        }
    }
}
