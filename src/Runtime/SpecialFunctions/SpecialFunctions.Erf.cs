using System;
using System.Numerics;

namespace AutoDiff;

public static partial class SpecialFunctions
{
    // erfc(27.3) < 2^-1075, which rounds to 0.
    private const double ErfcUnderflow = 27.3;

    /// <summary>Computes the error function <c>erf(x) = 2/sqrt(pi) * integral of e^(-t^2), t from 0 to x</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value; ±1 at ±infinity, ±0 at ±0. Odd in <paramref name="x"/>.</returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere (about 5e-16 in practice). Definition: DLMF 7.2.1. Source: a rational
    /// approximation of <c>erf(x)/x</c> in <c>x^2</c> below 1 (the form of Cody, Math. Comp. 23, 1969, with coefficients of
    /// this project), <c>1 - erfc(x)</c> (DLMF 7.2.2) above.
    /// </remarks>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (a < 1)
        {
            return ErfSmall(x);
        }

        if (double.IsNaN(x))
        {
            return x;
        }

        // From 6 on erfc(x) < 2.2e-17, less than half a unit of the last place of 1.
        return Math.CopySign(a < 6 ? 1 - ErfcTail(a) : 1, x);
    }

    /// <summary>Computes the complementary error function <c>erfc(x) = 1 - erf(x)</c>, without cancellation.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value, from 2 at -infinity to 0 at +infinity; 0 from about 27.23 on.</returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere, also far in the tail (about 7e-16 in practice); denormal results have an
    /// error of one unit of the last place on top. Definition: DLMF 7.2.2. Source:
    /// <c>erfc(x) = e^(-x^2) * erfcx(x)</c> (DLMF 7.2.3) from 0.5 on, where the square is taken in two parts,
    /// and <c>erfc(-x) = 2 - erfc(x)</c> (DLMF 7.4.2).
    /// </remarks>
    public static double Erfc(double x)
    {
        double a = Math.Abs(x);
        if (a < 0.5)
        {
            return 1 - ErfSmall(x);
        }

        if (double.IsNaN(x))
        {
            return x;
        }

        double tail = a < ErfcUnderflow ? ErfcTail(a) : 0;
        return x > 0 ? tail : 2 - tail;
    }

    /// <summary>Computes the scaled complementary error function <c>erfcx(x) = e^(x^2) * erfc(x)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>
    /// The value; 0 at +infinity, where it falls like <c>1/(x sqrt(pi))</c>; +infinity below about -26.63, where it overflows.
    /// </returns>
    /// <remarks>
    /// Relative error at most 1e-14 everywhere. Definition: DLMF 7.2.3 at <c>z = ix</c>. Source: rational approximations
    /// in x on [0.5, 4) and in <c>1/x^2</c> beyond (the variables of Cody, Math. Comp. 23, 1969; the latter is that of
    /// the asymptotic expansion DLMF 7.12.1), and <c>erfcx(-x) = 2 e^(x^2) - erfcx(x)</c> (DLMF 7.4.2).
    /// </remarks>
    public static double ScaledErfc(double x)
    {
        double a = Math.Abs(x);
        if (a < 0.5)
        {
            return Math.Exp(x * x) * (1 - ErfSmall(x));
        }

        if (x > 0 || double.IsNaN(x))
        {
            return ScaledErfcTail(x);
        }

        if (a > 27)
        {
            return double.PositiveInfinity;
        }

        double high = SquareInParts(a, out double low);
        return 2 * (Math.Exp(high) * Math.Exp(low)) - ScaledErfcTail(a);
    }

    /// <inheritdoc cref="Erf(double)"/>
    public static float Erf(float x) => (float)Erf((double)x);

    /// <inheritdoc cref="Erfc(double)"/>
    public static float Erfc(float x) => (float)Erfc((double)x);

    /// <inheritdoc cref="ScaledErfc(double)"/>
    public static float ScaledErfc(float x) => (float)ScaledErfc((double)x);

    /// <inheritdoc cref="Erf(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T Erf<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(Erf(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(Erf(AsSingle(x))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="Erfc(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T Erfc<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(Erfc(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(Erfc(AsSingle(x))) : throw Unsupported<T>();
    }

    /// <inheritdoc cref="ScaledErfc(double)"/>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static T ScaledErfc<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (Is<T, double>())
        {
            return From<T>(ScaledErfc(AsDouble(x)));
        }

        return Is<T, float>() ? From<T>(ScaledErfc(AsSingle(x))) : throw Unsupported<T>();
    }

    // erf on (-1, 1).
    private static double ErfSmall(double x)
    {
        double t = x * x;

        // erf(x)/x, t = x^2: [0, 1], degrees (5, 5), max relative error 1.5e-17.
        double p = 8.625602445726376e-08;
        p = p * t + 0.00019709588069752516;
        p = p * t + 0.0018829155471563983;
        p = p * t + 0.0455033341653278;
        p = p * t + 0.14365581715028763;
        p = p * t + 1.1283791670955126;
        double q = 2.0866484101019162e-05;
        q = q * t + 0.0006937362332349159;
        q = q * t + 0.010705251871973175;
        q = q * t + 0.0938746087651241;
        q = q * t + 0.46064498648983654;
        q = q * t + 1;
        return x * (p / q);
    }

    // erfc on [0.5, ErfcUnderflow).
    private static double ErfcTail(double x)
    {
        double high = SquareInParts(x, out double low);

        // The factor that may be denormal comes last: its error then shrinks with the product.
        return Math.Exp(-low) * ScaledErfcTail(x) * Math.Exp(-high);
    }

    // erfcx on [0.5, infinity].
    private static double ScaledErfcTail(double x)
    {
        double p;
        double q;
        double t;
        if (x < 4)
        {
            t = x;

            // erfcx(t): [0.5, 4], degrees (8, 8), max relative error 5.1e-17.
            p = 7.717156040324074e-12;
            p = p * t + 0.0005650357192797929;
            p = p * t + 0.008507148284926528;
            p = p * t + 0.06113266718281179;
            p = p * t + 0.26805730002461975;
            p = p * t + 0.7713805373133161;
            p = p * t + 1.462233575755;
            p = p * t + 1.7125909086890725;
            p = p * t + 0.9999999999409119;
            q = 0.001001500488257476;
            q = q * t + 0.015078507849364011;
            q = q * t + 0.10885591901594882;
            q = q * t + 0.4826543258529566;
            q = q * t + 1.4209517972817745;
            q = q * t + 2.821473401738902;
            q = q * t + 3.667925028857504;
            q = q * t + 2.84097007489991;
            q = q * t + 1;
            return p / q;
        }

        t = 1 / x;
        t *= t;

        // x erfcx(x), t = 1/x^2: [0, 1/16], degrees (5, 5), max relative error 5.4e-17.
        p = 18.095628728457065;
        p = p * t + 163.47249502903318;
        p = p * t + 207.73564374780346;
        p = p * t + 82.56124631689788;
        p = p * t + 12.093210395801552;
        p = p * t + 0.5641895835477563;
        q = 98.69338018994513;
        q = q * t + 422.8486998035103;
        q = q * t + 431.90251252429334;
        q = q * t + 156.553327637958;
        q = q * t + 21.934657335848947;
        q = q * t + 1;
        return p / q / x;
    }

    // The square of a finite x as an exact part, which is returned, and a small part. A square rounded to double would put an
    // error of x^2 units of the last place into its exponential.
    private static double SquareInParts(double x, out double low)
    {
        // The upper 26 bits of the significand: their square fits into 53.
        double upper = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & ~0x7FFFFFFL);
        low = (x - upper) * (x + upper);
        return upper * upper;
    }
}
