using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <content>
/// Calls of differentiable methods, in two ways. Of a method from numbers to a number the forward sweep calls <c>FValueAndGradient</c>: its
/// partials can be scaled by the adjoint later, and recursion needs no tape but the stack. Of any other the reverse sweep calls <c>FVjp</c>,
/// which runs the callee's forward sweep again: on numbers that are kept like others, and on arrays as they were before the call.
/// </content>
internal sealed partial class Reverse
{
    /// <summary>The partials of each call that delivers them.</summary>
    private readonly Dictionary<int, Value[]> _callPartials = [];

    /// <summary>For each call the arrays whose elements are kept, since they will have changed by the reverse sweep, or be gone.</summary>
    private readonly Dictionary<Op, Copy?[]> _copies = new(ByReference<Op>.Instance);

    /// <summary>The elements of an array at one time.</summary>
    /// <param name="Buffer">The array.</param>
    /// <param name="Lengths">Its length in each dimension.</param>
    /// <param name="Loops">The loops that read it, from the outside in.</param>
    /// <param name="Element">The value they read.</param>
    private sealed record Copy(Value Buffer, Value[] Lengths, Op[] Loops, Value Element);

    private void VisitCall(Op op)
    {
        var callee = (CallAttribute)op.Attribute!;
        if (!callee.DeliversPartials)
        {
            Copy?[] copies = [.. op.Operands.Select(operand => operand.Type.IsBuffer && !IsThereLater(op, operand) ? Read(operand) : null)];
            _copies.Add(op, copies);
            _builder.Add(op);
            return;
        }

        var partials = new Value[op.Operands.Count];
        var results = new List<Value> { op.Result };
        IReadOnlyList<(bool IsActive, bool IsWritten)> operands = callee.Operands;
        for (int k = 0; k < partials.Length; k++)
        {
            if (operands[k].IsActive)
            {
                partials[k] = _builder.NewValue(op.Operands[k].Type, Naming.Base(op) + "Partial");
                results.Add(partials[k]);
            }
        }

        _callPartials[op.Result.Id] = partials;
        _builder.Add(op with { Results = results, Attribute = callee with { Form = CallForm.ValueAndGradient } });
    }

    /// <summary>Whether the reverse sweep still finds an array as the call has found it.</summary>
    private bool IsThereLater(Op call, Value buffer) => _memory.StaysAfterCall(call, buffer) && !_madeInside.Contains(_memory.ClassOf(buffer));

    /// <summary>Notes the memory that is made inside of a loop or an If.</summary>
    private void FindMadeInside(Region region, bool isInside)
    {
        foreach (Op op in region.Ops)
        {
            if (op.Kind == OpKind.New && isInside)
            {
                _madeInside.Add(_memory.ClassOf(op.Result));
            }

            foreach (Region inner in op.Regions)
            {
                FindMadeInside(inner, isInside: true);
            }
        }
    }

    /// <summary>Reads all elements of an array, whose mirror stores them in the copy.</summary>
    private Copy Read(Value buffer)
    {
        int rank = Math.Max(1, buffer.Type.Rank);
        Value[] lengths = [.. Enumerable.Range(0, rank).Select(d => _builder.Length(buffer, rank == 1 ? null : d))];
        Value[] counters = [.. lengths.Select(_ => _builder.NewValue(IrType.Int, "i"))];
        Value zero = _builder.Constant(IrType.Int, 0L);
        lengths.ToList().ForEach(_ => _builder.OpenRegion());
        Value element = Naming.Rename(_builder, _builder.LoadInRange(buffer, counters), (buffer.Name ?? "array") + "Element");
        var loops = new Op[rank];
        for (int d = rank - 1; d >= 0; d--)
        {
            Region body = _builder.CloseRegion([counters[d]], []);
            loops[d] = new Op(
                OpKind.For, EquatableArray<Value>.Empty, new[] { zero, lengths[d] }, new[] { body }, new LoopAttribute(), _builder.Origin, ++_links);
            _builder.Add(loops[d]);
        }

        return new Copy(buffer, lengths, loops, element);
    }

