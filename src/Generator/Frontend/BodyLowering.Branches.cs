using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Branches. An arm is lowered on its own copy of the environment; <see cref="Combine"/> makes one If of two arms and
/// yields each variable that they leave with different values. An arm that throws becomes a guard, and the other arm goes
/// on in the region around it.
/// </content>
internal sealed partial class BodyLowering
{
    private sealed class Arm
    {
        public List<Op> Ops { get; set; } = [];

        public Flow Flow { get; set; }

        public Datum? Value { get; set; }

        public ImmutableDictionary<object, Datum> Environment { get; set; } = ImmutableDictionary<object, Datum>.Empty;
    }

    /// <summary>Lowers statements into an arm.</summary>
    private Arm Capture(Func<Flow> body) => Continue(new Arm { Environment = _environment }, body);

    /// <summary>Lowers an expression into an arm.</summary>
    private Arm CaptureValue(Func<Datum> body)
    {
        Datum? value = null;
        Arm arm = Capture(() =>
        {
            value = body();
            return _isDead ? Flow.Thrown : Flow.Falls;
        });
        arm.Value = value;
        return arm;
    }

    /// <summary>Opens an arm again and lowers more at its end.</summary>
    private Arm Continue(Arm arm, Func<Flow> body)
    {
        (ImmutableDictionary<object, Datum> environment, bool isDead, int origin) = (_environment, _isDead, _builder.Origin);
        _environment = arm.Environment;
        _isDead = false;
        _builder.OpenRegion();
        _builder.Ops.AddRange(arm.Ops);
        arm.Flow = body();
        if (_isDead)
        {
            TrimAfterThrow();
            arm.Flow = Flow.Thrown;
        }

        arm.Ops = [.. _builder.CloseRegion().Ops];
        arm.Environment = _environment;
        _environment = environment;
        _isDead = isDead;
        _builder.Origin = origin;
        return arm;
    }

    /// <summary>An If of two arms, or a guard if one throws.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="first">The arm if true.</param>
    /// <param name="second">The arm if false.</param>
    /// <param name="outerCount">
    /// How many variables were declared before the arms: later ones are out of scope after them. Variables declared in
    /// expressions outlive their arm and are counted in.
    /// </param>
    private Flow Combine(Value condition, Arm first, Arm second, int outerCount)
    {
        bool firstThrows = first.Flow.Kind == FlowKind.Thrown;
        if (firstThrows || second.Flow.Kind == FlowKind.Thrown)
        {
            Region guard = Close(firstThrows ? first : second);
            _ = firstThrows ? _builder.If(condition, guard, Region.Empty) : _builder.If(condition, Region.Empty, guard);
            Arm rest = firstThrows ? second : first;
            _builder.Ops.AddRange(rest.Ops);
            _environment = rest.Environment;
            _isDead = rest.Flow.Kind == FlowKind.Thrown;
            return rest.Flow;
        }

        var join = new Join(condition, first, second);
        bool bothFall = first.Flow.Kind == FlowKind.Falls && second.Flow.Kind == FlowKind.Falls;
        bool bothLeave = first.Flow.Kind == FlowKind.Left && second.Flow.Kind == FlowKind.Left;
        var merged = new List<(object Variable, Func<Value[], Datum> Make)>();
        MergeVariables(first, second, Math.Min(outerCount, _declared.Count), !bothFall, join, merged);
        Func<Value[], Datum>? value = first.Value is { } a && second.Value is { } b ? Pair(a, b, null, join) : null;
        Value[] results = Emit(join, condition, first, second);
        foreach ((object variable, Func<Value[], Datum> make) in merged)
        {
            _environment = _environment.SetItem(variable, make(results));
        }

        CombinedValue = value?.Invoke(results);
        return bothFall ? Flow.Falls : bothLeave ? Flow.Left : Flow.Mixed;
    }

    /// <summary>The value of the last pair of expression arms that were combined.</summary>
    private Datum? CombinedValue { get; set; }

    /// <summary>A conditional expression; both arms have the same type.</summary>
    private Datum Choose(Value condition, Func<Datum> whenTrue, Func<Datum> whenFalse)
    {
        Arm first = CaptureValue(whenTrue);
        Arm second = CaptureValue(whenFalse);
        bool firstThrows = first.Flow.Kind == FlowKind.Thrown;
        bool secondThrows = second.Flow.Kind == FlowKind.Thrown;
        Combine(condition, first, second, int.MaxValue);
        return firstThrows ? second.Value! : secondThrows ? first.Value! : CombinedValue!;
    }

    private static Func<Builder, Value> Known(Value? value) => _ => value!;

