using System;
using System.Numerics;

namespace AutoDiff;

public static partial class SpecialFunctions
{
    private const double InverseSqrt2 = 0.7071067811865476;
    private const double InverseSqrt2Pi = 0.3989422804014327;

    // The distribution function at -38.6 and the density at 38.7 are less than 2^-1075, which rounds to 0.
    private const double NormalUnderflow = 38.7;

    /// <summary>
    /// Computes the distribution function of the standard normal distribution, <c>P(x) = erfc(-x/sqrt(2))/2</c>.
    /// </summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value, from 0 at -infinity to 1 at +infinity; 0 below about -38.49.</returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere, also far in the left tail; denormal results have an error of one unit of the
    /// last place on top. Definition: A&amp;S 26.2.2 and 26.2.29, DLMF 7.18(iv). The exponential is taken of
    /// <c>-x^2/2</c> itself: the rounding of <c>x/sqrt(2)</c> would cost <c>x^2</c> units of the last place in the tail.
    /// </remarks>
    public static double NormalCdf(double x)
    {
        double a = Math.Abs(x);
        if (a < 0.75)
        {
            return 0.5 + 0.5 * ErfSmall(x * InverseSqrt2);
        }

        if (double.IsNaN(x))
        {
            return x;
        }

        double tail = 0;
        if (a < NormalUnderflow)
        {
            double high = SquareInParts(a, out double low);
            tail = 0.5 * Math.Exp(-0.5 * low) * ScaledErfcTail(a * InverseSqrt2) * Math.Exp(-0.5 * high);
        }

        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>Computes the density of the standard normal distribution, <c>Z(x) = e^(-x^2/2)/sqrt(2 pi)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value; 0 at ±infinity. Even in <paramref name="x"/>.</returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere; denormal results have an error of one unit of the last place on top.
    /// Definition: A&amp;S 26.2.1.
    /// </remarks>
    public static double NormalPdf(double x)
    {
        double a = Math.Abs(x);
        if (!(a < NormalUnderflow))
        {
            return double.IsNaN(x) ? x : 0;
        }

        double high = SquareInParts(a, out double low);
        return InverseSqrt2Pi * Math.Exp(-0.5 * low) * Math.Exp(-0.5 * high);
    }

    /// <inheritdoc cref="NormalCdf(double)"/>
    public static float NormalCdf(float x) => (float)NormalCdf((double)x);

    /// <inheritdoc cref="NormalPdf(double)"/>
    public static float NormalPdf(float x) => (float)NormalPdf((double)x);

    /// <inheritdoc cref="NormalCdf(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T NormalCdf<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(NormalCdf(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(NormalCdf(AsSingle(x))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="NormalPdf(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T NormalPdf<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(NormalPdf(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(NormalPdf(AsSingle(x))) : throw Unsupported<T>();
    }
}
