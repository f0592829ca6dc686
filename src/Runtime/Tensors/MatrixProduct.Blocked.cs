using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>From copies of the factors.</content>
internal static unsafe partial class MatrixProduct
{
    // The terms that are summed before they are added to the result. A panel of B of this depth takes half of a first-level cache of 32 KiB.
    private const int Depth = 256;

    // The rows of A, in tiles, and the columns of B that one part of the work is about: half of a second-level cache of 512 KiB or less.
    private const int PartTiles = 24;
    private const int PartColumns = 128;

    // The rows and columns of the result whose factors are copied at once, and the elements of such a copy where it may be deeper than Depth.
    private const int BlockRows = 344 * TileRows;
    private const int BlockColumns = 2048;
    private const int BlockElements = BlockColumns * Depth;

    // Elements, so that panels can start at a line of the cache.
    private const int Alignment = 64;

    private static void MultiplyBlocked<T, TTile>(
        StridedMatrix<T> a, StridedMatrix<T> b, T* c, nint stride, Sizes sizes, bool accumulates, bool isParallel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        int rows = Even(sizes.M, BlockRows, TileRows);
        int columns = Even(sizes.N, BlockColumns, TTile.Columns);
        int depth = Math.Min(Math.Max(BlockElements / Math.Max(rows, columns) / Depth, 1) * Depth, sizes.K);
        T[] rentedA = ArrayPool<T>.Shared.Rent((rows * depth) + Alignment);
        T[] rentedB = ArrayPool<T>.Shared.Rent((columns * depth) + Alignment);
        fixed (T* startA = rentedA, startB = rentedB)
        {
            T* packedA = Aligned(startA);
            T* packedB = Aligned(startB);
            for (int j = 0; j < sizes.N; j += columns)
            {
                for (int i = 0; i < sizes.M; i += rows)
                {
                    for (int p = 0; p < sizes.K; p += depth)
                    {
                        var block = new Sizes(Math.Min(rows, sizes.M - i), Math.Min(columns, sizes.N - j), Math.Min(depth, sizes.K - p));
                        var work = new BlockedWork<T, TTile>(
                            a.From(i, p), b.From(p, j), c + (i * stride) + j, stride, block, packedA, packedB, accumulates || p > 0);
                        if (isParallel)
                        {
                            RunParallel(work);
                        }
                        else
                        {
                            Run(work);
                        }
                    }
                }
            }
        }

        ArrayPool<T>.Shared.Return(rentedA);
        ArrayPool<T>.Shared.Return(rentedB);
    }

    private static void Run<T, TTile>(in BlockedWork<T, TTile> work)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        for (int i = 0; i < work.PackCount; i++)
        {
            work.Pack(i);
        }

