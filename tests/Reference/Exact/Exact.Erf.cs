using System;

namespace AutoDiff.Reference;

/// <content>The error function and the normal distribution.</content>
public static partial class Exact
{
    public static Scaled Erf(double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            return double.IsInfinity(x) ? Math.CopySign(1, x) : x;
        }

        Scaled a = Math.Abs(x);
        return Scaled.CopySign(Erf(a), x);
    }

    public static Scaled Erfc(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? Scaled.NaN : x > 0 ? 0.0 : 2.0;
        }

        return x < 0.5 ? (x < -0.5 ? 2.0 - Erfc((Scaled)(-x)) : 1.0 - (x < 0 ? -Erf((Scaled)(-x)) : Erf((Scaled)x))) : Erfc((Scaled)x);
    }

    public static Scaled ScaledErfc(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? Scaled.NaN : x > 0 ? 0.0 : double.PositiveInfinity;
        }

        if (x < 0)
        {
            // erfcx(-a) = 2 e^(a^2) - erfcx(a).
            return (Exp(Square(x)) * 2.0) - ScaledErfcOf(-x);
        }

        return ScaledErfcOf(x);
    }

    public static Scaled NormalCdf(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? Scaled.NaN : x > 0 ? 1.0 : 0.0;
        }

        Scaled a = Math.Abs(x);
        if (a.Exponent < -1)
        {
            Scaled half = Erf(a / Constants.SqrtTwo) * 0.5;
            return x < 0 ? 0.5 - half : 0.5 + half;
        }

        // e^(-x^2/2) erfcx(|x|/sqrt(2))/2
        Scaled tail = Exp(Square(x) * -0.5) * ScaledErfcOf(a / Constants.SqrtTwo) * 0.5;
        return x < 0 ? tail : 1.0 - tail;
    }

    public static Scaled NormalPdf(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? Scaled.NaN : 0.0;
        }

        return Exp(Square(x) * -0.5) / Constants.SqrtTwoPi;
    }

    /// <summary>Computes x P(x) with the normal distribution function P; the limit -0 at -infinity.</summary>
    public static Scaled Gelu(double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            return double.IsNegativeInfinity(x) ? -0.0 : x;
        }

        return (Scaled)x * NormalCdf(x);
    }

    // For a > 0. DLMF 7.6.2 below 1: all terms are positive.
    private static Scaled Erf(Scaled a)
    {
        if (a.Exponent >= 0)
        {
            return 1.0 - Erfc(a);
        }

        DoubleDouble square = (a * a).ToDoubleDouble() * 2;
        DoubleDouble term = 1;
        DoubleDouble sum = 1;
        for (int n = 3; term.High > 1e-34; n += 2)
        {
            term = term * square * Constants.Reciprocals[n];
            sum += term;
        }

        DoubleDouble exponential = Exp(square * -0.5).ToDoubleDouble();
        return a * (sum * exponential * 2 / Constants.SqrtPi);
    }

    // For a >= 1/2.
    private static Scaled Erfc(Scaled a) => a.Exponent > 500
        ? new Scaled(1, (int)(-2 * ExponentBound))
        : Exp(-Square(a.ToDoubleDouble())) * ScaledErfcOf(a);

    private static Scaled ScaledErfcOf(Scaled a) =>
        a.Exponent < -200 ? 1.0 : a.Exponent > 60 ? 1.0 / (a * Constants.SqrtPi) : Kernels.ScaledErfc(a.ToDoubleDouble());

    private static DoubleDouble Square(DoubleDouble x) => Math.Abs(x.High) > 1e100 ? 1e200 : Math.Abs(x.High) < 1e-100 ? 0 : x * x;
}
