using System;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>Methods as a user writes them, for which the generator adds gradients and overloads on tensors.</summary>
internal static partial class FusedMethods
{
    [Differentiable]
    internal static float V(float x) => 1 / MathF.Exp(MathF.Sin(x * x));

    [Differentiable]
    internal static double Gauss(double x, double mean, [NoGrad] double width) =>
        Math.Exp(-(x - mean) * (x - mean) / (2 * width * width));

    [Differentiable]
    internal static double Huber(double x)
    {
        double size = Math.Abs(x);
        if (size <= 1)
        {
            return 0.5 * x * x;
        }

        return size - 0.5;
    }

    [Differentiable]
    internal static T Damped<T>(T x, T rate)
        where T : IFloatingPointIeee754<T> => T.Exp(-rate * x) * T.Cos(x);

    [Differentiable]
    internal static double Dot(double x, double y, double z) => (x * y) + z;
}
