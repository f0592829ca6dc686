using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

internal static partial class RuleTable
{
    private static IEnumerable<Rule> Exponentials() =>
    [
        // (e^x)' = e^x, the result itself.
        Unary("exp", InMath("Exp"), ["Exp(r)"], (s, _, y) => s * y, [-2.0, 0.3, 1.7], cost: 20),

        // (ln x)' = 1 / x.
        Unary("log", InMath("Log"), ["Log(r)"], (s, x, _) => s.GuardedOver(x), [0.2, 1.3, 7.5], cost: 20, singular: true),

        // (sqrt x)' = 1 / (2 sqrt x), infinite at 0.
        Unary("sqrt", InMath("Sqrt"), ["Sqrt(r)"], (s, _, y) => s.GuardedOver(2 * y), [0.2, 1.3, 7.5], cost: 6, singular: true),

        Unary("sin", InMath("Sin"), ["Sin(r)"], (s, x, _) => s * x.Function("cos"), [-2.0, 0.3, 1.7], cost: 20),
        Unary("cos", InMath("Cos"), ["Cos(r)"], (s, x, _) => -(s * x.Function("sin")), [-2.0, 0.3, 1.7], cost: 20),
        Passive("truncate", InMath("Truncate"), 1, ["Truncate(r)"], [[1.7], [-1.7]]),
    ];
}
