using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Cases;

/// <summary>What is checked beside the calls in the file: the further points of its notes, the policies that it leaves open, tolerances.</summary>
internal static class CasePoints
{
    private static readonly Dictionary<string, CasePoint[]> More = new()
    {
        ["trap-sqrt-before-select"] = [At("F(0.0)", 0, ("x", [0]))],
        ["clamp-inside"] =
        [
            // Clamp passes the gradient at its bounds, and nothing beyond them.
            At("F(0.0)", 0, ("x", [0])),
            At("F(1.0)", 1, ("x", [2])),
            At("F(1.5)", 1.5, ("x", [1])),
            At("F(-1.5)", 0, ("x", [0])),
        ],
        ["scaleb-negative-exponent"] = [At("F(0.0)", 0, ("t", [4]))],
        ["alias-same-array-two-params"] =
        [
            At("F(new[] { 1.0, 2.0, 3.0 }, new[] { 1.0, 2.0, 3.0 })", 14, ("a", [1, 2, 3]), ("b", [1, 2, 3])),
        ],
        ["alias-write-through"] = [At("F(new[] { 5.0 }, new[] { 2.0 })", 8, ("a", [0]), ("b", [12]))],
        ["early-return-in-loop"] =
        [
            At("F(new[] { 1.0, 2.0, 3.0 }, 100.0)", 114, ("a", [2, 4, 6]), ("t", [1])),
            At("F(new double[0], 100.0)", 100, ("a", []), ("t", [1])),
        ],
        ["early-return-skips-loop"] =
        [
            At("F(new[] { 0.5, -1.0, 2.0, 3.0 })", 0.875, ("c", [4.25, 0.5, 0.25, 0.125])),
            At("F(new[] { 0.5 })", 0.5, ("c", [1])),
        ],
        ["switch-expression-relational"] = [At("F(3)", 5, ("x", [2])), At("F(-2)", 2, ("x", [-1]))],
        ["switch-statement-goto-case"] =
        [
            At("F(0.0, 1)", 0, ("x", [0])),
            At("F(0.8, 2)", 7, ("x", [0])),
        ],
        ["equality-branch-hides-slope"] = [At("F(1.5)", 3, ("x", [2]))],
        ["preloop-value-used-after"] = [At("F(2.0, 0)", 0, ("x", [0]))],
        ["recursion-power"] = [At("F(1.3, 0)", 1, ("x", [0]))],
        ["struct-method-mutation"] = [At("F(0.0, 5.0)", 0, ("u", [5]), ("v", [0]))],
        ["throw-on-bad-input"] = [At("F(0.0)", 0, ("x", [double.PositiveInfinity]))],
    };

    /// <summary>Where the file accepts several answers and docs/semantics.md chooses another one than the file.</summary>
    private static readonly Dictionary<string, double[]> Chosen = new()
    {
        // Half of the tie of Max, all of Clamp at its bound: 10 / 2 + 100.
        ["relu-three-spellings"] = [105],
    };

    /// <summary>The calls of a case.</summary>
    public static IEnumerable<CasePoint> Of(BugReport report)
    {
        CasePoint first = report.Point;
        if (Chosen.TryGetValue(report.Id, out double[]? chosen))
        {
            first = first with { Gradient = first.Gradient.Keys.Zip(chosen).ToDictionary(pair => pair.First, pair => new[] { pair.Second }) };
        }

        return More.GetValueOrDefault(report.Id, []).Prepend(first);
    }

    /// <summary>The relative error that a derivative may have, or the absolute one where the right number is 0.</summary>
    public static double Tolerance(BugReport report, double expected) => report.Id switch
    {
        // The plain quotient rule cancels there: this is what differentiation of the code as it stands can give.
        "sinc-near-zero" => 1e-9 / System.Math.Abs(expected),

        // Single precision.
        "float-literals-stay-float" => 1e-6,
        _ => 1e-12,
    };

    /// <summary>The relative error that the value of the program itself may have.</summary>
    public static double ValueTolerance(BugReport report) => report.Id switch
    {
        // .NET computes Log(1 + x).
        "log1p-small" => 1e-7,
        "float-literals-stay-float" => 1e-6,
        _ => 1e-12,
    };

    private static CasePoint At(string call, double value, params (string Name, double[] Derivatives)[] gradient) =>
        new(call, value, gradient.ToDictionary(pair => pair.Name, pair => pair.Derivatives));
}
