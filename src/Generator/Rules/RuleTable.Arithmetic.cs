using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>The arithmetic operators, and functions that only add, multiply and divide.</content>
internal static partial class RuleTable
{
    private static IEnumerable<Rule> Arithmetic() =>
    [
        Linear("add", Operator("+", 12), [], [s => s, s => s], Pairs),
        Linear("subtract", Operator("-", 12), [], [s => s, s => -s], Pairs),
        Linear("negate", Operator("-", 14), [], [s => -s], [[1.5], [-0.25]]),

        // (a b)' = a' b + a b'.
        Binary("multiply", Operator("*", 13), [], (s, _, b, _) => s * b, (s, a, _, _) => s * a, Pairs, cost: 1),

        // y = a / b:  dy/da = 1 / b,  dy/db = -a / b^2 = -y / b, which does not overflow where b^2 would. A tangent of b, which mostly grows
        // with b, is divided first: y / b is 0 at 1 / e^60 in float. Reverse mode sees to that when the adjoint meets the next factor.
        Binary(
            "divide",
            Operator("/", 13),
            [],
            (s, _, b, _) => s.GuardedOver(b),
            (s, _, b, y) => -s.GuardedTimes(y / b),
            Pairs,
            cost: 4,
            singular: true,
            flat: [null, (b, y) => b.Predicate("isInfinity") & y.EqualTo(0)],
            forward: [null, (s, x, y) => -s.UnlessZero(s / x[1] * y)]),

        // a b + c, rounded once.
        Ternary(
            "fusedMultiplyAdd",
            InMath("FusedMultiplyAdd"),
            ["FusedMultiplyAdd(r,r,r)"],
            (s, _, b, _) => s * b,
            (s, a, _, _) => s * a,
            (s, _, _, _) => s,
            Triples,
            cost: 2),

        // a b + c, rounded once or twice, whichever is faster on the machine.
        Ternary(
            "multiplyAddEstimate",
            InNumber("MultiplyAddEstimate"),
            ["MultiplyAddEstimate(r,r,r)"],
            (s, _, b, _) => s * b,
            (s, a, _, _) => s * a,
            (s, _, _, _) => s,
            Triples,
            cost: 2),

        // a (1 - t) + b t:  d/da = 1 - t,  d/db = t,  d/dt = b - a.
        Ternary(
            "lerp",
            InNumber("Lerp"),
            ["Lerp(r,r,r)"],
            (s, _, _, t) => s * (1 - t),
            (s, _, _, t) => s * t,
            (s, a, b, _) => s.GuardedTimes(b - a),
            Triples,
            cost: 3,
            singular: true),
    ];

    private static IEnumerable<Rule> Scaling() =>
    [
        // x 2^n with an integer n: the seed is scaled the same way, exactly.
        new Rule
        {
            Key = "scaleB",
            Kind = RuleKind.Partial,
            Arity = 2,
            Matches = ["ScaleB(r,i)"],
            Spelling = InMath("ScaleB").OnLanes(),
            Partials = [(s, x, _) => s.Function("scaleB", x[1]), null],
            Samples = [[1.5, 3], [-0.7, -2]],
            Cost = 5,
        },

        // Linear maps: the seed goes through the map itself.
        Linear(
            "degreesToRadians",
            InNumber("DegreesToRadians"),
            ["DegreesToRadians(r)"],
            [s => s.Function("degreesToRadians")],
            [[30.0], [-200.0]],
            cost: 3),
        Linear(
            "radiansToDegrees",
            InNumber("RadiansToDegrees"),
            ["RadiansToDegrees(r)"],
            [s => s.Function("radiansToDegrees")],
            [[0.5], [-3.0]],
            cost: 3),

        // The neighbouring number is x plus a constant as far as any difference can tell.
        Linear("bitIncrement", InMath("BitIncrement").OnLanes(), ["BitIncrement(r)"], [s => s], [[1.5], [-0.25]], cost: 2),
        Linear("bitDecrement", InMath("BitDecrement").OnLanes(), ["BitDecrement(r)"], [s => s], [[1.5], [-0.25]], cost: 2),

        // y = 1 / x:  y' = -1 / x^2 = -y^2. An estimate has as many digits as the machine's instruction; so has its derivative.
        Unary(
            "reciprocalEstimate",
            InMath("ReciprocalEstimate").OnLanes(),
            ["ReciprocalEstimate(r)"],
            (s, _, y) => -s.GuardedTimes(y * y),
            AnyReal,
            cost: 2,
            singular: true,
            flat: Infinity),

        // y = x^(-1/2):  y' = -x^(-3/2) / 2 = -y^3 / 2.
        Unary(
            "reciprocalSqrtEstimate",
            InMath("ReciprocalSqrtEstimate").OnLanes(),
            ["ReciprocalSqrtEstimate(r)"],
            (s, _, y) => -s.GuardedTimes(0.5 * y * y * y),
            Positive,
            cost: 2,
            singular: true,
            flat: PositiveInfinity),
    ];

    private static IEnumerable<Rule> Remainders() =>
    [
        // y = a - n b with a locally constant integer n:  dy/da = 1,  dy/db = -n, whatever rule chose n.
        // n is taken from the result, (a - y) / b rounded: trunc(a / b) would be one too large where a / b rounds up to an integer.
        // At b = 0 the value and dy/db are NaN (PyTorch: value NaN, dy/db = -infinity).
        Remainder("remainder", Operator("%", 13).OnLanes(), []),

        // The same with n = a / b rounded to the nearest integer, ties to even.
        Remainder("ieee754Remainder", InNumber("Ieee754Remainder").OnLanes(), ["Ieee754Remainder(r,r)", "IEEERemainder(r,r)"]),
    ];

    private static double[][] Triples => [[1.5, 0.75, 0.3], [-2.25, 0.5, -0.7], [0.3, -1.7, 1.4]];

    private static Rule Remainder(string key, Spelling spelling, string[] on) =>
        Binary(
            key,
            spelling,
            on,
            (s, _, _, _) => s,
            (s, a, b, y) => -s.GuardedTimes(((a - y) / b).Function("round")),
            [[5.3, 3.0], [-5.3, 3.0], [7.1, -2.0]],
            cost: 8,
            singular: true,
            flat: [null, FiniteAtInfinity]);
}
