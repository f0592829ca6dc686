using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Logarithms.</content>
/// <remarks>
/// <para>
/// <c>log x = k log 2 + log(1 + f)</c> with <c>x = 2^k (1 + f)</c> and 1 + f in [sqrt(1/2), sqrt(2)] (Muller, Elementary Functions,
/// 3rd ed. 2016, ch. 11): adding a constant to the bits of x carries into the exponent where the significand is greater than
/// sqrt(2). For float, log(1 + f) is a polynomial. For double it is, with <c>s = f/(2 + f)</c>,
/// <c>2 artanh(s) = f - (f^2/2 - s (f^2/2 + s^2 Q(s^2)))</c>, DLMF 4.6.4: the first term is exact and the others are smaller.
/// </para>
/// <para>The coefficients are in tests/Data/vector-math/logarithms.py.</para>
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes the natural logarithm of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The logarithms; -infinity at ±0, NaN for negative numbers and NaN, +infinity at +infinity.</returns>
    /// <remarks>Less than 1 unit of the last place off; exact at 1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return LogSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return LogDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the logarithm to base 2 of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The logarithms; -infinity at ±0, NaN for negative numbers and NaN, +infinity at +infinity.</returns>
    /// <remarks>At most 1.25 units of the last place off; exact for powers of 2.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log2<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Log2Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Log2Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the logarithm to base 10 of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The logarithms; -infinity at ±0, NaN for negative numbers and NaN, +infinity at +infinity.</returns>
    /// <remarks>At most 1.25 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log10<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Log10Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Log10Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LogSingle(Vector256<float> x)
    {
        (Vector256<float> f, Vector256<float> k) = LogPartsSingle(x);

        // [-0.2929, 0.4143], max relative error 4.2e-9.
        Vector256<float> square = f * f;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.129071116f), f, Vector256.Create(-0.132460952f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(0.141814858f), f, Vector256.Create(-0.166086525f));
        p = Vector256.FusedMultiplyAdd(Vector256.Create(-0.0761719421f), square, p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.200019881f), f, Vector256.Create(-0.250016034f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.333333254f), f, Vector256.Create(-0.499999881f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, square, f);
        return LogLimitsSingle(x, Vector256.FusedMultiplyAdd(k, Vector256.Create(0.693147182f), p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Log2Single(Vector256<float> x)
    {
        (Vector256<float> f, Vector256<float> k) = LogPartsSingle(x);

        // [-0.2929, 0.4143], max relative error 4.7e-9; the first coefficient is 1.5 - 0.0573.
        Vector256<float> square = f * f;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(-0.110658765f), f, Vector256.Create(0.187110126f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(-0.191270575f), f, Vector256.Create(0.204476669f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(-0.239576101f), f, Vector256.Create(0.288571954f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(-0.360698521f), f, Vector256.Create(0.480898201f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(-0.721347332f), f, Vector256.Create(-0.0573049597f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.Create(0.5f) * f);
        return LogLimitsSingle(x, k + (p + f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Log10Single(Vector256<float> x)
    {
        (Vector256<float> f, Vector256<float> k) = LogPartsSingle(x);

        // [-0.2929, 0.4143], max relative error 4.5e-9; the first coefficient is 0.5 - 0.0657.
        Vector256<float> square = f * f;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.0560827218f), f, Vector256.Create(-0.0575630963f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(0.0615869723f), f, Vector256.Create(-0.0721254647f));
        p = Vector256.FusedMultiplyAdd(Vector256.Create(-0.0330310464f), square, p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.0868675113f), f, Vector256.Create(-0.108580813f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.144764796f), f, Vector256.Create(-0.217147186f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(
            p, square, Vector256.FusedMultiplyAdd(f, Vector256.Create(-0.0657055154f), k * Vector256.Create(-1.43209888e-8f)));
        return LogLimitsSingle(
            x, Vector256.FusedMultiplyAdd(k, Vector256.Create(0.30103001f), Vector256.FusedMultiplyAdd(f, Vector256.Create(0.5f), p)));
    }

    /// <summary>The f and k of <c>x = 2^k (1 + f)</c>; numbers in the ranges of f and k where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> F, Vector256<float> K) LogPartsSingle(Vector256<float> x)
    {
        Vector256<float> tiny = Vector256.LessThan(x, Vector256.Create(1.17549435e-38f));
        Vector256<int> i = Vector256.ConditionalSelect(tiny, x * Vector256.Create(8388608f), x).AsInt32() - Vector256.Create(0x3F3504F3);
        Vector256<float> significand = ((i & Vector256.Create(0x007FFFFF)) + Vector256.Create(0x3F3504F3)).AsSingle();
        return (
            significand - Vector256.Create(1f),
            Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(i, 23)) - (tiny & Vector256.Create(23f)));
    }

    /// <summary>The logarithm of x: <paramref name="result"/> if x is positive and finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogLimitsSingle(Vector256<float> x, Vector256<float> result)
    {
        result = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity)), result, x);
        result = Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<float>.Zero), Vector256.Create(float.NegativeInfinity), result);
        return result | Vector256.LessThan(x, Vector256<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LogDouble(Vector256<double> x)
    {
        (Vector256<double> f, Vector256<double> k) = LogPartsDouble(x);
        Vector256<double> less = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), LogLessDouble(f));
        return LogLimitsDouble(x, Vector256.FusedMultiplyAdd(k, Vector256.Create(0.69314718055994530), f - less));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log2Double(Vector256<double> x)
    {
        (Vector256<double> f, Vector256<double> k) = LogPartsDouble(x);

        // log2(e) f is the sum of f and 0.4427 f.
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            LogLessDouble(f), Vector256.Create(-1.4426950408889634), Vector256.Create(0.4426950408889634) * f);
        return LogLimitsDouble(x, k + (f + p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log10Double(Vector256<double> x)
    {
        (Vector256<double> f, Vector256<double> k) = LogPartsDouble(x);

        // log10(e) f is the difference of f/2 and 0.0657 f.
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            LogLessDouble(f),
            Vector256.Create(-0.4342944819032518),
            Vector256.FusedMultiplyAdd(f, Vector256.Create(-0.06570551809674817), k * Vector256.Create(-2.8037281277851704e-18)));
        return LogLimitsDouble(
            x,
            Vector256.FusedMultiplyAdd(k, Vector256.Create(0.3010299956639812), Vector256.FusedMultiplyAdd(f, Vector256.Create(0.5), p)));
    }

    /// <summary><c>f - log(1 + f)</c>, max error 1.2e-18 log(1 + f) and rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogLessDouble(Vector256<double> f)
    {
        Vector256<double> s = f / (f + Vector256.Create(2.0));
        Vector256<double> z = s * s;
        Vector256<double> w = z * z;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.15314078200428705), z, Vector256.Create(0.18183563062572697));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(0.22222198601991094), z, Vector256.Create(0.28571428742047567));
        p = Vector256.FusedMultiplyAdd(Vector256.Create(0.14795711299652642), w, p);
        p = Vector256.FusedMultiplyAdd(p, w, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.399999999994166), z, Vector256.Create(0.6666666666666734));
        p = Vector256.FusedMultiplyAdd(p, w, q);
        Vector256<double> square = Vector256.Create(0.5) * f * f;
        return Vector256.FusedMultiplyAdd(-s, Vector256.FusedMultiplyAdd(p, z, square), square);
    }

    /// <summary>The f and k of <c>x = 2^k (1 + f)</c>; numbers in the ranges of f and k where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> F, Vector256<double> K) LogPartsDouble(Vector256<double> x)
    {
        // Beside the bits of 2^52, those of k + 1023 make the number 2^52 + 1023 + k.
        Vector256<double> tiny = Vector256.LessThan(x, Vector256.Create(2.2250738585072014e-308));
        Vector256<long> i = Vector256.ConditionalSelect(tiny, x * Vector256.Create(4503599627370496.0), x).AsInt64()
            + Vector256.Create(0x0009_5F61_9980_C433);
        Vector256<double> significand = (
            (i & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) + Vector256.Create(0x3FE6_A09E_667F_3BCD)).AsDouble();
        Vector256<double> k = (Vector256.ShiftRightLogical(i, 52) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble();
        return (significand - Vector256.Create(1.0), k - Vector256.Create(4503599627371519.0) - (tiny & Vector256.Create(52.0)));
    }

    /// <summary>The logarithm of x: <paramref name="result"/> if x is positive and finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogLimitsDouble(Vector256<double> x, Vector256<double> result)
    {
        result = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity)), result, x);
        result = Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256<double>.Zero), Vector256.Create(double.NegativeInfinity), result);
        return result | Vector256.LessThan(x, Vector256<double>.Zero);
    }
}
