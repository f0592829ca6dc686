using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Inverse sine and cosine.</content>
public static partial class VectorMath
{
    /// <summary>Computes the inverse sine of every lane, in radians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Numbers from -1 to 1.</param>
    /// <returns>Angles from -pi/2 to pi/2; NaN outside [-1, 1], ±0 for ±0.</returns>
    /// <remarks>
    /// arcsin x = pi/2 - 2 arcsin sqrt((1 - x)/2) beyond 1/2 (Cody and Waite, "Software Manual for the Elementary Functions", 1980), and a
    /// minimax polynomial on [0, 1/2].
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Asin<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AsinSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AsinDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the inverse cosine of every lane, in radians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Numbers from -1 to 1.</param>
    /// <returns>Angles from 0 to pi; NaN outside [-1, 1], 0 for 1.</returns>
    /// <remarks>
    /// arccos x = pi/2 - arcsin x up to 1/2 and 2 arcsin sqrt((1 - x)/2) beyond, so that nothing cancels next to 1; then as in
    /// <see cref="Asin{T}(Vector256{T})"/>.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Acos<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AcosSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AcosDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AsinSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.Abs(x);
        (Vector256<float> s, Vector256<float> tail) = AsinParts(size);

        // s + tail, or pi/2 - 2 (s + tail) with pi/2 in two parts; the first difference is rounded, which goes to the tail.
        Vector256<float> inner = s + tail;
        Vector256<float> first = Vector256.FusedMultiplyAdd(Vector256.Create(-2f), s, Vector256.Create(1.5707964f));
        tail = Vector256.FusedMultiplyAdd(Vector256.Create(-2f), tail, Vector256.Create(-4.371139e-08f))
            + Vector256.FusedMultiplyAdd(Vector256.Create(-2f), s, Vector256.Create(1.5707964f) - first);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5f)), inner, first + tail)
            ^ (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AsinDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        (Vector256<double> s, Vector256<double> tail) = AsinParts(size);
        Vector256<double> inner = s + tail;
        Vector256<double> first = Vector256.FusedMultiplyAdd(Vector256.Create(-2.0), s, Vector256.Create(1.5707963267948966));
        tail = Vector256.FusedMultiplyAdd(Vector256.Create(-2.0), tail, Vector256.Create(6.123233995736766e-17))
            + Vector256.FusedMultiplyAdd(Vector256.Create(-2.0), s, Vector256.Create(1.5707963267948966) - first);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5)), inner, first + tail)
            ^ (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AcosSingle(Vector256<float> x)
    {
        Vector256<float> sign = x & Vector256.Create(-0f);
        Vector256<float> size = x ^ sign;
        (Vector256<float> s, Vector256<float> tail) = AsinParts(size);

        // With the sign of x on s + tail: pi/2 - (s + tail), 2 (s + tail), pi + 2 (s + tail).
        s ^= sign;
        tail ^= sign;
        Vector256<float> inner = Vector256.Create(1.5707964f) - s + (Vector256.Create(-4.371139e-08f) - tail);
        Vector256<float> left = Vector256.LessThan(x, Vector256<float>.Zero);
        Vector256<float> outer = Vector256.FusedMultiplyAdd(Vector256.Create(2f), s, left & Vector256.Create(3.1415927f))
            + Vector256.FusedMultiplyAdd(Vector256.Create(2f), tail, left & Vector256.Create(-8.742278e-08f));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5f)), inner, outer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AcosDouble(Vector256<double> x)
    {
        Vector256<double> sign = x & Vector256.Create(-0.0);
        Vector256<double> size = x ^ sign;
        (Vector256<double> s, Vector256<double> tail) = AsinParts(size);
        s ^= sign;
        tail ^= sign;
        Vector256<double> inner = Vector256.Create(1.5707963267948966) - s + (Vector256.Create(6.123233995736766e-17) - tail);
        Vector256<double> left = Vector256.LessThan(x, Vector256<double>.Zero);
        Vector256<double> outer = Vector256.FusedMultiplyAdd(Vector256.Create(2.0), s, left & Vector256.Create(3.141592653589793))
            + Vector256.FusedMultiplyAdd(Vector256.Create(2.0), tail, left & Vector256.Create(1.2246467991473532e-16));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5)), inner, outer);
    }

    /// <summary>Computes s and arcsin s - s, where s is the size, or sqrt((1 - size)/2) beyond 1/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> S, Vector256<float> Tail) AsinParts(Vector256<float> size)
    {
        Vector256<float> half = Vector256.FusedMultiplyAdd(size, Vector256.Create(-0.5f), Vector256.Create(0.5f));
        Vector256<float> square = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5f)), size * size, half);
        Vector256<float> s = Vector256.ConditionalSelect(Vector256.GreaterThan(size, Vector256.Create(0.5f)), Vector256.Sqrt(half), size);
        Vector256<float> p = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.042157013f), Vector256.Create(0.024185503f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.04546902f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.0749531f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.16666752f));
        return (s, s * square * p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> S, Vector256<double> Tail) AsinParts(Vector256<double> size)
    {
        Vector256<double> half = Vector256.FusedMultiplyAdd(size, Vector256.Create(-0.5), Vector256.Create(0.5));
        Vector256<double> square = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(0.5)), size * size, half);
        Vector256<double> s = Vector256.ConditionalSelect(Vector256.GreaterThan(size, Vector256.Create(0.5)), Vector256.Sqrt(half), size);
        Vector256<double> fourth = square * square;
        Vector256<double> even = Vector256.FusedMultiplyAdd(
            fourth, Vector256.Create(-0.016224660178616054), Vector256.Create(0.0065278627055666985));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.013885230601979118));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.02237175800873764));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.04464285682827013));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.16666666666665408));
        Vector256<double> odd = Vector256.FusedMultiplyAdd(
            fourth, Vector256.Create(0.03191252892696957), Vector256.Create(0.01952854690375089));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.012169240345005277));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.017359705316376966));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.03038195913898113));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.07500000000337102));
        return (s, s * square * Vector256.FusedMultiplyAdd(square, odd, even));
    }
}
