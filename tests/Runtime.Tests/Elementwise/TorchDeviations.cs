using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>A place where tensors do not do what libtorch does, on purpose. docs/semantics.md tells users about them.</summary>
/// <param name="Functions">The functions by libtorch's names.</param>
/// <param name="Where">Which numbers it is about.</param>
/// <param name="Reason">Why.</param>
internal sealed record TorchDeviation(string[] Functions, Func<TorchComparison, bool> Where, string Reason)
{
    /// <summary>Asserts that all numbers agree with libtorch's but those that a deviation explains, and that each deviation still happens.</summary>
    public static void AssertExplains(TorchDeviation[] deviations, IReadOnlyList<TorchComparison> comparisons)
    {
        var used = new HashSet<TorchDeviation>();
        var failures = new List<string>();
        foreach (TorchComparison comparison in comparisons)
        {
            if (comparison.Agrees)
            {
                continue;
            }

            if (Array.Find(deviations, deviation => deviation.Where(comparison)) is { } found)
            {
                used.Add(found);
            }
            else
            {
                failures.Add(comparison.ToString());
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failures, Is.Empty, () => string.Join(Environment.NewLine, failures));
            Assert.That(deviations.Except(used).Select(deviation => deviation.Reason), Is.Empty, "These deviations no longer happen.");
        }
    }
}

internal static class TorchDeviations
{
    // No digit of a number around 1 is left below these.
    private const double BelowOne = 4e-15;
    private const double BelowOneSingle = 3e-6;

    private static readonly TorchDeviation[] All =
    [
        // Decisions at kinks and poles.
        new(
            [
                "acos", "asin", "atan2", "div", "digamma", "pow", "xlogy", "sqrt", "rsqrt", "reciprocal", "rdiv_scalar",
                "exp", "exp2", "expm1", "sinh", "cosh",
                "pow_base(-2)", "pow_base(0)", "pow_base(2)", "pow_scalar(-0.5)", "pow_scalar(-1)", "pow_scalar(-2)",
                "pow_scalar(0.3333333333333333)", "pow_scalar(0.5)", "pow_scalar(2)", "pow_scalar(2.5)", "pow_scalar(3)",
            ],
            c => c.Seed == 0 && double.IsNaN(c.Torch) && c.Ours == 0,
            "A gradient of zero passes through a singular rule as zero; torch multiplies it by infinity or NaN."),
        new(
            ["cbrt"],
            c => c.Arguments[0] == 0 && double.IsInfinity(c.Ours),
            "torch has no cbrt; the golden is sign(x) |x|^(1/3), whose NaN at 0 is 0 times infinity. The tangent is vertical: infinity."),
        new(
            ["hypot"],
            c => !c.IsValue && c.Arguments[0] == 0 && c.Arguments[1] == 0 && c.Ours == 0,
            "The tip of the cone: 0 is a subgradient there, as for abs; torch divides 0 by 0."),
        new(
            ["xlogy"],
            c => c.Arguments[0] == 0 && c.Label.EndsWith("[1]", StringComparison.Ordinal) && c.Ours == 0,
            "The function is 0 for every y where x = 0, so d/dy is 0, not 0 / 0."),
        new(
            ["logaddexp"],
            c => !c.IsValue && double.IsInfinity(c.Arguments[0]) && c.Arguments[0] == c.Arguments[1] && c.Ours == 0.5 * c.Seed,
            "Equal infinities share the gradient like equal numbers: sums in the logarithm begin at minus infinity."),
        new(
            ["acosh"],
            c => !c.IsValue && c.Arguments[0] < 1 && (double.IsNaN(c.Ours) || c.Seed == 0),
            "Outside of the domain the value is NaN, so is the derivative; torch takes the root of x^2 - 1."),

        new(
            ["fmax", "fmin"],
            c => !c.IsValue && (c.Arguments[0] == c.Arguments[1] || c.Arguments.All(double.IsNaN)),
            "Equal arguments share the gradient, as those of Maximum and Minimum do in torch too; there the first one gets all of it."),
        new(
            ["copysign"],
            c => !c.IsValue && !double.IsFinite(c.Arguments[0]) && double.IsNaN(c.Torch),
            "torch divides the result by the argument, infinity by infinity; the derivative is 1 or -1."),
        new(
            ["where_safe_log"],
            c => !(c.Arguments[0] > 0) && double.IsNaN(c.Torch) && c.Ours == 0,
            "The gradient of zero that comes out of the arm not taken passes through the logarithm as zero."),
        new(
            ["lerp"],
            c => c.Arguments.Any(double.IsInfinity),
            "The value is that of double.Lerp, a (1 - t) + b t; torch takes a + t (b - a), which differs at infinity."),
        new(
            ["lerp"],
            c => c.Seed == 0 && double.IsNaN(c.Torch) && c.Ours == 0,
            "A gradient of zero passes to the fraction as zero, also where a - b is NaN."),

        // Other functions than torch's.
        new(
            ["softplus"],
            c => c.Arguments[0] > 20 && Math.Abs(c.Torch - c.Ours) < 4e-9,
            "torch's softplus is x itself beyond its threshold of 20; ours has none."),
        new(
            ["pow_scalar(-0.5)", "pow_scalar(0.5)"],
            c => double.IsNegativeInfinity(c.Arguments[0]) && double.IsNaN(c.Torch),
            "The value is Math.Pow's; torch takes a square root, which is NaN at minus infinity."),
        new(
            ["pow_scalar(0.3333333333333333)"],
            c => c.DiffersBy(2e-5),
            "The exponent of a tensor of floats is a float; torch keeps it as a double."),

        // Numbers that torch computes less well.
        new(
            ["square"],
            c => c.Seed == 0 && double.IsNaN(c.Torch) && c.Ours == 0,
            "torch multiplies the gradient by 2 x, which overflows; here the gradient stays in front of the product."),
        new(
            ["tanh", "sigmoid", "expm1"],
            c => !c.IsValue && Math.Abs(c.Torch - c.Ours) < 3 * BelowOne,
            "torch takes 1 - y^2, y (1 - y) or y + 1, which lose their digits in the tails; these rules do not."),
        new(
            ["tanh", "sigmoid", "expm1"],
            c => !c.IsValue && c.Relative > 1e-9 && Math.Abs(c.Torch - c.Ours) < BelowOneSingle,
            "The same in float."),
        new(
            ["sigmoid"],
            c => c.IsValue && c.Torch == 0 && c.Ours > 0,
            "torch's vector kernel flushes the denormal result to zero."),
        new(
            ["digamma"],
            c => c.DiffersBy(1e-9),
            "torch's trigamma has 9 digits."),
        new(
            ["digamma"],
            c => c.Arguments[0] <= 0 && c.Arguments[0] == Math.Floor(c.Arguments[0]) && !double.IsFinite(c.Ours),
            "A pole; torch evaluates its reflection formula at a rounded multiple of pi."),
        new(
            ["asinh", "acosh", "atan2", "log10"],
            c => c.Torch == 0 && c.Arguments.Any(x => Math.Abs(x) is > 1e18 or < 1e-18),
            "torch's squares overflow, or vanish, where the derivative does not."),
        new(
            ["asin", "acos", "atanh"],
            c => Math.Abs(c.Arguments[0]) > 0.9 && c.DiffersBy(1e-5),
            "torch takes 1 - x^2, which loses digits near 1; ours is (1 - x)(1 + x)."),
    ];

    public static TorchDeviation[] Of(string function) => [.. All.Where(deviation => deviation.Functions.Contains(function))];
}
