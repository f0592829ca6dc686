using System;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>Element-wise methods of every kind that a kernel can have, for the tests of maps.</summary>
internal static partial class MapMethods
{
    /// <summary>Arithmetic alone: the same bits from vectors and from numbers.</summary>
    [Differentiable]
    internal static float Polynomial(float x) => (x * x) + (3 * x);

    [Differentiable]
    internal static double Product(double x, double y) => (x * y) - (y / 4);

    [Differentiable]
    internal static double Chain(double x) => 1 / Math.Exp(Math.Sin(x * x));

    /// <summary>Passive numbers of several types; the exponent is computed once for all elements.</summary>
    [Differentiable]
    internal static float Scaled(float x, int n, bool flip, [NoGrad] float width)
    {
        float factor = MathF.Exp(-width) * n;
        return flip ? -factor * x : factor * MathF.Sin(x);
    }

    /// <summary>A choice that differs between the elements, with a pole in the arm that is not taken.</summary>
    [Differentiable]
    internal static double Branched(double x, double y)
    {
        if (x > 0 && y < 2)
        {
            double root = Math.Sqrt(x);
            return root * y;
        }

        return x < -1 ? Math.Log(-x) : y * y;
    }

    [Differentiable]
    internal static float Singular(float x) => MathF.Sqrt(x) * MathF.Max(x - 1, 0);

    /// <summary>A loop is run lane by lane.</summary>
    [Differentiable]
    internal static float Horner(float x, int terms)
    {
        float sum = 1;
        for (int i = terms; i > 0; i--)
        {
            sum = 1 + (x * sum / i);
        }

        return sum;
    }

    /// <summary>So is what may throw for some elements only.</summary>
    [Differentiable]
    internal static double Guarded(double x)
    {
        if (x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        return Math.Sqrt(x);
    }

    /// <summary>A method that calls another one is one kernel.</summary>
    [Differentiable]
    internal static double Calling(double x, double y) => Chain(x) * Branched(y, 1.5);

    [Differentiable]
    internal static double Clamped(double x, [NoGrad] double low, [NoGrad] double high) => Math.Clamp(x, low, high) * x;

    [Differentiable]
    internal static T Generic<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Atan2(x, y) + (T.Tanh(x) / (T.One + T.CreateChecked(0.5)));

    /// <summary>Parameters named as a map names its own.</summary>
    [Differentiable]
    internal static double Named(double value, double result, double spans, double valueGradient) => (value * result) + (spans * valueGradient);
}
