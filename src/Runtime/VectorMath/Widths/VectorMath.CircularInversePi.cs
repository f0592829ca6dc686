using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Inverse circular functions in multiples of pi.</content>
public static partial class VectorMath
{
    /// <summary>Computes the inverse tangent of every lane, divided by pi.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>Numbers from -1/2 to 1/2; ±1/2 for infinities, NaN for NaN, ±0 for ±0.</returns>
    /// <remarks>
    /// As <see cref="Atan{T}(Vector256{T})"/>, with the pieces of the sum multiplied by 1/pi before they are added.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AtanPi<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AtanPiSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AtanPiDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the angle of the point (x, y) in every lane, divided by pi.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">The ordinates, any numbers.</param>
    /// <param name="x">The abscissas, any numbers.</param>
    /// <returns>
    /// Numbers from -1 to 1; zeros with signs and infinities as in <see cref="Math.Atan2(double, double)"/>, NaN gives NaN.
    /// </returns>
    /// <remarks>
    /// As <see cref="Atan2{T}(Vector256{T}, Vector256{T})"/>, with the pieces of the sum multiplied by 1/pi before they are added.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Atan2Pi<T>(Vector256<T> y, Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Atan2PiSingle(y.AsSingle(), x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Atan2PiDouble(y.AsDouble(), x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the inverse sine of every lane, divided by pi.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Numbers from -1 to 1.</param>
    /// <returns>Numbers from -1/2 to 1/2; NaN outside [-1, 1], ±0 for ±0.</returns>
    /// <remarks>
    /// As <see cref="Asin{T}(Vector256{T})"/>, with the pieces of the sum multiplied by 1/pi before they are added.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AsinPi<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AsinPiSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AsinPiDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the inverse cosine of every lane, divided by pi.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Numbers from -1 to 1.</param>
    /// <returns>Numbers from 0 to 1; NaN outside [-1, 1], 0 for 1.</returns>
    /// <remarks>
    /// As <see cref="Acos{T}(Vector256{T})"/>, with the pieces of the sum multiplied by 1/pi before they are added.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AcosPi<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AcosPiSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AcosPiDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AtanPiSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> t = Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(size, Vector256.Create(1f)), size, Vector256.Create(-1f) / size);
        Vector256<float> square = t * t;
        Vector256<float> tail = Vector256.FusedMultiplyAdd(
            t * square * AtanPolynomial(square), Vector256.Create(0.31830987f), t * Vector256.Create(1.28412765e-08f));
        Vector256<float> angle = (Vector256.GreaterThan(size, Vector256.Create(1f)) & Vector256.Create(0.5f))
            + Vector256.FusedMultiplyAdd(t, Vector256.Create(0.31830987f), tail);
        return angle ^ (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AtanPiDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        Vector256<double> t = Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(size, Vector256.Create(1.0)), size, Vector256.Create(-1.0) / size);
        Vector256<double> square = t * t;
        Vector256<double> tail = Vector256.FusedMultiplyAdd(
            t * square * AtanPolynomial(square), Vector256.Create(0.3183098861837907), t * Vector256.Create(-1.9678676675182486e-17));
        Vector256<double> angle = (Vector256.GreaterThan(size, Vector256.Create(1.0)) & Vector256.Create(0.5))
            + Vector256.FusedMultiplyAdd(t, Vector256.Create(0.3183098861837907), tail);
        return angle ^ (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Atan2PiSingle(Vector256<float> y, Vector256<float> x)
    {
        (Vector256<float> t, Vector256<float> turn) = AtanOctant(y, x);
        Vector256<float> square = t * t;
        Vector256<float> tail = Vector256.FusedMultiplyAdd(
            t * square * AtanPolynomial(square), Vector256.Create(0.31830987f), t * Vector256.Create(1.28412765e-08f));
        return Vector256.FusedMultiplyAdd(turn, Vector256.Create(0.5f), Vector256.FusedMultiplyAdd(t, Vector256.Create(0.31830987f), tail))
            ^ (y & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Atan2PiDouble(Vector256<double> y, Vector256<double> x)
    {
        (Vector256<double> t, Vector256<double> turn) = AtanOctant(y, x);
        Vector256<double> square = t * t;
        Vector256<double> tail = Vector256.FusedMultiplyAdd(
            t * square * AtanPolynomial(square), Vector256.Create(0.3183098861837907), t * Vector256.Create(-1.9678676675182486e-17));
        return Vector256.FusedMultiplyAdd(
            turn, Vector256.Create(0.5), Vector256.FusedMultiplyAdd(t, Vector256.Create(0.3183098861837907), tail))
            ^ (y & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AsinPiSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.Abs(x);
        (Vector256<float> s, Vector256<float> tail) = AsinParts(size);
        tail = Vector256.FusedMultiplyAdd(tail, Vector256.Create(0.31830987f), s * Vector256.Create(1.28412765e-08f));
        Vector256<float> inner = Vector256.FusedMultiplyAdd(s, Vector256.Create(0.31830987f), tail);
        Vector256<float> product = s * Vector256.Create(0.63661975f);
        Vector256<float> first = Vector256.Create(0.5f) - product;
        Vector256<float> rest = Vector256.FusedMultiplyAdd(Vector256.Create(-2f), tail, Vector256.Create(0.5f) - first - product);
        Vector256<float> outer = first + (rest - Vector256.FusedMultiplyAdd(s, Vector256.Create(0.63661975f), -product));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5f)), inner, outer)
            ^ (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AsinPiDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        (Vector256<double> s, Vector256<double> tail) = AsinParts(size);
        tail = Vector256.FusedMultiplyAdd(tail, Vector256.Create(0.3183098861837907), s * Vector256.Create(-1.9678676675182486e-17));
        Vector256<double> inner = Vector256.FusedMultiplyAdd(s, Vector256.Create(0.3183098861837907), tail);
        Vector256<double> product = s * Vector256.Create(0.6366197723675814);
        Vector256<double> first = Vector256.Create(0.5) - product;
        Vector256<double> rest = Vector256.FusedMultiplyAdd(Vector256.Create(-2.0), tail, Vector256.Create(0.5) - first - product);
        Vector256<double> outer = first + (rest - Vector256.FusedMultiplyAdd(s, Vector256.Create(0.6366197723675814), -product));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5)), inner, outer)
            ^ (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AcosPiSingle(Vector256<float> x)
    {
        Vector256<float> sign = x & Vector256.Create(-0f);
        Vector256<float> size = x ^ sign;
        (Vector256<float> s, Vector256<float> tail) = AsinParts(size);
        s ^= sign;
        tail = Vector256.FusedMultiplyAdd(tail ^ sign, Vector256.Create(0.31830987f), s * Vector256.Create(1.28412765e-08f));
        Vector256<float> inner = Vector256.FusedMultiplyAdd(s, Vector256.Create(-0.31830987f), Vector256.Create(0.5f)) - tail;
        Vector256<float> left = Vector256.LessThan(x, Vector256<float>.Zero);
        Vector256<float> outer = Vector256.FusedMultiplyAdd(
            s, Vector256.Create(0.63661975f), Vector256.FusedMultiplyAdd(Vector256.Create(2f), tail, left & Vector256.Create(1f)));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5f)), inner, outer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AcosPiDouble(Vector256<double> x)
    {
        Vector256<double> sign = x & Vector256.Create(-0.0);
        Vector256<double> size = x ^ sign;
        (Vector256<double> s, Vector256<double> tail) = AsinParts(size);
        s ^= sign;
        tail = Vector256.FusedMultiplyAdd(tail ^ sign, Vector256.Create(0.3183098861837907), s * Vector256.Create(-1.9678676675182486e-17));
        Vector256<double> inner = Vector256.FusedMultiplyAdd(s, Vector256.Create(-0.3183098861837907), Vector256.Create(0.5)) - tail;
        Vector256<double> left = Vector256.LessThan(x, Vector256<double>.Zero);
        Vector256<double> outer = Vector256.FusedMultiplyAdd(
            s,
            Vector256.Create(0.6366197723675814),
            Vector256.FusedMultiplyAdd(Vector256.Create(2.0), tail, left & Vector256.Create(1.0)));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5)), inner, outer);
    }
}
