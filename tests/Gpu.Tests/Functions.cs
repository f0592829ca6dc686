using System;

namespace AutoDiff.GpuTests;

/// <summary>The functions whose kernels the tests run.</summary>
internal static partial class Functions
{
    [Differentiable]
    internal static float Blend(float x, float y, float z) => (x * y) - (z / (1 + (x * x)));

    // The partials are poles at y = 0: the adjoint 0 must win.
    [Differentiable]
    internal static float Quotient(float x, float y) => x / y;

    [Differentiable]
    internal static float Branch(float x, float y)
    {
        float result = 0.5f * x;
        if (x > y)
        {
            result = x * x * y;
        }
        else if (y > 2)
        {
            result += y / x;
        }

        return result;
    }

    [Differentiable]
    internal static float Newton(float x)
    {
        float root = 1;
        for (int i = 0; i < 6; i++)
        {
            root = 0.5f * (root + (x / root));
        }

        return root;
    }

    [Differentiable]
    internal static float Choose(float x, int power, bool negates, [NoGrad] float scale)
    {
        float result = scale;
        for (int i = 0; i < power; i++)
        {
            result *= x;
        }

        return negates ? -result : result;
    }

    [Differentiable]
    internal static float Root(float x) => MathF.Sqrt(x);

    [Differentiable]
    internal static float Sum5(float a, float b, float c, float d, float e) => a + (2 * b) + (3 * c) + (4 * d * e);

    [Differentiable(RunsOnGpu = true)]
    internal static float Turns(float x) => x / (2 * MathF.PI);

    [Differentiable(RunsOnGpu = true)]
    internal static double Cubic(double x, double y) => (x * x * y) - (y / (3 + (x * x)));

    [Differentiable]
    internal static double Scaled(double x, [NoGrad] double scale) => x * scale;

    [Differentiable]
    internal static float Checked(float x)
    {
        if (x < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        return x * x;
    }
}
