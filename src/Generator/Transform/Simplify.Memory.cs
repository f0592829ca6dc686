using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <content>
/// Loops and memory. A load is shared with an earlier one, or replaced by what was stored, if nothing may have been written in between; an
/// accumulation joins the one before it. A loop stops carrying what does not change.
/// </content>
internal sealed partial class Simplify
{
    private void VisitLoad(Op op, List<Op> ops)
    {
        if (op.Attribute is null && IsInRange(op))
        {
            op = op with { Attribute = InRangeAttribute.Instance };
        }

        ExpressionKey key = LoadKey(op.Operands);
        if (_available.TryGetValue(key, out Value? same))
        {
            Replace(op.Result, same);
            return;
        }

        MakeAvailable(key, op.Result);
        _definitions[op.Result.Id] = op;
        ops.Add(op);
    }

    /// <summary>Whether the index counts from zero or more up to the length of the very buffer.</summary>
    private bool IsInRange(Op load) =>
        load.Operands.Count == 2
        && _counters.TryGetValue(load.Operands[1].Id, out Op? loop)
        && loop.Attribute is LoopAttribute { Step: > 0, IsInclusive: false }
        && _definitions.TryGetValue(loop.Operands[0].Id, out Op? first) && first is { Kind: OpKind.Constant, Attribute: ConstantAttribute { Bits: >= 0 } }
        && _definitions.TryGetValue(loop.Operands[1].Id, out Op? bound) && bound.Kind == OpKind.Length && bound.Operands[0].Id == load.Operands[0].Id;

    /// <summary>The key of a load of what stands at an index: the buffer, then one index for each dimension.</summary>
    private ExpressionKey LoadKey(IEnumerable<Value> place)
    {
        int[] ids = [.. place.Select(value => value.Id)];
        Value buffer = place.First();
        _epochs.TryGetValue(_memory.ClassOf(buffer), out int epoch);
        return new ExpressionKey(OpKind.Load, null, buffer.Type.ElementName!, ids, epoch);
    }

    private void VisitEffect(Op op, List<Op> ops)
    {
        switch (op.Kind)
        {
            case OpKind.Store:
                Written(op.Operands[0]);
                MakeAvailable(LoadKey(op.Operands.Take(op.Operands.Count - 1)), op.Operands[op.Operands.Count - 1]);
                break;
            case OpKind.Accumulate:
                if (IsZero(op.Operands[op.Operands.Count - 1]))
                {
                    _changed = true;
                    return;
                }

                Written(op.Operands[0]);
                op = Joined(op, ops);
                break;
            case OpKind.Call or OpKind.Verbatim:
                ForgetLoads(op);
                break;
        }

        ops.Add(op);
    }

    private void Written(Value buffer)
    {
        int written = _memory.ClassOf(buffer);
        _epochs.TryGetValue(written, out int epoch);
        _epochs[written] = epoch + 1;
    }

    private void ForgetLoads(Op op)
    {
        foreach (Value operand in Memory.WrittenBy(op))
        {
            Written(operand);
        }
    }

    private void ForgetWritten(Region region)
    {
        foreach (Op op in region.Ops)
        {
            if (op.Kind is OpKind.Store or OpKind.Accumulate)
            {
                Written(op.Operands[0]);
            }

            ForgetLoads(op);
            foreach (Region inner in op.Regions)
            {
                ForgetWritten(inner);
            }
        }
    }

    // b[i] += u; b[i] += v  is  b[i] += u + v, where nothing in between looks at the memory.
    private Op Joined(Op op, List<Op> ops)
    {
        for (int i = ops.Count - 1; i >= 0; i--)
        {
            Op earlier = ops[i];
            if (earlier.Kind == OpKind.Accumulate && earlier.Operands.Count == op.Operands.Count
                && Enumerable.Range(0, op.Operands.Count - 1).All(k => earlier.Operands[k].Id == op.Operands[k].Id))
            {
                ops.RemoveAt(i);
                Value last = op.Operands[op.Operands.Count - 1];
                Value sum = EmitApply(ops, Add, last.Type, earlier.Operands[op.Operands.Count - 1], last);
                _changed = true;
                return op with { Operands = op.Operands.Take(op.Operands.Count - 1).Append(sum).ToEquatableArray() };
            }

            bool isOther = earlier.Kind == OpKind.Accumulate
                || (earlier.Kind == OpKind.Load && _memory.ClassOf(earlier.Operands[0]) != _memory.ClassOf(op.Operands[0]));
            if (!isOther && !(Purity.IsPure(earlier) && earlier.Regions.Count == 0))
            {
                return op;
            }
        }

        return op;
    }

    private void VisitLoop(Op op, List<Op> ops)
    {
        var kept = new List<int>();
        for (int k = 0; k < op.CarriedCount; k++)
        {
            if (Unchanged(op, k, kept) is { } value)
            {
                foreach (Region region in op.Regions)
                {
                    Replace(region.Parameters[region.Parameters.Count - op.CarriedCount + k], value.Inside);
                }

                Replace(op.Results[k], value.Behind);
            }
            else
            {
                kept.Add(k);
            }
        }

        foreach (Region region in op.Regions)
        {
            ForgetWritten(region);
        }

        if (op.Kind == OpKind.For)
        {
            _counters[op.Body.Parameters[0].Id] = op;
        }

        Region[] regions = [.. op.Regions.Select(Visit)];
        ops.Add((op with { Regions = regions }).WithCarried(kept));
    }

    /// <summary>What a carried value is in and behind the loop if it does not have to be carried, or null.</summary>
    private (Value Inside, Value Behind)? Unchanged(Op op, int k, List<int> kept)
    {
        (Value init, Value parameter, Value next) = op.Carried(k);
        Value resolved = Resolve(next);
        bool isBothZero = IsZero(init) && op.Body.Ops.Any(inner => inner.Kind == OpKind.Zero && inner.Result.Id == next.Id);
        if (op.Body.Throws || next.Id == parameter.Id || resolved.Id == init.Id || isBothZero)
        {
            return (init, init);
        }

        // The same value carried twice.
        foreach (int other in kept)
        {
            (Value otherInit, Value otherParameter, Value otherNext) = op.Carried(other);
            if (otherInit.Id == init.Id && Resolve(otherNext).Id == resolved.Id && op.Kind == OpKind.For)
            {
                return (otherParameter, op.Results[other]);
            }
        }

        return null;
    }
}
