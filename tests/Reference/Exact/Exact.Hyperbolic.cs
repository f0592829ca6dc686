using System;

namespace AutoDiff.Reference;

/// <content>Hyperbolic functions and their inverses.</content>
public static partial class Exact
{
    public static Scaled Sinh(double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            return x;
        }

        // With t = e^a - 1: sinh a = (t + t/(t + 1))/2.
        Scaled t = ExpM1((Scaled)Math.Abs(x));
        return Scaled.CopySign((t + (t / (t + 1.0))) * 0.5, x);
    }

    public static Scaled Cosh(double x)
    {
        if (!double.IsFinite(x))
        {
            return Math.Abs(x);
        }

        Scaled e = Exp(Math.Abs(x));
        return (e + (1.0 / e)) * 0.5;
    }

    public static Scaled Tanh(double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            return double.IsInfinity(x) ? Math.CopySign(1, x) : x;
        }

        // tanh a = t/(t + 2) with t = e^(2a) - 1.
        Scaled t = ExpM1((Scaled)Math.Abs(x) * 2.0);
        return Scaled.CopySign(t / (t + 2.0), x);
    }

    public static Scaled Asinh(double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            return x;
        }

        // asinh a = log(1 + a + a^2/(1 + sqrt(1 + a^2))).
        Scaled a = Math.Abs(x);
        Scaled square = a * a;
        return Scaled.CopySign(LogP1(a + (square / (1.0 + Scaled.Sqrt(1.0 + square)))), x);
    }

    public static Scaled Acosh(double x)
    {
        if (!(x >= 1) || double.IsInfinity(x))
        {
            return x > 1 ? x : Scaled.NaN;
        }

        // acosh x = log(1 + t + sqrt(2t + t^2)) with t = x - 1, which is exact.
        Scaled t = (Scaled)x - 1.0;
        return t.IsZero ? 0.0 : LogP1(t + Scaled.Sqrt((t * 2.0) + (t * t)));
    }

    public static Scaled Atanh(double x)
    {
        double a = Math.Abs(x);
        if (x == 0 || !(a < 1))
        {
            return x == 0 ? x : a == 1 ? Math.CopySign(double.PositiveInfinity, x) : Scaled.NaN;
        }

        // artanh a = log(1 + 2a/(1 - a))/2.
        Scaled s = a;
        return Scaled.CopySign(LogP1(s * 2.0 / (1.0 - s)) * 0.5, x);
    }
}
