using System;
using System.Linq;

namespace AutoDiff.Generator.Rules;

/// <content>The shapes that entries have: how many real arguments, with or without a derivative.</content>
internal static partial class RuleTable
{
    /// <summary>Pairs of ordinary numbers of both signs, none of them equal in magnitude.</summary>
    /// <remarks>A property: the order in which fields of a class in several files are initialised is not defined.</remarks>
    private static double[][] Pairs => [[1.5, 0.75], [-2.25, 0.5], [0.3, -1.7], [-0.8, -2.6]];

    private static double[] AnyReal => [-2.0, -0.4, 0.3, 1.7];

    private static double[] Positive => [0.2, 1.3, 7.5];

    private static double[] InsideUnit => [-0.9, -0.3, 0.2, 0.7];

    /// <summary>An entry of one real argument.</summary>
    private static Rule Unary(
        string key,
        Spelling spelling,
        string[] on,
        Func<Expr, Expr, Expr, Expr> partial,
        double[] samples,
        int cost = 10,
        bool singular = false,
        Func<Expr, Expr, Expr>? flat = null) =>
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
            Flat = flat is null ? [] : [flat],
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
        bool singular = false,
        Func<Expr, Expr, Expr>?[]? flat = null,
        ScaledPartial?[]? forward = null) =>
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
            Flat = flat ?? [],
            Forward = forward ?? [],
        };

    /// <summary>An entry of three real arguments.</summary>
    private static Rule Ternary(
        string key,
        Spelling spelling,
        string[] on,
        Func<Expr, Expr, Expr, Expr, Expr> first,
        Func<Expr, Expr, Expr, Expr, Expr> second,
        Func<Expr, Expr, Expr, Expr, Expr> third,
        double[][] samples,
        int cost,
        bool singular = false) =>
        new()
        {
            Key = key,
            Kind = RuleKind.Partial,
            Arity = 3,
            Matches = on,
            Spelling = spelling,
            Partials =
            [
                (s, x, _) => first(s, x[0], x[1], x[2]),
                (s, x, _) => second(s, x[0], x[1], x[2]),
                (s, x, _) => third(s, x[0], x[1], x[2]),
            ],
            Samples = samples,
            Cost = cost,
            Singular = singular,
        };

    /// <summary>An entry linear in each of its arguments: what it does to a seed depends on nothing else.</summary>
    private static Rule Linear(
        string key, Spelling spelling, string[] on, Func<Expr, Expr>[] partials, double[][] samples, int cost = 1) =>
        new()
        {
            Key = key,
            Kind = RuleKind.Linear,
            Arity = partials.Length,
            Matches = on,
            Spelling = spelling,
            Partials = [.. partials.Select<Func<Expr, Expr>, ScaledPartial>(partial => (s, _, _) => partial(s))],
            Samples = samples,
            Cost = cost,
        };

    // Where a function is flat.
    private static Expr Infinity(Expr x, Expr y) => x.Predicate("isInfinity");

    private static Expr NegativeInfinity(Expr x, Expr y) => x.Predicate("isNegativeInfinity");

    private static Expr PositiveInfinity(Expr x, Expr y) => x.Predicate("isPositiveInfinity");

    private static Expr FiniteAtInfinity(Expr x, Expr y) => x.Predicate("isInfinity") & y.Predicate("isFinite");

    /// <summary>An entry without a derivative.</summary>
    private static Rule Passive(string key, Spelling spelling, int arity, string[] on, double[][] samples, int cost = 1) =>
        new() { Key = key, Kind = RuleKind.Passive, Arity = arity, Matches = on, Spelling = spelling, Samples = samples, Cost = cost };

    private static Spelling InMath(string name) => new(Home.Math, name);

    private static Spelling InNumber(string name) => new(Home.Number, name);

    private static Spelling InSpecial(string name) => new(Home.Special, name);

    private static Spelling Operator(string symbol, int precedence) => new(Home.Operator, symbol, precedence);
}
