using System;

namespace AutoDiff.ComputeSharpTests;

/// <summary>The functions whose kernels the tests run.</summary>
internal static partial class Functions
{
    [Differentiable]
    internal static float Scale(float x, float y, [NoGrad] float scale) => (x * y) + scale;

    [Differentiable]
    internal static float Product5(float a, float b, float c, float d, float e) => a * b * c * d * e;

    [Differentiable]
    internal static float Powers(float x, float y, float z) => MathF.Pow(x, y) + MathF.Sin(z);

    [Differentiable]
    internal static double Square(double x) => x * x;
}
