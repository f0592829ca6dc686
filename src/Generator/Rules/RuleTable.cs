using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Rules;

/// <summary>
/// Every function that can be differentiated without a body: arithmetic, <c>Math</c>, the floating-point types' own
/// functions and <c>AutoDiff.SpecialFunctions</c>. The entries stand in the other parts of this class, by family;
/// above each the identity its partial comes from. docs/rules.md lists them, docs/semantics.md the decisions at kinks and poles.
/// </summary>
internal static partial class RuleTable
{
    /// <summary>All entries, in the order of their families.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. Arithmetic(),
        .. Comparisons(),
        .. Integers(),
        .. Predicates(),
        .. Scaling(),
        .. Remainders(),
        .. Rounding(),
        .. Magnitudes(),
        .. Extrema(),
        .. Powers(),
        .. Exponentials(),
        .. Logarithms(),
        .. Trigonometry(),
        .. InverseTrigonometry(),
        .. Hyperbolic(),
        .. ErrorFunctions(),
        .. GammaFunctions(),
        .. Logistic(),
    ];

    private static readonly Dictionary<string, Rule> ByKey = All.ToDictionary(rule => rule.Key, StringComparer.Ordinal);

    private static readonly Dictionary<string, Rule> BySignature = All
        .SelectMany(rule => rule.Matches, (rule, match) => (rule, match))
        .ToDictionary(pair => pair.match, pair => pair.rule, StringComparer.Ordinal);

    /// <summary>The entry with this key.</summary>
    public static Rule Get(string key) => ByKey[key];

    /// <summary>The entry that stands for a method of one of the function containers, or null.</summary>
    /// <param name="signature">As in <see cref="Rule.Matches"/>, without a container.</param>
    /// <param name="container">The simple name of the type that declares the method; matters where a name has two meanings.</param>
    public static Rule? Find(string signature, string container = "")
    {
        if (BySignature.TryGetValue(container + "." + signature, out Rule? qualified))
        {
            return qualified;
        }

        return BySignature.TryGetValue(signature, out Rule? rule) ? rule : null;
    }
}
