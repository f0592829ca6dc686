using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Decides which forward values the reverse sweep gets by keeping them and which by computing them again, at the least price for
/// all of them together.
/// </summary>
/// <remarks>
/// <para>
/// Each hidden value v has two choices: p(v), it is present in the reverse sweep; r(v), it is recomputed there. r(v) needs p(v), and p(u) of each
/// hidden operand u. The price is p(v) keep(v) + r(v) (redo(v) - keep(v)), and p(v) is fixed for the values the sweep names. That is a
/// maximum-closure problem, solved exactly by one minimum cut: the choices on the source's side are made.
/// </para>
/// <para>In: the values named out of scope. Out: those of them, and of their operands, to be recomputed; every other one needed is kept.</para>
/// </remarks>
internal sealed class Keep
{
    private const int KeepPrice = 400;
    private const int StepPrice = 100;

    /// <summary>Beyond this price an operation is not repeated: intrinsic functions and divisions are kept.</summary>
    private const int CheapCost = 2;

    /// <summary>Beyond this many values everything is kept, since augmenting paths take quadratic time.</summary>
    private const int MaximumValues = 400;

    private readonly IReadOnlyDictionary<int, Op> _definitions;
    private readonly ISet<int> _visible;
    private readonly Func<Value, bool> _isKeptAnyway;
    private readonly List<Value> _values = [];
    private readonly Dictionary<int, int> _index = [];

    private Keep(IReadOnlyDictionary<int, Op> definitions, ISet<int> visible, Func<Value, bool> isKeptAnyway)
    {
        _definitions = definitions;
        _visible = visible;
        _isKeptAnyway = isKeptAnyway;
    }

    /// <summary>Solves the problem.</summary>
    /// <param name="needed">The values that the reverse sweep names, in order of definition.</param>
    /// <param name="definitions">The operation that defines each value.</param>
    /// <param name="visible">The ids that are in scope anyway.</param>
    /// <param name="isKeptAnyway">Whether a value can be had without keeping anything more.</param>
    /// <returns>The ids to recompute.</returns>
    public static HashSet<int> Recomputed(
        IReadOnlyList<Value> needed, IReadOnlyDictionary<int, Op> definitions, ISet<int> visible, Func<Value, bool> isKeptAnyway)
    {
        var keep = new Keep(definitions, visible, isKeptAnyway);
        foreach (Value value in needed)
        {
            keep.Collect(value);
        }

        return keep._values.Count > MaximumValues ? [] : keep.Solve(needed);
    }

    /// <summary>Adds a value and the hidden values it could be recomputed from. A list of open ones, since chains may be long.</summary>
    private void Collect(Value first)
    {
        var open = new Stack<Value>();
        open.Push(first);
        while (open.Count > 0 && _values.Count <= MaximumValues)
        {
            Value value = open.Pop();
            if (_visible.Contains(value.Id) || _index.ContainsKey(value.Id))
            {
                continue;
            }

            _index.Add(value.Id, _values.Count);
            _values.Add(value);
            if (IsRepeatable(value))
            {
                foreach (Value operand in _definitions[value.Id].Operands)
                {
                    open.Push(operand);
                }
            }
        }
    }

    private bool IsRepeatable(Value value) =>
        _definitions.TryGetValue(value.Id, out Op? op)
        && op.Regions.Count == 0
        && op.Kind is not (OpKind.Verbatim or OpKind.Call)
        && Purity.IsPure(op)
        && (op.Kind != OpKind.Apply || RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Cost <= CheapCost);

    private int RedoPrice(Op op) => op.Kind switch
    {
        OpKind.Constant or OpKind.Zero or OpKind.Undefined => 1,
        OpKind.Apply => StepPrice * RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Cost,
        _ => StepPrice,
    };

    private HashSet<int> Solve(IReadOnlyList<Value> needed)
    {
        int Present(int i) => 2 + (2 * i);
        int Redone(int i) => 3 + (2 * i);
        var cut = new MinimumCut(2 + (2 * _values.Count));
        foreach (Value value in needed)
        {
            if (_index.TryGetValue(value.Id, out int i))
            {
                cut.Add(MinimumCut.Source, Present(i), MinimumCut.Infinite);
            }
        }

        for (int i = 0; i < _values.Count; i++)
        {
            Value value = _values[i];
            int keep = _isKeptAnyway(value) ? 0 : KeepPrice;
            cut.Add(Present(i), MinimumCut.Sink, keep);
            if (!IsRepeatable(value))
            {
                continue;
            }

            Op op = _definitions[value.Id];
            cut.Add(Redone(i), Present(i), MinimumCut.Infinite);
            foreach (Value operand in op.Operands)
            {
                if (_index.TryGetValue(operand.Id, out int u))
                {
                    cut.Add(Redone(i), Present(u), MinimumCut.Infinite);
                }
            }

            int redo = RedoPrice(op);
            if (redo > keep)
            {
                cut.Add(Redone(i), MinimumCut.Sink, redo - keep);
            }
            else
            {
                cut.Add(MinimumCut.Source, Redone(i), keep - redo);
            }
        }

        bool[] chosen = cut.SourceSide();
        return [.. _values.Where((_, i) => chosen[Redone(i)]).Select(value => value.Id)];
    }
}
