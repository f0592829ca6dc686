using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>Statements but loops.</summary>
internal sealed partial class ProgramWriter
{
    /// <summary>Statements whose declarations stay in sight.</summary>
    private void Statements(int depth, int most)
    {
        int count = 1 + Next(most);
        for (int i = 0; i < count; i++)
        {
            Statement(depth);
        }
    }

    private void Nested(int depth, int most)
    {
        Scope outer = _scope;
        _scope = outer.Copy();
        Statements(depth, most);
        _scope = outer;
    }

    private void Statement(int depth)
    {
        bool isNested = depth > 0;
        bool branches = Has(Features.Branches);
        Block[] written = [.. _scope.Blocks.Where(block => block.IsWritable)];
        Pick<Action>(
            (4, DeclareReal),
            (4, AssignReal),
            (branches ? 1 : 0, DeclareFlag),
            (branches && isNested ? 3 : 0, () => If(depth)),
            (branches && (_loops == 0 || Has(Features.Jumps)) ? 1 : 0, () => Line($"if ({Condition(1)}) return {_result()};")),
            (Has(Features.Guards) ? 1 : 0, () => Line($"if ({Condition(1)}) throw new System.ArgumentException(\"{Name("guard")}\");")),
            (Has(Features.Integers) ? 1 : 0, DeclareWhole),
            (Has(Features.Integers) && _scope.Wholes.Any(whole => whole.IsAssignable) ? 1 : 0, AssignWhole),
            (Has(Features.Tuples) ? 1 : 0, AssignSeveral),
            (Has(Features.SwitchStatements) && isNested && _scope.Wholes.Count > 0 ? 1 : 0, () => Switch(depth)),
            (Has(Features.Loops) && isNested ? 4 : 0, () => For(depth)),
            (Has(Features.Loops) && isNested && _scope.Blocks.Count > 0 ? 1 : 0, () => ForEach(depth)),
            (Has(Features.While) && isNested ? 2 : 0, () => While(depth)),
            (Has(Features.Jumps) && _canContinue ? 2 : 0, Jump),
            (Has(Features.Jumps) && _scope.Wholes.Any(whole => whole.CanSkip) ? 1 : 0, Skip),
            (written.Length > 0 ? 4 : 0, () => Line($"{Element(Pick(written))} {Operator()} {Real(2)};")),
            (Has(Features.Arrays) ? 1 : 0, NewArray),
            (Has(Features.Spans) && _scope.Blocks.Count > 0 ? 2 : 0, Slice),
            (Has(Features.Rebinding) && _scope.Blocks.Any(block => block.IsRebindable) ? 2 : 0, Rebind),
            (_methods.Contains("Fill") ? 3 : 0, CallFill),
            (_methods.Contains("Move") ? 2 : 0, CallMove),
            (Has(Features.References) ? 1 : 0, DeclareReference),
            (Has(Features.Structs) && _scope.Structures.Count == 0 ? 1 : 0, NewStructure),
            (_scope.Structures.Count > 0 ? 2 : 0, UseStructure))();
    }

    private void DeclareReal()
    {
        string value = Real(2);
        string name = Name("v");
        Line($"double {name} = {value};");
        _scope.Reals.Add(name);
    }

    /// <summary>Mostly, what a loop repeats is a contraction: else its numbers overflow soon.</summary>
    private void AssignReal()
    {
        string target = Pick(_scope.Reals);
        Line(_loops > 0 && Next(4) > 0
            ? Pick([$"{target} = Math.Sin({Real(2)});", $"{target} = (0.5 * {target}) + {Real(1)};", $"{target} += 0.25 * {Real(2)};"])
            : $"{target} {Operator()} {Real(2)};");
    }

    private string Operator() => Pick(["=", "=", "+=", "-=", _loops > 0 ? "+=" : "*=", "*="]);

    private void DeclareFlag()
    {
        string value = Condition(1);
        string name = Name("b");
        Line($"bool {name} = {value};");
        _scope.Flags.Add(name);
    }

    private void If(int depth)
    {
        Line($"if ({Condition(1)})\n{{");
        Nested(depth - 1, 2);
        Line("}");
        if (Next(2) == 0)
        {
            Line("else\n{");
            Nested(depth - 1, 2);
            Line("}");
        }
    }

    private void Switch(int depth)
    {
        bool canBreak = _canBreak;
        _canBreak = false;
        Line($"switch ({Pick(_scope.Wholes).Name})\n{{");
        foreach (string label in new[] { "case 0:", "case 1:\ncase 3:", "default:" }.Take(2 + Next(2)))
        {
            Line($"{label}\n{{");
            Nested(depth - 1, 2);
            Line("break;\n}");
        }

        Line("}");
        _canBreak = canBreak;
    }

    private void DeclareWhole()
    {
        string value = Whole(2);
        string name = Name("k");
        Line($"int {name} = ({value}) % 7;");
        _scope.Wholes.Add(new Whole(name, IsAssignable: true));
    }

    private void AssignWhole()
    {
        string name = Pick(_scope.Wholes.Where(whole => whole.IsAssignable)).Name;
        Line(Pick([$"{name} = ({Whole(2)}) % 7;", $"{name} = ({name} + {Whole(1)}) % 7;"]));
    }

    private void AssignSeveral()
    {
        string first = Target();
        string second = Target();
        Line(Next(2) == 0 ? $"({first}, {second}) = ({second}, {first});" : $"({first}, {second}) = ({Real(1)}, {Real(1)});");
    }

