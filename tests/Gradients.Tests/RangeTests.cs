using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>
/// Quotients whose value and slope are ordinary numbers where the square of the divisor or of the quotient is none: the derivative holds there
/// in every mode.
/// </summary>
[TestFixture]
public sealed partial class RangeTests
{
    private delegate (float Value, float Derivative) Derivative(float x);

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (float x in new[] { -80f, -60f, -50f, -5f, 0f, 5f })
        {
            double e = Math.Exp(x);
            yield return Case(nameof(Logistic), LogisticValueAndGradient, s => LogisticVjp(s, 1), s => LogisticJvp(s, 1), x, e / Math.Pow(1 + e, 2));
            yield return Case(
                nameof(Swish), SwishValueAndGradient, s => SwishVjp(s, 1), s => SwishJvp(s, 1), x, (e * (1 + x) + e * e) / Math.Pow(1 + e, 2));
            yield return Case(nameof(Decay), DecayValueAndGradient, s => DecayVjp(s, 1), s => DecayJvp(s, 1), -x, -e);
            yield return Case(nameof(Ratio), RatioValueAndGradient, s => RatioVjp(s, 1), s => RatioJvp(s, 1), -x, -3 * e);
            yield return Case(
                nameof(Sech), SechValueAndGradient, s => SechVjp(s, 1), s => SechJvp(s, 1), x, -Math.Tanh(x) / Math.Cosh(x));
            yield return Case(
                nameof(InAChain), InAChainValueAndGradient, s => InAChainVjp(s, 1), s => InAChainJvp(s, 1), x, 2 * Math.Cos(2 / (1 + 1 / e)) * e / Math.Pow(1 + e, 2));
        }

        foreach (float x in new[] { 1e-9f, 1f, 1e9f })
        {
            double third = Math.Pow(x, -3);
            yield return Case(nameof(InverseSquare), InverseSquareValueAndGradient, s => InverseSquareVjp(s, 1), s => InverseSquareJvp(s, 1), x, -2 * third);
            yield return Case(nameof(Slope), SlopeValueAndGradient, s => SlopeVjp(s, 1), s => SlopeJvp(s, 1), x, -1.5 * Math.Pow(x, -2.5));
            yield return Case(nameof(LogOfExp), LogOfExpValueAndGradient, s => LogOfExpVjp(s, 1), s => LogOfExpJvp(s, 1), -100 * x / (1 + x), 1);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Derivative_WhereTheSquareOfTheDivisorIsOutOfRange_Holds(
        object gradient, object reverse, object forward, float x, double expected)
    {
        Assert.Multiple(() =>
        {
            foreach (object mode in new[] { gradient, reverse, forward })
            {
                Assert.That((double)((Derivative)mode)(x).Derivative, Is.EqualTo(expected).Within(2e-5).Percent.Or.EqualTo(expected).Within(1e-44));
            }
        });
    }

    private static TestCaseData Case(string name, Derivative gradient, Derivative reverse, Derivative forward, float x, double expected) =>
        new TestCaseData(gradient, reverse, forward, x, expected).SetArgDisplayNames(name, $"{x}");

    [Differentiable]
    internal static float Logistic(float x) => 1 / (1 + MathF.Exp(-x));

    [Differentiable]
    internal static float Swish(float x) => x / (1 + MathF.Exp(-x));

    [Differentiable]
    internal static float Decay(float x) => 1 / MathF.Exp(x);

    [Differentiable]
    internal static float Ratio(float x) => 3 / MathF.Exp(x);

    [Differentiable]
    internal static float Sech(float x) => 1 / MathF.Cosh(x);

    [Differentiable]
    internal static float InAChain(float x) => MathF.Sin(2 / (1 + MathF.Exp(-x)));

    [Differentiable]
    internal static float InverseSquare(float x) => 1 / (x * x);

    [Differentiable]
    internal static float Slope(float x) => 1 / (x * MathF.Sqrt(x));

    [Differentiable]
    internal static float LogOfExp(float x) => MathF.Log(MathF.Exp(x));
}
