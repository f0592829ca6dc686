using System;
using System.Numerics;

namespace AutoDiff;

public static partial class SpecialFunctions
{
    // ln 2 split so that k * Ln2High is exact for |k| < 2^20.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>Computes <c>e^x - 1</c> without the cancellation near 0.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value; -1 at -infinity, +infinity at +infinity, <paramref name="x"/> itself at ±0.</returns>
    /// <remarks>
    /// <para>
    /// At most 2 units of the last place off. <see cref="double.ExpM1(double)"/> evaluates <c>Exp(x) - 1</c>
    /// and loses every digit for a small argument.
    /// </para>
    /// <para>
    /// Source: <c>x = k ln 2 + r</c> with |r| at most ln(2)/2 in two parts (Cody and Waite, Software Manual for the Elementary
    /// Functions, 1980, ch. 6), then <c>e^x - 1 = 2^k ((1 - 2^-k) + (e^r - 1))</c>; the series of <c>e^r</c> is DLMF 4.2.19.
    /// </para>
    /// </remarks>
    public static double ExpM1(double x)
    {
        // Below 2^-54 the term x^2/2 is less than half a unit of the last place; the sign of zero must stay as well.
        if (Math.Abs(x) < 5.6e-17)
        {
            return x;
        }

        // e^x is then less than half a unit of the last place of 1; greater than the maximum; or NaN.
        if (!(x > -37.5))
        {
            return double.IsNaN(x) ? x : -1;
        }

        if (x > 709.79)
        {
            return double.PositiveInfinity;
        }

        double k = Math.Round(x * (1 / Ln2));
        double high = x - k * Ln2High;
        double low = k * Ln2Low;
        double t = high - low;
        double rest = (high - t) - low;

        // (e^t - 1 - t - t^2/2)/t^3: [-0.35, 0.35], degree 9, max relative error 1.3e-16 (of at most 3% of the result).
        double p = 2.0911915299044694e-09;
        p = p * t + 2.5101335854788522e-08;
        p = p * t + 2.7557281528710364e-07;
        p = p * t + 2.7557266442353424e-06;
        p = p * t + 2.4801587318080937e-05;
        p = p * t + 0.00019841269864364933;
        p = p * t + 0.0013888888888886363;
        p = p * t + 0.008333333333329796;
        p = p * t + 0.041666666666666664;
        p = p * t + 0.16666666666666669;
        // d(e^r) = e^r dr carries the part of r that t lacks; to first order in t that is accurate enough.
        double correction = 0.5 * t * t + (t * t * t * p + (rest + rest * t));

        // |1 - 2^-k| is 0 or at least 1/2, more than |t|, which makes this sum of two parts exact (Dekker 1971).
        // From k = 60 on 2^-k is less than a quarter of the last place of the sum.
        double leading = k < 60 ? 1 - PowerOfTwo(-(int)k) : 1;
        double sum = leading + t;
        double error = t - (sum - leading);
        double scaled = sum + (error + correction);

        // 2^1024 is out of range although the result need not be.
        return k < 1024 ? scaled * PowerOfTwo((int)k) : scaled * 2 * PowerOfTwo(1023);
    }

    /// <summary>Computes <c>log(1 + x)</c> without the loss of digits near 0.</summary>
    /// <param name="x">A number not less than -1.</param>
    /// <returns>
    /// The value; -infinity at -1, NaN below -1, +infinity at +infinity, <paramref name="x"/> itself at ±0.
    /// </returns>
    /// <remarks>
    /// <para>
    /// At most 2 units of the last place off. <see cref="double.LogP1(double)"/> evaluates <c>Log(1 + x)</c>
    /// and loses every digit for a small argument.
    /// </para>
    /// <para>
    /// Source: near 0, <c>log(1 + x) = 2 artanh(s)</c> with <c>s = x/(2 + x)</c> (DLMF 4.6.4), arranged around the exact
    /// leading term x; elsewhere the logarithm of <c>u = 1 + x</c> plus the rounding error of u over u, its first-order
    /// effect (Kahan).
    /// </para>
    /// </remarks>
    public static double LogP1(double x)
    {
        if (x > -0.2928 && x < 0.4142)
        {
            double s = x / (2 + x);
            double t = s * s;
            double halfSquare = 0.5 * x * x;

            // (2 atanh(s)/s - 2)/t, t = s^2: [0, 0.0295], degree 6, max relative error 4.8e-16 (of at most 1% of the result).
            double p = 0.14619343453512615;
            p = p * t + 0.15331487235865734;
            p = p * t + 0.18182896183483085;
            p = p * t + 0.2222221103781659;
            p = p * t + 0.28571428626570206;
            p = p * t + 0.3999999999989819;
            p = p * t + 0.666666666666667;
            return x - (halfSquare - s * (halfSquare + t * p));
        }

        double u = 1 + x;

        // Above 2^54 adding 1 changes nothing; this also keeps infinity from giving infinity - infinity.
        if (!(x < 1.8e16))
        {
            return Math.Log(u);
        }

        double error = x < 1 ? x - (u - 1) : 1 - (u - x);

        // At x = -1 the error is 0, and 0/0 would hide the pole.
        return error == 0 ? Math.Log(u) : Math.Log(u) + error / u;
    }

    /// <inheritdoc cref="ExpM1(double)"/>
    public static float ExpM1(float x) => (float)ExpM1((double)x);

    /// <inheritdoc cref="LogP1(double)"/>
    public static float LogP1(float x) => (float)LogP1((double)x);

    /// <inheritdoc cref="ExpM1(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T ExpM1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(ExpM1(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(ExpM1(AsSingle(x))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="LogP1(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T LogP1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(LogP1(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(LogP1(AsSingle(x))) : throw Unsupported<T>();
    }

    // For -1022 <= exponent <= 1023.
    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
