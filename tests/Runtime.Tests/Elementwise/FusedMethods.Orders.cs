using System;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>Methods whose gradients are differentiated again.</summary>
internal static partial class FusedMethods
{
    // At a negative x the arm not taken is NaN, in the value, and in what its derivatives multiply by.
    [Differentiable]
    internal static double Entropy(double x)
    {
        if (x > 0)
        {
            return x * Math.Log(x);
        }

        return x * x * x;
    }

    [Differentiable]
    internal static double HalfConstant(double x, double y) => x * Autograd.StopGradient(x * y) * y;

    [Differentiable]
    internal static T Blend<T>(T x, T y, [NoGrad] T weight, bool flips, int power)
        where T : IFloatingPointIeee754<T>
    {
        T a = x * y;
        T b = T.Sin(x);
        if (flips)
        {
            a = T.Exp(y) * weight;
            b = T.Tanh(x) + a;
        }

        return power > 1 ? a * b : a + (b * b * weight);
    }

    [Differentiable]
    internal static double Relation(double x, double y, bool strict)
    {
        bool isLess = x < y;
        bool isChosen = strict ? isLess : isLess != y > 1;
        return isChosen && !double.IsNaN(x) ? x * x * y : Math.Max(x, 2 * y) / (1 + (y * y));
    }

    [Differentiable]
    internal static double Iterated(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Math.Sin(y);
        }

        return y;
    }
}
