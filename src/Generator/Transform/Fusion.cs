using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Runs the reverse sweep of independent iterations together with the forward sweep: one loop computes the value and its derivative,
/// and an iteration's values need not be kept.
/// </summary>
/// <remarks>
/// <para>
/// A loop F and its mirror M in one region become one loop if M carries nothing but running totals (its iterations then commute), if what M uses
/// from outside can be had in front of F (the adjoint of what F accumulates is known before), and if M only adds to memory that nobody reads or resets
/// between F and M.
/// </para>
/// <para>In and out: forward and reverse code, the latter naming forward values directly; a fused loop has no link any more.</para>
/// </remarks>
internal sealed class Fusion
{
    private readonly Links _links;
    private readonly Memory _memory;
    private readonly Builder _builder;

    private Fusion(Function function, Links links)
    {
        _links = links;
        _memory = Memory.Of(function);
        _builder = new Builder(function.NextId);
    }

    public static Function Run(Function function, Links links)
    {
        function = Mirrors.Run(function, links);
        var fusion = new Fusion(function, links);
        Region body = fusion.Visit(function.Body, [.. function.Parameters.Select(parameter => parameter.Id)]);
        return function with { Body = body, NextId = fusion._builder.NextId };
    }

    /// <summary>Fuses in a region that holds both sweeps; <paramref name="scope"/> has the ids visible at its start.</summary>
    private Region Visit(Region region, HashSet<int> scope)
    {
        var visible = new HashSet<int>(scope);
        visible.UnionWith(region.Parameters.Select(parameter => parameter.Id));
        var ops = region.Ops.ToList();
        for (int i = 0; i < ops.Count; i++)
        {
            if (ops[i].IsLoop && ops[i].Link > 0)
            {
                int mirror = ops.FindIndex(i + 1, op => op.IsLoop && _links.Mirrors(op, ops[i]));
                if (mirror >= 0)
                {
                    i += TryFuse(ops, i, mirror, visible);
                }
            }

            Op op = ops[i];
            if (op.Kind == OpKind.If)
            {
                ops[i] = op with { Regions = op.Regions.Select(arm => Visit(arm, visible)).ToEquatableArray() };
            }
            else if (op.IsLoop && op.Link == 0)
            {
                Function merged = Mirrors.Run(new Function(EquatableArray<Value>.Empty, op.Body, _builder.NextId), _links);
                _builder.Skip(merged.NextId);
                Region[] regions = [.. op.Regions];
                regions[regions.Length - 1] = Visit(merged.Body, visible);
                ops[i] = op with { Regions = regions };
            }

            visible.UnionWith(ops[i].Results.Select(result => result.Id));
        }

        return region with { Ops = ops.ToEquatableArray() };
    }

    /// <summary>Fuses the loops if that is right.</summary>
    /// <returns>By how many operations the loop has moved.</returns>
    private int TryFuse(List<Op> ops, int first, int second, HashSet<int> visible)
    {
        Op forward = ops[first];
        Op mirror = ops[second];
        if (forward.Body.Throws || !CarriesTotals(mirror) || !AddsOnly(mirror, forward, ops.GetRange(first + 1, second - first - 1)))
        {
            return 0;
        }

        // What M uses from outside: seen before F, from F's iteration, or computed again in front of F.
        var inside = new HashSet<int>();
        Definitions.Collect(forward.Body, inside);
        Definitions.Collect(mirror.Body, inside);
        var uses = new HashSet<int>();
        Definitions.CollectUses(mirror with { Operands = EquatableArray<Value>.Empty }, uses);
        var between = new Dictionary<int, Op>();
        for (int k = first + 1; k < second; k++)
        {
            foreach (Value result in ops[k].Results)
            {
                between.Add(result.Id, ops[k]);
            }
        }

        var names = new Dictionary<int, Value>();
        _builder.OpenRegion();
        bool isKnown = uses.Where(id => !inside.Contains(id) && !visible.Contains(id)).OrderBy(id => id).ToArray()
            .All(id => between.TryGetValue(id, out Op? op) && Clone(op, visible, between, names));
        List<Op> before = [.. _builder.CloseRegion().Ops];
        if (!isKnown)
        {
            return 0;
        }

        if (forward.Kind == OpKind.For)
        {
            names.Add(mirror.Body.Parameters[0].Id, forward.Body.Parameters[0]);
        }

        (Op fused, List<Op> zeros, List<Op> sums) = Fuse(forward, mirror, names);
        before.AddRange(zeros);
        visible.UnionWith(before.Select(op => op.Result.Id));
        ops.RemoveAt(second);
        ops.InsertRange(second, sums);
        ops[first] = fused;
        ops.InsertRange(first, before);
        return before.Count;
    }

