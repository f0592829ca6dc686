using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AutoDiff.Generator.Ir;

/// <summary>The text form of a function, for tests and internal error reports.</summary>
internal static class Printer
{
    public static string Print(Function function)
    {
        var text = new StringBuilder();
        text.Append("function (").Append(List(function.Parameters, value => $"{value}: {value.Type}")).Append(")\n");
        Print(function.Body, 1, text);
        return text.ToString();
    }

    private static void Print(Region region, int depth, StringBuilder text)
    {
        foreach (Op op in region.Ops)
        {
            Indent(depth, text);
            if (op.Results.Count > 0)
            {
                text.Append(List(op.Results, value => $"{value}: {value.Type}")).Append(" = ");
            }

            text.Append(Head(op));
            if (op.Operands.Count > 0)
            {
                text.Append(" (").Append(List(op.Operands, value => value.ToString())).Append(')');
            }

            text.Append('\n');
            foreach (Region inner in op.Regions)
            {
                Indent(depth, text);
                text.Append(inner.Parameters.Count == 0 ? "{" : $"{{ ({List(inner.Parameters, value => $"{value}: {value.Type}")})").Append('\n');
                Print(inner, depth + 1, text);
                Indent(depth, text);
                text.Append("}\n");
            }
        }

        Indent(depth, text);
        text.Append("yield ").Append(List(region.Yields, value => value.ToString())).Append('\n');
    }

    private static string Head(Op op) => op.Attribute switch
    {
        ConstantAttribute { Text: { } named } => "constant " + named,
        ConstantAttribute constant when op.Result.Type.IsReal =>
            "constant " + BitConverter.Int64BitsToDouble(constant.Bits).ToString("R", CultureInfo.InvariantCulture),
        ConstantAttribute constant => "constant " + constant.Bits.ToString(CultureInfo.InvariantCulture),
        RuleAttribute rule => rule.Key,
        LoopAttribute loop => $"{op.Kind.ToString().ToLowerInvariant()} step {loop.Step}{(loop.IsInclusive ? " inclusive" : "")}"
            + $"{(loop.Breaks ? " breaks" : "")}{(loop.TestsLast ? " tests last" : "")}",
        NewAttribute created => $"new {created.Purpose.ToString().ToLowerInvariant()}",
        DimensionAttribute dimension => $"length of dimension {dimension.Dimension}",
        CastAttribute { Checked: true } => "checked cast",
        CallAttribute call => $"call {call.Container}{(call.Container.Length > 0 ? "." : "")}{call.Name}{call.TypeArguments}",
        VerbatimAttribute code => $"{(code.Pure ? "pure" : "impure")} `{code.Template}`",
        _ => op.Kind.ToString().ToLowerInvariant(),
    };

    private static string List(IEnumerable<Value> values, Func<Value, string> text) => string.Join(", ", values.Select(text));

    private static void Indent(int depth, StringBuilder text) => text.Append(' ', depth * 2);
}