    /// <summary>Makes the copy, in the order that the tape has its elements in.</summary>
    private Value Written(Copy copy)
    {
        bool isArray = copy.Buffer.Type.IsArray;
        Value buffer = _builder.New(
            isArray ? copy.Buffer.Type : IrType.Span(copy.Buffer.Type.Element), isArray ? Purpose.Primal : Purpose.Kept, copy.Lengths);
        buffer = Naming.Rename(_builder, buffer, (copy.Buffer.Name ?? "array") + "Before");
        var counters = new List<Value>();
        var heads = new List<(Value First, Value Last, LoopAttribute Attribute)>();
        foreach (Op loop in copy.Loops)
        {
            heads.Add(Backwards(loop));
            counters.Add(_builder.NewValue(IrType.Int, "i"));
            _builder.OpenRegion();
        }

        _builder.Store(buffer, counters, copy.Element);
        for (int d = copy.Loops.Length - 1; d >= 0; d--)
        {
            Region body = _builder.CloseRegion([counters[d]], []);
            _builder.Add(new Op(
                OpKind.For,
                EquatableArray<Value>.Empty,
                new[] { heads[d].First, heads[d].Last },
                new[] { body },
                heads[d].Attribute,
                _builder.Origin,
                -copy.Loops[d].Link));
        }

        return buffer;
    }

    // y = f(x):  xBar += dy/dx yBar, with the partial that the forward sweep has brought along.
    private void SweepPartials(Op op, Scope adjoints)
    {
        if (adjoints.Find(op.Result.Id) is not { } seed)
        {
            return;
        }

        Value[] partials = _callPartials[op.Result.Id];
        for (int k = 0; k < op.Operands.Count; k++)
        {
            if (_activity.PassesDerivative(op, k))
            {
                // The callee's partial may be infinite where its seed would have been zero: the product is guarded as a singular rule's is.
                Value converted = seed.Type == partials[k].Type ? seed : _builder.Cast(seed, partials[k].Type);
                Accumulate(adjoints, op.Operands[k], _builder.GuardedMultiply(converted, partials[k]));
            }
        }
    }

    // (y, new a) = f(a, x), where f reads and writes the array a:  xBar += (dy/dx)^T yBar + (da'/dx)^T aBar, and the callee makes of aBar, the
    // adjoint of the new elements, that of the old ones.
    private void SweepCall(Op op, Scope adjoints)
    {
        if (!_copies.TryGetValue(op, out Copy?[]? copies))
        {
            return;
        }

        var callee = (CallAttribute)op.Attribute!;
        Value[] real = [.. op.Results.Where(result => result.Type.IsReal)];
        if (!_activity.WritesVaried(op) && real.All(result => adjoints.Find(result.Id) is null))
        {
            return;
        }

        IReadOnlyList<(bool IsActive, bool IsWritten)> own = callee.Operands;
        int[] active = [.. Enumerable.Range(0, own.Count).Where(k => own[k].IsActive)];
        Value[] inputs = [.. op.Operands];
        for (int k = inputs.Length - 1; k >= 0; k--)
        {
            inputs[k] = copies[k] is { } copy ? Written(copy) : inputs[k];
        }

        List<Value> operands =
        [
            .. inputs,
            .. real.Select(result => adjoints.Find(result.Id) ?? _builder.Zero(result.Type)),
            .. active.Select(k => op.Operands[k]).Where(operand => operand.Type.IsBuffer)
                .Select(buffer => _shadows.TryGetValue(buffer.Id, out Value? shadow) ? shadow : Shadows.Zeros(_builder, buffer)),
        ];
        int[] numbers = [.. active.Where(k => !op.Operands[k].Type.IsBuffer)];
        Value[] gradients = [.. numbers.Select(k => _builder.NewValue(op.Operands[k].Type, NameOf(op.Operands[k].Id)))];
        _builder.Add(op with
        {
            Results = op.Results.Select(result => _builder.NewValue(result.Type)).Concat(gradients).ToEquatableArray(),
            Operands = operands,
            Attribute = callee with { Form = CallForm.Vjp },
        });
        for (int i = 0; i < numbers.Length; i++)
        {
            if (_activity.IsVaried(op.Operands[numbers[i]]))
            {
                Accumulate(adjoints, op.Operands[numbers[i]], gradients[i]);
            }
        }
    }
}