    /// <summary>
    /// The fused loop, the zeros that its totals start from, and the sums that stand where the mirror stood: the total before it and that
    /// of the fused loop.
    /// </summary>
    private (Op Fused, List<Op> Zeros, List<Op> Sums) Fuse(Op forward, Op mirror, Dictionary<int, Value> names)
    {
        Region body = Substitution.Apply(mirror.Body, names);
        var inits = new List<Value>();
        var results = new List<Value>();
        var sums = new List<Op>();
        var zeros = new List<Op>();
        for (int k = 0; k < mirror.CarriedCount; k++)
        {
            Value result = mirror.Results[k];
            Value total = _builder.NewValue(result.Type, result.Name);
            Value zero = _builder.NewValue(result.Type);
            zeros.Add(new Op(OpKind.Zero, new[] { zero }, EquatableArray<Value>.Empty, EquatableArray<Region>.Empty, null, 0));
            inits.Add(zero);
            results.Add(total);
            sums.Add(new Op(
                OpKind.Apply, new[] { result }, new[] { mirror.Carried(k).Init, total }, EquatableArray<Region>.Empty, new RuleAttribute("add"), mirror.Origin));
        }

        Region[] regions = [.. forward.Regions];
        Value[] parameters = [.. body.Parameters.Skip(1)];
        if (forward.Kind == OpKind.While)
        {
            Value[] unused = [.. parameters.Select(parameter => _builder.NewValue(parameter.Type, parameter.Name))];
            regions[0] = regions[0] with { Parameters = regions[0].Parameters.Concat(unused).ToEquatableArray() };
        }

        Region own = forward.Body;
        regions[regions.Length - 1] = new Region(
            own.Ops.Concat(body.Ops).ToEquatableArray(),
            own.Yields.Concat(body.Yields).ToEquatableArray(),
            own.Parameters.Concat(parameters).ToEquatableArray());
        Op fused = forward with
        {
            Operands = forward.Operands.Concat(inits).ToEquatableArray(),
            Results = forward.Results.Take(forward.CarriedCount).Concat(results).Concat(forward.Results.Skip(forward.CarriedCount)).ToEquatableArray(),
            Regions = regions,
            Link = 0,
        };
        return (fused, zeros, sums);
    }

    /// <summary>Computes a value in front of both loops, if it depends on nothing but what is there.</summary>
    private bool Clone(Op op, HashSet<int> visible, Dictionary<int, Op> between, Dictionary<int, Value> names)
    {
        if (op.Results.Count != 1 || op.Regions.Count > 0 || !Purity.IsPure(op))
        {
            return false;
        }

        if (names.ContainsKey(op.Result.Id))
        {
            return true;
        }

        foreach (Value operand in op.Operands)
        {
            if (!visible.Contains(operand.Id) && !(between.TryGetValue(operand.Id, out Op? inner) && Clone(inner, visible, between, names)))
            {
                return false;
            }
        }

        Value copy = _builder.NewValue(op.Result.Type, op.Result.Name);
        _builder.Add(Substitution.Apply(op, names) with { Results = new[] { copy } });
        names.Add(op.Result.Id, copy);
        return true;
    }

