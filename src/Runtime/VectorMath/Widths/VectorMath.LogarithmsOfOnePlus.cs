using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Logarithms of 1 + x.</content>
/// <remarks>
/// With <c>u = 1 + x</c> rounded and <c>c = x - (u - 1)</c>, which is exact where it counts, <c>log(1 + x) = log u + c/u</c> but
/// for the square of a rounding error. The logarithm of u is that of the logarithms' file; c/u joins the terms that are smaller
/// than the first.
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes <c>log(1 + x)</c> in every lane without the loss of digits near 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>
    /// The logarithms; <paramref name="x"/> itself at ±0, -infinity at -1, NaN below -1 and at NaN, +infinity at +infinity.
    /// </returns>
    /// <remarks>Less than 1 unit of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LogP1<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return LogP1Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return LogP1Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>log2(1 + x)</c> in every lane without the loss of digits near 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>
    /// The logarithms; <paramref name="x"/> itself at ±0, -infinity at -1, NaN below -1 and at NaN, +infinity at +infinity.
    /// </returns>
    /// <remarks>At most 1.3 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log2P1<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Log2P1Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Log2P1Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>log10(1 + x)</c> in every lane without the loss of digits near 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>
    /// The logarithms; <paramref name="x"/> itself at ±0, -infinity at -1, NaN below -1 and at NaN, +infinity at +infinity.
    /// </returns>
    /// <remarks>At most 1.3 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log10P1<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Log10P1Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Log10P1Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LogP1Single(Vector256<float> x)
    {
        Vector256<float> u = Vector256.Create(1f) + x;
        return LogP1LimitsSingle(x, LogSumSingle(u, (x - (u - Vector256.Create(1f))) / u));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Log2P1Single(Vector256<float> x)
    {
        Vector256<float> u = Vector256.Create(1f) + x;
        Vector256<float> c = (x - (u - Vector256.Create(1f))) / u;
        Vector256<int> i = u.AsInt32() - Vector256.Create(0x3F3504F3);
        Vector256<float> m = ((i & Vector256.Create(0x007FFFFF)) + Vector256.Create(0x3F3504F3)).AsSingle();
        (Vector256<float> f, c) = LogCarry(m, c);
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
        p = Vector256.FusedMultiplyAdd(p, f, Vector256.FusedMultiplyAdd(c, Vector256.Create(1.44269502f), Vector256.Create(0.5f) * f));
        return LogP1LimitsSingle(x, Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(i, 23)) + (p + f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Log10P1Single(Vector256<float> x)
    {
        Vector256<float> u = Vector256.Create(1f) + x;
        Vector256<float> c = (x - (u - Vector256.Create(1f))) / u;
        Vector256<int> i = u.AsInt32() - Vector256.Create(0x3F3504F3);
        Vector256<float> m = ((i & Vector256.Create(0x007FFFFF)) + Vector256.Create(0x3F3504F3)).AsSingle();
        (Vector256<float> f, c) = LogCarry(m, c);
        Vector256<float> k = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(i, 23));
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
            p,
            square,
            Vector256.FusedMultiplyAdd(
                f,
                Vector256.Create(-0.0657055154f),
                Vector256.FusedMultiplyAdd(c, Vector256.Create(0.434294492f), k * Vector256.Create(-1.43209888e-8f))));
        return LogP1LimitsSingle(
            x, Vector256.FusedMultiplyAdd(k, Vector256.Create(0.30103001f), Vector256.FusedMultiplyAdd(f, Vector256.Create(0.5f), p)));
    }

    /// <summary>
    /// m - 1 with as much of m c as fits, and the rest of m c: the factors log2(e) and log10(e) are not exact, and the sum may be small.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> F, Vector256<float> Left) LogCarry(Vector256<float> m, Vector256<float> c)
    {
        Vector256<float> f = m - Vector256.Create(1f);
        Vector256<float> sum = Vector256.FusedMultiplyAdd(m, c, f);
        return (sum, Vector256.FusedMultiplyAdd(m, c, f - sum));
    }

    /// <summary><c>log u + c</c> for normal u and a c so small that it can be a correction of u relative to u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogSumSingle(Vector256<float> u, Vector256<float> c)
    {
        Vector256<int> i = u.AsInt32() - Vector256.Create(0x3F3504F3);
        Vector256<float> f = ((i & Vector256.Create(0x007FFFFF)) + Vector256.Create(0x3F3504F3)).AsSingle() - Vector256.Create(1f);
        Vector256<float> square = f * f;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.129071116f), f, Vector256.Create(-0.132460952f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(0.141814858f), f, Vector256.Create(-0.166086525f));
        p = Vector256.FusedMultiplyAdd(Vector256.Create(-0.0761719421f), square, p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.200019881f), f, Vector256.Create(-0.250016034f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.333333254f), f, Vector256.Create(-0.499999881f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, square, c) + f;
        return Vector256.FusedMultiplyAdd(
            Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(i, 23)), Vector256.Create(0.693147182f), p);
    }

    /// <summary>The logarithm of 1 + x: <paramref name="result"/>, if x is between -1 and infinity, with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogP1LimitsSingle(Vector256<float> x, Vector256<float> result)
    {
        result = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity)), result, x);
        result = Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(-1f)), Vector256.Create(float.NegativeInfinity), result);
        return result | Vector256.LessThan(x, Vector256.Create(-1f)) | (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LogP1Double(Vector256<double> x)
    {
        Vector256<double> u = Vector256.Create(1.0) + x;
        return LogP1LimitsDouble(x, LogSumDouble(u, (x - (u - Vector256.Create(1.0))) / u));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log2P1Double(Vector256<double> x)
    {
        Vector256<double> u = Vector256.Create(1.0) + x;
        Vector256<double> c = (x - (u - Vector256.Create(1.0))) / u;
        Vector256<long> i = u.AsInt64() + Vector256.Create(0x0009_5F61_9980_C433);
        Vector256<double> m = ((i & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) + Vector256.Create(0x3FE6_A09E_667F_3BCD)).AsDouble();
        (Vector256<double> f, c) = LogCarry(m, c);
        Vector256<double> k = (Vector256.ShiftRightLogical(i, 52) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble()
            - Vector256.Create(4503599627371519.0);
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            LogLessDouble(f) - c, Vector256.Create(-1.4426950408889634), Vector256.Create(0.4426950408889634) * f);
        return LogP1LimitsDouble(x, k + (f + p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log10P1Double(Vector256<double> x)
    {
        Vector256<double> u = Vector256.Create(1.0) + x;
        Vector256<double> c = (x - (u - Vector256.Create(1.0))) / u;
        Vector256<long> i = u.AsInt64() + Vector256.Create(0x0009_5F61_9980_C433);
        Vector256<double> m = ((i & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) + Vector256.Create(0x3FE6_A09E_667F_3BCD)).AsDouble();
        (Vector256<double> f, c) = LogCarry(m, c);
        Vector256<double> k = (Vector256.ShiftRightLogical(i, 52) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble()
            - Vector256.Create(4503599627371519.0);
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            LogLessDouble(f) - c,
            Vector256.Create(-0.4342944819032518),
            Vector256.FusedMultiplyAdd(f, Vector256.Create(-0.06570551809674817), k * Vector256.Create(-2.8037281277851704e-18)));
        return LogP1LimitsDouble(
            x,
            Vector256.FusedMultiplyAdd(k, Vector256.Create(0.3010299956639812), Vector256.FusedMultiplyAdd(f, Vector256.Create(0.5), p)));
    }

    /// <summary>
    /// m - 1 with as much of m c as fits, and the rest of m c: the factors log2(e) and log10(e) are not exact, and the sum may be small.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> F, Vector256<double> Left) LogCarry(Vector256<double> m, Vector256<double> c)
    {
        Vector256<double> f = m - Vector256.Create(1.0);
        Vector256<double> sum = Vector256.FusedMultiplyAdd(m, c, f);
        return (sum, Vector256.FusedMultiplyAdd(m, c, f - sum));
    }

    /// <summary><c>log u + c</c> for normal u and a c so small that it can be a correction of u relative to u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogSumDouble(Vector256<double> u, Vector256<double> c)
    {
        Vector256<long> i = u.AsInt64() + Vector256.Create(0x0009_5F61_9980_C433);
        Vector256<double> f = ((i & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) + Vector256.Create(0x3FE6_A09E_667F_3BCD)).AsDouble()
            - Vector256.Create(1.0);
        Vector256<double> k = (Vector256.ShiftRightLogical(i, 52) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble()
            - Vector256.Create(4503599627371519.0);
        Vector256<double> less = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), LogLessDouble(f) - c);
        return Vector256.FusedMultiplyAdd(k, Vector256.Create(0.69314718055994530), f - less);
    }

    /// <summary>The logarithm of 1 + x: <paramref name="result"/>, if x is between -1 and infinity, with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogP1LimitsDouble(Vector256<double> x, Vector256<double> result)
    {
        result = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity)), result, x);
        result = Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256.Create(-1.0)), Vector256.Create(double.NegativeInfinity), result);
        return result | Vector256.LessThan(x, Vector256.Create(-1.0)) | (x & Vector256.Create(-0.0));
    }
}
