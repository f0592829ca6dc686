using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Hyperbolic functions.</content>
/// <remarks>The coefficients are in tests/Data/vector-math/hyperbolic.py.</remarks>
public static partial class VectorMath
{
    /// <summary>Computes the hyperbolic tangent of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The tangents; ±0 at ±0, ±1 at ±infinity, NaN at NaN.</returns>
    /// <remarks>
    /// <para>At most 1.2 (float) or 1.6 (double) units of the last place off.</para>
    /// <para>
    /// For double, <c>tanh |x| = t/(t + 2)</c> with <c>t = e^(2|x|) - 1</c> as in <c>ExpM1</c>. For float,
    /// <c>1 - 2/(e^(2|x|) + 1)</c>, DLMF 4.28.4, and a polynomial where that would cancel (Cody and Waite, Software Manual for the
    /// Elementary Functions, 1980, ch. 13).
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Tanh<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return TanhSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return TanhDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> TanhSingle(Vector256<float> x)
    {
        // From 9.02 on the result is 1.
        Vector256<float> size = Vector256.MinNative(Vector256.Create(9.1f), Vector256.Abs(x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(size, Vector256.Create(2.88539004f), Vector256.Create(12583039f));
        Vector256<float> k = shifted - Vector256.Create(12583039f);
        Vector256<float> r = Vector256.FusedMultiplyAdd(
            k, Vector256.Create(9.523271e-10f), Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.3465736f), size));

        // e^(2 r) = 1 + 2 r + ...: the coefficients of Exp, times powers of 2.
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.267798096f), Vector256.Create(0.666692317f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(r, Vector256.Create(1.33332169f), Vector256.Create(1.99999976f));
        p = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.0884513555f), p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(2f));
        Vector256<float> scale = Vector256.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
        p = Vector256.FusedMultiplyAdd(p, r * scale, scale + Vector256.Create(1f));
        Vector256<float> large = Vector256.Create(1f) - Vector256.Create(2f) / p;

        // (tanh x - x)/x^3 in x^2: [0, 0.65], max error 6.8e-9 of tanh x.
        square = size * size;
        p = Vector256.FusedMultiplyAdd(square, Vector256.Create(-0.00551458914f), Vector256.Create(0.0204689465f));
        p = Vector256.FusedMultiplyAdd(p, square, Vector256.Create(-0.0536878966f));
        p = Vector256.FusedMultiplyAdd(p, square, Vector256.Create(0.133308291f));
        p = Vector256.FusedMultiplyAdd(p, square, Vector256.Create(-0.333332598f));
        p = Vector256.FusedMultiplyAdd(p, square * size, size);
        return Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(0.65f)), p, large) | (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> TanhDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.MinNative(Vector256.Create(19.1), Vector256.Abs(x));
        size += size;
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            size, Vector256.Create(1.4426950408889634), Vector256.Create(6755399441056767.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441056767.0);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.69314718055994530), size);

        // (e^r - 1 - r)/r^2: [-0.34658, 0.34658], max error 1.9e-17 of e^r - 1.
        Vector256<double> square = r * r;
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            r, Vector256.Create(2.5069228355318378e-08), Vector256.Create(2.762625407811503e-07));
        Vector256<double> q = Vector256.FusedMultiplyAdd(
            r, Vector256.Create(2.7557359077383485e-06), Vector256.Create(2.4801504634973388e-05));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.00019841269772734785), Vector256.Create(0.0013888888932222705));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.008333333333365061), Vector256.Create(0.04166666666657402));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.16666666666666627), Vector256.Create(0.5000000000000006));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, square, k * Vector256.Create(-2.3190468138462996e-17));

        // The quotient with the remainder, to which the rounding of t + 2 belongs.
        Vector256<double> scale = Vector256.ShiftLeft(shifted.AsInt64(), 52).AsDouble();
        p = Vector256.FusedMultiplyAdd(p, scale, Vector256.FusedMultiplyAdd(r, scale, scale - Vector256.Create(1.0)));
        q = p + Vector256.Create(2.0);
        square = (q - Vector256.Create(2.0)) - p;
        scale = Vector256.Create(1.0) / q;
        r = p * scale;
        p = Vector256.FusedMultiplyAdd(r, square, Vector256.FusedMultiplyAdd(-r, q, p));
        return Vector256.FusedMultiplyAdd(p, scale, r) | (x & Vector256.Create(-0.0));
    }
}
