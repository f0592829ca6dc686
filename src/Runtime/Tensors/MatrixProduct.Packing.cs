using System;
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff;

/// <content>Copies of the factors, and products that need none or little of them.</content>
internal static unsafe partial class MatrixProduct
{
    private const int StackElements = 1024;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRows<T>(StridedMatrix<T> a, int rows, int depth, T* target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i += TileRows)
        {
            PackPanel(a.Start + (i * a.RowStride), a.RowStride, a.ColumnStride, Math.Min(rows - i, TileRows), TileRows, depth, target);
            target += TileRows * (nint)depth;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackColumns<T, TTile>(StridedMatrix<T> b, int columns, int depth, T* target)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        for (int j = 0; j < columns; j += TTile.Columns)
        {
            PackPanel(
                b.Start + (j * b.ColumnStride), b.ColumnStride, b.RowStride, Math.Min(columns - j, TTile.Columns), TTile.Columns, depth, target);
            target += TTile.Columns * (nint)depth;
        }
    }

    // For each depth the lanes, one after the other, and zeros for missing ones: what is computed from those goes nowhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PackPanel<T>(T* source, nint laneStride, nint depthStride, int lanes, int width, int depth, T* target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (laneStride == 1 && lanes == width)
        {
            for (int p = 0; p < depth; p++)
            {
                Unsafe.CopyBlockUnaligned(target, source, (uint)(width * sizeof(T)));
                source += depthStride;
                target += width;
            }

            return;
        }

        if (laneStride == 1)
        {
            for (int p = 0; p < depth; p++)
            {
                new ReadOnlySpan<T>(source, lanes).CopyTo(new Span<T>(target, lanes));
                new Span<T>(target + lanes, width - lanes).Clear();
                source += depthStride;
                target += width;
            }

            return;
        }

        int lane = 0;
        if (depthStride == 1)
        {
            for (; lane <= lanes - 4; lane += 4)
            {
                PackFour(source + (lane * laneStride), laneStride, depth, target + lane, width);
            }

            for (; lane <= lanes - 2; lane += 2)
            {
                PackTwo(source + (lane * laneStride), source + ((lane + 1) * laneStride), depth, target + lane, width);
            }
        }

