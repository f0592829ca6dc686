using System;
using System.Linq;
using AutoDiff.Runtime.Tests.Torch;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>The places where second derivatives are not what libtorch has, on purpose.</summary>
internal static class TorchSecondDeviations
{
    private static readonly TorchDeviation[] All =
    [
        // Decisions at kinks and poles.
        new(
            [
                "acosh", "asinh", "atan", "atan2", "atanh", "copysign", "digamma", "erf", "erfc", "hypot", "logaddexp", "pow",
                "pow_base(0)", "where_safe_log", "xlogy",
            ],
            c => double.IsNaN(c.Torch) && c.Ours == 0,
            "At infinities, where squares overflow and where a choice leaves a pole out, torch multiplies 0 by infinity or NaN. Here an adjoint "
            + "of 0 contributes 0 throughout a recorded backward pass."),
        new(
            ["asin", "acos", "atanh"],
            c => Math.Abs(c.Arguments[0]) == 1 && double.IsNaN(c.Ours),
            "At its pole the derivative of the product (1 - x)(1 + x) adds infinity and 0 times infinity."),
        new(
            ["acosh"],
            c => c.Arguments[0] <= 1 && double.IsNaN(c.Ours),
            "The same at 1; outside of the domain the value is NaN, so are all derivatives; torch takes powers of x^2 - 1."),
        new(
            ["digamma"],
            c => c.Arguments[0] <= 0 && c.Arguments[0] == Math.Floor(c.Arguments[0]) && double.IsNaN(c.Ours),
            "The polygamma function of order 2 has no sign at its poles."),
        new(
            ["pow"],
            c => c.Label == "second[1][0]" && c.Arguments[0] < 0 && double.IsNaN(c.Ours),
            "The derivative by the exponent is NaN for a negative base, so is what is derived from it."),
        new(
            ["pow"],
            c => c.Label == "second[1][0]" && c.Arguments[0] == 1 && c.Ours == 1,
            "At base 1 the derivative by an infinite exponent is 1 ln 1 = 0, and so is what comes back to the power; torch multiplies by infinity."),
        new(
            ["pow"],
            c => c.Label == "second[1][0]" && double.IsInfinity(c.Arguments[0]) && c.Arguments[1] == 0 && double.IsNaN(c.Ours),
            "An infinite adjoint meets the partial derivative 0 that the node has kept."),
        new(
            ["lgamma"],
            c => c.Arguments[0] <= 0 && c.Arguments[0] == Math.Floor(c.Arguments[0]) && double.IsInfinity(c.Ours),
            "A pole; torch evaluates its reflection formula at a rounded multiple of pi."),
        new(
            ["pow_scalar(2.5)"],
            c => double.IsNegativeInfinity(c.Arguments[0]) && double.IsNaN(c.Torch),
            "The value is Math.Pow's; torch takes a square root, which is NaN at minus infinity."),

        // Numbers that are computed less well, here.
        new(
            ["asin", "acos", "atanh"],
            c => Math.Abs(c.Arguments[0]) < 1e-3 && c.DiffersByAbsolute(3e-16, 2e-7),
            "Near 0 the two factors of (1 - x)(1 + x) have opposite derivatives that cancel; it is the price of digits near 1."),
        new(
            ["atan2"],
            c => c.DiffersByAbsolute(2e-15 / Square(c), 2e-6 / Square(c)),
            "A mixed derivative is a difference of two terms of the size of 1 / r^2."),
        new(
            ["hypot"],
            c => c.DiffersByAbsolute(2e-15 / Math.Sqrt(Square(c)), 2e-6 / Math.Sqrt(Square(c))),
            "A second derivative is a difference of two terms of the size of 1 / r."),

        // Or there.
        new(
            ["atan2"],
            c => double.IsNaN(c.Torch) && double.IsInfinity(c.Ours),
            "torch's squares vanish; the derivative overflows."),
        new(
            ["tanh", "sigmoid", "logsigmoid", "softplus", "expm1"],
            c => c.DiffersByAbsolute(2e-14, 6e-6),
            "torch takes 1 - y^2, y (1 - y) or y + 1, which lose their digits in the tails; these rules do not."),
        new(
            ["softplus"],
            c => c.Arguments[0] > 20 && c.DiffersByAbsolute(4e-9, 4e-9),
            "torch's softplus is x itself beyond its threshold of 20; ours has none."),
        new(
            ["lgamma"],
            c => c.DiffersBy(1e-9),
            "torch's trigamma has 9 digits."),
    ];

    public static TorchDeviation[] Of(string function) => [.. All.Where(deviation => deviation.Functions.Contains(function))];

    private static double Square(TorchComparison c) => (c.Arguments[0] * c.Arguments[0]) + (c.Arguments[1] * c.Arguments[1]);
}
