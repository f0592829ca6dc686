using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Tangent.</content>
public static partial class VectorMath
{
    /// <summary>Computes the tangent of every lane, an angle in radians.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The tangents; NaN for infinities and NaN, ±0 for ±0.</returns>
    /// <remarks>
    /// The reduction of <see cref="SinCos{T}(Vector256{T})"/>, with the remainder in two pieces; then the quotient of the two polynomials.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Tan<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return TanSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return TanDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> TanSingle(Vector256<float> x)
    {
        // As in ReduceByParts, but what the remainder loses goes to the tail, as the tangent enlarges it up to twofold.
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> k = Vector256.FusedMultiplyAdd(size, Vector256.Create(0.63661975f), Vector256.Create(12582912f));
        Vector256<float> n = k - Vector256.Create(12582912f);
        Vector256<float> first = Vector256.FusedMultiplyAdd(n, Vector256.Create(-1.5707964f), size);
        Vector256<float> product = n * Vector256.Create(4.371139e-08f);
        Vector256<float> r = first + product;
        Vector256<float> tail = first - r + product
            + Vector256.FusedMultiplyAdd(
                n, Vector256.Create(1.7151245e-15f), Vector256.FusedMultiplyAdd(n, Vector256.Create(4.371139e-08f), -product));
        Vector256<int> q = k.AsInt32();
        if (Vector256.GreaterThanOrEqualAny(size, Vector256.Create(CircularLimitSingle)))
        {
            (r, tail, q) = ReduceLarge(size, r, tail, q);
        }

        return TanOfRemainder(x, r, tail, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> TanDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        Vector256<double> k = Vector256.FusedMultiplyAdd(size, Vector256.Create(0.6366197723675814), Vector256.Create(6755399441055744.0));
        Vector256<double> n = k - Vector256.Create(6755399441055744.0);
        Vector256<double> first = Vector256.FusedMultiplyAdd(n, Vector256.Create(-1.5707963267948966), size);
        Vector256<double> product = n * Vector256.Create(-6.123233995736766e-17);
        Vector256<double> r = first + product;
        Vector256<double> tail = first - r + product
            + Vector256.FusedMultiplyAdd(
                n,
                Vector256.Create(1.4973849048591698e-33),
                Vector256.FusedMultiplyAdd(n, Vector256.Create(-6.123233995736766e-17), -product));
        Vector256<long> q = k.AsInt64();
        if (Vector256.GreaterThanOrEqualAny(size, Vector256.Create(CircularLimitDouble)))
        {
            (r, tail, q) = ReduceLarge(size, r, tail, q);
        }

        return TanOfRemainder(x, r, tail, q);
    }

    /// <summary>Computes the tangent of q pi/2 + r + tail, with the sign changed where x has one; |r| is about pi/4 at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> TanOfRemainder(Vector256<float> x, Vector256<float> r, Vector256<float> tail, Vector256<int> q)
    {
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.0045798384f), Vector256.Create(-0.00031821596f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.011152825f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.02116204f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.054082673f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.13332468f));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.Create(0.33333355f));
        Vector256<float> rest = Vector256.FusedMultiplyAdd(
            r * square, p, tail * Vector256.FusedMultiplyAdd(square, Vector256.Create(1.5f), Vector256.Create(1f)));
        Vector256<float> t = r + rest;

        // tan(r + pi/2) = -1 / tan r, corrected for what t and the quotient have lost. 1 + 1.5 r^2 is near enough to 1 + tan^2 r above.
        Vector256<float> inverse = Vector256.Create(-1f) / t;
        inverse = Vector256.FusedMultiplyAdd(
            inverse,
            Vector256.FusedMultiplyAdd(inverse, r - t + rest, Vector256.FusedMultiplyAdd(inverse, t, Vector256.Create(1f))),
            inverse);
        return BlendBySign(t, inverse, (q << 31).AsSingle()) ^ (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> TanOfRemainder(Vector256<double> x, Vector256<double> r, Vector256<double> tail, Vector256<long> q)
    {
        Vector256<double> square = r * r;
        Vector256<double> fourth = square * square;
        Vector256<double> even = Vector256.FusedMultiplyAdd(
            fourth, Vector256.Create(-4.53914132381397e-05), Vector256.Create(-2.7419519341565785e-05));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.00022202520759454297));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.0014547294466090014));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.008863218644134556));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.05396825392512546));
        even = Vector256.FusedMultiplyAdd(fourth, even, Vector256.Create(0.33333333333332754));
        Vector256<double> odd = Vector256.FusedMultiplyAdd(
            fourth, Vector256.Create(2.098735056165265e-05), Vector256.Create(9.040401111342635e-05));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.00013725723723465432));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.0005951848476189666));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.003592293771412152));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.021869489645937823));
        odd = Vector256.FusedMultiplyAdd(fourth, odd, Vector256.Create(0.13333333333417857));
        Vector256<double> rest = Vector256.FusedMultiplyAdd(
            r * square,
            Vector256.FusedMultiplyAdd(square, odd, even),
            tail * Vector256.FusedMultiplyAdd(square, Vector256.Create(1.5), Vector256.Create(1.0)));
        Vector256<double> t = r + rest;

        Vector256<double> inverse = Vector256.Create(-1.0) / t;
        inverse = Vector256.FusedMultiplyAdd(
            inverse,
            Vector256.FusedMultiplyAdd(inverse, r - t + rest, Vector256.FusedMultiplyAdd(inverse, t, Vector256.Create(1.0))),
            inverse);
        return BlendBySign(t, inverse, (q << 63).AsDouble()) ^ (x & Vector256.Create(-0.0));
    }
}