        for (; lane < width; lane++)
        {
            T* from = source + (lane * laneStride);
            for (int p = 0; p < depth; p++)
            {
                target[(p * width) + lane] = lane < lanes ? from[p * depthStride] : T.Zero;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackFour<T>(T* source, nint stride, int depth, T* target, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* second = source + stride;
        T* third = second + stride;
        T* fourth = third + stride;
        if (sizeof(T) == sizeof(double))
        {
            PackTwo(source, second, depth, target, width);
            PackTwo(third, fourth, depth, target + 2, width);
            return;
        }

        int p = 0;
        for (; p <= depth - 4; p += 4)
        {
            Vector128<T> low = ZipLow(Vector128.Load(source + p), Vector128.Load(second + p));
            Vector128<T> high = ZipHigh(Vector128.Load(source + p), Vector128.Load(second + p));
            Vector128<T> otherLow = ZipLow(Vector128.Load(third + p), Vector128.Load(fourth + p));
            Vector128<T> otherHigh = ZipHigh(Vector128.Load(third + p), Vector128.Load(fourth + p));
            ZipLow(low.AsDouble(), otherLow.AsDouble()).As<double, T>().Store(target);
            ZipHigh(low.AsDouble(), otherLow.AsDouble()).As<double, T>().Store(target + width);
            ZipLow(high.AsDouble(), otherHigh.AsDouble()).As<double, T>().Store(target + (2 * width));
            ZipHigh(high.AsDouble(), otherHigh.AsDouble()).As<double, T>().Store(target + (3 * width));
            target += 4 * width;
        }

        for (; p < depth; p++)
        {
            target[0] = source[p];
            target[1] = second[p];
            target[2] = third[p];
            target[3] = fourth[p];
            target += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackTwo<T>(T* source, T* second, int depth, T* target, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int p = 0;
        for (; p <= depth - Vector128<T>.Count; p += Vector128<T>.Count)
        {
            Vector128<T> low = ZipLow(Vector128.Load(source + p), Vector128.Load(second + p));
            Vector128<T> high = ZipHigh(Vector128.Load(source + p), Vector128.Load(second + p));
            if (sizeof(T) == sizeof(double))
            {
                low.Store(target);
                high.Store(target + width);
            }
            else
            {
                *(double*)target = low.AsDouble()[0];
                *(double*)(target + width) = low.AsDouble()[1];
                *(double*)(target + (2 * width)) = high.AsDouble()[0];
                *(double*)(target + (3 * width)) = high.AsDouble()[1];
            }

            target += Vector128<T>.Count * width;
        }

        for (; p < depth; p++)
        {
            target[0] = source[p];
            target[1] = second[p];
            target += width;
        }
    }

    /// <summary>The lower halves of two vectors, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> ZipLow<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(double))
        {
            return Sse2.IsSupported ? Sse2.UnpackLow(a.AsDouble(), b.AsDouble()).As<double, T>()
                : Vector128.Create(a.AsDouble().GetLower(), b.AsDouble().GetLower()).As<double, T>();
        }

        return Sse.IsSupported ? Sse.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>()
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Vector128.Create(a.AsSingle()[0], b.AsSingle()[0], a.AsSingle()[1], b.AsSingle()[1]).As<float, T>();
    }

    /// <summary>The upper halves of two vectors, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> ZipHigh<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(double))
        {
            return Sse2.IsSupported ? Sse2.UnpackHigh(a.AsDouble(), b.AsDouble()).As<double, T>()
                : Vector128.Create(a.AsDouble().GetUpper(), b.AsDouble().GetUpper()).As<double, T>();
        }

        return Sse.IsSupported ? Sse.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>()
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Vector128.Create(a.AsSingle()[2], b.AsSingle()[2], a.AsSingle()[3], b.AsSingle()[3]).As<float, T>();
    }

    // A is read where it lies, and B too where its rows fill tiles; other columns of B are copied, a panel at a time.
    [SkipLocalsInit]
    private static void MultiplySmall<T, TTile>(StridedMatrix<T> a, StridedMatrix<T> b, T* c, nint stride, Sizes sizes, bool accumulates)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        int length = TTile.Columns * sizes.K;
        T[]? rented = length > StackElements ? ArrayPool<T>.Shared.Rent(length) : null;
        T* few = stackalloc T[StackElements];
        T* tile = stackalloc T[TileRows * TTile.Columns];
        fixed (T* many = rented)
        {
            T* panel = rented is null ? few : many;
            for (int j = 0; j < sizes.N; j += TTile.Columns)
            {
                int columns = Math.Min(TTile.Columns, sizes.N - j);
                T* place = b.Start + (j * b.ColumnStride);
                bool isDirect = columns == TTile.Columns && b.ColumnStride == 1;
                if (!isDirect)
                {
                    PackColumns<T, TTile>(b.From(0, j), columns, sizes.K, panel);
                }

                T* rowsOfB = isDirect ? place : panel;
                nint step = isDirect ? b.RowStride : TTile.Columns;
                for (int i = 0; i < sizes.M; i += TileRows)
                {
                    int rows = Math.Min(TileRows, sizes.M - i);
                    T* target = c + (i * stride) + j;
                    if (rows == TileRows && columns == TTile.Columns)
                    {
                        TTile.Multiply(a.From(i, 0), rows, rowsOfB, step, sizes.K, target, stride, accumulates);
                    }
                    else
                    {
                        TTile.Multiply(a.From(i, 0), rows, rowsOfB, step, sizes.K, tile, TTile.Columns, accumulates: false);
                        PutPart(tile, TTile.Columns, target, stride, rows, columns, accumulates);
                    }
                }
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
