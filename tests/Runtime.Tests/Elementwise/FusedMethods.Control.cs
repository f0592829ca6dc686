using System;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>Methods whose kernels need more than an expression, or have names that kernels use themselves.</summary>
internal static partial class FusedMethods
{
    [Differentiable]
    internal static double Guarded(double x)
    {
        if (x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        return Math.Sqrt(x);
    }

    [Differentiable]
    internal static double Scaled(double x, int n, bool flip)
    {
        double y = Huber(x) * n;
        if (flip)
        {
            y = -y;
        }

        return y;
    }

    [Differentiable]
    internal static float Reassigned(float x, float result)
    {
        x *= 2;
        result += x;
        x = MathF.Max(x, result);
        return x * result;
    }

    [Differentiable]
    internal static double Switched(double x, int kind) => kind switch
    {
        0 => Math.Sin(x),
        1 => SpecialFunctions.Erf(x),
        _ => x,
    };

    [Differentiable]
    internal static double Product(double operands, double count, double i, double kernel, double gradients, double adjoint) =>
        operands * count * i * kernel * gradients * adjoint;

    [Differentiable]
    internal static double Sum(double a, double b, double c, double d, double e, double f, double g, double h, double k) =>
        a + (b * c) + (d * e) + (f * g) + (h * k);
}
