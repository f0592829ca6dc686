using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <content>Memory and loops.</content>
internal sealed partial class Reverse
{
    // r = b[i]:  bBar[i] += rBar
    private void SweepLoad(Op op, Scope adjoints)
    {
        if (adjoints.Find(op.Result.Id) is { } seed && _activity.IsVaried(op.Operands[0]))
        {
            Value[] index = Shadows.Index(_builder, op.Operands[0], [.. op.Indices]);
            _builder.Accumulate(_shadows[op.Operands[0].Id], index, seed);
        }
    }

    // b[i] = v:  vBar += bBar[i], after which the old element has no adjoint any more. Read, reset, then use; also where v is passive.
    private void SweepStore(Op op, Scope adjoints)
    {
        if (!_activity.IsVaried(op.Operands[0]))
        {
            return;
        }

        Value stored = op.Operands[op.Operands.Count - 1];
        Value shadow = _shadows[op.Operands[0].Id];
        Value[] index = Shadows.Index(_builder, op.Operands[0], [.. op.Indices]);
        Value adjoint = Naming.Rename(_builder, _builder.LoadInRange(shadow, index), (stored.Name ?? "element") + "Bar");
        _builder.Store(shadow, index, _builder.Zero(stored.Type));
        if (_activity.IsVaried(stored))
        {
            Accumulate(adjoints, stored, adjoint);
        }
    }

    /// <summary>Whether an operation with regions stores to varied memory: then its mirror has to run in any case.</summary>
    private bool StoresVaried(Op op) => op.Regions.Any(region => region.Ops.Any(inner =>
        _activity.WritesVaried(inner) || StoresVaried(inner)));

    // The loop runs backwards. It carries the adjoint of each varied carried value and the running total of each value from outside that
    // the body uses: aBar of an iteration's end becomes aBar of its start.
    private void SweepLoop(Op op, Scope adjoints)
    {
        int[] varied = Enumerable.Range(0, op.CarriedCount).Where(k => _activity.IsVaried(op.Results[k])).ToArray();
        Value?[] seeds = varied.Select(k => adjoints.Find(op.Results[k].Id)).ToArray();
        if (op.Body.Throws || (seeds.All(seed => seed is null) && !StoresVaried(op)))
        {
            return;
        }

        List<Value?> inits = [.. seeds.Select((seed, i) => seed ?? _builder.Zero(op.Results[varied[i]].Type))];
        (Value first, Value last, LoopAttribute attribute) = Backwards(op);
        var scope = new LoopScope(adjoints, op, this);
        Value[] carried = varied.Select(k => _builder.NewValue(op.Results[k].Type, NameOf(op.Results[k].Id))).ToArray();
        Value counter = _builder.NewValue(IrType.Int, op.Kind == OpKind.For ? op.Body.Parameters[0].Name : "k");
        _builder.OpenRegion();
        for (int i = 0; i < varied.Length; i++)
        {
            Value next = op.Carried(varied[i]).Next;
            if (_activity.IsVaried(next))
            {
                Accumulate(scope, next, carried[i]);
            }
        }

        Sweep(op.Body.Ops.ToArray(), scope);
        var yields = varied.Select(k => scope.Find(op.Carried(k).Parameter.Id) ?? _builder.Zero(op.Results[k].Type)).ToList();
        var parameters = new List<Value> { counter };
        parameters.AddRange(carried);
        foreach ((int id, Value parameter, Value? outer) in scope.Totals)
        {
            parameters.Add(parameter);
            inits.Add(outer);
            yields.Add(scope.Find(id)!);
        }

        Region body = _builder.CloseRegion(parameters, yields);
        Value[] results = parameters.Skip(1).Select(parameter => _builder.NewValue(parameter.Type, parameter.Name)).ToArray();
        for (int i = 0; i < inits.Count; i++)
        {
            inits[i] ??= _builder.Zero(results[i].Type);
        }

        // What an accumulator's adjoint is at the end, it is in every iteration: it is not carried.
        int[] changing = Enumerable.Range(0, results.Length).Where(i => yields[i].Id != parameters[i + 1].Id).ToArray();
        if (changing.Length < results.Length)
        {
            var same = Enumerable.Range(0, results.Length).Except(changing).ToDictionary(i => parameters[i + 1].Id, i => inits[i]!);
            body = Substitution.Apply(body, same) with
            {
                Parameters = changing.Select(i => parameters[i + 1]).Prepend(counter).ToEquatableArray(),
                Yields = changing.Select(i => Substitution.Apply(yields[i], same)).ToEquatableArray(),
            };
        }

        _builder.Add(new Op(
            OpKind.For,
            changing.Select(i => results[i]).ToEquatableArray(),
            changing.Select(i => inits[i]!).Prepend(last).Prepend(first).ToEquatableArray(),
            new[] { body },
            attribute,
            op.Origin,
            -op.Link));
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = changing.Contains(i) ? results[i] : inits[i]!;
        }

