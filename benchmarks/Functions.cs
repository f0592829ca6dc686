using System;

namespace AutoDiff.Benchmarks;

/// <summary>The functions measured, with derivatives written by hand to compare with.</summary>
internal static partial class Functions
{
    /// <summary>Chain A of the benchmarks: three intrinsic functions and a reciprocal.</summary>
    [Differentiable]
    public static double ChainA(double x) => 1 / Math.Exp(Math.Sin(x * x));

    public static (double Value, double Gradient) ChainAByHand(double x)
    {
        double square = x * x;
        double value = 1 / Math.Exp(Math.Sin(square));
        return (value, -value * Math.Cos(square) * 2 * x);
    }

    /// <summary>A call option after Black and Scholes, with the five Greeks that are its gradient.</summary>
    [Differentiable]
    public static double Call(double spot, double strike, double rate, double volatility, double time)
    {
        double spread = volatility * Math.Sqrt(time);
        double d1 = (Math.Log(spot / strike) + ((rate + (0.5 * volatility * volatility)) * time)) / spread;
        double d2 = d1 - spread;
        return (spot * SpecialFunctions.NormalCdf(d1)) - (strike * Math.Exp(-rate * time) * SpecialFunctions.NormalCdf(d2));
    }

    public static (double Value, (double Spot, double Strike, double Rate, double Volatility, double Time) Gradient) CallByHand(
        double spot, double strike, double rate, double volatility, double time)
    {
        double root = Math.Sqrt(time);
        double spread = volatility * root;
        double d1 = (Math.Log(spot / strike) + ((rate + (0.5 * volatility * volatility)) * time)) / spread;
        double d2 = d1 - spread;
        double discounted = strike * Math.Exp(-rate * time);
        double n1 = SpecialFunctions.NormalCdf(d1);
        double n2 = SpecialFunctions.NormalCdf(d2);
        double vega = spot * SpecialFunctions.NormalPdf(d1) * root;
        double theta = (vega * volatility / (2 * time)) + (rate * discounted * n2);
        return ((spot * n1) - (discounted * n2), (n1, -discounted * n2 / strike, time * discounted * n2, vega, theta));
    }

    /// <summary>Recursion: the gradient by the call stack.</summary>
    [Differentiable]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    public static (double Value, double Gradient) PowerByHand(double x, int n)
    {
        if (n == 0)
        {
            return (1, 0);
        }

        (double value, double gradient) = PowerByHand(x, n - 1);
        return (x * value, value + (x * gradient));
    }
}
