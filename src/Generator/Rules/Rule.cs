using System;
using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <summary>
/// The seed s times the partial derivative of the function with respect to one argument.
/// Forward mode calls it with the tangent of the argument, reverse mode with the adjoint of the result:
/// one formula, written once.
/// </summary>
/// <param name="s">The seed.</param>
/// <param name="x">The arguments.</param>
/// <param name="y">The result.</param>
internal delegate Expr ScaledPartial(Expr s, IReadOnlyList<Expr> x, Expr y);

/// <summary>How a function's result depends on its arguments.</summary>
internal enum RuleKind : byte
{
    /// <summary>Has a partial for every real argument.</summary>
    Partial,

    /// <summary>Linear in its arguments: the partial needs neither argument nor result.</summary>
    Linear,

    /// <summary>Locally constant (floor, sign, comparisons): no derivative.</summary>
    Passive,
}

/// <summary>
/// One function: what it matches in C#, its partial derivatives as IR, how it is written in C#, and where to test it.
/// Everything else (forward, reverse, graph, tests, documentation) follows from the entry.
/// </summary>
internal sealed class Rule
{
    /// <summary>The name in the IR, unique.</summary>
    public required string Key { get; init; }

    /// <summary>What it does to derivatives.</summary>
    public required RuleKind Kind { get; init; }

    /// <summary>The number of arguments, passive ones included.</summary>
    public required int Arity { get; init; }

    /// <summary>
    /// The method signatures it stands for, as <c>Name(codes)</c> with one code a parameter, separated by commas:
    /// r real, i int, m MidpointRounding. They are looked for in Math, MathF, double, float, the generic-math interfaces,
    /// AutoDiff.SpecialFunctions and AutoDiff.Autograd alike: a name means the same function in each. Where it does not
    /// (<c>SpecialFunctions.ExpM1</c> has other bits than <c>double.ExpM1</c>) the container stands before it:
    /// <c>SpecialFunctions.ExpM1(r)</c>. Operators have none.
    /// </summary>
    public IReadOnlyList<string> Matches { get; init; } = [];

    /// <summary>One for each argument; null for an argument that is passive.</summary>
    public IReadOnlyList<ScaledPartial?> Partials { get; init; } = [];

    /// <summary>How the call is written in C#.</summary>
    public required Spelling Spelling { get; init; }

    /// <summary>
    /// Whether a partial is infinite or no number at a finite argument, at a pole (sqrt at 0, division by 0) or since it overflows
    /// (exp of 1000); then the partials guard against a zero seed.
    /// </summary>
    public bool Singular { get; init; }

    /// <summary>
    /// One for each argument, null where there is none: of argument and result, whether that argument is infinite and the function
    /// finite all the same, so flat there (e^-infinity, 1 / infinity). The derivative is then 0 whatever the tangent of the argument.
    /// </summary>
    public IReadOnlyList<Func<Expr, Expr, Expr>?> Flat { get; init; } = [];

    /// <summary>One for each argument, null where forward mode takes the formula of <see cref="Partials"/>: another one that stays in range with a tangent.</summary>
    public IReadOnlyList<ScaledPartial?> Forward { get; init; } = [];

    /// <summary>Whether a call can throw (clamp with bounds the wrong way round); it is then neither dropped nor moved.</summary>
    public bool MayThrow { get; init; }

    /// <summary>Points for the automatic tests, each with one number per argument, away from kinks and poles.</summary>
    public IReadOnlyList<double[]> Samples { get; init; } = [];

    /// <summary>The rough price of one evaluation in additions; decides what is kept and what is recomputed.</summary>
    public int Cost { get; init; } = 10;
}