        for (int i = 0; i < scope.Totals.Count; i++)
        {
            adjoints[scope.Totals[i].Id] = results[varied.Length + i];
        }

        for (int i = 0; i < varied.Length; i++)
        {
            Value init = op.Carried(varied[i]).Init;
            if (_activity.IsVaried(init))
            {
                Accumulate(adjoints, init, results[i]);
            }
        }
    }

    /// <summary>First and last value of the counter of the reversed loop, and its direction.</summary>
    private (Value First, Value Last, LoopAttribute Attribute) Backwards(Op op)
    {
        if (op.Kind == OpKind.While)
        {
            Value count = op.Results[op.Results.Count - 1];
            return (Plus(count, -1), _builder.Constant(IrType.Int, 0L), new LoopAttribute(-1, IsInclusive: true));
        }

        var forward = (LoopAttribute)op.Attribute!;
        Value lo = op.Operands[0];
        Value hi = op.Operands[1];
        var attribute = new LoopAttribute(-forward.Step, IsInclusive: true);
        if (op.IsCounted)
        {
            Value steps = Times(Plus(op.Results[op.Results.Count - 1], -1), forward.Step);
            return (_builder.Apply("add", IrType.Int, lo, steps), lo, attribute);
        }

        if (Math.Abs(forward.Step) == 1)
        {
            return (forward.IsInclusive ? hi : Plus(hi, -forward.Step), lo, attribute);
        }

        // The iterations there are, or none or fewer where the loop is empty: then this one is empty too.
        Value trips = TripCount(_builder, op);
        return (_builder.Apply("add", IrType.Int, lo, Times(Plus(trips, -1), forward.Step)), lo, attribute);
    }

    /// <summary>The iterations of a counted loop that is not left early; not positive where it is empty.</summary>
    public static Value TripCount(Builder builder, Op op)
    {
        var loop = (LoopAttribute)op.Attribute!;
        Value lo = op.Operands[0];
        Value hi = op.Operands[1];
        long size = Math.Abs(loop.Step);
        Value distance = loop.Step > 0 ? builder.Apply("subtract", IrType.Int, hi, lo) : builder.Apply("subtract", IrType.Int, lo, hi);
        long more = loop.IsInclusive ? size : size - 1;
        if (more != 0)
        {
            distance = builder.Apply("add", IrType.Int, distance, builder.Constant(IrType.Int, more));
        }

        return size == 1 ? distance : builder.Verbatim(new VerbatimAttribute($"({{0}}) / {size}", Pure: true, 12), IrType.Int, distance);
    }

    private Value Plus(Value value, long constant) => constant < 0
        ? _builder.Apply("subtract", IrType.Int, value, _builder.Constant(IrType.Int, -constant))
        : _builder.Apply("add", IrType.Int, value, _builder.Constant(IrType.Int, constant));

    private Value Times(Value value, long constant) =>
        constant == 1 ? value : _builder.Apply("multiply", IrType.Int, value, _builder.Constant(IrType.Int, constant));

    /// <summary>The adjoints in a reversed loop: of a value from outside, the running total is carried from the moment that it is asked for.</summary>
    private sealed class LoopScope : Scope
    {
        private readonly Scope _around;
        private readonly Reverse _reverse;
        private readonly HashSet<int> _inside = [];

        public LoopScope(Scope around, Op loop, Reverse reverse)
            : base(around)
        {
            _around = around;
            _reverse = reverse;
            foreach (Region region in loop.Regions)
            {
                Definitions.Collect(region, _inside);
            }
        }

        /// <summary>The totals: whose adjoint, the parameter, and the total before the loop, if any.</summary>
        public List<(int Id, Value Parameter, Value? Outer)> Totals { get; } = [];

        protected override Value? FindOutside(int id)
        {
            if (_inside.Contains(id) || !_reverse._types.TryGetValue(id, out IrType type))
            {
                return null;
            }

            Value? outer = _around.Find(id);
            Value parameter = _reverse._builder.NewValue(type, _reverse.NameOf(id));
            Totals.Add((id, parameter, outer));
            this[id] = parameter;
            return parameter;
        }
    }
}
