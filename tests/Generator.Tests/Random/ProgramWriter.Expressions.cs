using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>Expressions.</summary>
internal sealed partial class ProgramWriter
{
    private string Real(int depth)
    {
        if (depth == 0)
        {
            return Leaf();
        }

        int next = depth - 1;
        bool calls = Has(Features.Calls);
        return Pick<Func<string>>(
            (2, () => $"({Real(next)} + {Real(next)})"),
            (2, () => $"({Real(next)} - {Real(next)})"),
            (2, () => $"({Real(next)} * {Real(next)})"),
            (1, () => $"({Real(next)} / (1.5 + Math.Sin({Real(next)})))"),
            (1, () => $"-{Leaf()}"),
            (3, () => $"Math.{Pick(["Sin", "Cos", "Tanh", "Atan"])}({Real(next)})"),
            (1, () => $"Math.Sqrt(1.0 + Math.Exp(Math.Sin({Real(next)})))"),
            (1, () => $"Math.Log(2.5 + Math.Cos({Real(next)}))"),
            (1, Leaf),
            (_scope.Wholes.Count > 0 ? 1 : 0, () => $"({Real(next)} * {Whole(0)})"),
            (Has(Features.Branches) ? 2 : 0, () => $"({Condition(0)} ? {Real(next)} : {Real(next)})"),
            (Has(Features.Branches) && _scope.Wholes.Count > 0 ? 1 : 0, () => Choice(Pick(_scope.Wholes).Name, "0", "1 or 2", next)),
            (Has(Features.Branches) ? 1 : 0, () => Choice(Variable(), "< -0.5", ">= 1.0", next)),
            (_methods.Contains("Mix") && _scope.Structures.Count > 0 ? 1 : 0, () => $"{Pick(_scope.Structures)}.Mix({Real(next)})"),
            (_methods.Contains("Step") ? 1 : 0, () => $"Step({Real(next)})"),
            (calls && _methods.Contains("Helper") ? 2 : 0, () => $"Helper({Real(next)}, {Real(next)})"),
            (calls && _methods.Contains("F") && Next(1 + (3 * _loops)) == 0 ? 1 : 0, () => Recursion(next)))();
    }

    private string Choice(string value, string first, string second, int depth) =>
        $"({value} switch {{ {first} => {Real(depth)}, {second} => {Real(depth)}, _ => {Real(depth)} }})";

    private string Leaf() => Pick<Func<string>>(
        (1, Constant),
        (5, Variable))();

    private string Variable() => Pick<Func<string>>(
        (6, () => Pick(_scope.Reals.Concat(_scope.Constants))),
        (_scope.Blocks.Count > 0 ? 4 : 0, () => Element(Pick(_scope.Blocks))),
        (_scope.Structures.Count > 0 ? 2 : 0, () => $"{Pick(_scope.Structures)}.{Pick(["A", "B"])}"))();

    private string Constant()
    {
        string text = (Next(5) - 2 + (0.25 * Next(4))).ToString("0.0#", CultureInfo.InvariantCulture);
        return text[0] == '-' ? $"({text})" : text;
    }

    private string Recursion(int depth)
    {
        var arguments = new List<string> { Real(depth), Real(depth) };
        if (Has(Features.Structs | Features.StructCalls))
        {
            arguments.Add(Pick(_scope.Structures));
        }

        Block? array = null;
        if (Has(Features.Arrays))
        {
            array = Pick(_scope.Blocks.Where(block => block.Kind == BlockKind.Array && block.Length >= ArrayLength));
            arguments.Add(array.Name);
        }

        if (Has(Features.Spans))
        {
            Block[] spans = [.. _scope.Blocks.Where(block => block.IsWritable && block.Length >= SpanLength
                && (array is null || block.IsApartFrom(array)))];
            if (spans.Length == 0)
            {
                return Leaf();
            }

            arguments.Add(Pick(spans).Name);
        }

        return $"(n > 0 ? F({string.Join(", ", arguments)}, n - 4) : {Leaf()})";
    }

