using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// What a loop carries. A body is lowered with a parameter for every variable; what it leaves as it was is not carried after all. An array
/// or a span is never carried.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>The variables of a region of a loop: a parameter for each scalar that comes in.</summary>
    private sealed class LoopValues
    {
        public required ImmutableDictionary<object, Datum> Environment { get; set; }

        public List<Value> Parameters { get; } = [];

        public List<Value> Inits { get; } = [];
    }

    private LoopValues OpenVariables(ImmutableDictionary<object, Datum> outside)
    {
        var values = new LoopValues { Environment = outside };
        foreach (object variable in _declared)
        {
            if (IsCarried(variable) && Find(outside, variable) is { } datum)
            {
                values.Environment = values.Environment.SetItem(variable, Open(datum, NameOf(variable)));
            }
        }

        return values;

        Datum Open(Datum datum, string name)
        {
            if (datum.IsComposite)
            {
                return datum.WithElements([.. datum.Elements.Select((element, i) => Open(element, name + datum.Names[i]))]);
            }

            Value init = datum.Scalar;
            if (init.Type.IsBuffer)
            {
                return init;
            }

            Value parameter = _builder.NewValue(init.Type, name);
            values.Parameters.Add(parameter);
            values.Inits.Add(init);
            return parameter;
        }
    }

    /// <summary>Makes the loop's operation of the open region; the environment behind it has the results.</summary>
    private void Close(
        LoopPlan plan,
        LoopValues values,
        ImmutableDictionary<object, Datum> outside,
        ImmutableDictionary<object, Datum> end,
        Region? test,
        Value? counter,
        Value? stop,
        bool returns,
        bool throws,
        int declared,
        int origin)
    {
        var inits = new List<Value>();
        var parameters = new List<Value>();
        var testParameters = new List<Value>();
        var nexts = new List<Value>();
        var results = new List<Value>();
        var unchanged = new Dictionary<int, Value>();
        var after = outside;
        int position = 0;

        Value Carry(Value? init, Value? parameter, Value? testParameter, Value next, string name)
        {
            // A variable that gets its first value in the loop starts with any.
            inits.Add(init ?? next with { Id = -1 });
            parameters.Add(parameter ?? _builder.NewValue(next.Type, name));
            testParameters.Add(testParameter ?? _builder.NewValue(next.Type, name));
            nexts.Add(next);
            Value result = _builder.NewValue(next.Type, name);
            results.Add(result);
            return result;
        }

        Datum Leave(Datum before, Datum now, string name)
        {
            if (before.IsComposite)
            {
                return now.WithElements([.. before.Elements.Select((element, i) => Leave(element, now.Elements[i], name + before.Names[i]))]);
            }

            if (before.Scalar.Type.IsBuffer)
            {
                return before;
            }

            Value parameter = values.Parameters[position];
            Value init = values.Inits[position];
            Value? testParameter = test?.Parameters[position];
            position++;
            if (throws || now.Scalar.Id == parameter.Id)
            {
                unchanged.Add(parameter.Id, init);
                if (testParameter is not null)
                {
                    unchanged.Add(testParameter.Id, init);
                }

                return init;
            }

            return Carry(init, parameter, testParameter, now.Scalar, name);
        }

        Datum Appear(Datum now, string name) => now.IsComposite
            ? now.WithElements([.. now.Elements.Select((element, i) => Appear(element, name + now.Names[i]))])
            : now.Scalar.Type.IsBuffer ? now : Carry(null, null, null, now.Scalar, name);

        for (int i = 0; i < declared; i++)
        {
            object variable = _declared[i];
            Datum? before = Find(outside, variable);
            Datum? now = Find(end, variable);
            if (!IsCarried(variable))
            {
                continue;
            }

            if (before is not null)
            {
                CheckBuffers(variable, before, now);
                bool isSame = now is not null && before.HasShapeOf(now);
                after = after.SetItem(variable, Leave(before, isSame ? now! : before, NameOf(variable)));
            }
            else if (now is not null && !throws)
            {
                after = after.SetItem(variable, Appear(now, NameOf(variable)));
            }
        }

        if (returns)
        {
            after = after.SetItem(_exits.Returned, Carry(_false, null, null, end[_exits.Returned].Scalar, "returned"));
            if (Find(end, _exits.Result) is { } result)
            {
                after = after.SetItem(_exits.Result, Appear(result, "result"));
            }
        }

        // Nothing is carried by a body that always throws.
        Region body = _builder.CloseRegion(counter is null ? parameters : [counter, .. parameters], stop is null ? nexts : [stop, .. nexts]);
        for (int i = 0; i < inits.Count; i++)
        {
            if (inits[i].Id < 0)
            {
                inits[i] = Default(inits[i].Type);
            }
        }

        bool isCounted = plan.IsCounted;
        if (!isCounted)
        {
            test = test is null ? AlwaysTrue(testParameters) : test with { Parameters = testParameters.ToEquatableArray() };
        }

        if (!isCounted || stop is not null)
        {
            results.Add(_builder.NewValue(IrType.Int, "iterations"));
        }

        foreach (KeyValuePair<int, Value> pair in unchanged)
        {
            _substituted[pair.Key] = pair.Value;
        }

        Region[] regions = isCounted ? [body] : [test!, body];
        _builder.Origin = origin;
        _builder.Add(new Op(
            isCounted ? OpKind.For : OpKind.While,
            results.ToEquatableArray(),
            plan.Bounds.Concat(inits).ToEquatableArray(),
            regions.Select(region => Substitution.Apply(region, unchanged)).ToEquatableArray(),
            plan.Attribute with { Breaks = stop is not null },
            origin));
        _environment = after;
        _declared.RemoveRange(declared, _declared.Count - declared);
    }

    private Region AlwaysTrue(List<Value> parameters)
    {
        _builder.OpenRegion();
        return _builder.CloseRegion(parameters, [_builder.Constant(IrType.Bool, 1L)]);
    }

    /// <summary>A variable that holds an array or a span may not hold another one in the next iteration.</summary>
    private void CheckBuffers(object variable, Datum before, Datum? now, bool isPart = false)
    {
        if (now is null)
        {
            return;
        }

        if (!before.HasShapeOf(now))
        {
            Refuse(Reason.Object, ((ISymbol)variable).Locations[0], NameOf(variable));
            return;
        }

        if (before.IsComposite)
        {
            for (int i = 0; i < before.Elements.Count; i++)
            {
                CheckBuffers(variable, before.Elements[i], now.Elements[i], isPart: true);
            }
        }
        else if (before.Scalar.Type.IsBuffer && before.Scalar.Id != now.Scalar.Id)
        {
            if (isPart || !Rebind(variable))
            {
                Refuse(Reason.BufferCarried, ((ISymbol)variable).Locations[0], NameOf(variable));
            }
        }
    }

    /// <summary>Whether a loop carries a variable: the user's are, and the numbers of sources; exits are looked after by themselves.</summary>
    private bool IsCarried(object variable) =>
        variable is not Exit exit || _rebindings.Any(rebinding => rebinding.Numbers.Values.Any(numbers => numbers.Contains(exit)));
}
