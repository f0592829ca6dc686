using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>Hyperbolic functions and their inverses.</content>
internal static partial class RuleTable
{
    private static IEnumerable<Rule> Hyperbolic() =>
    [
        Unary("sinh", InMath("Sinh"), ["Sinh(r)"], (s, x, _) => s.GuardedTimes(x.Function("cosh")), AnyReal, cost: 25, singular: true),
        Unary("cosh", InMath("Cosh"), ["Cosh(r)"], (s, x, _) => s.GuardedTimes(x.Function("sinh")), AnyReal, cost: 25, singular: true),

        // (tanh x)' = 1 / cosh^2 x = 4 sigma(2x) sigma(-2x). Not 1 - tanh^2 x, which has no correct digit left from |x| = 19 on, and not
        // with the hyperbolic cosine, whose square overflows: derivatives of higher order would be infinity times 0.
        // Where it vanishes it is 0 as a constant, whatever the derivative of the argument is that it will be multiplied by. The factor 4
        // is written as a divisor: it must not come to the seed, which may be as large as numbers get.
        Unary(
            "tanh",
            InMath("Tanh"),
            ["Tanh(r)"],
            (s, x, _) =>
            {
                Expr twice = 2 * x;
                Expr quarter = twice.Function("sigmoid") * (-twice).Function("sigmoid");
                return quarter.EqualTo(0).Select(s.Constant(0), s * (quarter / 0.25));
            },
            AnyReal,
            cost: 20),

        // (asinh x)' = 1 / sqrt(1 + x^2), as a hypotenuse since x^2 may overflow.
        Unary("asinh", InMath("Asinh"), ["Asinh(r)"], (s, x, _) => s / x.Function("hypot", x.Constant(1)), AnyReal, cost: 25),

        // (acosh x)' = 1 / sqrt(x^2 - 1), infinite at 1; two roots since x^2 may overflow and loses digits near 1.
        Unary(
            "acosh",
            InMath("Acosh"),
            ["Acosh(r)"],
            (s, x, _) => s.GuardedOver((x - 1).Function("sqrt") * (x + 1).Function("sqrt")),
            [1.1, 1.9, 7.5],
            cost: 25,
            singular: true),

        // (atanh x)' = 1 / (1 - x^2), infinite at -1 and 1.
        Unary("atanh", InMath("Atanh"), ["Atanh(r)"], (s, x, _) => s.GuardedOver((1 - x) * (1 + x)), InsideUnit, cost: 25, singular: true),
    ];
}
