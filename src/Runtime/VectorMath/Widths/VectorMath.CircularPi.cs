using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Circular functions of multiples of pi.</content>
public static partial class VectorMath
{
    /// <summary>Computes the sine of pi times every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The sines; NaN for infinities and NaN. For integers a zero with the sign of x.</returns>
    /// <remarks>
    /// The reduction is exact for arguments of any size. Remainder and tail are pi times the rest, in two pieces; then as in
    /// <see cref="SinCos{T}(Vector256{T})"/>.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> SinPi<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return SinPiSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return SinPiDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the cosine of pi times every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The cosines; NaN for infinities and NaN. For integers and a half, +0.</returns>
    /// <inheritdoc cref="SinPi{T}(Vector256{T})" path="/remarks"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> CosPi<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return CosPiSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return CosPiDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the tangent of pi times every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>
    /// The tangents; NaN for infinities and NaN. For even integers a zero with the sign of x, for odd ones with the other; for an
    /// integer and a half, ±infinity.
    /// </returns>
    /// <inheritdoc cref="SinPi{T}(Vector256{T})" path="/remarks"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> TanPi<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return TanPiSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return TanPiDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> SinPiSingle(Vector256<float> x)
    {
        // Adding 0 makes +0 of both zeros; the sign of x comes last.
        (Vector256<float> r, Vector256<float> tail, Vector256<int> q) = ReduceByHalves(Vector256.Abs(x));
        return (SinCosOfRemainder(Vector256<float>.Zero, r, tail, q).Sin + Vector256<float>.Zero) ^ (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> SinPiDouble(Vector256<double> x)
    {
        (Vector256<double> r, Vector256<double> tail, Vector256<long> q) = ReduceByHalves(Vector256.Abs(x));
        return (SinCosOfRemainder(Vector256<double>.Zero, r, tail, q).Sin + Vector256<double>.Zero) ^ (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> CosPiSingle(Vector256<float> x)
    {
        (Vector256<float> r, Vector256<float> tail, Vector256<int> q) = ReduceByHalves(Vector256.Abs(x));
        return SinCosOfRemainder(Vector256<float>.Zero, r, tail, q).Cos + Vector256<float>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> CosPiDouble(Vector256<double> x)
    {
        (Vector256<double> r, Vector256<double> tail, Vector256<long> q) = ReduceByHalves(Vector256.Abs(x));
        return SinCosOfRemainder(Vector256<double>.Zero, r, tail, q).Cos + Vector256<double>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> TanPiSingle(Vector256<float> x)
    {
        // Where r is 0, the zero or infinity has the sign of the product of sine and cosine.
        (Vector256<float> r, Vector256<float> tail, Vector256<int> q) = ReduceByHalves(Vector256.Abs(x));
        Vector256<int> odd = Vector256.Equals(q & Vector256.Create(1), Vector256.Create(1));
        Vector256<int> exact = (odd & Vector256.Create(float.PositiveInfinity).AsInt32())
            ^ (((q << 30) ^ x.AsInt32()) & Vector256.Create(int.MinValue));
        return Vector256.ConditionalSelect(Vector256.Equals(r, Vector256<float>.Zero), exact.AsSingle(), TanOfRemainder(x, r, tail, q));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> TanPiDouble(Vector256<double> x)
    {
        (Vector256<double> r, Vector256<double> tail, Vector256<long> q) = ReduceByHalves(Vector256.Abs(x));
        Vector256<long> odd = Vector256.Equals(q & Vector256.Create(1L), Vector256.Create(1L));
        Vector256<long> exact = (odd & Vector256.Create(double.PositiveInfinity).AsInt64())
            ^ (((q << 62) ^ x.AsInt64()) & Vector256.Create(long.MinValue));
        return Vector256.ConditionalSelect(Vector256.Equals(r, Vector256<double>.Zero), exact.AsDouble(), TanOfRemainder(x, r, tail, q));
    }

    /// <summary>Writes pi times numbers from 0 on as q pi/2 + r + tail. All steps up to the product with pi are exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> R, Vector256<float> Tail, Vector256<int> Q) ReduceByHalves(Vector256<float> size)
    {
        Vector256<float> rest = Vector256.FusedMultiplyAdd(Vector256.Round(size * Vector256.Create(0.5f)), Vector256.Create(-2f), size);
        Vector256<float> k = Vector256.FusedMultiplyAdd(rest, Vector256.Create(2f), Vector256.Create(12582912f));
        rest = Vector256.FusedMultiplyAdd(k - Vector256.Create(12582912f), Vector256.Create(-0.5f), rest);
        Vector256<float> r = rest * Vector256.Create(3.1415927f);
        Vector256<float> tail = Vector256.FusedMultiplyAdd(rest, Vector256.Create(3.1415927f), -r);
        return (r, Vector256.FusedMultiplyAdd(rest, Vector256.Create(-8.742278e-08f), tail), k.AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> R, Vector256<double> Tail, Vector256<long> Q) ReduceByHalves(Vector256<double> size)
    {
        Vector256<double> rest = Vector256.FusedMultiplyAdd(Vector256.Round(size * Vector256.Create(0.5)), Vector256.Create(-2.0), size);
        Vector256<double> k = Vector256.FusedMultiplyAdd(rest, Vector256.Create(2.0), Vector256.Create(6755399441055744.0));
        rest = Vector256.FusedMultiplyAdd(k - Vector256.Create(6755399441055744.0), Vector256.Create(-0.5), rest);
        Vector256<double> r = rest * Vector256.Create(3.141592653589793);
        Vector256<double> tail = Vector256.FusedMultiplyAdd(rest, Vector256.Create(3.141592653589793), -r);
        return (r, Vector256.FusedMultiplyAdd(rest, Vector256.Create(1.2246467991473532e-16), tail), k.AsInt64());
    }
}
