using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>Running sums and products. Also those of floats are kept in double precision, as in PyTorch on a CPU.</content>
internal static unsafe partial class AxisReduction
{
    private const int ScanWidth = 512;

    /// <summary>The sums of all elements up to each one along the axis.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="source">The elements, outer * count * inner of them.</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <param name="result">Receives as many elements; may be the source.</param>
    internal static void CumulativeSum<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Scan(source, outer, count, inner, result, isProduct: false);

    /// <summary>The products of all elements up to each one along the axis.</summary>
    /// <inheritdoc cref="CumulativeSum"/>
    internal static void CumulativeProduct<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Scan(source, outer, count, inner, result, isProduct: true);

    private static void Scan<T>(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result, bool isProduct)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLengths(source.Length, outer, count, inner);
        CheckResult(result.Length, source.Length);
        if (result.IsEmpty)
        {
            return;
        }

        fixed (T* from = source, to = result)
        {
            switch (Elementwise.VectorBits)
            {
                case 512:
                    Scan<T, Vector512Axis<T>>(from, outer, count, inner, to, isProduct);
                    break;
                case 256:
                    Scan<T, Vector256Axis<T>>(from, outer, count, inner, to, isProduct);
                    break;
                default:
                    Scan<T, Vector128Axis<T>>(from, outer, count, inner, to, isProduct);
                    break;
            }
        }
    }

    private static void Scan<T, TLoops>(T* source, int outer, int count, int inner, T* result, bool isProduct)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoops : struct, IAxisLoops<T>
    {
        bool isParallel = ParallelSettings.IsParallel;
        if (inner == 1)
        {
            int groups = (outer + 3) / 4;
            Run(new RowScan<T>(source, outer, count, result, isProduct), groups, Math.Min(4, outer) * (long)count, isParallel);
        }
        else
        {
            int strips = (inner + ScanWidth - 1) / ScanWidth;
            var scan = new ColumnScan<T, TLoops>(source, count, inner, result, isProduct);
            Run(scan, outer * strips, (long)count * Math.Min(inner, ScanWidth), isParallel);
        }
    }

    /// <summary>Scans rows, four at a time: each alone would wait for its own sum.</summary>
    private readonly struct RowScan<T>(T* source, int rows, int length, T* result, bool isProduct) : IWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T* _source = source;
        private readonly T* _result = result;

        public void Run(int first, int count)
        {
            for (int row = first * 4; row < Math.Min((first + count) * 4, rows);)
            {
                nint start = (nint)row * length;
                if (rows - row < 4)
                {
                    ScanOne(_source + start, _result + start, length, isProduct);
                    row++;
                }
                else
                {
                    ScanFour(_source + start, _result + start, length, isProduct);
                    row += 4;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void ScanOne(T* x, T* y, nint length, bool isProduct)
        {
            double a = isProduct ? 1 : 0;
            for (nint i = 0; i < length; i++)
            {
                a = isProduct ? a * Wide(x[i]) : a + Wide(x[i]);
                y[i] = T.CreateTruncating(a);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void ScanFour(T* x, T* y, nint length, bool isProduct)
        {
            double a = isProduct ? 1 : 0;
            double b = a;
            double c = a;
            double d = a;
            for (nint i = 0; i < length; i++)
            {
                nint j = i + length;
                nint k = j + length;
                nint l = k + length;
                a = isProduct ? a * Wide(x[i]) : a + Wide(x[i]);
                b = isProduct ? b * Wide(x[j]) : b + Wide(x[j]);
                c = isProduct ? c * Wide(x[k]) : c + Wide(x[k]);
                d = isProduct ? d * Wide(x[l]) : d + Wide(x[l]);
                y[i] = T.CreateTruncating(a);
                y[j] = T.CreateTruncating(b);
                y[k] = T.CreateTruncating(c);
                y[l] = T.CreateTruncating(d);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static double Wide(T value) => double.CreateTruncating(value);
    }

    /// <summary>Scans strips of columns.</summary>
    private readonly struct ColumnScan<T, TLoops>(T* source, int count, int inner, T* result, bool isProduct) : IWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoops : struct, IAxisLoops<T>
    {
        private readonly T* _source = source;
        private readonly T* _result = result;

        [SkipLocalsInit]
        public void Run(int first, int items)
        {
            double* running = stackalloc double[ScanWidth];
            int strips = (inner + ScanWidth - 1) / ScanWidth;
            for (int item = first; item < first + items; item++)
            {
                int column = item % strips * ScanWidth;
                int width = Math.Min(ScanWidth, inner - column);
                new Span<double>(running, width).Fill(isProduct ? 1 : 0);
                nint place = ((nint)(item / strips) * count * inner) + column;
                for (int row = 0; row < count; row++, place += inner)
                {
                    if (isProduct)
                    {
                        TLoops.Multiply(_source + place, running, _result + place, width);
                    }
                    else
                    {
                        TLoops.Add(_source + place, running, _result + place, width);
                    }
                }
            }
        }
    }
}
