using System;
using System.Numerics;
using System.Threading.Tasks;

namespace AutoDiff;

/// <summary>Products of dense matrices.</summary>
/// <remarks>
/// In: factors of any strides, a row-major result that overlaps neither. Out: the product, in an order of additions that depends on the
/// sizes and the strides only; every number of threads gives the same bits. Nothing is left out: a zero times infinity is NaN.
/// <para>
/// The method is that of Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (ACM TOMS 34, 2008): parts of both
/// factors are copied in the order in which the inner loop reads them, so that each level of caches holds what is used again.
/// </para>
/// </remarks>
internal static unsafe partial class MatrixProduct
{
    /// <summary>The rows of a tile, see <see cref="IMatrixTile{T}"/>.</summary>
    internal const int TileRows = 6;

    // From this many multiplications on a second thread brings more than it costs.
    private const long ParallelThreshold = 4L << 20;

    // Up to this many, copying the factors takes longer than reading them in a bad order.
    private const long SmallThreshold = 40 * 40 * 40;

    /// <summary>Computes <c>C = A B</c> or <c>C += A B</c>.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">m rows of k.</param>
    /// <param name="b">k rows of n.</param>
    /// <param name="c">m rows of n, whose elements lie one after the other.</param>
    /// <param name="stride">From one row of <paramref name="c"/> to the next.</param>
    /// <param name="m">The rows of the product.</param>
    /// <param name="n">The columns of the product.</param>
    /// <param name="k">The terms of each element; with none, a product is zero.</param>
    /// <param name="accumulates">Whether the product is added to what is there.</param>
    internal static void Multiply<T>(
        StridedMatrix<T> a, StridedMatrix<T> b, T* c, nint stride, int m, int n, int k, bool accumulates = false)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Multiply(a, b, c, stride, new Sizes(m, n, k), accumulates, ParallelSettings.IsParallel);

    /// <summary>Computes one product for each batch.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="a">The first left factor.</param>
    /// <param name="b">The first right factor.</param>
    /// <param name="c">The first product. Products must not overlap.</param>
    /// <param name="stride">From one row of a product to the next.</param>
    /// <param name="m">The rows of a product.</param>
    /// <param name="n">The columns of a product.</param>
    /// <param name="k">The terms of each element.</param>
    /// <param name="offsetsOfA">For each batch, where its left factor starts, counted from the first in elements. Factors may be shared.</param>
    /// <param name="offsetsOfB">The same for the right factors.</param>
    /// <param name="offsetsOfC">The same for the products.</param>
    /// <param name="accumulates">Whether products are added to what is there.</param>
    internal static void MultiplyBatches<T>(
        StridedMatrix<T> a,
        StridedMatrix<T> b,
        T* c,
        nint stride,
        int m,
        int n,
        int k,
        ReadOnlySpan<nint> offsetsOfA,
        ReadOnlySpan<nint> offsetsOfB,
        ReadOnlySpan<nint> offsetsOfC,
        bool accumulates = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = offsetsOfC.Length;
        if (offsetsOfA.Length != count || offsetsOfB.Length != count)
        {
            throw new ArgumentException($"{count} products of {offsetsOfA.Length} left and {offsetsOfB.Length} right factors.", nameof(offsetsOfC));
        }

        var sizes = new Sizes(m, n, k);

        // Many and small: threads share the batches. Few and large: they share each product.
        bool sharesBatches = ParallelSettings.IsParallel && count > 1 && sizes.Work < ParallelThreshold && sizes.Work * count >= ParallelThreshold;
        if (sharesBatches)
        {
            MultiplyShared(a, b, c, stride, sizes, offsetsOfA.ToArray(), offsetsOfB.ToArray(), offsetsOfC.ToArray(), accumulates);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            Multiply(
                a.Shifted(offsetsOfA[i]), b.Shifted(offsetsOfB[i]), c + offsetsOfC[i], stride, sizes, accumulates, ParallelSettings.IsParallel);
        }
    }

    private static void MultiplyShared<T>(
        StridedMatrix<T> a,
        StridedMatrix<T> b,
        T* c,
        nint stride,
        Sizes sizes,
        nint[] offsetsOfA,
        nint[] offsetsOfB,
        nint[] offsetsOfC,
        bool accumulates)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int part = (int)Math.Max(ParallelThreshold / 4 / Math.Max(sizes.Work, 1), 1);
        ForEach((offsetsOfC.Length + part - 1) / part, p =>
        {
            for (int i = p * part; i < Math.Min((p + 1) * part, offsetsOfC.Length); i++)
            {
                Multiply(a.Shifted(offsetsOfA[i]), b.Shifted(offsetsOfB[i]), c + offsetsOfC[i], stride, sizes, accumulates, isParallel: false);
            }
        });
    }

    private static void Multiply<T>(
        StridedMatrix<T> a, StridedMatrix<T> b, T* c, nint stride, Sizes sizes, bool accumulates, bool isParallel)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (Elementwise.VectorBits)
        {
            case 512:
                Multiply<T, Vector512Tile<T>>(a, b, c, stride, sizes, accumulates, isParallel);
                break;
            case 256:
                Multiply<T, Vector256Tile<T>>(a, b, c, stride, sizes, accumulates, isParallel);
                break;
            default:
                Multiply<T, Vector128Tile<T>>(a, b, c, stride, sizes, accumulates, isParallel);
                break;
        }
    }

    private static void Multiply<T, TTile>(
        StridedMatrix<T> a, StridedMatrix<T> b, T* c, nint stride, Sizes sizes, bool accumulates, bool isParallel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : struct, IMatrixTile<T>
    {
        if (sizes.M == 0 || sizes.N == 0)
        {
            return;
        }

        if (sizes.K == 0)
        {
            for (int i = 0; i < sizes.M && !accumulates; i++)
            {
                new Span<T>(c + (i * stride), sizes.N).Clear();
            }

            return;
        }

        // A single row is a single column of the transposed product.
        if (sizes.N == 1 && TryMultiplyVector<T, TTile>(a, b.Start, b.RowStride, c, stride, sizes.M, sizes.K, accumulates, isParallel))
        {
            return;
        }

        if (sizes.M == 1 && TryMultiplyVector<T, TTile>(b.Transposed, a.Start, a.ColumnStride, c, 1, sizes.N, sizes.K, accumulates, isParallel))
        {
            return;
        }

        if (sizes.Work <= SmallThreshold && sizes.K <= Depth)
        {
            MultiplySmall<T, TTile>(a, b, c, stride, sizes, accumulates);
        }
        else
        {
            MultiplyBlocked<T, TTile>(a, b, c, stride, sizes, accumulates, isParallel && sizes.Work >= ParallelThreshold);
        }
    }

    private static void ForEach(int count, Action<int> work) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = ParallelSettings.MaxDegreeOfParallelism }, work);

    private readonly record struct Sizes(int M, int N, int K)
    {
        /// <summary>The number of multiplications.</summary>
        public long Work => (long)M * N * K;
    }
}
