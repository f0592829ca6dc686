using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Rules;

/// <summary>
/// Every function that can be differentiated without a body: arithmetic, <c>Math</c>, the floating-point types' own
/// functions and <c>AutoDiff.SpecialFunctions</c>. The entries stand in the other parts of this class, by family.
/// </summary>
internal static partial class RuleTable
{
    /// <summary>All entries, in the order of their families.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. Arithmetic(),
        .. Comparisons(),
        .. Exponentials(),
    ];

    private static readonly Dictionary<string, Rule> s_byKey = All.ToDictionary(rule => rule.Key, StringComparer.Ordinal);

    private static readonly Dictionary<string, Rule> s_bySignature = All
        .SelectMany(rule => rule.Matches, (rule, match) => (rule, match))
        .ToDictionary(pair => pair.match, pair => pair.rule, StringComparer.Ordinal);

    /// <summary>The entry with this key.</summary>
    public static Rule Get(string key) => s_byKey[key];

    /// <summary>The entry that stands for a method of one of the function containers, or null.</summary>
    /// <param name="signature">As in <see cref="Rule.Matches"/>.</param>
    public static Rule? Find(string signature) => s_bySignature.TryGetValue(signature, out Rule? rule) ? rule : null;

    /// <summary>An entry of one real argument.</summary>
    private static Rule Unary(
        string key, Spelling spelling, string[] on, Func<Expr, Expr, Expr, Expr> partial, double[] samples, int cost = 10, bool singular = false) =>
        new()
        {
            Key = key,
            Kind = RuleKind.Partial,
            Arity = 1,
            Matches = on,
            Spelling = spelling,
            Partials = [(s, x, y) => partial(s, x[0], y)],
            Samples = [.. samples.Select(x => new[] { x })],
            Cost = cost,
            Singular = singular,
        };

    /// <summary>An entry of two real arguments.</summary>
    private static Rule Binary(
        string key,
        Spelling spelling,
        string[] on,
        Func<Expr, Expr, Expr, Expr, Expr> first,
        Func<Expr, Expr, Expr, Expr, Expr> second,
        double[][] samples,
        int cost = 10,
        bool singular = false) =>
        new()
        {
            Key = key,
            Kind = RuleKind.Partial,
            Arity = 2,
            Matches = on,
            Spelling = spelling,
            Partials = [(s, x, y) => first(s, x[0], x[1], y), (s, x, y) => second(s, x[0], x[1], y)],
            Samples = samples,
            Cost = cost,
            Singular = singular,
        };

    /// <summary>An entry without a derivative.</summary>
    private static Rule Passive(string key, Spelling spelling, int arity, string[] on, double[][] samples, int cost = 1) =>
        new() { Key = key, Kind = RuleKind.Passive, Arity = arity, Matches = on, Spelling = spelling, Samples = samples, Cost = cost };

    private static Spelling InMath(string name) => new(Home.Math, name);

    private static Spelling InNumber(string name) => new(Home.Number, name);

    private static Spelling InSpecial(string name) => new(Home.Special, name);
}