    private string Element(Block block) => $"{block.Name}[{Index(block)}]";

    /// <summary>An index in range: a counter that runs over the block, a small number, or anything modulo the length.</summary>
    private string Index(Block block)
    {
        (string Name, IndexRange Range)[] counters = [.. _scope.Wholes.SelectMany(whole =>
            (whole.Ranges ?? []).Where(range => range.Block == block.Name).Select(range => (whole.Name, range)))];
        return Pick<Func<string>>(
            (counters.Length > 0 ? 6 : 0, Counted),
            (2, () => $"{Next(block.Length)}"),
            (_scope.Wholes.Count > 0 ? 2 : 0, () => $"({Whole(1)} & 7) % {block.Name}.Length"),
            (1, () => $"{block.Name}.Length - {1 + Next(block.Length)}"))();

        string Counted()
        {
            (string name, IndexRange range) = Pick(counters);
            int offset = Next(range.Low + range.High + 1) - range.Low;
            return offset == 0 ? name : offset > 0 ? $"{name} + {offset}" : $"{name} - {-offset}";
        }
    }

    /// <summary>A small integer, of either sign.</summary>
    private string Whole(int depth)
    {
        int next = depth - 1;
        return depth == 0
            ? Next(3) == 0 || _scope.Wholes.Count == 0 ? $"{Next(5)}" : Pick(_scope.Wholes).Name
            : Pick<Func<string>>(
                (2, () => Whole(0)),
                (2, () => $"({Whole(next)} + {Whole(next)})"),
                (1, () => $"({Whole(next)} - {Whole(next)})"),
                (1, () => $"(2 * {Whole(next)})"),
                (1, () => $"{Whole(next)} % 3"),
                (1, () => $"{Whole(next)} / 2"),
                (_methods.Contains("Count") ? 1 : 0, () => $"Count({Leaf()}, {Whole(next)})"),
                (_scope.Blocks.Count > 0 ? 1 : 0, () => $"{Pick(_scope.Blocks).Name}.Length"),
                (Has(Features.Branches) && Has(Features.Integers) ? 1 : 0, () => $"({Condition(0)} ? {Whole(next)} : {Whole(next)})"))();
    }

    private string Condition(int depth)
    {
        if (depth > 0 && Next(4) == 0)
        {
            return $"({Condition(0)} {Pick(["&&", "||"])} {Condition(0)})";
        }

        return Pick<Func<string>>(
            (_scope.Flags.Count > 0 ? 1 : 0, () => Pick(_scope.Flags)),
            (_scope.Flags.Count > 0 ? 1 : 0, () => "!" + Pick(_scope.Flags)),
            (_scope.Wholes.Count > 0 ? 2 : 0, () => $"{Pick(_scope.Wholes).Name} {Pick(["<", ">", "<=", "==", "!="])} {Whole(0)}"),
            (4, () => $"{Leaf()} {Pick(["<", ">", "<=", ">="])} {Real(1)}"))();
    }

    private string Structure() => Pick<Func<string>>(
        (_scope.Structures.Count > 0 ? 2 : 0, () => Pick(_scope.Structures)),
        (_scope.Structures.Count > 0 ? 1 : 0, () => $"({Pick(_scope.Structures)} with {{ {Pick(["A", "B"])} = {Real(1)} }})"),
        (_scope.Structures.Count > 0 && _methods.Contains("+") ? 2 : 0, () => $"({Pick(_scope.Structures)} + {Pick(_scope.Structures)})"),
        (1, () => $"new P {{ A = {Real(1)}, B = {Real(1)} }}"),
        (_scope.Structures.Count > 0 && _methods.Contains("Turn") ? 2 : 0, () => $"Turn({Pick(_scope.Structures)}, {Real(1)})"),
        (Has(Features.Branches) && _scope.Structures.Count > 1 ? 1 : 0, () => $"({Condition(0)} ? {Pick(_scope.Structures)} : {Pick(_scope.Structures)})"))();
}
