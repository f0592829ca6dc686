using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Sine and cosine.</content>
public static partial class VectorMath
{
    /// <summary>Computes the sine of every lane, an angle in radians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The sines; NaN for infinities and NaN, ±0 for ±0. The same bits as <see cref="SinCos{T}(Vector256{T})"/>.</returns>
    /// <inheritdoc cref="SinCos{T}(Vector256{T})" path="/remarks"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sin<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return SinCosSingle(x.AsSingle()).Sin.As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return SinCosDouble(x.AsDouble()).Sin.As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the cosine of every lane, an angle in radians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The cosines; NaN for infinities and NaN, 1 for 0. The same bits as <see cref="SinCos{T}(Vector256{T})"/>.</returns>
    /// <inheritdoc cref="SinCos{T}(Vector256{T})" path="/remarks"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Cos<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return SinCosSingle(x.AsSingle()).Cos.As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return SinCosDouble(x.AsDouble()).Cos.As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the sine and the cosine of every lane, an angle in radians; both cost little more than one.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The sines and the cosines; NaN for infinities and NaN.</returns>
    /// <remarks>
    /// The nearest multiple of pi/2 is subtracted in three parts with fused operations (Cody and Waite, "Software Manual for the
    /// Elementary Functions", 1980; Muller, "Elementary Functions", 3rd edition, chapter 11), from 2^19 (float) or 2^40 (double) on in
    /// integers (Payne and Hanek 1983); minimax polynomials on [-pi/4, pi/4] follow.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<T> Sin, Vector256<T> Cos) SinCos<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            (Vector256<float> sin, Vector256<float> cos) = SinCosSingle(x.AsSingle());
            return (sin.As<float, T>(), cos.As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            (Vector256<double> sin, Vector256<double> cos) = SinCosDouble(x.AsDouble());
            return (sin.As<double, T>(), cos.As<double, T>());
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<float> Sin, Vector256<float> Cos) SinCosSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.Abs(x);
        (Vector256<float> r, Vector256<float> tail, Vector256<int> q) = ReduceByParts(size);
        if (Vector256.GreaterThanOrEqualAny(size, Vector256.Create(CircularLimitSingle)))
        {
            (r, tail, q) = ReduceLarge(size, r, tail, q);
        }

        return SinCosOfRemainder(x, r, tail, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<double> Sin, Vector256<double> Cos) SinCosDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        (Vector256<double> r, Vector256<double> tail, Vector256<long> q) = ReduceByParts(size);
        if (Vector256.GreaterThanOrEqualAny(size, Vector256.Create(CircularLimitDouble)))
        {
            (r, tail, q) = ReduceLarge(size, r, tail, q);
        }

        return SinCosOfRemainder(x, r, tail, q);
    }

    /// <summary>Computes sine and cosine of q pi/2 + r + tail, the sine with the sign of x besides; |r| is about pi/4 at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Sin, Vector256<float> Cos) SinCosOfRemainder(
        Vector256<float> x, Vector256<float> r, Vector256<float> tail, Vector256<int> q)
    {
        // sin r = r + r^3 P(r^2), cos r = 1 + r^2 C(r^2). The tail cannot be seen in the cosine.
        Vector256<float> square = r * r;
        Vector256<float> sin = r + Vector256.FusedMultiplyAdd(r * square, SinPolynomial(square), tail);
        Vector256<float> cos = Vector256.FusedMultiplyAdd(square, CosPolynomial(square), Vector256.Create(1f));

        // A quarter turn takes (sin, cos) to (cos, -sin), half a turn changes both signs: the two low bits of q, moved to the sign.
        Vector256<int> odd = q << 31;
        Vector256<int> half = q << 30;
        Vector256<int> sinSign = (half ^ x.AsInt32()) & Vector256.Create(int.MinValue);
        Vector256<int> cosSign = (half ^ odd) & Vector256.Create(int.MinValue);
        return (BlendBySign(sin, cos, odd.AsSingle()) ^ sinSign.AsSingle(), BlendBySign(cos, sin, odd.AsSingle()) ^ cosSign.AsSingle());
    }

    /// <summary>Computes sine and cosine of q pi/2 + r + tail, the sine with the sign of x besides; |r| is about pi/4 at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Sin, Vector256<double> Cos) SinCosOfRemainder(
        Vector256<double> x, Vector256<double> r, Vector256<double> tail, Vector256<long> q)
    {
        Vector256<double> square = r * r;
        Vector256<double> sin = r + Vector256.FusedMultiplyAdd(r * square, SinPolynomial(square), tail);
        Vector256<double> cos = Vector256.FusedMultiplyAdd(square, CosPolynomial(square), Vector256.Create(1.0));

        Vector256<long> odd = q << 63;
        Vector256<long> half = q << 62;
        Vector256<long> sinSign = (half ^ x.AsInt64()) & Vector256.Create(long.MinValue);
        Vector256<long> cosSign = (half ^ odd) & Vector256.Create(long.MinValue);
        return (BlendBySign(sin, cos, odd.AsDouble()) ^ sinSign.AsDouble(), BlendBySign(cos, sin, odd.AsDouble()) ^ cosSign.AsDouble());
    }

    /// <summary>(sin r - r) / r^3 in the square of r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SinPolynomial(Vector256<float> square)
    {
        Vector256<float> p = Vector256.FusedMultiplyAdd(square, Vector256.Create(-0.0001950554f), Vector256.Create(0.008332095f));
        return Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.16666654f));
    }

    /// <summary>(cos r - 1) / r^2 in the square of r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> CosPolynomial(Vector256<float> square)
    {
        Vector256<float> c = Vector256.FusedMultiplyAdd(square, Vector256.Create(2.4414254e-05f), Vector256.Create(-0.0013887142f));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(0.04166664f));
        return Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-0.5f));
    }

    /// <inheritdoc cref="SinPolynomial(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SinPolynomial(Vector256<double> square)
    {
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(1.5895667598320927e-10), Vector256.Create(-2.505073804150648e-08));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(2.7557313558730615e-06));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.00019841269829404926));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.008333333333321877));
        return Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.1666666666666663));
    }

    /// <inheritdoc cref="CosPolynomial(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> CosPolynomial(Vector256<double> square)
    {
        Vector256<double> c = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(-1.1358586537022743e-11), Vector256.Create(2.0875702660342933e-09));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-2.7557314200426236e-07));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(2.4801587288959267e-05));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-0.0013888888888873303));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(0.041666666666666595));
        return Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-0.5));
    }
}