    /// <summary>
    /// Pairs the variables that the arms leave differently. An arm that has returned takes no part: it gives back what
    /// the variable was before, since nobody looks; but those of a caller into which this is inlined are looked at, and so are
    /// parameters by reference and the value that a constructor makes.
    /// </summary>
    private void MergeVariables(
        Arm first, Arm second, int count, bool leaves, Join join, List<(object Variable, Func<Value[], Datum> Make)> merged)
    {
        ImmutableDictionary<object, Datum> before = _environment;
        bool firstReturns = HasReturned(first);
        bool secondReturns = HasReturned(second);
        for (int i = 0; i < count; i++)
        {
            object variable = _declared[i];
            bool isOwn = i >= _outerVariables && variable is not (Exit or IMethodSymbol or IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out });
            Datum? old = Find(before, variable);
            Datum? a = firstReturns && isOwn ? old : Find(first.Environment, variable);
            Datum? b = secondReturns && isOwn ? old : Find(second.Environment, variable);
            if (a is null && b is null)
            {
                continue;
            }

            if (a is not null && b is not null)
            {
                if (!a.Is(b))
                {
                    merged.Add((variable, Pair(a, b, NameOf(variable), join)));
                }
                else if (old is null || !old.Is(a))
                {
                    _environment = _environment.SetItem(variable, a);
                }
            }
            else if (variable is Exit || leaves || count == _declared.Count)
            {
                // Assigned on one side only, and C# proves that it is read on that side only: but which side it was shows later.
                merged.Add((variable, Pair(a, b, NameOf(variable), join)));
            }
            else
            {
                _environment = _environment.Remove(variable);
            }
        }
    }

    private static Datum? Find(ImmutableDictionary<object, Datum> environment, object variable) =>
        environment.TryGetValue(variable, out Datum? datum) ? datum : null;

    /// <summary>Yields two data as one; of a missing side any value will do.</summary>
    private Func<Value[], Datum> Pair(Datum? a, Datum? b, string? name, Join join)
    {
        Datum shape = (a ?? b)!;
        if (a is not null && b is not null && a.Is(b))
        {
            return _ => a;
        }

        if (a is not null && b is not null && !a.HasShapeOf(b))
        {
            Refuse(Reason.Object, _place!, name ?? _place!.ToString());
            return _ => a;
        }

        if (!shape.IsComposite && shape.Scalar.Type.IsBuffer && PairBuffers(a?.Scalar, b?.Scalar, name, join) is { } buffers)
        {
            return buffers;
        }

        if (!shape.IsComposite)
        {
            int index = join.Add(Side(a), Side(b), shape.Scalar.Type, name);
            return results => results[index];
        }

        var parts = new List<Func<Value[], Datum>>();
        for (int i = 0; i < shape.Elements.Count; i++)
        {
            parts.Add(Pair(a?.Elements[i], b?.Elements[i], name is null ? null : name + shape.Names[i], join));
        }

        return results => shape.WithElements([.. parts.ConvertAll(part => part(results))]);

        static Func<Builder, Value>? Side(Datum? datum) => datum is null ? null : Known(datum.Scalar);
    }

    private Value[] Emit(Join join, Value condition, Arm first, Arm second)
    {
        if (join.Names.Count == 0 && first.Ops.Count == 0 && second.Ops.Count == 0)
        {
            return [];
        }

        return _builder.If(condition, Close(first, join, join.First), Close(second, join, join.Second), [.. join.Names]);
    }

    private static bool Defines(Arm arm, Value value) => arm.Ops.Exists(op => op.Results.Any(result => result.Id == value.Id));

    private Region Close(Arm arm, Join? join = null, List<Func<Builder, Value>?>? yields = null)
    {
        _builder.OpenRegion();
        _builder.Ops.AddRange(arm.Ops);
        var values = new List<Value>();
        for (int i = 0; i < (yields?.Count ?? 0); i++)
        {
            Value? value = yields![i]?.Invoke(_builder);
            values.Add(value ?? Default(join!.Types[i]));
        }

        return _builder.CloseRegion(values);
    }

    /// <summary>The pairs of values that an If will yield.</summary>
    private sealed class Join(Value condition, Arm first, Arm second)
    {
        public Value Condition { get; } = condition;

        public Arm FirstArm { get; } = first;

        public Arm SecondArm { get; } = second;

        public List<Func<Builder, Value>?> First { get; } = [];

        public List<Func<Builder, Value>?> Second { get; } = [];

        public List<IrType> Types { get; } = [];

        public List<string?> Names { get; } = [];

        public int Add(Func<Builder, Value>? first, Func<Builder, Value>? second, IrType type, string? name)
        {
            First.Add(first);
            Second.Add(second);
            Types.Add(type);
            Names.Add(name);
            return Names.Count - 1;
        }
    }
}
