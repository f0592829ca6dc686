using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Inverse tangents.</content>
public static partial class VectorMath
{
    /// <summary>Computes the inverse tangent of every lane, in radians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>Angles from -pi/2 to pi/2; ±pi/2 for infinities, NaN for NaN, ±0 for ±0.</returns>
    /// <remarks>
    /// arctan x = pi/2 - arctan(1/x) beyond 1 (Muller, "Elementary Functions", 3rd edition, chapter 11), and a minimax polynomial
    /// on [0, 1].
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Atan<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AtanSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AtanDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the angle of the point (x, y) in every lane, in radians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">The ordinates, any numbers.</param>
    /// <param name="x">The abscissas, any numbers.</param>
    /// <returns>
    /// Angles from -pi to pi; zeros with signs and infinities give what <see cref="Math.Atan2(double, double)"/> gives, NaN gives
    /// NaN.
    /// </returns>
    /// <remarks>
    /// The arctangent of the smaller size over the larger one, reflected into the octant of the point.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Atan2<T>(Vector256<T> y, Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Atan2Single(y.AsSingle(), x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Atan2Double(y.AsDouble(), x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AtanSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> t = Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(size, Vector256.Create(1f)), size, Vector256.Create(-1f) / size);
        Vector256<float> square = t * t;
        Vector256<float> large = Vector256.GreaterThan(size, Vector256.Create(1f));
        Vector256<float> tail = Vector256.FusedMultiplyAdd(t * square, AtanPolynomial(square), large & Vector256.Create(-4.371139e-08f));
        return ((large & Vector256.Create(1.5707964f)) + (t + tail)) ^ (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AtanDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        Vector256<double> t = Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(size, Vector256.Create(1.0)), size, Vector256.Create(-1.0) / size);
        Vector256<double> square = t * t;
        Vector256<double> large = Vector256.GreaterThan(size, Vector256.Create(1.0));
        Vector256<double> tail = Vector256.FusedMultiplyAdd(
            t * square, AtanPolynomial(square), large & Vector256.Create(6.123233995736766e-17));
        return ((large & Vector256.Create(1.5707963267948966)) + (t + tail)) ^ (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Atan2Single(Vector256<float> y, Vector256<float> x)
    {
        (Vector256<float> t, Vector256<float> turn) = AtanOctant(y, x);
        Vector256<float> square = t * t;

        // t is negated where the angle is measured from the axis above it; turn is the number of quarter turns of that axis.
        Vector256<float> tail = Vector256.FusedMultiplyAdd(t * square, AtanPolynomial(square), turn * Vector256.Create(-4.371139e-08f));
        return Vector256.FusedMultiplyAdd(turn, Vector256.Create(1.5707964f), t + tail) ^ (y & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Atan2Double(Vector256<double> y, Vector256<double> x)
    {
        (Vector256<double> t, Vector256<double> turn) = AtanOctant(y, x);
        Vector256<double> square = t * t;
        Vector256<double> tail = Vector256.FusedMultiplyAdd(
            t * square, AtanPolynomial(square), turn * Vector256.Create(6.123233995736766e-17));
        return Vector256.FusedMultiplyAdd(turn, Vector256.Create(1.5707963267948966), t + tail) ^ (y & Vector256.Create(-0.0));
    }

    /// <summary>
    /// Finds t in [-1, 1] and 0, 1 or 2 quarter turns, so that the size of the angle of (x, y) is arctan t beyond these turns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> T, Vector256<float> Turn) AtanOctant(Vector256<float> y, Vector256<float> x)
    {
        Vector256<float> height = Vector256.Abs(y);
        Vector256<float> width = Vector256.Abs(x);
        Vector256<float> steep = Vector256.GreaterThan(height, width);
        Vector256<float> small = Vector256.ConditionalSelect(steep, width, height);
        Vector256<float> large = Vector256.ConditionalSelect(steep, height, width);

        // 0/0 counts as 0 and infinity over infinity as 1.
        large = Vector256.ConditionalSelect(Vector256.Equals(large, Vector256<float>.Zero), Vector256.Create(1f), large);
        Vector256<float> t = Vector256.ConditionalSelect(Vector256.Equals(small, large), Vector256.Create(1f), small / large);

        // From x = 0 up: arctan t, pi/2 - arctan t; left of it: pi/2 + arctan t, pi - arctan t.
        Vector256<float> left = Vector256.LessThan(x.AsInt32(), Vector256<int>.Zero).AsSingle();
        Vector256<float> turn = (steep & Vector256.Create(1f)) + Vector256.AndNot(left & Vector256.Create(2f), steep);
        return (t ^ ((left ^ steep) & Vector256.Create(-0f)), turn);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> T, Vector256<double> Turn) AtanOctant(Vector256<double> y, Vector256<double> x)
    {
        Vector256<double> height = Vector256.Abs(y);
        Vector256<double> width = Vector256.Abs(x);
        Vector256<double> steep = Vector256.GreaterThan(height, width);
        Vector256<double> small = Vector256.ConditionalSelect(steep, width, height);
        Vector256<double> large = Vector256.ConditionalSelect(steep, height, width);
        large = Vector256.ConditionalSelect(Vector256.Equals(large, Vector256<double>.Zero), Vector256.Create(1.0), large);
        Vector256<double> t = Vector256.ConditionalSelect(Vector256.Equals(small, large), Vector256.Create(1.0), small / large);
        Vector256<double> left = Vector256.LessThan(x.AsInt64(), Vector256<long>.Zero).AsDouble();
        Vector256<double> turn = (steep & Vector256.Create(1.0)) + Vector256.AndNot(left & Vector256.Create(2.0), steep);
        return (t ^ ((left ^ steep) & Vector256.Create(-0.0)), turn);
    }

    /// <summary>
    /// (arctan t - t) / t^3, a polynomial in the square of t. Its terms alternate, so that the lower ones are not split into even
    /// and odd.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AtanPolynomial(Vector256<float> square)
    {
        Vector256<float> p = Vector256.FusedMultiplyAdd(square, Vector256.Create(-0.001791502f), Vector256.Create(0.010904537f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.031157766f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.0579358f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.08402056f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.109516546f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.14264126f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.19998536f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.333333f));
        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> AtanPolynomial(Vector256<double> square)
    {
        Vector256<double> fourth = square * square;
        Vector256<double> even = Vector256.FusedMultiplyAdd(
            fourth, Vector256.Create(-0.00015221219730172182), Vector256.Create(-0.00288562787472119));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(-0.013902640557707192));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(-0.029905808744871018));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(-0.04219245755159143));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(-0.052535270812780005));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(-0.06666404438129699));
        Vector256<double> odd = Vector256.FusedMultiplyAdd(
            fourth, Vector256.Create(1.3230091620044036e-05), Vector256.Create(0.0008315652259814914));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.007197925733396622));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.021987149014432914));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.03664320112550103));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.04722349273625458));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.05880529884670731));
        Vector256<double> p = Vector256.FusedMultiplyAdd(square, odd, even);
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.07692279891000546));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.09090907008003227));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.1111111100735493));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.1428571428258855));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.19999999999951756));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(-0.3333333333333307));
        return p;
    }
}
