using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>Functions that hand one of their arguments on, perhaps with another sign.</content>
internal static partial class RuleTable
{
    private static IEnumerable<Rule> Magnitudes() =>
    [
        // |x|' = sign x, and 0 at 0 (PyTorch). NaN has no sign and gets 0 (PyTorch, alike).
        Unary(
            "abs",
            InMath("Abs"),
            ["Abs(r)"],
            (s, x, _) => (x > 0).Select(s, (x < 0).Select(-s, s.Constant(0))),
            AnyReal,
            cost: 1),

        // y is x or -x:  dy/dx = 1 or -1 accordingly, and 0 at x = 0, where y is |x| or -|x| (PyTorch). The sign is only asked for
        // its bit, so the second argument has no derivative.
        new Rule
        {
            Key = "copySign",
            Kind = RuleKind.Partial,
            Arity = 2,
            Matches = ["CopySign(r,r)"],
            Spelling = InMath("CopySign"),
            Partials = [(s, x, y) => x[0].EqualTo(0).Select(s.Constant(0), y.EqualTo(x[0]).Select(s, -s)), null],
            Samples = Pairs,
            Cost = 2,
        },
    ];

    // Each argument gets the seed where it is the one chosen, and half of it where the two are equal (PyTorch: 1/2 each).
    private static IEnumerable<Rule> Extrema() =>
    [
        // Written so that a NaN in either argument gives the seed to both, as PyTorch has it: the comparison is false.
        Extremum("max", InMath("Max").OnTensors("Maximum"), (s, mine, other) => (mine < other).Select(s.Constant(0), s)),
        Extremum("min", InMath("Min").OnTensors("Minimum"), (s, mine, other) => (mine > other).Select(s.Constant(0), s)),

        Chosen("maxMagnitude", InMath("MaxMagnitude")),
        Chosen("minMagnitude", InMath("MinMagnitude")),
        Chosen("maxNumber", InNumber("MaxNumber")),
        Chosen("minNumber", InNumber("MinNumber")),
        Chosen("maxMagnitudeNumber", InNumber("MaxMagnitudeNumber")),
        Chosen("minMagnitudeNumber", InNumber("MinMagnitudeNumber")),
        Chosen("maxNative", InNumber("MaxNative")),
        Chosen("minNative", InNumber("MinNative")),

        // Math's own differs from the other types' where a bound is NaN (ignored, not returned) or a zero.
        Clamp("clamp", InNumber("Clamp"), "Clamp(r,r,r)"),
        Clamp("mathClamp", new(Home.MathOverload, "Clamp") { Vector = "MathClamp", Tensor = "MathClamp" }, "Math.Clamp(r,r,r)"),
        Clamp("clampNative", InNumber("ClampNative"), "ClampNative(r,r,r)"),
    ];

    private static Rule Extremum(string key, Spelling spelling, System.Func<Expr, Expr, Expr, Expr> unequal) =>
        Binary(
            key,
            spelling,
            [$"{spelling.Text}(r,r)"],
            (s, a, b, _) => a.EqualTo(b).Select(0.5 * s, unequal(s, a, b)),
            (s, a, b, _) => a.EqualTo(b).Select(0.5 * s, unequal(s, b, a)),
            Pairs,
            cost: 2);

    /// <summary>
    /// The chosen argument is the one that equals the result: right for every way to choose, by value or by magnitude
    /// (-2 and 2 are no tie: 2 is the larger and gets all), with one NaN skipped or handed on, or as the machine does it.
    /// A NaN result gives the seed to both arguments, as for max and min.
    /// </summary>
    private static Rule Chosen(string key, Spelling spelling) =>
        Binary(
            key,
            spelling,
            [$"{spelling.Text}(r,r)"],
            (s, a, b, y) => a.EqualTo(b).Select(0.5 * s, (y.EqualTo(a) | y.NotEqualTo(y)).Select(s, s.Constant(0))),
            (s, a, b, y) => a.EqualTo(b).Select(0.5 * s, (y.EqualTo(b) | y.NotEqualTo(y)).Select(s, s.Constant(0))),
            Pairs,
            cost: 3);

    /// <summary>
    /// x gets the seed where the result is x: between the bounds and at them (PyTorch), not where x is NaN (PyTorch, alike).
    /// A bound gets it where x is strictly beyond it.
    /// </summary>
    private static Rule Clamp(string key, Spelling spelling, string match) =>
        new()
        {
            Key = key,
            Kind = RuleKind.Partial,
            Arity = 3,
            Matches = [match],
            Spelling = spelling,
            Partials =
            [
                (s, x, y) => y.EqualTo(x[0]).Select(s, s.Constant(0)),
                (s, x, _) => (x[0] < x[1]).Select(s, s.Constant(0)),
                (s, x, _) => (x[0] > x[2]).Select(s, s.Constant(0)),
            ],
            Samples = [[0.3, -1.0, 2.0], [-1.5, -1.0, 2.0], [2.5, -1.0, 2.0]],
            Cost = 2,
            MayThrow = true,
        };
}