    /// <summary>Whether each carried value of a loop is only added to, and looked at by nobody on the way.</summary>
    private static bool CarriesTotals(Op loop)
    {
        var uses = Definitions.CountUses(new Region(new[] { loop }, EquatableArray<Value>.Empty));
        for (int k = 0; k < loop.CarriedCount; k++)
        {
            (Value _, Value parameter, Value next) = loop.Carried(k);
            int seen = 0;
            uses.TryGetValue(parameter.Id, out int count);
            if (!IsTotal(next, parameter, loop.Body, uses, ref seen) || seen != count)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTotal(Value value, Value start, Region region, Dictionary<int, int> uses, ref int seen)
    {
        if (value.Id == start.Id)
        {
            seen++;
            return true;
        }

        Op? op = region.Ops.FirstOrDefault(candidate => candidate.Results.Any(result => result.Id == value.Id));
        if (op is null || uses[value.Id] != 1)
        {
            return false;
        }

        switch (op.Kind)
        {
            case OpKind.Apply:
                string key = ((RuleAttribute)op.Attribute!).Key;
                int before = seen;
                if (key is "add" or "subtract" && IsTotal(op.Operands[0], start, region, uses, ref seen))
                {
                    return true;
                }

                seen = before;
                return key == "add" && IsTotal(op.Operands[1], start, region, uses, ref seen);
            case OpKind.If:
                int index = op.IndexOf(value);
                return IsTotal(op.Regions[0].Yields[index], start, op.Regions[0], uses, ref seen)
                    && IsTotal(op.Regions[1].Yields[index], start, op.Regions[1], uses, ref seen);
            case OpKind.For or OpKind.While:
                int k = op.IndexOf(value);
                if (k >= op.CarriedCount)
                {
                    return false;
                }

                (Value init, Value parameter, Value next) = op.Carried(k);
                int inner = 0;
                uses.TryGetValue(parameter.Id, out int count);
                return IsTotal(next, parameter, op.Body, uses, ref inner) && inner == count
                    && IsTotal(init, start, region, uses, ref seen);
            default:
                return false;
        }
    }

    /// <summary>
    /// Whether the mirror only adds to memory from outside, and nothing between the loops reads or resets that memory.
    /// </summary>
    private bool AddsOnly(Op mirror, Op forward, IReadOnlyList<Op> between)
    {
        var own = new HashSet<int>();
        Definitions.Collect(mirror.Body, own);
        Definitions.Collect(forward.Body, own);
        var added = new HashSet<int>();
        bool addsOnly = AddsOnly(mirror.Body, own, added);
        return addsOnly && !between.Any(op => Touches(op, added));
    }

    private bool AddsOnly(Region region, HashSet<int> own, HashSet<int> added)
    {
        foreach (Op op in region.Ops)
        {
            switch (op.Kind)
            {
                case OpKind.Accumulate:
                    if (!IsOwn(op.Operands[0], own))
                    {
                        added.Add(_memory.ClassOf(op.Operands[0]));
                    }

                    break;
                case OpKind.Load or OpKind.Store:
                    if (!IsOwn(op.Operands[0], own))
                    {
                        return false;
                    }

                    break;
                case OpKind.Call when op.Operands.Any(operand => operand.Type.IsBuffer):
                    return false;
            }

            if (!op.Regions.All(inner => AddsOnly(inner, own, added)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the memory is made in the loop itself: a class without choices bears the id of the buffer that was made.</summary>
    private bool IsOwn(Value buffer, HashSet<int> own) => own.Contains(_memory.ClassOf(buffer)) && !_memory.IsChoice(buffer);

    private bool Touches(Op op, HashSet<int> classes) =>
        (op.Kind is OpKind.Load or OpKind.Store && classes.Contains(_memory.ClassOf(op.Operands[0])))
        || (op.Kind == OpKind.Call && op.Operands.Any(operand => operand.Type.IsBuffer && classes.Contains(_memory.ClassOf(operand))))
        || op.Regions.Any(region => region.Ops.Any(inner => Touches(inner, classes)));
}
