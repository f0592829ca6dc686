using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// How a loop is lowered once its kind is known. Ways out are flags that the body yields: break and return stop the loop, and only return
/// is looked at behind it. A plan may turn out not to hold when the body has been seen; then another one is tried.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>How a loop is to be lowered.</summary>
    private sealed record LoopPlan(LoopAttribute Attribute, Breakable Breakable)
    {
        /// <summary>First value and bound of a counted loop.</summary>
        public IReadOnlyList<Value> Bounds { get; init; } = [];

        /// <summary>The user's counter.</summary>
        public ILocalSymbol? Counter { get; init; }

        public string? CounterName { get; init; }

        /// <summary>The condition where it only reads; null for a loop that ends by its flag alone.</summary>
        public Func<Value>? Condition { get; init; }

        /// <summary>Lowers the body; the counter's value is null unless the loop is counted.</summary>
        public required Func<Value?, Flow> Body { get; init; }

        /// <summary>Whether the environment after the body is what the plan relies on.</summary>
        public Func<ImmutableDictionary<object, Datum>, bool> Holds { get; init; } = _ => true;

        public bool IsCounted => Bounds.Count > 0;
    }

    /// <summary>Lowers a loop after its plan.</summary>
    /// <returns>False if the plan does not hold: then nothing has been added.</returns>
    private bool EmitLoop(LoopPlan plan, out Flow flow)
    {
        Rebinding rebinding = _rebindings.Peek();
        bool rebinds = rebinding.Variables.Count > 0 && !rebinding.IsOpen;
        int declaredBefore = _declared.Count;
        ImmutableDictionary<object, Datum> unnumbered = _environment;
        if (rebinds)
        {
            rebinding.IsOpen = true;
            Number(rebinding);
        }

        bool isEmitted = EmitLoop(plan, rebinds ? rebinding : null, out flow);
        if (rebinds)
        {
            rebinding.IsOpen = false;
            if (isEmitted)
            {
                Choose(rebinding);
                _environment = _environment.RemoveRange(rebinding.Numbers.Values.SelectMany(numbers => numbers));
            }
            else
            {
                _environment = unnumbered;
            }

            _declared.RemoveRange(declaredBefore, _declared.Count - declaredBefore);
        }

        return isEmitted;
    }

    private bool EmitLoop(LoopPlan plan, Rebinding? rebinding, out Flow flow)
    {
        ImmutableDictionary<object, Datum> outside = _environment;
        bool wasDead = _isDead;
        int declared = _declared.Count;
        int origin = _builder.Origin;
        flow = Flow.Falls;
        LoopValues values = OpenVariables(outside);
        Region? test = null;
        if (plan.Condition is { } condition)
        {
            LoopValues own = OpenVariables(outside);
            _environment = own.Environment;
            _builder.OpenRegion();
            if (rebinding is not null)
            {
                Choose(rebinding);
            }

            ImmutableDictionary<object, Datum> before = _environment;
            Value holds = condition();
            test = _builder.CloseRegion(own.Parameters, [holds]);
            if (_isDead || Writes(test) || _declared.Exists(variable => !IsUnchanged(variable, before)))
            {
                // What a method that is inlined does to variables or arrays has no place in a condition.
                _environment = outside;
                _isDead = wasDead;
                return false;
            }
        }

        _environment = values.Environment;
        Value? counter = null;
        if (plan.IsCounted)
        {
            counter = _builder.NewValue(IrType.Int, plan.CounterName);
            if (plan.Counter is { } local)
            {
                _declared.Add(local);
                _environment = _environment.SetItem(local, counter);
            }
        }

        ImmutableDictionary<object, Datum> start = _environment;
        _exits.Breakables.Add(plan.Breakable);
        OpenExit(plan.Breakable.Broken);
        OpenExit(plan.Breakable.Continued);
        _builder.OpenRegion();
        if (rebinding is not null)
        {
            Choose(rebinding);
        }

        Flow inside = plan.Body(counter);
        bool throws = _isDead;
        if (rebinding is not null && !throws)
        {
            // The numbers say what the variables refer to.
            _environment = _environment.SetItems(rebinding.Variables.Select(variable => new KeyValuePair<object, Datum>(variable, start[variable])));
        }

        if (throws)
        {
            TrimAfterThrow();
        }

        _exits.Breakables.RemoveAt(_exits.Breakables.Count - 1);
        ImmutableDictionary<object, Datum> end = _environment;
        _environment = start;
        bool holdsUp = plan.Holds(end) && (plan.Counter is null || end.TryGetValue(plan.Counter, out Datum? c) && c.Scalar.Id == counter!.Id);
        _environment = end;
        if (!holdsUp)
        {
            _builder.CloseRegion();
            _environment = outside;
            _isDead = wasDead;
            _declared.RemoveRange(declared, _declared.Count - declared);
            return false;
        }

        bool breaks = !throws && inside.Kind is FlowKind.Left or FlowKind.Mixed && MayTake(plan.Breakable.Broken);
        bool returns = !throws && inside.Kind is FlowKind.Left or FlowKind.Mixed && MayTake(_exits.Returned);
        bool stops = breaks || returns;
        Value? stop = stops ? AnyOf([plan.Breakable.Broken, _exits.Returned]) : null;
        Close(plan, values, outside, end, test, counter, stop, returns, throws, declared, origin);
        _isDead = wasDead;
        bool isEndless = !plan.IsCounted && plan.Condition is null && !breaks;
        flow = isEndless ? Flow.Left : returns ? Flow.Mixed : Flow.Falls;
        return true;
    }

    private bool MayTake(Exit exit) => Find(_environment, exit) is { } flag && flag.Scalar.Id != _false!.Id;

    private static bool Writes(Region region) =>
        region.Ops.Any(op => op.Kind is OpKind.Store or OpKind.Accumulate || Memory.WrittenBy(op).Any() || op.Regions.Any(Writes));
}
