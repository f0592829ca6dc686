using System;
using System.Numerics;

namespace AutoDiff;

public static partial class SpecialFunctions
{
    /// <summary>Computes the logarithm of the absolute value of the gamma function, <c>log|Gamma(x)|</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>
    /// The value; +infinity at the poles 0, -1, -2, ... and at ±infinity; exactly 0 at 1 and 2. Its derivative is
    /// <see cref="Digamma(double)"/>.
    /// </returns>
    /// <remarks>
    /// <para>
    /// Relative error at most 1e-14 for x above -2, which includes the neighbourhoods of the zeros 1 and 2, and also below -2
    /// except near the zeros, two in each interval between negative integers. There two terms cancel and the absolute error is
    /// at most 1e-14 times <c>max(|logGamma(x)|, |logGamma(-x)|)</c>.
    /// </para>
    /// <para>
    /// Source: rational approximations of <c>logGamma(1+t)/t</c> and <c>logGamma(2+t)/t</c>, so that the zeros are factored out;
    /// recurrence DLMF 5.5.1; Stirling's series DLMF 5.11.1 from 10 on; reflection DLMF 5.5.3 below -1.
    /// </para>
    /// </remarks>
    public static double LogGamma(double x)
    {
        if (!(x >= 10))
        {
            return x > 0 ? LogGammaBelowTen(x) : LogGammaNegative(x);
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        // Stirling with the terms B_2k/(2k(2k-1) x^(2k-1)), k = 1..8; at 10 the next one is 2e-18.
        double inverse = 1 / x;
        double t = inverse * inverse;
        double series = -3617.0 / 122400;
        series = series * t + 1.0 / 156;
        series = series * t - 691.0 / 360360;
        series = series * t + 1.0 / 1188;
        series = series * t - 1.0 / 1680;
        series = series * t + 1.0 / 1260;
        series = series * t - 1.0 / 360;
        series = series * t + 1.0 / 12;

        // (ln(2 pi) - 1)/2. Factored like this, (x - 1/2) log x - x neither cancels nor overflows before the result does.
        const double Constant = 0.4189385332046727;
        return (x - 0.5) * (Math.Log(x) - 1) + (Constant + series * inverse);
    }

    /// <inheritdoc cref="LogGamma(double)"/>
    public static float LogGamma(float x) => (float)LogGamma((double)x);

    /// <inheritdoc cref="LogGamma(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T LogGamma<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(LogGamma(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(LogGamma(AsSingle(x))) : throw Unsupported<T>();
    }

    private static double LogGammaBelowTen(double x)
    {
        if (x < 0.7)
        {
            return LogGammaOnePlus(x) - Math.Log(x);
        }

        if (x <= 1.5)
        {
            // The addition turns the -0 that the product gives at 1 into 0.
            return 0.0 + LogGammaNearOne(x - 1);
        }

        // x - 1 is exact all the way down, and both terms of the result are of one sign or the logarithm is much the larger.
        double product = 1;
        while (x > 2.5)
        {
            x -= 1;
            product *= x;
        }

        double value = LogGammaNearTwo(x - 2);
        return product == 1 ? value : Math.Log(product) + value;
    }

    // For x <= 0 and NaN.
    private static double LogGammaNegative(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x == Math.Floor(x))
        {
            return double.PositiveInfinity;
        }

        if (x > -0.3)
        {
            return LogGammaNearOne(x) - Math.Log(-x);
        }

        if (x > -1)
        {
            return LogGammaOnePlus(x + 1) - Math.Log(-x * (x + 1));
        }

        // x minus the nearest integer is exact, so that the sine is accurate next to the poles.
        double sine = Math.Sin(Math.PI * Math.Abs(x - Math.Round(x)));
        return Math.Log(Math.PI / (-x * sine)) - LogGamma(-x);
    }

    // logGamma(1 + t) on [-0.3, 0.7]; takes t because 1 + t would lose the digits of a small t.
    private static double LogGammaOnePlus(double t) => t <= 0.5 ? LogGammaNearOne(t) : LogGammaNearTwo(t - 1);

    private static double LogGammaNearOne(double t)
    {
        // lgamma(1+t)/t: [-0.3, 0.5], degrees (7, 7), max relative error 7.5e-17.
        double p = 0.0009060802204844387;
        p = p * t + 0.0298464738237727;
        p = p * t + 0.25213380605367947;
        p = p * t + 0.8036209157082784;
        p = p * t + 0.9085412664276354;
        p = p * t - 0.2570986041896441;
        p = p * t - 1.1607342731563655;
        p = p * t - 0.5772156649015329;
        double q = 0.0002111039355163498;
        q = q * t + 0.012953126687527785;
        q = q * t + 0.18716427503352778;
        q = q * t + 1.0946822165048562;
        q = q * t + 3.131004495309565;
        q = q * t + 4.6468775437031855;
        q = q * t + 3.4358064535874866;
        q = q * t + 1;
        return t * (p / q);
    }

    private static double LogGammaNearTwo(double t)
    {
        // lgamma(2+t)/t: [-0.5, 0.5], degrees (6, 6), max relative error 1.3e-16.
        double p = 6.592004121668464e-05;
        p = p * t + 0.0034112224337486457;
        p = p * t + 0.04785238906134353;
        p = p * t + 0.2781842697268787;
        p = p * t + 0.7588996356750448;
        p = p * t + 0.9480067876881235;
        p = p * t + 0.42278433509846713;
        double q = 1.4166305007605586e-05;
        q = q * t + 0.0012537756994497478;
        q = q * t + 0.02608891595046021;
        q = q * t + 0.21514529191316645;
        q = q * t + 0.8258083331269758;
        q = q * t + 1.4795717398524737;
        q = q * t + 1;
        return t * (p / q);
    }
}
