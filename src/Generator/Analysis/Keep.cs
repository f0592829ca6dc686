using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>What <see cref="Keep"/> asks about values that the reverse sweep cannot see.</summary>
internal interface IHiddenValues
{
    /// <summary>Whether the value can be computed again in the reverse sweep from the same operands.</summary>
    bool IsRepeatable(Value value);

    /// <summary>The operands of a repeatable value that the reverse sweep cannot see either.</summary>
    IEnumerable<Value> HiddenOperands(Value value);

    /// <summary>What keeping the value costs; null if it cannot be kept.</summary>
    int? KeepPrice(Value value);

    /// <summary>What computing a repeatable value again costs.</summary>
    int RedoPrice(Value value);
}

/// <summary>
/// Decides which forward values the reverse sweep gets by keeping them and which by computing them again, at the least price for
/// all of them together.
/// </summary>
/// <remarks>
/// <para>
/// Each hidden value v has two choices: p(v), it is present in the reverse sweep; r(v), it is recomputed there. r(v) needs p(v), and p(u) of each
/// hidden operand u. The price is p(v) keep(v) + r(v) (redo(v) - keep(v)), and p(v) is fixed for the values the sweep names. What cannot be kept
/// has p(v) need r(v) instead. That is a maximum-closure problem, solved exactly by one minimum cut: the choices on the source's side are made.
/// </para>
/// <para>In: the values named out of scope. Out: those of them, and of their operands, to be recomputed; every other one needed is kept.</para>
/// </remarks>
internal sealed class Keep
{
    /// <summary>Beyond this many values everything is kept that can be, since augmenting paths take quadratic time.</summary>
    private const int MaximumValues = 400;

    private readonly IHiddenValues _hidden;
    private readonly List<Value> _values = [];
    private readonly Dictionary<int, int> _index = [];

    private Keep(IHiddenValues hidden) => _hidden = hidden;

    /// <summary>Solves the problem.</summary>
    /// <param name="needed">The values that the reverse sweep names, in order of definition.</param>
    /// <param name="hidden">What is known about them and their operands.</param>
    /// <returns>The ids to recompute.</returns>
    public static HashSet<int> Recomputed(IReadOnlyList<Value> needed, IHiddenValues hidden)
    {
        var keep = new Keep(hidden);
        foreach (Value value in needed)
        {
            keep.Collect(value);
        }

        return keep._values.Count > MaximumValues ? KeepAll(needed, hidden) : keep.Solve(needed);
    }

    /// <summary>The answer where everything is kept that can be kept.</summary>
    public static HashSet<int> KeepAll(IReadOnlyList<Value> needed, IHiddenValues hidden)
    {
        var recomputed = new HashSet<int>();
        var open = new Stack<Value>(needed);
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (hidden.KeepPrice(value) is null && hidden.IsRepeatable(value) && recomputed.Add(value.Id))
            {
                foreach (Value operand in hidden.HiddenOperands(value))
                {
                    open.Push(operand);
                }
            }
        }

        return recomputed;
    }

    /// <summary>Adds a value and the hidden values it could be recomputed from. A list of open ones, since chains may be long.</summary>
    private void Collect(Value first)
    {
        var open = new Stack<Value>();
        open.Push(first);
        while (open.Count > 0 && _values.Count <= MaximumValues)
        {
            Value value = open.Pop();
            if (_index.ContainsKey(value.Id))
            {
                continue;
            }

            _index.Add(value.Id, _values.Count);
            _values.Add(value);
            if (_hidden.IsRepeatable(value))
            {
                foreach (Value operand in _hidden.HiddenOperands(value))
                {
                    open.Push(operand);
                }
            }
        }
    }

    private HashSet<int> Solve(IReadOnlyList<Value> needed)
    {
        int Present(int i) => 2 + (2 * i);
        int Redone(int i) => 3 + (2 * i);
        var cut = new MinimumCut(2 + (2 * _values.Count));
        foreach (Value value in needed)
        {
            cut.Add(MinimumCut.Source, Present(_index[value.Id]), MinimumCut.Infinite);
        }

        for (int i = 0; i < _values.Count; i++)
        {
            Value value = _values[i];
            int? keep = _hidden.KeepPrice(value);
            if (keep is { } price)
            {
                cut.Add(Present(i), MinimumCut.Sink, price);
            }

            if (!_hidden.IsRepeatable(value))
            {
                if (keep is null)
                {
                    // An array of one iteration: nothing can be computed from it any more.
                    cut.Add(Present(i), MinimumCut.Sink, MinimumCut.Infinite);
                }

                continue;
            }

            cut.Add(Redone(i), Present(i), MinimumCut.Infinite);
            foreach (Value operand in _hidden.HiddenOperands(value))
            {
                cut.Add(Redone(i), Present(_index[operand.Id]), MinimumCut.Infinite);
            }

            int redo = _hidden.RedoPrice(value);
            if (keep is null)
            {
                cut.Add(Present(i), Redone(i), MinimumCut.Infinite);
                cut.Add(Redone(i), MinimumCut.Sink, redo);
            }
            else if (redo > keep)
            {
                cut.Add(Redone(i), MinimumCut.Sink, redo - keep.Value);
            }
            else
            {
                cut.Add(MinimumCut.Source, Redone(i), keep.Value - redo);
            }
        }

        bool[] chosen = cut.SourceSide();
        return [.. _values.Where((_, i) => chosen[Redone(i)]).Select(value => value.Id)];
    }
}