        for (int i = 0; i < work.MultiplyCount; i++)
        {
            work.Multiply(i);
        }
    }

    private static void RunParallel<T, TTile>(BlockedWork<T, TTile> work)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        ForEach(work.PackCount, i => work.Pack(i));
        ForEach(work.MultiplyCount, i => work.Multiply(i));
    }

    // Parts of about the same size, none larger than the limit, that are multiples of a unit.
    private static int Even(int length, int limit, int unit)
    {
        int parts = (length + limit - 1) / limit;
        int part = (length + parts - 1) / parts;
        return (part + unit - 1) / unit * unit;
    }

    private static T* Aligned<T>(T* start)
        where T : unmanaged => (T*)((nuint)((byte*)start + 63) & ~(nuint)63);

    /// <summary>One block of the result, whose factors fit into the copies.</summary>
    private readonly struct BlockedWork<T, TTile>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        private readonly StridedMatrix<T> _a;
        private readonly StridedMatrix<T> _b;
        private readonly T* _c;
        private readonly nint _stride;
        private readonly Sizes _sizes;
        private readonly T* _packedA;
        private readonly T* _packedB;
        private readonly bool _accumulates;
        private readonly int _rows;
        private readonly int _columns;
        private readonly int _rowParts;
        private readonly int _columnParts;

        internal BlockedWork(
            StridedMatrix<T> a, StridedMatrix<T> b, T* c, nint stride, Sizes sizes, T* packedA, T* packedB, bool accumulates)
        {
            _a = a;
            _b = b;
            _c = c;
            _stride = stride;
            _sizes = sizes;
            _packedA = packedA;
            _packedB = packedB;
            _accumulates = accumulates;
            _rows = Even(sizes.M, PartTiles * TileRows, TileRows);
            _columns = Even(sizes.N, PartColumns, TTile.Columns);
            _rowParts = (sizes.M + _rows - 1) / _rows;
            _columnParts = (sizes.N + _columns - 1) / _columns;
        }

        /// <summary>The parts of the copies.</summary>
        internal int PackCount => (_rowParts + _columnParts) * ((_sizes.K + Depth - 1) / Depth);

        /// <summary>The parts of the product.</summary>
        internal int MultiplyCount => _rowParts * _columnParts;

        /// <summary>Copies one part of a factor.</summary>
        internal void Pack(int index)
        {
            int part = index % (_rowParts + _columnParts);
            int p = index / (_rowParts + _columnParts) * Depth;
            int depth = Math.Min(Depth, _sizes.K - p);
            if (part < _rowParts)
            {
                int i = part * _rows;
                PackRows(_a.From(i, p), Math.Min(_rows, _sizes.M - i), depth, PanelOfA(i, p, depth));
            }
            else
            {
                int j = (part - _rowParts) * _columns;
                PackColumns<T, TTile>(_b.From(p, j), Math.Min(_columns, _sizes.N - j), depth, PanelOfB(j, p, depth));
            }
        }

        /// <summary>Computes one part of the product.</summary>
        [SkipLocalsInit]
        internal void Multiply(int index)
        {
            int firstRow = index % _rowParts * _rows;
            int firstColumn = index / _rowParts * _columns;
            int endRow = Math.Min(firstRow + _rows, _sizes.M);
            int endColumn = Math.Min(firstColumn + _columns, _sizes.N);
            T* tile = stackalloc T[TileRows * TTile.Columns];
            for (int p = 0; p < _sizes.K; p += Depth)
            {
                int depth = Math.Min(Depth, _sizes.K - p);
                bool accumulates = _accumulates || p > 0;
                for (int j = firstColumn; j < endColumn; j += TTile.Columns)
                {
                    T* b = PanelOfB(j, p, depth);
                    for (int i = firstRow; i < endRow; i += TileRows)
                    {
                        T* c = _c + (i * _stride) + j;
                        int rows = endRow - i;
                        int columns = endColumn - j;
                        if (rows >= TileRows && columns >= TTile.Columns)
                        {
                            TTile.Multiply(PanelOfA(i, p, depth), b, depth, c, _stride, accumulates);
                        }
                        else
                        {
                            TTile.Multiply(PanelOfA(i, p, depth), b, depth, tile, TTile.Columns, accumulates: false);
                            PutPart(tile, TTile.Columns, c, _stride, Math.Min(rows, TileRows), Math.Min(columns, TTile.Columns), accumulates);
                        }
                    }
                }
            }
        }

        // The panels of one depth lie one after the other. All depths before the last are full.
        private T* PanelOfA(int row, int p, int depth) => _packedA + ((nint)p * RoundUp(_sizes.M, TileRows)) + ((nint)row * depth);

        private T* PanelOfB(int column, int p, int depth) => _packedB + ((nint)p * RoundUp(_sizes.N, TTile.Columns)) + ((nint)column * depth);
    }

    private static int RoundUp(int length, int unit) => (length + unit - 1) / unit * unit;

    // What of a tile lies within the result.
    private static void PutPart<T>(T* tile, int tileStride, T* c, nint stride, int rows, int columns, bool accumulates)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++)
        {
            if (accumulates)
            {
                for (int j = 0; j < columns; j++)
                {
                    c[j] += tile[j];
                }
            }
            else
            {
                new ReadOnlySpan<T>(tile, columns).CopyTo(new Span<T>(c, columns));
            }

            tile += tileStride;
            c += stride;
        }
    }
}
