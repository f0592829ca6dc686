using System;
using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>Exponentials and logarithms of every base.</content>
internal static partial class RuleTable
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double Ln10 = 2.302585092994045684017991454684;
    private const double InverseLn2 = 1.442695040888963407359924681002;
    private const double InverseLn10 = 0.434294481903251827651128918917;

    private static IEnumerable<Rule> Exponentials() =>
    [
        // (e^x)' = e^x, the result itself.
        Exponential("exp", InMath("Exp"), (s, _, y) => s.GuardedTimes(y)),

        // (b^x)' = b^x ln b.
        Exponential("exp2", InNumber("Exp2"), (s, _, y) => s.GuardedTimes(Ln2 * y)),
        Exponential("exp10", InNumber("Exp10"), (s, _, y) => s.GuardedTimes(Ln10 * y)),

        // (e^x - 1)' = e^x, evaluated anew: y + 1 has no digits left where y is close to -1.
        Exponential("expM1", InNumber("ExpM1"), (s, x, _) => s.GuardedTimes(x.Function("exp"))),
        Exponential("exp2M1", InNumber("Exp2M1"), (s, x, _) => s.GuardedTimes(Ln2 * x.Function("exp2"))),
        Exponential("exp10M1", InNumber("Exp10M1"), (s, x, _) => s.GuardedTimes(Ln10 * x.Function("exp10"))),

        // The same function as expM1, with other bits: accurate near 0, where the framework's is exp(x) - 1.
        Exponential("accurateExpM1", InSpecial("ExpM1"), (s, x, _) => s.GuardedTimes(x.Function("exp")), "SpecialFunctions."),
    ];

    // Left of its domain the formula of a logarithm's derivative is still a number; the value is NaN there (PyTorch, alike).
    private static IEnumerable<Rule> Logarithms() =>
    [
        // (ln x)' = 1 / x.
        Unary("log", InMath("Log"), ["Log(r)"], (s, x, _) => s.GuardedOver(x), Positive, cost: 20, singular: true),

        // (log_b x)' = 1 / (x ln b); the constant goes to the numerator, where it cannot underflow.
        Unary("log2", InMath("Log2"), ["Log2(r)"], (s, x, _) => (InverseLn2 * s).GuardedOver(x), Positive, cost: 20, singular: true),
        Unary("log10", InMath("Log10"), ["Log10(r)"], (s, x, _) => (InverseLn10 * s).GuardedOver(x), Positive, cost: 20, singular: true),

        // y = ln x / ln b:  dy/dx = 1 / (x ln b),  dy/db = -ln x / (b ln^2 b) = -y / (b ln b).
        Binary(
            "logOfBase",
            InMath("Log").OnLanes(),
            ["Log(r,r)"],
            (s, x, b, _) => s.GuardedOver(x).GuardedOver(b.Function("log")),
            (s, _, b, y) => -s.GuardedTimes(y).GuardedOver(b).GuardedOver(b.Function("log")),
            [[1.5, 0.75], [0.5, 2.25], [7.0, 3.0]],
            cost: 45,
            singular: true,
            flat: [null, FiniteAtInfinity]),

        // (ln(1 + x))' = 1 / (1 + x).
        Unary("logP1", InNumber("LogP1"), ["LogP1(r)"], (s, x, _) => s.GuardedOver(1 + x), AboveMinusOne, cost: 20, singular: true),
        Unary(
            "log2P1",
            InNumber("Log2P1"),
            ["Log2P1(r)"],
            (s, x, _) => (InverseLn2 * s).GuardedOver(1 + x),
            AboveMinusOne,
            cost: 20,
            singular: true),
        Unary(
            "log10P1",
            InNumber("Log10P1"),
            ["Log10P1(r)"],
            (s, x, _) => (InverseLn10 * s).GuardedOver(1 + x),
            AboveMinusOne,
            cost: 20,
            singular: true),

        // The same function as logP1, with other bits: accurate near 0, where the framework's is log(1 + x).
        Unary(
            "accurateLogP1",
            InSpecial("LogP1"),
            ["SpecialFunctions.LogP1(r)"],
            (s, x, _) => s.GuardedOver(1 + x),
            AboveMinusOne,
            cost: 25,
            singular: true),
    ];

    /// <summary>A power of a constant, with or without 1 taken away: finite at minus infinity, and soon too large for a number.</summary>
    private static Rule Exponential(string key, Spelling spelling, Func<Expr, Expr, Expr, Expr> partial, string container = "") =>
        Unary(key, spelling, [$"{container}{spelling.Text}(r)"], partial, AnyReal, cost: 20, singular: true, flat: NegativeInfinity);

    private static double[] AboveMinusOne => [-0.8, -0.1, 0.4, 3.5];
}
