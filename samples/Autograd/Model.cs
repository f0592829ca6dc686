using System;

namespace AutoDiff.Samples;

/// <summary>The functions of the tutorial, as plain C#: their derivatives are generated when the project is built.</summary>
internal static partial class Model
{
    /// <summary>The function of the first cells, one number at a time.</summary>
    [Differentiable]
    public static double SinSquare(double x) => Math.Sin(x * x);

    /// <summary>The function of the last cell, which on tensors becomes one node of the graph.</summary>
    [Differentiable]
    public static float V(float x) => 1 / MathF.Exp(MathF.Sin(x * x));
}
