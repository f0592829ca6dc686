using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

internal static partial class RuleTable
{
    private static readonly double[][] s_pairs = [[1.5, 0.75], [-2.25, 0.5], [0.3, -1.7], [-0.8, -2.6]];

    private static IEnumerable<Rule> Arithmetic() =>
    [
        Linear("add", "+", 12, (s, _) => s, (s, _) => s),
        Linear("subtract", "-", 12, (s, _) => s, (s, _) => -s),
        new Rule
        {
            Key = "negate",
            Kind = RuleKind.Linear,
            Arity = 1,
            Spelling = new(Home.Operator, "-", 14),
            Partials = [(s, _, _) => -s],
            Samples = [[1.5], [-0.25]],
            Cost = 1,
        },
        new Rule
        {
            Key = "multiply",
            Kind = RuleKind.Partial,
            Arity = 2,
            Spelling = new(Home.Operator, "*", 13),
            Partials = [(s, x, _) => s * x[1], (s, x, _) => s * x[0]],
            Samples = s_pairs,
            Cost = 1,
        },

        // y = a / b:  dy/da = 1 / b,  dy/db = -a / b^2 = -y / b.
        Binary(
            "divide",
            new(Home.Operator, "/", 13),
            [],
            (s, _, b, _) => s.GuardedOver(b),
            (s, _, b, y) => -(s.GuardedTimes(y).GuardedOver(b)),
            s_pairs,
            cost: 4,
            singular: true),

        // y = a % b = a - b * trunc(a / b), with trunc locally constant.
        Binary(
            "remainder",
            new(Home.Operator, "%", 13),
            [],
            (s, _, _, _) => s,
            (s, a, b, _) => -s.GuardedTimes((a / b).Function("truncate")),
            [[5.3, 3.0], [-5.3, 3.0], [7.1, -2.0]],
            cost: 8,
            singular: true),
    ];

    private static IEnumerable<Rule> Comparisons() =>
    [
        Passive("less", new(Home.Operator, "<", 10), 2, [], s_pairs),
        Passive("greater", new(Home.Operator, ">", 10), 2, [], s_pairs),
        Passive("lessOrEqual", new(Home.Operator, "<=", 10), 2, [], s_pairs),
        Passive("greaterOrEqual", new(Home.Operator, ">=", 10), 2, [], s_pairs),
        Passive("equal", new(Home.Operator, "==", 9), 2, [], s_pairs),
        Passive("notEqual", new(Home.Operator, "!=", 9), 2, [], s_pairs),

        // On bool and on integers; C# gives one meaning to a symbol for each type.
        Passive("not", new(Home.Operator, "!", 14), 1, [], []),
        Passive("complement", new(Home.Operator, "~", 14), 1, [], []),
        Passive("and", new(Home.Operator, "&", 8), 2, [], []),
        Passive("xor", new(Home.Operator, "^", 7), 2, [], []),
        Passive("or", new(Home.Operator, "|", 6), 2, [], []),
        Passive("andAlso", new(Home.Operator, "&&", 5), 2, [], []),
        Passive("orElse", new(Home.Operator, "||", 4), 2, [], []),
        Passive("shiftLeft", new(Home.Operator, "<<", 11), 2, [], []),
        Passive("shiftRight", new(Home.Operator, ">>", 11), 2, [], []),
        Passive("shiftRightUnsigned", new(Home.Operator, ">>>", 11), 2, [], []),
    ];

    private static Rule Linear(
        string key, string symbol, int precedence, System.Func<Expr, IReadOnlyList<Expr>, Expr> first, System.Func<Expr, IReadOnlyList<Expr>, Expr> second) =>
        new()
        {
            Key = key,
            Kind = RuleKind.Linear,
            Arity = 2,
            Spelling = new(Home.Operator, symbol, precedence),
            Partials = [(s, x, _) => first(s, x), (s, x, _) => second(s, x)],
            Samples = s_pairs,
            Cost = 1,
        };
}