    /// <summary>Any number that can be assigned to.</summary>
    private string Target()
    {
        Block[] written = [.. _scope.Blocks.Where(block => block.IsWritable)];
        return Pick<Func<string>>(
            (3, () => Pick(_scope.Reals)),
            (written.Length > 0 ? 2 : 0, () => Element(Pick(written))),
            (_scope.Structures.Count > 0 ? 1 : 0, () => $"{Pick(_scope.Structures)}.{Pick(["A", "B"])}"))();
    }

    private void NewArray()
    {
        string name = Name("w");
        int length = 1 + Next(5);
        switch (Next(Has(Features.Spans) ? 4 : 2))
        {
            case 0:
                Line($"double[] {name} = new double[{length}];");
                _scope.Blocks.Add(new Block(name, BlockKind.Array, length, name));
                break;
            case 1:
                IEnumerable<string> elements = [.. Enumerable.Range(0, length).Select(_ => Real(1))];
                Line($"double[] {name} = new double[] {{ {string.Join(", ", elements)} }};");
                _scope.Blocks.Add(new Block(name, BlockKind.Array, length, name));
                break;
            case 2 when _loops == 0:
                Line($"Span<double> {name} = stackalloc double[{length}];");
                _scope.Blocks.Add(new Block(name, BlockKind.Span, length, name, IsOnStack: true));
                break;
            default:
                Line($"Span<double> {name} = new double[{length} + (({Whole(1)}) & 3)];");
                _scope.Blocks.Add(new Block(name, BlockKind.Span, length, name));
                break;
        }
    }

    private void Slice()
    {
        Block from = Pick(_scope.Blocks);
        string name = Name("c");
        (string text, int length) = Window(from);
        bool isReadOnly = !from.IsWritable || Next(4) == 0;
        bool isRebindable = Has(Features.Rebinding) && !from.IsOnStack && Next(3) == 0;
        Line($"{(isReadOnly ? "ReadOnlySpan" : "Span")}<double> {name} = {text};");
        _scope.Blocks.Add(new Block(
            name,
            isReadOnly ? BlockKind.ReadOnlySpan : BlockKind.Span,
            isRebindable ? 1 : length,
            isRebindable ? null : from.Root,
            from.IsOnStack,
            isRebindable));
    }

    private (string Text, int Length) Window(Block from)
    {
        string cut = $"{from.Name}.{(from.Kind == BlockKind.Array ? "AsSpan" : "Slice")}";
        int start = Next(from.Length);
        int length = 1 + Next(from.Length - start);
        Whole[] counters = [.. _scope.Wholes.Where(whole => whole.Ranges?.Any(range => range.Block == from.Name) == true)];
        return Pick<Func<(string, int)>>(
            (2, () => ($"{cut}({start}, {length})", length)),
            (2, () => ($"{cut}({start})", from.Length - start)),
            (1, () => ($"{cut}(({Whole(1)} & 7) % {from.Name}.Length)", 1)),
            (1, () => ($"{cut}(0, 1 + (({Whole(1)} & 7) % {from.Name}.Length))", 1)),
            (counters.Length > 0 ? 3 : 0, () => ($"{cut}({Pick(counters).Name})", 1)),
            (counters.Length > 0 ? 1 : 0, () => ($"{cut}({Pick(counters).Name}, 1)", 1)))();
    }

    private void Rebind()
    {
        Block target = Pick(_scope.Blocks.Where(block => block.IsRebindable));
        Block[] sources = [.. _scope.Blocks.Where(block => !block.IsOnStack && (block.IsWritable || !target.IsWritable))];
        Block source = Pick(sources);
        Line(Next(2) == 0 ? $"{target.Name} = {source.Name};" : $"{target.Name} = {Window(source).Text};");
    }

    private void CallFill()
    {
        Block[] targets = [.. _scope.Blocks.Where(block => block.IsWritable && block.Length >= CalleeLength)];
        (Block Target, Block Source)[] pairs = [.. targets.SelectMany(target => _scope.Blocks
            .Where(source => source.Length >= CalleeLength && (Has(Features.Overlaps) || source.IsApartFrom(target)))
            .Select(source => (target, source)))];
        if (pairs.Length > 0)
        {
            (Block target, Block source) = Pick(pairs);
            Line($"Fill({target.Name}, {source.Name}, {Real(2)}, {Whole(1)});");
        }
    }

    private void CallMove()
    {
        string name = Name("v");
        Line(Next(2) == 0
            ? $"Move(ref {Target()}, out double {name}, {Real(1)}, {Next(3)});"
            : $"double {name} = 0.0;\nMove(ref {Target()}, out {name}, {Real(1)}, {Next(3)});");
        _scope.Reals.Add(name);
    }

    private void DeclareReference()
    {
        string name = Name("r");
        Line($"ref double {name} = ref {Target()};");
        _scope.Reals.Add(name);
    }

    private void NewStructure()
    {
        string value = Structure();
        string name = Name("p");
        Line($"P {name} = {value};");
        _scope.Structures.Add(name);
    }

    private void UseStructure()
    {
        string name = Pick(_scope.Structures);
        Pick<Action>(
            (1, NewStructure),
            (1, () => Line($"{name} = {Structure()};")),
            (_methods.Contains("Scale") ? 1 : 0, () => Line($"{name}.Scale({Real(1)});")),
            (2, () => Line($"{name}.{Pick(["A", "B"])} {Operator()} {Real(2)};")))();
    }
}
