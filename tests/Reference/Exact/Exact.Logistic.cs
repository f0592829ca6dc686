using System;

namespace AutoDiff.Reference;

/// <content>The logistic function and sums of exponentials.</content>
public static partial class Exact
{
    public static Scaled Sigmoid(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? Scaled.NaN : x > 0 ? 1.0 : 0.0;
        }

        return 1.0 / (1.0 + Exp(-x));
    }

    public static Scaled Softplus(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? Scaled.NaN : x > 0 ? x : 0.0;
        }

        Scaled rest = LogP1(Exp(-Math.Abs(x)));
        return x > 0 ? (Scaled)x + rest : rest;
    }

    public static Scaled LogSigmoid(double x) => -Softplus(-x);

    /// <summary>
    /// Computes log(e^x + e^y). Near its zeros, on the curve e^x + e^y = 1, the error is 1e-30 of the maximum of x and y, not of
    /// the result.
    /// </summary>
    public static Scaled LogAddExp(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return Scaled.NaN;
        }

        double larger = Math.Max(x, y);
        double smaller = Math.Min(x, y);
        if (double.IsInfinity(larger) || double.IsInfinity(smaller))
        {
            // log(e^-0) is 0.
            return larger + 0.0;
        }

        Scaled difference = (Scaled)smaller - larger;
        Scaled rest = LogP1(Exp(Bounded(difference)));
        return (Scaled)larger + rest;
    }

    /// <summary>Computes x log y, 0 for x = 0 and any y but NaN.</summary>
    public static Scaled XLogY(double x, double y)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return Scaled.NaN;
        }

        if (x == 0)
        {
            return 0.0;
        }

        Scaled log = Log(y);
        if (!log.IsFinite || !double.IsFinite(x))
        {
            return x * log.Significand.High;
        }

        return log.IsZero ? x * log.Significand.High : x * log;
    }
}
