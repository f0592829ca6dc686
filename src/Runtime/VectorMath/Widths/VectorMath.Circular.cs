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
        (Vector256<float> Sin, Vector256<float> Cos) result = SinCosOfRemainder(x, r, tail, q);
        if (Vector256.GreaterThanOrEqualAny(size, Vector256.Create(CircularLimitSingle)))
        {
            result = SinCosLarge(x);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<double> Sin, Vector256<double> Cos) SinCosDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        (Vector256<double> r, Vector256<double> tail, Vector256<long> q) = ReduceByParts(size);
        (Vector256<double> Sin, Vector256<double> Cos) result = SinCosOfRemainder(x, r, tail, q);
        if (Vector256.GreaterThanOrEqualAny(size, Vector256.Create(CircularLimitDouble)))
        {
            result = SinCosLarge(x);
        }

        return result;
    }

    /// <summary>Computes sine and cosine of q pi/2 + r + tail, the sine with the sign of x besides; |r| is about pi/4 at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Sin, Vector256<float> Cos) SinCosOfRemainder(
        Vector256<float> x, Vector256<float> r, Vector256<float> tail, Vector256<int> q)
    {
        // sin r = r + r^3 P(r^2), cos r = 1 + r^2 C(r^2). The tail cannot be seen in the cosine.
        Vector256<float> square = r * r;
        (Vector256<float> p, Vector256<float> c) = SinCosPolynomials(square);
        Vector256<float> sin = r + Vector256.FusedMultiplyAdd(r * square, p, tail);
        Vector256<float> cos = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(1f));

        // A quarter turn takes (sin, cos) to (cos, -sin), half a turn changes both signs. The masks stand in their places, as the JIT
        // makes a blend of the selection only then.
        Vector256<int> odd = q & Vector256.Create(1);
        Vector256<int> sinSign = ((q << 30) ^ x.AsInt32()) & Vector256.Create(int.MinValue);
        Vector256<int> cosSign = ((q + Vector256.Create(1)) << 30) & Vector256.Create(int.MinValue);
        return (
            Vector256.ConditionalSelect(Vector256.Equals(odd, Vector256<int>.Zero).AsSingle(), sin, cos) ^ sinSign.AsSingle(),
            Vector256.ConditionalSelect(Vector256.Equals(odd, Vector256.Create(1)).AsSingle(), sin, cos) ^ cosSign.AsSingle());
    }

    /// <summary>Computes sine and cosine of q pi/2 + r + tail, the sine with the sign of x besides; |r| is about pi/4 at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Sin, Vector256<double> Cos) SinCosOfRemainder(
        Vector256<double> x, Vector256<double> r, Vector256<double> tail, Vector256<long> q)
    {
        Vector256<double> square = r * r;
        (Vector256<double> p, Vector256<double> c) = SinCosPolynomials(square);
        Vector256<double> sin = r + Vector256.FusedMultiplyAdd(r * square, p, tail);
        Vector256<double> cos = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(1.0));

        Vector256<long> odd = q & Vector256.Create(1L);
        Vector256<long> sinSign = ((q << 62) ^ x.AsInt64()) & Vector256.Create(long.MinValue);
        Vector256<long> cosSign = ((q + Vector256.Create(1L)) << 62) & Vector256.Create(long.MinValue);
        return (
            Vector256.ConditionalSelect(Vector256.Equals(odd, Vector256<long>.Zero).AsDouble(), sin, cos) ^ sinSign.AsDouble(),
            Vector256.ConditionalSelect(Vector256.Equals(odd, Vector256.Create(1L)).AsDouble(), sin, cos) ^ cosSign.AsDouble());
    }

    /// <summary>(sin r - r) / r^3 and (cos r - 1) / r^2, polynomials in the square of r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> P, Vector256<float> C) SinCosPolynomials(Vector256<float> square)
    {
        Vector256<float> p = Vector256.FusedMultiplyAdd(square, Vector256.Create(-0.0001950554f), Vector256.Create(0.008332095f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.16666654f));
        Vector256<float> c = Vector256.FusedMultiplyAdd(square, Vector256.Create(2.4414254e-05f), Vector256.Create(-0.0013887142f));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(0.04166664f));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-0.5f));
        return (p, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> P, Vector256<double> C) SinCosPolynomials(Vector256<double> square)
    {
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(1.5895667598320927e-10), Vector256.Create(-2.505073804150648e-08));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(2.7557313558730615e-06));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.00019841269829404926));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.008333333333321877));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.1666666666666663));
        Vector256<double> c = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(-1.1358586537022743e-11), Vector256.Create(2.0875702660342933e-09));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-2.7557314200426236e-07));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(2.4801587288959267e-05));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-0.0013888888888873303));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(0.041666666666666595));
        c = Vector256.FusedMultiplyAdd(square, c, Vector256.Create(-0.5));
        return (p, c);
    }

    /// <summary>The same, with those lanes reduced in integers that are too large for <c>ReduceByParts</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector256<float> Sin, Vector256<float> Cos) SinCosLarge(Vector256<float> x)
    {
        (Vector256<float> r, Vector256<float> tail, Vector256<int> q) = ReduceLarge(Vector256.Abs(x));
        return SinCosOfRemainder(x, r, tail, q);
    }

    /// <summary>The same, with those lanes reduced in integers that are too large for <c>ReduceByParts</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector256<double> Sin, Vector256<double> Cos) SinCosLarge(Vector256<double> x)
    {
        (Vector256<double> r, Vector256<double> tail, Vector256<long> q) = ReduceLarge(Vector256.Abs(x));
        return SinCosOfRemainder(x, r, tail, q);
    }
}
