using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>
/// A part of a function that has become infinite, in a function that is finite and flat there: the derivative is 0 in both modes, and what
/// else there is counts.
/// </summary>
[TestFixture]
public sealed partial class OverflowTests
{
    private delegate (double Value, double Derivative) Derivative(double x);

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case(nameof(Logistic), LogisticValueAndGradient, x => LogisticJvp(x, 1), -800, 0, 0);
        yield return Case(nameof(Gompertz), GompertzValueAndGradient, x => GompertzJvp(x, 1), 800, 0, 0);
        yield return Case(nameof(Saturated), SaturatedValueAndGradient, x => SaturatedJvp(x, 1), 800, 4 + Math.PI / 2, 0);
        yield return Case(nameof(Power), PowerValueAndGradient, x => PowerJvp(x, 1), 800, 0, 0);
        yield return Case(nameof(Mixed), MixedValueAndGradient, x => MixedJvp(x, 1), 800, 2400, 3);
        yield return Case(nameof(Untaken), UntakenValueAndGradient, x => UntakenJvp(x, 1), 1000, 2000, 2);
        yield return Case(nameof(InALoop), InALoopValueAndGradient, x => InALoopJvp(x, 1), -1000, 0, 0);
        yield return Case(nameof(ThroughACall), ThroughACallValueAndGradient, x => ThroughACallJvp(x, 1), -1000, 0, 0);
        yield return Case(nameof(Distance), DistanceValueAndGradient, x => DistanceJvp(x, 1), 2, 2, 1);
    }

    [TestCaseSource(nameof(Cases))]
    public void Derivative_WhereAPartOverflows_IsThatOfTheFunction(object reverse, object forward, double x, double value, double derivative)
    {
        Assert.Multiple(() =>
        {
            Assert.That(((Derivative)reverse)(x), Is.EqualTo((value, derivative)), "reverse mode");
            Assert.That(((Derivative)forward)(x), Is.EqualTo((value, derivative)), "forward mode");
        });
    }

    private static TestCaseData Case(string name, Derivative reverse, Derivative forward, double x, double value, double derivative) =>
        new TestCaseData(reverse, forward, x, value, derivative).SetArgDisplayNames(name);

    [Differentiable]
    internal static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable]
    internal static double Gompertz(double x) => Math.Exp(-Math.Exp(x));

    [Differentiable]
    internal static double Saturated(double x)
    {
        double far = Math.Exp(x);
        return Math.Tanh(far) + SpecialFunctions.Erf(far) + SpecialFunctions.NormalCdf(far) + SpecialFunctions.Sigmoid(far) + Math.Atan(far);
    }

    [Differentiable]
    internal static double Power(double x) => Math.Pow(Math.Exp(x), -0.5) + Math.Pow(2, -Math.Exp(x));

    [Differentiable]
    internal static double Mixed(double x) => 3 * x + x / Math.Exp(x) + SpecialFunctions.Softplus(-Math.Cosh(x));

    [Differentiable]
    internal static double Untaken(double x)
    {
        double a = Math.Sinh(x);
        double b = Math.Exp(x);
        double c = double.Exp2(x * 2);
        return x < 10 ? a * b + c : 2 * x;
    }

    [Differentiable]
    internal static double InALoop(double x)
    {
        double s = 0;
        for (int i = 1; i <= 3; i++)
        {
            s += 1 / (1 + Math.Exp(-i * x));
        }

        return s;
    }

    [Differentiable]
    internal static double Reciprocal(double x) => 1 / x;

    [Differentiable]
    internal static double ThroughACall(double x) => Reciprocal(1 + Math.Exp(-x));

    // Two points that have met.
    [Differentiable]
    internal static double Distance(double x) => x + double.Hypot(x - 2, 4 - x * 2);
}
