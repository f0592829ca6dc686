using System;

namespace AutoDiff.Reference;

/// <content>Logarithms.</content>
public static partial class Exact
{
    public static Scaled Log(double x) => LogOf(x, 1.0);

    public static Scaled Log2(double x) => LogOf(x, Constants.Ln2);

    public static Scaled Log10(double x) => LogOf(x, Constants.Ln10);

    public static Scaled LogP1(double x) => LogP1Of(x, 1.0);

    public static Scaled Log2P1(double x) => LogP1Of(x, Constants.Ln2);

    public static Scaled Log10P1(double x) => LogP1Of(x, Constants.Ln10);

    internal static Scaled Log(Scaled x)
    {
        int exponent = x.Exponent;
        DoubleDouble m = x.Significand;
        if (m.High > 1.4142)
        {
            m *= 0.5;
            exponent++;
        }

        DoubleDouble log = Kernels.Log(m);
        return exponent == 0 ? log : log + (Constants.Ln2 * exponent);
    }

    /// <summary>Computes log(1 + x) for x above -1; x must be exact where it is near -1.</summary>
    internal static Scaled LogP1(Scaled x)
    {
        if (x.IsZero)
        {
            return x;
        }

        if (x.Exponent >= -8)
        {
            return Log(x + 1.0);
        }

        // log(1 + x) = 2 artanh(x/(2 + x)).
        Scaled s = x / (x + 2.0);
        return s * Kernels.ArTanhRatio((s * s).ToDoubleDouble()) * 2.0;
    }

    private static Scaled LogOf(double x, DoubleDouble logOfBase)
    {
        if (!(x > 0) || double.IsInfinity(x))
        {
            return x == 0 ? Scaled.NegativeInfinity : x > 0 ? x : Scaled.NaN;
        }

        return Log((Scaled)x) / logOfBase;
    }

    private static Scaled LogP1Of(double x, DoubleDouble logOfBase)
    {
        if (x == 0 || double.IsPositiveInfinity(x))
        {
            return x;
        }

        return x > -1 ? LogP1((Scaled)x) / logOfBase : x == -1 ? Scaled.NegativeInfinity : Scaled.NaN;
    }
}
