using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>Loops, and the jumps out of them.</summary>
internal sealed partial class ProgramWriter
{
    private void For(int depth)
    {
        string counter = Name("i");
        Whole[] indices = [.. _scope.Wholes.Where(whole => whole.Ranges is not null)];
        Block[] blocks = [.. _scope.FixedBlocks];
        (string head, Whole whole) = Pick<Func<(string, Whole)>>(
            (2, () => Range(counter)),
            (blocks.Length > 0 ? 4 : 0, () => Over(counter, Pick(blocks))),
            (indices.Length > 0 ? 3 : 0, () => Triangle(counter, Pick(indices))))();
        Body(depth, $"for ({head})", whole);
    }

    /// <summary>Any bounds, also such that the loop is empty; with a second condition at times.</summary>
    private (string Head, Whole Counter) Range(string counter)
    {
        string from = Whole(1);
        string to = Pick([$"{Next(5)}", Whole(1), Whole(1)]);
        string also = Has(Features.Branches) && Next(5) == 0 ? $" && {Condition(0)}" : "";
        return Pick<Func<(string, Whole)>>(
            (3, () => ($"int {counter} = {from}; {counter} < {to}{also}; {counter}++", new Whole(counter, CanSkip: true))),
            (1, () => ($"int {counter} = {from}; {counter} <= {to}{also}; ++{counter}", new Whole(counter, CanSkip: true))),
            (2, () => ($"int {counter} = {from}; {counter} < {to}{also}; {counter} += {2 + Next(2)}", new Whole(counter, CanSkip: true))),
            (2, () => ($"int {counter} = {to}; {counter} > {from}{also}; {counter}--", new Whole(counter))),
            (1, () => ($"int {counter} = {to} - 1; {counter} >= {from}{also}; {counter} -= 2", new Whole(counter))),
            (1, () => ($"int {counter} = 0; {counter} != {Next(5)}; {counter}++", new Whole(counter))))();
    }

    /// <summary>Over the elements of a block, but for some at its ends.</summary>
    private (string Head, Whole Counter) Over(string counter, Block block)
    {
        int low = Next(3) == 0 ? 1 : 0;
        int high = Next(3) == 0 ? 1 : 0;
        string length = $"{block.Name}.Length";
        string head = Pick<Func<string>>(
            (4, () => $"int {counter} = {low}; {counter} < {length}{(high == 0 ? "" : " - 1")}; {counter}++"),
            (1, () => $"int {counter} = {low}; {counter} <= {length} - {1 + high}; {counter}++"),
            (1, () => $"int {counter} = {low}; {counter} < {length}{(high == 0 ? "" : " - 1")}; {counter} += 2"),
            (3, () => $"int {counter} = {length} - {1 + high}; {counter} >= {low}; {counter}--"))();
        return (head, new Whole(counter, Ranges: [new IndexRange(block.Name, low, high)]));
    }

    /// <summary>Up to an index of a loop around, or from there to the end.</summary>
    private (string Head, Whole Counter) Triangle(string counter, Whole index)
    {
        IndexRange range = Pick(index.Ranges!);
        string name = index.Name;
        return Pick<Func<(string, IndexRange)>>(
            (2, () => ($"int {counter} = 0; {counter} < {name}; {counter}++", new IndexRange(range.Block, 0, range.High + 1))),
            (2, () => ($"int {counter} = 0; {counter} <= {name}; {counter}++", new IndexRange(range.Block, 0, range.High))),
            (1, () => ($"int {counter} = {name}; {counter} >= 0; {counter}--", new IndexRange(range.Block, 0, range.High))),
            (2, () => ($"int {counter} = {name}; {counter} < {range.Block}.Length; {counter}++", range with { High = 0 })),
            (1, () => ($"int {counter} = {name} + 1; {counter} < {range.Block}.Length; {counter}++", new IndexRange(range.Block, range.Low + 1, 0))))() is var (head, inner)
            ? (head, new Whole(counter, Ranges: [inner]))
            : default;
    }

    private void ForEach(int depth)
    {
        string name = Name("e");
        string block = Pick(_scope.Blocks).Name;
        Scope outer = _scope;
        _scope = outer.Copy();
        _scope.Constants.Add(name);
        Body(depth, $"foreach (double {name} in {block})");
        _scope = outer;
    }

    private void While(int depth)
    {
        string counter = Name("k");
        int most = 1 + Next(4);
        string condition = Has(Features.Branches) || Next(2) == 0 ? $" && {Condition(1)}" : "";
        Line($"int {counter} = 0;");
        var whole = new Whole(counter);
        string count = $"{counter}++;";

        // The counter moves first, so that no jump keeps the loop from its end.
        switch (Next(Has(Features.Jumps) ? 4 : 3))
        {
            case 0:
                Body(depth, $"while ({counter} < {most}{condition})", whole, count);
                break;
            case 1:
                Body(depth, $"while ({counter}++ < {most}{condition})", whole);
                break;
            case 2:
                Body(depth, "do", whole, count, $"while ({counter} < {most}{condition});");
                break;
            default:
                Body(depth, "while (true)", whole, $"if ({counter} >= {most}) break;\n{count}");
                break;
        }

        _scope.Wholes.Add(whole);
    }

    private void Body(int depth, string head, Whole? counter = null, string start = "", string end = "")
    {
        (bool canBreak, bool canContinue) = (_canBreak, _canContinue);
        (_canBreak, _canContinue) = (true, true);
        _loops++;
        Line($"{head}\n{{\n{start}");
        Scope outer = _scope;
        _scope = outer.Copy();

        // Only the innermost loop's counter is moved by its body.
        _scope.Wholes.RemoveAll(whole => whole.CanSkip);
        _scope.Wholes.AddRange(outer.Wholes.Where(whole => whole.CanSkip).Select(whole => whole with { CanSkip = false }));
        if (counter is not null)
        {
            _scope.Wholes.Add(counter);
        }

        Statements(depth - 1, 4);
        _scope = outer;
        Line("}" + end);
        _loops--;
        (_canBreak, _canContinue) = (canBreak, canContinue);
    }

    private void Jump() => Line($"if ({Condition(1)}) {(_canBreak && Next(2) == 0 ? "break" : "continue")};");

    private void Skip() => Line($"if ({Condition(0)}) {Pick(_scope.Wholes.Where(whole => whole.CanSkip)).Name}++;");
}
