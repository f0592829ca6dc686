using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace AutoDiff;

/// <summary>Reductions of data of shape [outer, count, inner], whose elements lie one after the other, over the middle dimension.</summary>
/// <remarks>
/// Out: results whose bits depend on the numbers and the shape only, not on the machine, the number of threads or the width of vectors.
/// Sums and products combine rows of a fixed number in the order of the axis, and those in pairs, so that the rounding error grows with
/// the logarithm of the count (Higham, "The Accuracy of Floating Point Summation", SIAM J. Sci. Comput. 14, 1993).
/// </remarks>
internal static unsafe partial class AxisReduction
{
    // Rows that are combined one after the other, and of those rows that are shorter than ShortWidth.
    private const int LeafRows = 16;
    private const int ShortLeafRows = 32;
    private const int ShortWidth = 2 * LeastWidth;

    // Where rows are shorter than this, several count as one, and the result is folded.
    private const int LeastWidth = 64;

    // Below this many elements a row of single elements is not worth vectors.
    private const int ShortRow = 32;

    // The columns and about the elements of one item of work.
    private const int StripWidth = 1024;
    private const int ItemElements = 65536;

    // Partial results of one item, at most: a strip for each level of pairs.
    private const int StackElements = 4096;

    // Below about this many elements a second thread costs more than it brings, see ElementwiseLoop.
    private const int ParallelThreshold = 131072;
    private const int ParallelPart = 32768;

    /// <summary>Sums; zero for a count of zero.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="source">The elements, outer * count * inner of them.</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <param name="result">Receives outer * inner results.</param>
    internal static void Sum<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduce<T, SumOperation<T>>(source, outer, count, inner, result);

    /// <summary>Products; one for a count of zero.</summary>
    /// <inheritdoc cref="Sum{T}(ReadOnlySpan{T}, int, int, int, Span{T})"/>
    internal static void Product<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduce<T, ProductOperation<T>>(source, outer, count, inner, result);

    /// <summary>The largest elements; NaN where one is.</summary>
    /// <inheritdoc cref="Sum{T}(ReadOnlySpan{T}, int, int, int, Span{T})"/>
    /// <exception cref="ArgumentException">The count is zero.</exception>
    internal static void Max<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduce<T, MaxOperation<T>>(source, outer, count, inner, result);

    /// <summary>The smallest elements; NaN where one is.</summary>
    /// <inheritdoc cref="Max{T}(ReadOnlySpan{T}, int, int, int, Span{T})"/>
    internal static void Min<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduce<T, MinOperation<T>>(source, outer, count, inner, result);

    private static void Reduce<T, TOperation>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
    {
        CheckLengths(source.Length, outer, count, inner);
        CheckResult(result.Length, outer * inner);
        if (result.IsEmpty)
        {
            return;
        }

        if (count == 0)
        {
            CheckNotEmpty<T, TOperation>();
            result.Fill(TOperation.Empty);
            return;
        }

        fixed (T* from = source, to = result)
        {
            Reduce<T, TOperation>(from, outer, count, inner, to, ParallelSettings.IsParallel);
        }
    }

