using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>Places where the rules do not do what libtorch does, on purpose. docs/semantics.md tells users about them.</summary>
/// <param name="Functions">The golden functions.</param>
/// <param name="Where">Which numbers it is about.</param>
/// <param name="Reason">Why.</param>
internal sealed record GoldenDeviation(string[] Functions, Func<Comparison, bool> Where, string Reason);

internal static class GoldenDeviations
{
    // No digit of a number around 1 is left below this.
    private const double BelowOne = 4e-15;

    private static readonly GoldenDeviation[] All =
    [
        // Decisions at kinks and poles.
        new(
            ["cbrt"],
            c => c.Arguments[0] == 0 && double.IsPositiveInfinity(c.Ours),
            "torch has no cbrt; the golden is sign(x) |x|^(1/3), whose NaN at 0 is 0 times infinity. The tangent is vertical: infinity."),
        new(
            ["hypot"],
            c => c.Quantity == Quantity.Gradient && c.Arguments[0] == 0 && c.Arguments[1] == 0 && c.Ours == 0,
            "The tip of the cone: 0 is a subgradient there, as for abs; torch divides 0 by 0."),
        new(
            ["fmin", "fmax"],
            c => c.Quantity == Quantity.Gradient && c.Arguments[0] == c.Arguments[1] && c.Ours == 0.5,
            "torch gives a tie to the first argument; all our extrema share it, as torch's maximum does."),
        new(
            ["fmin", "fmax"],
            c => double.IsNaN(c.Arguments[0]) && double.IsNaN(c.Arguments[1]) && c.Ours == 1,
            "torch gives two NaN to the first argument; a NaN result gives the seed to both here, as for maximum."),
        new(
            ["fmod"],
            c => c.Label == "d1" && double.IsNaN(c.Ours) && (c.Arguments[1] == 0 || double.IsInfinity(c.Arguments[0])),
            "The remainder is NaN there, so is its derivative; torch evaluates trunc(a / b) alone."),
        new(
            ["xlogy"],
            c => c.Arguments[0] == 0 && c.Label.StartsWith("d1", StringComparison.Ordinal) && c.Ours == 0,
            "The function is 0 for every y where x = 0, so d/dy is 0, not 0 / 0."),
        new(
            ["logaddexp"],
            c => c.Quantity == Quantity.Gradient && double.IsInfinity(c.Arguments[0]) && c.Arguments[0] == c.Arguments[1] && c.Ours == 0.5,
            "Equal infinities share the seed like equal numbers: sums in the logarithm begin at minus infinity."),
        new(
            ["copysign"],
            c => c.Label == "d0" && !double.IsFinite(c.Arguments[0]) && Math.Abs(c.Ours) == 1,
            "torch divides the result by x, infinity by infinity; the sign is known."),
        new(
            ["clamp_tensor"],
            c => c.Label == "d1" && c.Arguments[0] < c.Arguments[1] && !(c.Arguments[1] < c.Arguments[2]) && c.Ours == 1,
            "Below bounds that are equal, or whose upper one is NaN, torch gives the seed to nobody; here x < min gives it to min."),

        // Other functions than torch's.
        new(
            ["softplus"],
            c => c.Arguments[0] > 20 && Math.Abs(c.Torch - c.Ours) < 2e-9,
            "torch's softplus is x itself beyond its threshold of 20; ours has none."),
        new(
            ["lerp"],
            c => c.Quantity == Quantity.Value && c.Arguments.Any(double.IsInfinity),
            "The value is double.Lerp's: a (1 - t) + b t; torch computes a + t (b - a)."),
        new(
            ["pow_scalar(-0.5)", "pow_scalar(0.5)"],
            c => double.IsNegativeInfinity(c.Arguments[0]) && double.IsNaN(c.Torch),
            "The value is Math.Pow's; torch takes a square root, which is NaN at minus infinity."),
        new(
            ["logit"],
            c => !(c.Arguments[0] > 0 && c.Arguments[0] < 1),
            "The golden is NaN outside of the domain; here it is the formula ln(x / (1 - x)), whose derivative has values there."),
        new(
            ["acosh"],
            c => c.Arguments[0] < 1 && double.IsNaN(c.Ours),
            "Outside of the domain the value is NaN, so is the derivative; torch takes the root of x^2 - 1."),

        // Numbers that torch computes less well.
        new(
            ["tanh", "sigmoid", "logsigmoid", "softplus", "expm1", "silu", "mish", "gelu", "gelu_tanh"],
            c => Math.Abs(c.Torch - c.Ours) < BelowOne,
            "torch takes 1 - y^2, y (1 - y) or y + 1, which lose their digits in the tails; these rules do not."),
        new(
            ["lgamma", "digamma"],
            c => Math.Abs(c.Torch - c.Ours) < 1e-9 * Math.Abs(c.Torch),
            "torch's trigamma has 9 digits."),
        new(
            ["lgamma", "digamma"],
            c => c.Arguments[0] <= 0 && c.Arguments[0] == Math.Floor(c.Arguments[0]) && !double.IsFinite(c.Ours),
            "A pole; torch evaluates its reflection formula at a rounded multiple of pi."),
        new(
            ["fmod"],
            c => c.Quantity == Quantity.Value && double.IsNaN(c.Torch),
            "torch's vectorised quotient overflows; the remainder is exact."),
        new(
            ["asinh", "acosh", "atan2", "log10"],
            c => c.Torch == 0 && c.Arguments.Any(x => Math.Abs(x) is > 1e150 or < 1e-150),
            "torch's squares overflow, or vanish, where the derivative does not."),

        // Second derivatives.
        new(
            [
                "pow", "atan2", "hypot", "xlogy", "logaddexp", "copysign", "gelu", "gelu_tanh", "mish", "asinh", "acosh", "atanh",
                "digamma", "logit", "pow_scalar(2.5)", "pow_base(0)", "addcdiv",
            ],
            c => c.Quantity == Quantity.Second && double.IsNaN(c.Torch),
            "Where torch multiplies 0 by infinity, a zero seed of a singular rule contributes nothing, and masks are selections here."),
        new(
            ["gelu_tanh"],
            c => c.Quantity == Quantity.Gradient && double.IsNaN(c.Torch) && Math.Abs(c.Arguments[0]) > 1e150,
            "torch: 0 times infinity, from 1 - y^2 and the cube's derivative."),
        new(
            ["pow"],
            c => c.Label == "d1d0" && c.Arguments[1] == 0 && (c.Arguments[0] < 0 || double.IsInfinity(c.Arguments[0])),
            "The logarithm of the base is NaN or infinite there and its factor 0, a plain product."),
        new(
            ["asin", "acos", "atanh", "atan2"],
            c => c.Quantity == Quantity.Second && Math.Abs(c.Torch - c.Ours) < BelowOne,
            "1 - x^2 as a product keeps the first derivative exact near 1 and costs the second its tiny values near 0."),
        new(
            ["atan"],
            c => c.Quantity == Quantity.Second && Math.Abs(c.Arguments[0]) == double.MaxValue,
            "2 x overflows, infinity times 0."),
        new(
            ["softsign"],
            c => c.Quantity == Quantity.Second && Math.Abs(c.Torch - c.Ours) < 1e-9 * Math.Abs(c.Torch),
            "A difference that cancels in either order."),
    ];

    public static IEnumerable<GoldenDeviation> Of(string function) => All.Where(deviation => deviation.Functions.Contains(function));
}
