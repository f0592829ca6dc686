using System;

namespace AutoDiff.Reference;

/// <content>Circular functions, of radians and of half turns.</content>
public static partial class Exact
{
    public static Scaled Sin(double x) => OfAngle(x, Sine);

    public static Scaled Cos(double x) => OfAngle(x, Cosine);

    public static Scaled Tan(double x) => OfAngle(x, Tangent);

    /// <summary>Computes sin(pi x); zeros have the sign of x (IEEE 754).</summary>
    public static Scaled SinPi(double x)
    {
        Scaled value = OfHalfTurns(x, Sine);
        return value.IsZero ? Math.CopySign(0, x) : value;
    }

    /// <summary>Computes cos(pi x); zeros are positive.</summary>
    public static Scaled CosPi(double x)
    {
        Scaled value = OfHalfTurns(x, Cosine);
        return value.IsZero ? 0.0 : value;
    }

    /// <summary>
    /// Computes tan(pi x); IEEE 754: zeros have the sign of x at even and the other one at odd integers n, and the pole at n + 1/2 is
    /// +infinity if n is even.
    /// </summary>
    public static Scaled TanPi(double x)
    {
        if (!double.IsFinite(x))
        {
            return Scaled.NaN;
        }

        double remainder = Math.IEEERemainder(x, 2);
        double size = Math.Abs(remainder);
        if (size is 0 or 1)
        {
            return size == 0 ? Math.CopySign(0, x) : -Math.CopySign(0, x);
        }

        return size == 0.5 ? Math.CopySign(double.PositiveInfinity, remainder) : OfHalfTurns(x, Tangent);
    }

    private static Scaled OfAngle(double x, Func<Scaled, int, Scaled> function)
    {
        if (!double.IsFinite(x))
        {
            return Scaled.NaN;
        }

        Scaled r = PiReduction.Reduce(x, out int quadrant);
        return function(r, quadrant);
    }

    private static Scaled OfHalfTurns(double x, Func<Scaled, int, Scaled> function)
    {
        if (!double.IsFinite(x))
        {
            return Scaled.NaN;
        }

        // All exact: x modulo 2, then the distance from a multiple of 1/2.
        double remainder = Math.IEEERemainder(x, 2);
        double quarters = Math.Round(2 * remainder);
        Scaled r = (Scaled)(remainder - (0.5 * quarters)) * Constants.Pi;
        return function(r, (int)quarters & 3);
    }

    private static Scaled Sine(Scaled r, int quadrant)
    {
        Scaled value = (quadrant & 1) == 0 ? Sine(r) : Cosine(r);
        return (quadrant & 2) == 0 ? value : -value;
    }

    private static Scaled Cosine(Scaled r, int quadrant) => Sine(r, quadrant + 1);

    private static Scaled Tangent(Scaled r, int quadrant) => Sine(r, quadrant) / Cosine(r, quadrant);

    private static Scaled Sine(Scaled r)
    {
        if (r.IsZero)
        {
            return r;
        }

        return r.Exponent < -7 ? r * Kernels.SineRatio(r.ToDoubleDouble()) : Kernels.SinCos(r.ToDoubleDouble()).Sine;
    }

    private static Scaled Cosine(Scaled r) => Kernels.SinCos(r.ToDoubleDouble()).Cosine;
}
