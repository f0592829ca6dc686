using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Powers.</content>
/// <remarks>
/// <para>
/// <c>x^y = 2^(y log2 x)</c>. An error of the exponent is a relative error of the result, and the exponent has up to 8 (float) or
/// 11 (double) bits before the point; the logarithm carries that many bits more than the result. For float it is computed in
/// double. For double it is an unevaluated sum of two numbers (Dekker, A floating-point technique for extending the available
/// precision, 1971), with fused multiply-adds for the errors of the products.
/// </para>
/// <para>
/// With <c>x = 2^k m</c>, m in [sqrt(1/2), sqrt(2)], and <c>s = (m - 1)/(m + 1)</c>:
/// <c>log m = 2 artanh(s) = 2 (s + s^3/3 + ...)</c>, DLMF 4.6. The coefficients are in tests/Data/vector-math/powers.py.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes <c>x^y</c> in every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponents.</param>
    /// <returns>
    /// The powers, with the special values of IEEE 754 (and of <see cref="System.Math.Pow"/>): 1 if <paramref name="y"/> is ±0, if
    /// <paramref name="x"/> is 1, and if <paramref name="x"/> is -1 and <paramref name="y"/> infinite; otherwise NaN if either is;
    /// NaN for a negative finite <paramref name="x"/> and a <paramref name="y"/> that is finite and not whole; negative for a
    /// negative <paramref name="x"/> (-0 included) and odd <paramref name="y"/>.
    /// </returns>
    /// <remarks>Less than 1 unit of the last place off; <c>x^1</c> is x.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Pow<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return PowSingle(x.AsSingle(), y.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return PowDouble(x.AsDouble(), y.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> PowSingle(Vector256<float> x, Vector256<float> y)
    {
        // x from the least normal number to the maximum, as one comparison of the bits; y finite.
        Vector256<int> usual = Vector256.LessThan(
            x.AsInt32() - Vector256.Create(unchecked((int)0x80800000)), Vector256.Create(unchecked((int)0xFF000000)))
            & Vector256.LessThan(Vector256.Abs(y), Vector256.Create(float.PositiveInfinity)).AsInt32();
        return Vector256.EqualsAll(usual, Vector256<int>.AllBitsSet) ? PowPositiveSingle(x, Vector256<int>.Zero, y) : PowAnySingle(x, y);
    }

    /// <summary><c>(2^offset x)^y</c> for normal x and finite y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowPositiveSingle(Vector256<float> x, Vector256<int> offset, Vector256<float> y)
    {
        Vector256<int> i = x.AsInt32() - Vector256.Create(0x3F3504F3);
        Vector256<float> k = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(i, 23) + offset);
        Vector256<float> f = ((i & Vector256.Create(0x007FFFFF)) + Vector256.Create(0x3F3504F3)).AsSingle() - Vector256.Create(1f);

        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(f);
        (Vector256<double> lowerLog, Vector256<double> upperLog) = Vector256.Widen(k);
        lower /= lower + Vector256.Create(2.0);
        upper /= upper + Vector256.Create(2.0);

        // log2((1 + s)/(1 - s)) = s Q(s^2): [-0.1716, 0.1716], max relative error 4.2e-12.
        Vector256<double> square = lower * lower;
        Vector256<double> q = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(0.34073074187367103), Vector256.Create(0.41167275026500616));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(0.5770835826565387));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(0.9617966733739038));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(2.885390081789986));
        lowerLog = Vector256.FusedMultiplyAdd(q, lower, lowerLog);

        square = upper * upper;
        q = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.34073074187367103), Vector256.Create(0.41167275026500616));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(0.5770835826565387));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(0.9617966733739038));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(2.885390081789986));
        upperLog = Vector256.FusedMultiplyAdd(q, upper, upperLog);

        // The whole part of y log2 x, in float, and the rest, which is computed in double and then fits a float.
        (lower, upper) = Vector256.Widen(y);
        Vector256<double> lowerWhole = Vector256.Create(6755399441055744.0)
            - Vector256.FusedMultiplyAdd(lower, lowerLog, Vector256.Create(6755399441055744.0));
        Vector256<double> upperWhole = Vector256.Create(6755399441055744.0)
            - Vector256.FusedMultiplyAdd(upper, upperLog, Vector256.Create(6755399441055744.0));
        Vector256<float> r = Vector256.Narrow(
            Vector256.FusedMultiplyAdd(lower, lowerLog, lowerWhole), Vector256.FusedMultiplyAdd(upper, upperLog, upperWhole));
        k = Vector256.Narrow(lowerWhole, upperWhole);
        r = Vector256.MinNative(Vector256.Create(1f), Vector256.MaxNative(Vector256.Create(-1f), r));
        k = Vector256.MinNative(Vector256.Create(152f), Vector256.MaxNative(Vector256.Create(-130f), k));
        return Exp2ScaledSingle(r, (Vector256.Create(12583166f) - k).AsInt32());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> PowAnySingle(Vector256<float> x, Vector256<float> y)
    {
        // A whole number beyond the floats with a fraction, and even, stands for infinity.
        Vector256<float> finite = Vector256.MinNative(
            Vector256.Create(float.MaxValue), Vector256.MaxNative(Vector256.Create(float.MinValue), y));
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> tiny = Vector256.LessThan(size, Vector256.Create(1.17549435e-38f));
        Vector256<float> result = PowPositiveSingle(
            Vector256.ConditionalSelect(tiny, size * Vector256.Create(8388608f), size), tiny.AsInt32() & Vector256.Create(-23), finite);

        // 0, infinity and NaN: the same for positive y, 1/x for negative.
        Vector256<float> inverse = (Vector256.Create(0x7F800000) - size.AsInt32()).AsSingle();
        Vector256<float> limit = Vector256.ConditionalSelect(Vector256.LessThan(y, Vector256<float>.Zero), inverse, size)
            + (finite - finite);
        Vector256<float> between = Vector256.GreaterThan(size, Vector256<float>.Zero)
            & Vector256.LessThan(size, Vector256.Create(float.PositiveInfinity));
        result = Vector256.ConditionalSelect(between, result, limit);

        // An odd y is whole and y/2 is not.
        Vector256<float> half = Vector256.Create(0.5f) * finite;
        Vector256<float> whole = Vector256.Equals(Vector256.Truncate(finite), finite);
        Vector256<float> odd = Vector256.AndNot(whole, Vector256.Equals(Vector256.Truncate(half), half));
        result ^= x & odd & Vector256.Create(-0f);
        result |= Vector256.AndNot(Vector256.LessThan(x, Vector256<float>.Zero) & between, whole);
        return Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256.Create(1f)) | Vector256.Equals(y, Vector256<float>.Zero), Vector256.Create(1f), result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> PowDouble(Vector256<double> x, Vector256<double> y)
    {
        // The exponent fields of usual x are 1 to 0x7FE. A greater y than 1e300 leads beyond the range unless x is 1.
        Vector256<double> usual = Vector256.GreaterThanOrEqual(x, Vector256.Create(2.2250738585072014e-308))
            & Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity))
            & Vector256.LessThan(Vector256.Abs(y), Vector256.Create(1e300));
        return Vector256.EqualsAll(usual.AsInt64(), Vector256<long>.AllBitsSet)
            ? PowPositiveDouble(x, Vector256.Create(4503599627371519.0), y)
            : PowAnyDouble(x, y);
    }

    /// <summary><c>(2^(2^52 + 1023 - bias) x)^y</c> for normal x and |y| at most 1e300.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowPositiveDouble(Vector256<double> x, Vector256<double> bias, Vector256<double> y)
    {
        Vector256<long> i = x.AsInt64() + Vector256.Create(0x0009_5F61_9980_C433);
        Vector256<double> k = (Vector256.ShiftRightLogical(i, 52) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble() - bias;
        Vector256<double> f = ((i & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) + Vector256.Create(0x3FE6_A09E_667F_3BCD)).AsDouble()
            - Vector256.Create(1.0);

        // s = f/(2 + f), z = s^2.
        Vector256<double> high = f + Vector256.Create(2.0);
        Vector256<double> low = f - (high - Vector256.Create(2.0));
        Vector256<double> reciprocal = Vector256.Create(1.0) / high;
        Vector256<double> s = f * reciprocal;
        Vector256<double> sLow = reciprocal * Vector256.FusedMultiplyAdd(-s, low, Vector256.FusedMultiplyAdd(-s, high, f));
        Vector256<double> z = s * s;
        Vector256<double> zLow = Vector256.FusedMultiplyAdd(s + s, sLow, Vector256.FusedMultiplyAdd(s, s, -z));

        // u = (log m - 2 s)/s^3 = 2/3 + z Q(z): max error 1.1e-20 of log m.
        Vector256<double> w = z * z;
        Vector256<double> p = Vector256.FusedMultiplyAdd(z, Vector256.Create(0.13256846672867034), Vector256.Create(0.15386755982291575));
        Vector256<double> q = Vector256.FusedMultiplyAdd(z, Vector256.Create(0.1818178439896321), Vector256.Create(0.22222222519526214));
        p = Vector256.FusedMultiplyAdd(w, Vector256.Create(0.13196081361367612), p);
        p = Vector256.FusedMultiplyAdd(p, w, q);
        q = Vector256.FusedMultiplyAdd(z, Vector256.Create(0.2857142857010201), Vector256.Create(0.4000000000000225));
        p = Vector256.FusedMultiplyAdd(p, w, q);
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(3.700743415417188e-17));
        high = Vector256.Create(0.66666666666666663) + p;
        low = p - (high - Vector256.Create(0.66666666666666663));

        // v = z u, then s v.
        p = z * high;
        q = Vector256.FusedMultiplyAdd(zLow, high, Vector256.FusedMultiplyAdd(z, low, Vector256.FusedMultiplyAdd(z, high, -p)));
        high = s * p;
        low = Vector256.FusedMultiplyAdd(sLow, p, Vector256.FusedMultiplyAdd(s, q, Vector256.FusedMultiplyAdd(s, p, -high)));

        // log m = 2 s + s v, log x = k ln 2 + log m. The product of k and the first part of ln 2, of 42 bits, is exact.
        s += s;
        p = s + high;
        q = Vector256.FusedMultiplyAdd(sLow, Vector256.Create(2.0), low) + (high - (p - s));
        f = k * Vector256.Create(0.69314718055989033);
        high = f + p;
        low = Vector256.FusedMultiplyAdd(k, Vector256.Create(5.4979230187083712e-14), q) + (p - (high - f));

        // Beyond the range only the sign of the sum counts; there the second part is of any size.
        p = y * high;
        low = Vector256.FusedMultiplyAdd(y, low, Vector256.FusedMultiplyAdd(y, high, -p));
        low = Vector256.MinNative(Vector256.Create(0.001), Vector256.MaxNative(Vector256.Create(-0.001), low));
        return ExpDouble(p, low);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> PowAnyDouble(Vector256<double> x, Vector256<double> y)
    {
        // 1e300 is whole and even: it stands for infinity.
        Vector256<double> finite = Vector256.MinNative(Vector256.Create(1e300), Vector256.MaxNative(Vector256.Create(-1e300), y));
        Vector256<double> size = Vector256.Abs(x);
        Vector256<double> tiny = Vector256.LessThan(size, Vector256.Create(2.2250738585072014e-308));
        Vector256<double> result = PowPositiveDouble(
            Vector256.ConditionalSelect(tiny, size * Vector256.Create(4503599627370496.0), size),
            Vector256.ConditionalSelect(tiny, Vector256.Create(4503599627371571.0), Vector256.Create(4503599627371519.0)),
            finite);

        Vector256<double> inverse = (Vector256.Create(0x7FF0_0000_0000_0000) - size.AsInt64()).AsDouble();
        Vector256<double> limit = Vector256.ConditionalSelect(Vector256.LessThan(y, Vector256<double>.Zero), inverse, size)
            + (finite - finite);
        Vector256<double> between = Vector256.GreaterThan(size, Vector256<double>.Zero)
            & Vector256.LessThan(size, Vector256.Create(double.PositiveInfinity));
        result = Vector256.ConditionalSelect(between, result, limit);

        Vector256<double> half = Vector256.Create(0.5) * finite;
        Vector256<double> whole = Vector256.Equals(Vector256.Truncate(finite), finite);
        Vector256<double> odd = Vector256.AndNot(whole, Vector256.Equals(Vector256.Truncate(half), half));
        result ^= x & odd & Vector256.Create(-0.0);
        result |= Vector256.AndNot(Vector256.LessThan(x, Vector256<double>.Zero) & between, whole);
        return Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256.Create(1.0)) | Vector256.Equals(y, Vector256<double>.Zero), Vector256.Create(1.0), result);
    }
}