    private static void Reduce<T, TOperation>(T* source, int outer, int count, int inner, T* result, bool isParallel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
    {
        switch (Elementwise.VectorBits)
        {
            case 512:
                Reduce<T, TOperation, Vector512Axis<T>>(source, outer, count, inner, result, isParallel);
                break;
            case 256:
                Reduce<T, TOperation, Vector256Axis<T>>(source, outer, count, inner, result, isParallel);
                break;
            default:
                Reduce<T, TOperation, Vector128Axis<T>>(source, outer, count, inner, result, isParallel);
                break;
        }
    }

    private static void Reduce<T, TOperation, TLoops>(T* source, int outer, int count, int inner, T* result, bool isParallel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
        where TLoops : struct, IAxisLoops<T>
    {
        if (inner == 1 && count < ShortRow)
        {
            var rows = new ShortRows<T, TOperation>(source, count, result);
            Run(rows, outer, count, isParallel);
            return;
        }

        var shape = new Plan(count, inner);
        if (shape.Chunks == 1)
        {
            Run(new ChunkReduction<T, TOperation, TLoops>(source, shape, result), outer * shape.Strips, shape.ItemSize, isParallel);
            return;
        }

        T[] rented = ArrayPool<T>.Shared.Rent(outer * shape.Chunks * inner);
        fixed (T* partial = rented)
        {
            var chunks = new ChunkReduction<T, TOperation, TLoops>(source, shape, partial);
            Run(chunks, outer * shape.Chunks * shape.Strips, shape.ItemSize, isParallel);
            Reduce<T, TOperation, TLoops>(partial, outer, shape.Chunks, inner, result, isParallel);
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    // Items of about a given size, shared among threads in parts that do not depend on their number.
    private static void Run<TWork>(in TWork work, int items, long itemSize, bool isParallel)
        where TWork : struct, IWork
    {
        int part = (int)Math.Clamp(ParallelPart / itemSize, 1, int.MaxValue);
        if (!isParallel || items <= part || items * itemSize < ParallelThreshold)
        {
            work.Run(0, items);
        }
        else
        {
            RunParallel(work, items, part);
        }
    }

    private static void RunParallel<TWork>(TWork work, int items, int part)
        where TWork : struct, IWork =>
        Parallel.For(
            0,
            (int)(((long)items + part - 1) / part),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelSettings.MaxDegreeOfParallelism },
            i => work.Run(i * part, Math.Min(part, items - (i * part))));

    private static void CheckLengths(int length, int outer, int count, int inner)
    {
        if (length != (long)outer * count * inner)
        {
            throw new ArgumentException($"{length} elements do not have the shape [{outer}, {count}, {inner}].", nameof(length));
        }
    }

    private static void CheckResult(int length, int expected)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The result has {length} elements, not {expected}.", nameof(length));
        }
    }

    private static void CheckNotEmpty<T, TOperation>()
        where TOperation : struct, IAxisOperation<T>
    {
        if (!TOperation.HasEmpty)
        {
            throw new ArgumentException("A dimension of length 0 has no largest and no smallest element.");
        }
    }

    /// <summary>Items that can be worked on in any order.</summary>
    private interface IWork
    {
        void Run(int first, int count);
    }

    /// <summary>How the elements of one [count, inner] are split: into rows of a least width, those into chunks, and columns into strips.</summary>
    private readonly struct Plan
    {
        internal Plan(int count, int inner)
        {
            Inner = inner;
            Count = count;
            Group = 1;
            while ((long)inner * Group < LeastWidth && 2 * Group <= count)
            {
                Group *= 2;
            }

            Width = inner * Group;
            Rows = count / Group;
            Rest = count % Group * inner;
            int strip = Math.Min(Width, StripWidth);
            LeafLength = Width < ShortWidth ? ShortLeafRows : LeafRows;
            ChunkRows = Math.Max(ItemElements / strip / LeafLength, 1) * LeafLength;
            Chunks = (Rows + ChunkRows - 1) / ChunkRows;
            Strips = (Width + StripWidth - 1) / StripWidth;
            ItemSize = (long)Math.Min(Rows, ChunkRows) * strip;
        }

        internal int Count { get; }

        internal int Inner { get; }

        /// <summary>The rows that count as one.</summary>
        internal int Group { get; }

        /// <summary>The elements of a row.</summary>
        internal int Width { get; }

        internal int Rows { get; }

        /// <summary>The elements after the last full row.</summary>
        internal int Rest { get; }

        /// <summary>The rows that are combined one after the other.</summary>
        internal int LeafLength { get; }

        internal int ChunkRows { get; }

        internal int Chunks { get; }

        internal int Strips { get; }

        internal long ItemSize { get; }
    }

    /// <summary>Reduces each strip of each chunk to one row.</summary>
    private readonly struct ChunkReduction<T, TOperation, TLoops>(T* source, Plan plan, T* result) : IWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
        where TLoops : struct, IAxisLoops<T>
    {
        private readonly T* _source = source;
        private readonly T* _result = result;

        [SkipLocalsInit]
        public void Run(int first, int count)
        {
            T* partial = stackalloc T[StackElements];
            int strip = first % plan.Strips;
            int chunk = first / plan.Strips % plan.Chunks;
            int index = first / plan.Strips / plan.Chunks;
            for (int item = first; item < first + count; item++)
            {
                int column = strip * StripWidth;
                int width = Math.Min(plan.Width - column, StripWidth);
                Reduce(_source + ((nint)index * plan.Count * plan.Inner), chunk, column, width, partial);

                // Short rows have but one strip.
                int kept = Math.Min(width, plan.Inner);
                T* target = _result + ((((nint)index * plan.Chunks) + chunk) * plan.Inner) + column;
                if (kept == 1)
                {
                    *target = *partial;
                }
                else
                {
                    new ReadOnlySpan<T>(partial, kept).CopyTo(new Span<T>(target, kept));
                }

                // Strips of a chunk, chunks of an index, indices.
                if (++strip == plan.Strips)
                {
                    strip = 0;
                    if (++chunk == plan.Chunks)
                    {
                        chunk = 0;
                        index++;
                    }
                }
            }
        }

        // Like a binary counter: leaves come in, and two sums of the same number of leaves become one.
        private void Reduce(T* source, int chunk, int column, int width, T* partial)
        {
            int firstRow = chunk * plan.ChunkRows;
            int endRow = Math.Min(firstRow + plan.ChunkRows, plan.Rows);
            int depth = 0;
            int leaf = 0;
            for (int row = firstRow; row < endRow; row += plan.LeafLength, leaf++)
            {
                T* sum = partial + (depth * width);
                T* start = source + ((nint)row * plan.Width) + column;
                int rows = Math.Min(plan.LeafLength, endRow - row);
                if (plan.Width < ShortWidth)
                {
                    TLoops.CombineShort<TOperation>(start, rows, sum, width);
                }
                else
                {
                    new ReadOnlySpan<T>(start, width).CopyTo(new Span<T>(sum, width));
                    TLoops.Combine<TOperation>(start + plan.Width, plan.Width, rows - 1, sum, width);
                }

                depth++;
                for (int full = leaf; (full & 1) != 0; full >>= 1)
                {
                    Fold(partial, --depth, width);
                }
            }

            while (depth > 1)
            {
                Fold(partial, --depth, width);
            }

            if (plan.Rest > 0 && endRow == plan.Rows)
            {
                TLoops.Combine<TOperation>(source + ((nint)plan.Rows * plan.Width), 0, 1, partial, plan.Rest);
            }

            TLoops.Fold<TOperation>(partial, plan.Group, plan.Inner);
        }

        private static void Fold(T* partial, int index, int width) =>
            TLoops.Combine<TOperation>(partial + (index * width), 0, 1, partial + ((index - 1) * width), width);
    }

    /// <summary>Reduces rows of a few elements, four chains at a time.</summary>
    private readonly struct ShortRows<T, TOperation>(T* source, int length, T* result) : IWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : struct, IAxisOperation<T>
    {
        private readonly T* _source = source;
        private readonly T* _result = result;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int first, int count)
        {
            int row = length;
            T* x = _source + ((nint)first * row);
            for (int i = first; i < first + count; i++)
            {
                _result[i] = Reduce(x, row);
                x += row;
            }
        }

        /// <summary>Reduces one row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static T Reduce(T* x, int length) => length < 8 ? Few(x, length) : Several(x, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Few(T* x, int length)
        {
            T sum = x[0];
            for (int i = 1; i < length; i++)
            {
                sum = TOperation.Combine(sum, x[i]);
            }

            return sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Several(T* x, int length)
        {
            T a = x[0];
            T b = x[1];
            T c = x[2];
            T d = x[3];
            int i = 4;
            for (; i <= length - 4; i += 4)
            {
                a = TOperation.Combine(a, x[i]);
                b = TOperation.Combine(b, x[i + 1]);
                c = TOperation.Combine(c, x[i + 2]);
                d = TOperation.Combine(d, x[i + 3]);
            }

            for (; i < length; i++)
            {
                a = TOperation.Combine(a, x[i]);
            }

            return TOperation.Combine(TOperation.Combine(a, b), TOperation.Combine(c, d));
        }
    }
}
