using System;

namespace AutoDiff.Gradients.Tests.Programs;

internal static partial class StraightLine
{
    [Differentiable, At(1.5, -0.5, 2.0), At(-3.0, 2.5, 0.25)]
    internal static double Polynomial(double x, double y, double z) => (x * x * y) - (y * z * x) + (3 * z) - 7;

    [Differentiable, At(0.3), At(-2.0)]
    internal static double Constant(double x) => 2.5;

    [Differentiable, At(0.3), At(-2.0)]
    internal static double Identity(double x) => x;

    [Differentiable, At(0.3, 1.2), At(-2.0, 0.4)]
    internal static double Reassigned(double x, double y)
    {
        double s = x;
        s += y;
        s *= x;
        s -= y / 3;
        s /= 1 + (y * y);
        x = s * s;
        s++;
        --s;
        y = -x;
        return (s * y) + x;
    }

    [Differentiable, At(2.7, 1.2), At(-5.3, 1.7)]
    internal static double Remainder(double x, double y) => x % y * (x + y);

    [Differentiable, At(1.3, 0.7, 0.1, 0.2, 0.5), At(100.0, 95.0, 0.03, 0.25, 1.5)]
    internal static double BlackScholesCall(double spot, double strike, double rate, double volatility, double time)
    {
        double spread = volatility * Math.Sqrt(time);
        double d1 = (Math.Log(spot / strike) + ((rate + (0.5 * volatility * volatility)) * time)) / spread;
        double d2 = d1 - spread;
        return (spot * SpecialFunctions.NormalCdf(d1)) - (strike * Math.Exp(-rate * time) * SpecialFunctions.NormalCdf(d2));
    }

    [Differentiable, At(0.4, 2), At(-1.4, 5)]
    internal static double PassiveInteger(double x, int n) => (x * n) + (n / 2) + (n % 3) + Math.Pow(x, n);

    [Differentiable, At(0.4, 2.0), At(-1.4, 5.0)]
    internal static double PassiveParameter(double x, [NoGrad] double scale) => scale * Math.Sin(scale * x);

    [Differentiable, At(0.4f, 2.0f), At(-1.4f, 1.5f)]
    internal static float Single(float x, float y) => (MathF.Sin(x) * y) + (0.1f * x * x);

    [Differentiable, At(0.4f, 2.0), At(-1.4f, 1.5)]
    internal static double MixedPrecision(float x, double y)
    {
        double wide = x * y;
        float narrow = (float)(wide * wide);
        return narrow + wide;
    }

    [Differentiable, At(0.43), At(-1.37)]
    internal static double TruncatedToInteger(double x) => ((int)(10 * x) * x) + Math.Floor(x) + Math.Round(3 * x);

    [Differentiable, At(0.4, 1.0), At(-1.4, 0.2)]
    internal static double SharedSubexpressions(double x, double y)
    {
        double e = Math.Exp(x * y);
        return (Math.Exp(x * y) * e) + (x * y);
    }

    [Differentiable, At(0.4), At(1.9)]
    internal static double SineAndCosine(double x)
    {
        var (s, c) = Math.SinCos(2 * x);
        return s * c * c;
    }

    [Differentiable, At(0.4, 1.3), At(1.9, -0.2)]
    internal static double Swapped(double x, double y)
    {
        (x, y) = (y * y, x);
        (double sum, double product) pair = (x + y, x * y);
        pair.sum *= 2;
        return pair.sum / (1 + (pair.product * pair.product));
    }

    // No point of its own: differences do not stop where the gradient does.
    [Differentiable]
    internal static double Stopped(double x, double y) => x * Autograd.StopGradient(y + 1) * y;
}
