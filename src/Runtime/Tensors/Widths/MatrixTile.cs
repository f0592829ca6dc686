using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <summary>Matrix products in vectors of this width.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// Twelve sums stay in registers, enough to hide the latency of a multiply-add on two units, and leave room for the two vectors of B
/// and the element of A in the sixteen registers of AVX2.
/// </remarks>
internal readonly unsafe struct Vector256Tile<T> : IMatrixTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static int Lanes => Vector256<T>.Count;

    /// <inheritdoc/>
    public static int Columns => 2 * Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* a, T* b, nint k, T* c, nint stride, bool accumulates)
    {
        Vector256<T> c00 = Vector256<T>.Zero;
        Vector256<T> c01 = Vector256<T>.Zero;
        Vector256<T> c10 = Vector256<T>.Zero;
        Vector256<T> c11 = Vector256<T>.Zero;
        Vector256<T> c20 = Vector256<T>.Zero;
        Vector256<T> c21 = Vector256<T>.Zero;
        Vector256<T> c30 = Vector256<T>.Zero;
        Vector256<T> c31 = Vector256<T>.Zero;
        Vector256<T> c40 = Vector256<T>.Zero;
        Vector256<T> c41 = Vector256<T>.Zero;
        Vector256<T> c50 = Vector256<T>.Zero;
        Vector256<T> c51 = Vector256<T>.Zero;
        do
        {
            Vector256<T> b0 = Vector256.Load(b);
            Vector256<T> b1 = Vector256.Load(b + Lanes);
            Vector256<T> x = Vector256.Create(a[0]);
            c00 = MultiplyAdd(x, b0, c00);
            c01 = MultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[1]);
            c10 = MultiplyAdd(x, b0, c10);
            c11 = MultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[2]);
            c20 = MultiplyAdd(x, b0, c20);
            c21 = MultiplyAdd(x, b1, c21);
            x = Vector256.Create(a[3]);
            c30 = MultiplyAdd(x, b0, c30);
            c31 = MultiplyAdd(x, b1, c31);
            x = Vector256.Create(a[4]);
            c40 = MultiplyAdd(x, b0, c40);
            c41 = MultiplyAdd(x, b1, c41);
            x = Vector256.Create(a[5]);
            c50 = MultiplyAdd(x, b0, c50);
            c51 = MultiplyAdd(x, b1, c51);
            a += MatrixProduct.TileRows;
            b += 2 * Lanes;
        }
        while (--k != 0);

        Put(c, c00, c01, accumulates);
        Put(c + stride, c10, c11, accumulates);
        Put(c + (2 * stride), c20, c21, accumulates);
        Put(c + (3 * stride), c30, c31, accumulates);
        Put(c + (4 * stride), c40, c41, accumulates);
        Put(c + (5 * stride), c50, c51, accumulates);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(StridedMatrix<T> a, int rows, T* b, nint stepOfB, nint k, T* c, nint stride, bool accumulates)
    {
        T* a0 = a.Start;
        nint row1 = rows > 1 ? a.RowStride : 0;
        nint row2 = rows > 2 ? 2 * a.RowStride : 0;
        nint row3 = rows > 3 ? 3 * a.RowStride : 0;
        nint row4 = rows > 4 ? 4 * a.RowStride : 0;
        nint row5 = rows > 5 ? 5 * a.RowStride : 0;
        nint step = a.ColumnStride;
        Vector256<T> c00 = Vector256<T>.Zero;
        Vector256<T> c01 = Vector256<T>.Zero;
        Vector256<T> c10 = Vector256<T>.Zero;
        Vector256<T> c11 = Vector256<T>.Zero;
        Vector256<T> c20 = Vector256<T>.Zero;
        Vector256<T> c21 = Vector256<T>.Zero;
        Vector256<T> c30 = Vector256<T>.Zero;
        Vector256<T> c31 = Vector256<T>.Zero;
        Vector256<T> c40 = Vector256<T>.Zero;
        Vector256<T> c41 = Vector256<T>.Zero;
        Vector256<T> c50 = Vector256<T>.Zero;
        Vector256<T> c51 = Vector256<T>.Zero;
        do
        {
            Vector256<T> b0 = Vector256.Load(b);
            Vector256<T> b1 = Vector256.Load(b + Lanes);
            Vector256<T> x = Vector256.Create(*a0);
            c00 = MultiplyAdd(x, b0, c00);
            c01 = MultiplyAdd(x, b1, c01);
            x = Vector256.Create(a0[row1]);
            c10 = MultiplyAdd(x, b0, c10);
            c11 = MultiplyAdd(x, b1, c11);
            x = Vector256.Create(a0[row2]);
            c20 = MultiplyAdd(x, b0, c20);
            c21 = MultiplyAdd(x, b1, c21);
            x = Vector256.Create(a0[row3]);
            c30 = MultiplyAdd(x, b0, c30);
            c31 = MultiplyAdd(x, b1, c31);
            x = Vector256.Create(a0[row4]);
            c40 = MultiplyAdd(x, b0, c40);
            c41 = MultiplyAdd(x, b1, c41);
            x = Vector256.Create(a0[row5]);
            c50 = MultiplyAdd(x, b0, c50);
            c51 = MultiplyAdd(x, b1, c51);
            a0 += step;
            b += stepOfB;
        }
        while (--k != 0);

        Put(c, c00, c01, accumulates);
        Put(c + stride, c10, c11, accumulates);
        Put(c + (2 * stride), c20, c21, accumulates);
        Put(c + (3 * stride), c30, c31, accumulates);
        Put(c + (4 * stride), c40, c41, accumulates);
        Put(c + (5 * stride), c50, c51, accumulates);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot(T* a0, T* a1, T* a2, T* a3, T* x, nint length, T* products)
    {
        Vector256<T> c00 = Vector256<T>.Zero;
        Vector256<T> c01 = Vector256<T>.Zero;
        Vector256<T> c10 = Vector256<T>.Zero;
        Vector256<T> c11 = Vector256<T>.Zero;
        Vector256<T> c20 = Vector256<T>.Zero;
        Vector256<T> c21 = Vector256<T>.Zero;
        Vector256<T> c30 = Vector256<T>.Zero;
        Vector256<T> c31 = Vector256<T>.Zero;
        nint i = 0;
        for (; i <= length - (2 * Lanes); i += 2 * Lanes)
        {
            Vector256<T> x0 = Vector256.Load(x + i);
            Vector256<T> x1 = Vector256.Load(x + i + Lanes);
            c00 = MultiplyAdd(Vector256.Load(a0 + i), x0, c00);
            c01 = MultiplyAdd(Vector256.Load(a0 + i + Lanes), x1, c01);
            c10 = MultiplyAdd(Vector256.Load(a1 + i), x0, c10);
            c11 = MultiplyAdd(Vector256.Load(a1 + i + Lanes), x1, c11);
            c20 = MultiplyAdd(Vector256.Load(a2 + i), x0, c20);
            c21 = MultiplyAdd(Vector256.Load(a2 + i + Lanes), x1, c21);
            c30 = MultiplyAdd(Vector256.Load(a3 + i), x0, c30);
            c31 = MultiplyAdd(Vector256.Load(a3 + i + Lanes), x1, c31);
        }

        T s0 = Vector256.Sum(c00 + c01);
        T s1 = Vector256.Sum(c10 + c11);
        T s2 = Vector256.Sum(c20 + c21);
        T s3 = Vector256.Sum(c30 + c31);
        for (; i < length; i++)
        {
            s0 += a0[i] * x[i];
            s1 += a1[i] * x[i];
            s2 += a2[i] * x[i];
            s3 += a3[i] * x[i];
        }

        products[0] = s0;
        products[1] = s1;
        products[2] = s2;
        products[3] = s3;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddFour(T* a, nint step, T* x, T* sum, nint length)
    {
        T* a1 = a + step;
        T* a2 = a1 + step;
        T* a3 = a2 + step;
        Vector256<T> x0 = Vector256.Create(x[0]);
        Vector256<T> x1 = Vector256.Create(x[1]);
        Vector256<T> x2 = Vector256.Create(x[2]);
        Vector256<T> x3 = Vector256.Create(x[3]);
        nint i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            Vector256<T> s = MultiplyAdd(x0, Vector256.Load(a + i), Vector256.Load(sum + i));
            s = MultiplyAdd(x1, Vector256.Load(a1 + i), s);
            s = MultiplyAdd(x2, Vector256.Load(a2 + i), s);
            MultiplyAdd(x3, Vector256.Load(a3 + i), s).Store(sum + i);
        }

        for (; i < length; i++)
        {
            T s = T.MultiplyAddEstimate(x[0], a[i], sum[i]);
            s = T.MultiplyAddEstimate(x[1], a1[i], s);
            s = T.MultiplyAddEstimate(x[2], a2[i], s);
            sum[i] = T.MultiplyAddEstimate(x[3], a3[i], s);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOne(T* a, T x, T* sum, nint length)
    {
        Vector256<T> factor = Vector256.Create(x);
        nint i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            MultiplyAdd(factor, Vector256.Load(a + i), Vector256.Load(sum + i)).Store(sum + i);
        }

        for (; i < length; i++)
        {
            sum[i] = T.MultiplyAddEstimate(x, a[i], sum[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* c, Vector256<T> first, Vector256<T> second, bool accumulates)
    {
        if (accumulates)
        {
            first += Vector256.Load(c);
            second += Vector256.Load(c + Lanes);
        }

        first.Store(c);
        second.Store(c + Lanes);
    }

    // Fused wherever the machine can.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
}
