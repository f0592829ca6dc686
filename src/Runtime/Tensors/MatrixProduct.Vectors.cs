using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>A matrix times a vector: each element of the matrix is used once, and memory is the limit.</content>
internal static unsafe partial class MatrixProduct
{
    // The elements that are summed before the sums are added, so that errors do not grow with the length of a row.
    private const int DotLength = 4096;

    // The elements of the result that stay in the first-level cache while columns are added to them.
    private const int SumLength = 1024;

    // The elements of the matrix from which a second thread pays, and those of one part.
    private const long VectorThreshold = 262144;
    private const long VectorPart = 65536;

    /// <summary>Computes <c>y = A x</c> or <c>y += A x</c>, if the rows or the columns of A lie one after the other.</summary>
    private static bool TryMultiplyVector<T, TTile>(
        StridedMatrix<T> a, T* x, nint strideOfX, T* y, nint strideOfY, int m, int k, bool accumulates, bool isParallel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        // With both strides 1, rows overlap; a single row or column may say anything.
        bool hasRows = a.ColumnStride == 1 || k == 1;
        bool hasColumns = a.RowStride == 1 || m == 1;
        if (!hasRows && (!hasColumns || m == 1))
        {
            return false;
        }

        T[]? rented = null;
        if (strideOfX != 1 && k > 1)
        {
            rented = ArrayPool<T>.Shared.Rent(k);
            for (int p = 0; p < k; p++)
            {
                rented[p] = x[p * strideOfX];
            }
        }

        fixed (T* copy = rented)
        {
            var work = new VectorWork<T, TTile>(a, copy is null ? x : copy, y, strideOfY, m, k, hasRows, accumulates);
            if (isParallel && (long)m * k >= VectorThreshold && work.Count > 1)
            {
                RunParallel(work);
            }
            else
            {
                for (int i = 0; i < work.Count; i++)
                {
                    work.Multiply(i);
                }
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }

        return true;
    }

    private static void RunParallel<T, TTile>(VectorWork<T, TTile> work)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T> => ForEach(work.Count, i => work.Multiply(i));

    /// <summary>A product whose rows are shared among threads.</summary>
    private readonly struct VectorWork<T, TTile>(
        StridedMatrix<T> a, T* x, T* y, nint stride, int m, int k, bool hasRows, bool accumulates)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        private readonly StridedMatrix<T> _a = a;
        private readonly T* _x = x;
        private readonly T* _y = y;
        private readonly int _rows = hasRows ? (int)Math.Clamp(RoundUp((int)(VectorPart / k), 4), 4, 1 << 20) : SumLength;

        /// <summary>The parts of the product.</summary>
        internal int Count => (int)(((long)m + _rows - 1) / _rows);

        /// <summary>Computes one part.</summary>
        internal void Multiply(int index)
        {
            int first = index * _rows;
            int end = Math.Min(m, first + _rows);
            if (hasRows)
            {
                for (int i = first; i < end; i += 4)
                {
                    MultiplyRows(i, Math.Min(4, end - i));
                }
            }
            else
            {
                MultiplyColumns(first, end - first);
            }
        }

        private void MultiplyRows(int row, int rows)
        {
            T* sums = stackalloc T[4];
            T* part = stackalloc T[4];
            T* a0 = _a.Start + (row * _a.RowStride);
            T* a1 = rows > 1 ? a0 + _a.RowStride : a0;
            T* a2 = rows > 2 ? a1 + _a.RowStride : a0;
            T* a3 = rows > 3 ? a2 + _a.RowStride : a0;
            for (int p = 0; p < k; p += DotLength)
            {
                TTile.Dot(a0 + p, a1 + p, a2 + p, a3 + p, _x + p, Math.Min(DotLength, k - p), part);
                for (int i = 0; i < 4; i++)
                {
                    sums[i] = p == 0 ? part[i] : sums[i] + part[i];
                }
            }

            for (int i = 0; i < rows; i++)
            {
                Put(row + i, sums[i]);
            }
        }

        [SkipLocalsInit]
        private void MultiplyColumns(int row, int rows)
        {
            T* sum = stackalloc T[SumLength];
            T* part = stackalloc T[SumLength];
            for (int p = 0; p < k; p += Depth)
            {
                T* target = p == 0 ? sum : part;
                new Span<T>(target, rows).Clear();
                int end = Math.Min(p + Depth, k);
                int column = p;
                for (; column <= end - 4; column += 4)
                {
                    TTile.AddFour(_a.Start + row + (column * _a.ColumnStride), _a.ColumnStride, _x + column, target, rows);
                }

                for (; column < end; column++)
                {
                    TTile.AddOne(_a.Start + row + (column * _a.ColumnStride), _x[column], target, rows);
                }

                if (p > 0)
                {
                    TTile.AddOne(part, T.One, sum, rows);
                }
            }

            for (int i = 0; i < rows; i++)
            {
                Put(row + i, sum[i]);
            }
        }

        private void Put(int row, T value)
        {
            T* target = _y + (row * stride);
            *target = accumulates ? *target + value : value;
        }
    }
}
