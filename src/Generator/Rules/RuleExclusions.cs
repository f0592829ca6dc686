using System;
using System.Collections.Generic;

namespace AutoDiff.Generator.Rules;

/// <summary>
/// The public static methods of Math, MathF, double and float that take or give a floating-point number and have no entry in the
/// rule table, each with the reason. A test checks that every method is in one of the two and that none here is stale.
/// </summary>
internal static class RuleExclusions
{
    private const string TwoApplies = "the frontend lowers it to two applications, one for each member of the tuple";
    private const string Conversion = "a conversion: the frontend lowers it as a cast";
    private const string OtherBits = "its sine and cosine differ in the last bit from SinPi and CosPi, so that two applications would change the value; refused";
    private const string ToInteger = "gives an integer: passive code, for constants only; a cast does for others";
    private const string Text = "reads a number from text: passive code";
    private const string Symbol = "an operator: the frontend lowers it to the entry of its symbol";

    /// <summary>
    /// The reasons by signature, as in <see cref="Rule.Matches"/> with one more code: o for any other parameter type.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SinCos(r)"] = TwoApplies,
        ["SinCosPi(r)"] = OtherBits,
        ["ConvertToInteger(r)"] = ToInteger,
        ["ConvertToIntegerNative(r)"] = ToInteger,
        ["CreateChecked(o)"] = Conversion,
        ["CreateSaturating(o)"] = Conversion,
        ["CreateTruncating(o)"] = Conversion,
        ["Parse(o)"] = Text,
        ["Parse(o,o)"] = Text,
        ["Parse(o,o,o)"] = Text,
        ["TryParse(o,o)"] = Text,
        ["TryParse(o,o,o)"] = Text,
        ["TryParse(o,o,o,o)"] = Text,
        ["op_Equality(r,r)"] = Symbol,
        ["op_Inequality(r,r)"] = Symbol,
        ["op_LessThan(r,r)"] = Symbol,
        ["op_LessThanOrEqual(r,r)"] = Symbol,
        ["op_GreaterThan(r,r)"] = Symbol,
        ["op_GreaterThanOrEqual(r,r)"] = Symbol,
    };
}
