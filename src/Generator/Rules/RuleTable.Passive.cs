using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <content>Functions that are constant but for jumps, and functions on values that carry no derivative.</content>
internal static partial class RuleTable
{
    private static double[][] OneReal => [[1.7], [-1.7], [0.0]];

    private static IEnumerable<Rule> Comparisons() =>
    [
        Passive("less", Operator("<", 10), 2, [], Pairs),
        Passive("greater", Operator(">", 10), 2, [], Pairs),
        Passive("lessOrEqual", Operator("<=", 10), 2, [], Pairs),
        Passive("greaterOrEqual", Operator(">=", 10), 2, [], Pairs),
        Passive("equal", Operator("==", 9), 2, [], Pairs),
        Passive("notEqual", Operator("!=", 9), 2, [], Pairs),
    ];

    /// <summary>On bool and on integers; C# gives one meaning to a symbol for each type.</summary>
    private static IEnumerable<Rule> Integers() =>
    [
        Passive("not", Operator("!", 14), 1, [], [[0], [1]]),
        Passive("complement", Operator("~", 14).OnLanes(), 1, [], [[6]]),
        Passive("and", Operator("&", 8), 2, [], [[6, 3]]),
        Passive("xor", Operator("^", 7), 2, [], [[6, 3]]),
        Passive("or", Operator("|", 6), 2, [], [[6, 3]]),
        Passive("andAlso", Operator("&&", 5), 2, [], [[1, 0]]),
        Passive("orElse", Operator("||", 4), 2, [], [[1, 0]]),
        Passive("shiftLeft", Operator("<<", 11).OnLanes(), 2, [], [[6, 2]]),
        Passive("shiftRight", Operator(">>", 11).OnLanes(), 2, [], [[6, 1]]),
        Passive("shiftRightUnsigned", Operator(">>>", 11).OnLanes(), 2, [], [[6, 1]]),
    ];

    private static IEnumerable<Rule> Predicates() =>
    [
        Predicate("isNaN", "IsNaN"),
        Predicate("isFinite", "IsFinite"),
        Predicate("isInfinity", "IsInfinity"),
        Predicate("isPositiveInfinity", "IsPositiveInfinity"),
        Predicate("isNegativeInfinity", "IsNegativeInfinity"),
        Predicate("isNegative", "IsNegative"),
        Predicate("isPositive", "IsPositive"),
        Predicate("isNormal", "IsNormal"),
        Predicate("isSubnormal", "IsSubnormal"),
        Predicate("isInteger", "IsInteger"),
        Predicate("isEvenInteger", "IsEvenInteger"),
        Predicate("isOddInteger", "IsOddInteger"),
        LanePredicate("isPow2", "IsPow2"),
        LanePredicate("isRealNumber", "IsRealNumber"),

        // These four only type parameters have: double and float implement them explicitly.
        Predicate("isZero", "IsZero"),
        LanePredicate("isCanonical", "IsCanonical"),
        LanePredicate("isComplexNumber", "IsComplexNumber"),
        LanePredicate("isImaginaryNumber", "IsImaginaryNumber"),

        // An int. Throws for NaN, so no partial may use it.
        Passive("sign", InMath("Sign").OnLanes(), 1, ["Sign(r)"], OneReal),
        Passive("iLogB", InMath("ILogB").OnLanes(), 1, ["ILogB(r)"], OneReal, cost: 5),
    ];

    // A step function has derivative 0, at its jumps too (PyTorch: floor, ceil, trunc and round all give 0 everywhere).
    private static IEnumerable<Rule> Rounding() =>
    [
        Passive("floor", InMath("Floor"), 1, ["Floor(r)"], OneReal),
        Passive("ceiling", InMath("Ceiling"), 1, ["Ceiling(r)"], OneReal),
        Passive("truncate", InMath("Truncate"), 1, ["Truncate(r)"], OneReal),
        Passive("round", InMath("Round"), 1, ["Round(r)"], OneReal),
        Passive("roundToDigits", InMath("Round").OnLanes(), 2, ["Round(r,i)"], [[1.737, 2], [-1.737, 1]], cost: 5),
        Passive("roundByMode", InMath("Round").OnLanes(), 2, ["Round(r,m)"], [[2.5, 1], [-2.5, 3]], cost: 5),
        Passive("roundToDigitsByMode", InMath("Round").OnLanes(), 3, ["Round(r,i,m)"], [[1.737, 2, 1], [-1.737, 1, 3]], cost: 5),

        // x itself, by definition without a derivative.
        Passive("stopGradient", new(Home.Autograd, "StopGradient"), 1, ["StopGradient(r)"], OneReal),
    ];

    private static Rule Predicate(string key, string name) => Passive(key, InNumber(name), 1, [$"{name}(r)"], OneReal);

    private static Rule LanePredicate(string key, string name) => Passive(key, InNumber(name).OnLanes(), 1, [$"{name}(r)"], OneReal);
}
