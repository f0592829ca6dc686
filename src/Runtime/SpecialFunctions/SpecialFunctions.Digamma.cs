using System;
using System.Numerics;

namespace AutoDiff;

public static partial class SpecialFunctions
{
    /// <summary>Computes the digamma function <c>psi(x) = Gamma'(x)/Gamma(x)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>
    /// The value; -infinity at 0, +infinity at -0 (the one-sided limits), NaN at the negative integers and at -infinity,
    /// +infinity at +infinity. Its derivative is <c>Polygamma(1, x)</c>.
    /// </returns>
    /// <remarks>
    /// <para>
    /// Relative error at most 1e-14 for x above 0, which includes the neighbourhood of the root 1.4616321449683623; for x below
    /// 0, where each interval between integers has a root, the error is at most 1e-14 times <c>max(1, |psi(x)|)</c>.
    /// </para>
    /// <para>
    /// Source: a rational approximation of <c>psi(x)/(x - root)</c> on [1, 2] (the form of Cody, Strecok and Thacher, Math.
    /// Comp. 27, 1973, with coefficients of this project); recurrence DLMF 5.5.2; asymptotic series DLMF 5.11.2 from 10 on;
    /// reflection DLMF 5.5.4 below -1.
    /// </para>
    /// </remarks>
    public static double Digamma(double x)
    {
        if (x > 0)
        {
            return DigammaPositive(x);
        }

        if (x == 0)
        {
            return -1 / x;
        }

        if (x == Math.Floor(x) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (x > -1)
        {
            return DigammaOnePlus(x + 1) - 1 / (x + 1) - 1 / x;
        }

        return DigammaPositive(-x) - 1 / x - PiCotangent(x);
    }

    /// <inheritdoc cref="Digamma(double)"/>
    public static float Digamma(float x) => (float)Digamma((double)x);

    /// <inheritdoc cref="Digamma(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T Digamma<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(Digamma(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(Digamma(AsSingle(x))) : throw Unsupported<T>();
    }

    private static double DigammaPositive(double x)
    {
        if (x >= 10)
        {
            // The terms B_2k/(2k x^2k), k = 1..8; at 10 the next one is 3e-18.
            double t = 1 / x;
            t *= t;
            double series = -3617.0 / 8160;
            series = series * t + 1.0 / 12;
            series = series * t - 691.0 / 32760;
            series = series * t + 1.0 / 132;
            series = series * t - 1.0 / 240;
            series = series * t + 1.0 / 252;
            series = series * t - 1.0 / 120;
            series = series * t + 1.0 / 12;
            return Math.Log(x) - (0.5 / x + series * t);
        }

        if (x < 1)
        {
            return DigammaOnePlus(x) - 1 / x;
        }

        double sum = 0;
        while (x > 2)
        {
            x -= 1;
            sum += 1 / x;
        }

        return DigammaOnePlus(x - 1) + sum;
    }

    // psi(1 + t) on [0, 1].
    private static double DigammaOnePlus(double t)
    {
        // psi(1+t)/(1+t-root): [0, 1], degrees (6, 6), max relative error 1.3e-17.
        double p = 1.0894678528383955e-06;
        p = p * t + 0.0005811135063985677;
        p = p * t + 0.01996408274151926;
        p = p * t + 0.21631407251432455;
        p = p * t + 0.9711327526262392;
        p = p * t + 1.8675925104074453;
        p = p * t + 1.2503801375034054;
        double q = 0.00012043151172286901;
        q = q * t + 0.006100975692434821;
        q = q * t + 0.09111902253303285;
        q = q * t + 0.5710455727133128;
        q = q * t + 1.6630736963665909;
        q = q * t + 2.1771665986671342;
        q = q * t + 1;
        // The root less 1 in two parts. The first difference is exact near the root, so that the relative error holds there.
        return (t - 0.46163214496836225 - 9.549995429965697e-17) * (p / q);
    }

    // pi cot(pi x) for x that is not an integer. The distances to the nearest integer and from there to 1/2 are exact, so that
    // the poles and the zeros are accurate.
    private static double PiCotangent(double x)
    {
        double r = x - Math.Round(x);
        double a = Math.Abs(r);
        double value = a <= 0.25 ? 1 / Math.Tan(Math.PI * a) : Math.Tan(Math.PI * (0.5 - a));
        return Math.PI * Math.CopySign(value, r);
    }
}
