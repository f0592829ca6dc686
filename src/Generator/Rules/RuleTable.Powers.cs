using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>Powers and roots.</content>
internal static partial class RuleTable
{
    private static IEnumerable<Rule> Powers() =>
    [
        // d/dx x^p = p x^(p-1). A constant where p = 0, so 0 there even at x = 0, infinity and NaN (PyTorch).
        // d/dp x^p = x^p ln x. At x = 0 the function is 0 for every p > 0: 0, and at p = 0 too (PyTorch), where 0^p jumps from 1.
        // A negative x allows integers p only: NaN (PyTorch).
        Binary(
            "pow",
            InMath("Pow"),
            ["Pow(r,r)"],
            (s, x, p, _) => p.EqualTo(0).Select(s.Constant(0), s.GuardedTimes(p * x.Function("pow", p - 1))),
            (s, x, p, y) => (x.EqualTo(0) & (p >= 0)).Select(s.Constant(0), s.GuardedTimes(y * x.Function("log"))),
            [[1.5, 0.75], [0.5, -2.25], [2.0, 3.0], [3.1, 2.0]],
            cost: 40,
            singular: true,
            flat: [FiniteAtInfinity, FiniteAtInfinity]),

        // (sqrt x)' = 1 / (2 sqrt x), infinite at 0.
        Unary("sqrt", InMath("Sqrt"), ["Sqrt(r)"], (s, _, y) => s.GuardedOver(2 * y), Positive, cost: 6, singular: true),

        // (cbrt x)' = x^(-2/3) / 3 = 1 / (3 y^2), infinite at 0.
        Unary("cbrt", InMath("Cbrt"), ["Cbrt(r)"], (s, _, y) => s.GuardedOver(3 * y * y), AnyReal, cost: 20, singular: true),

        // y = x^(1/n):  y' = y / (n x). At x = 0 that is 0 / 0 for n > 0: the limit is infinite, but 1 for n = 1.
        new Rule
        {
            Key = "rootN",
            Kind = RuleKind.Partial,
            Arity = 2,
            Matches = ["RootN(r,i)"],
            Spelling = InNumber("RootN").OnLanes(),
            Partials =
            [
                (s, x, y) =>
                {
                    Expr n = x[1].As(s.Type);
                    Expr atZero = n.EqualTo(1).Select(s.Constant(1), s.Constant(double.PositiveInfinity));
                    return s.GuardedTimes((x[0].EqualTo(0) & (n > 0)).Select(atZero, y / (n * x[0])));
                },
                null,
            ],
            Samples = [[1.7, 3], [-1.7, 3], [0.4, 2], [2.5, -2], [0.9, 1]],
            Cost = 40,
            Singular = true,
        },

        // y = sqrt(a^2 + b^2):  dy/da = a / y,  dy/db = b / y, at most 1. At (0, 0), the tip of the cone, 0 of the subgradients, as
        // for |x| (PyTorch: NaN).
        Binary(
            "hypot",
            InNumber("Hypot"),
            ["Hypot(r,r)"],
            (s, a, _, y) => y.EqualTo(0).Select(s.Constant(0), s * (a / y)),
            (s, _, b, y) => y.EqualTo(0).Select(s.Constant(0), s * (b / y)),
            Pairs,
            cost: 15),
    ];
}
