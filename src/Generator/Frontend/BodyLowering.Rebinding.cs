using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Variables that refer to one array or span after another while a loop runs, such as two that are swapped. A buffer cannot be carried:
/// its shadow would have to be as well. What is carried is the number of the source that the variable refers to, and each iteration
/// begins with a choice by that number.
/// </content>
internal sealed partial class BodyLowering
{
    private const int MaximumAttempts = 4;

    /// <summary>The variables of a loop that are bound anew, as far as earlier attempts to lower it have shown.</summary>
    private sealed class Rebinding
    {
        public List<object> Variables { get; } = [];

        /// <summary>Buffers from outside that the variables come to refer to, beside those they start with.</summary>
        public List<Value> Sources { get; } = [];

        public bool IsOpen { get; set; }

        public bool HasGrown { get; set; }

        /// <summary>For each variable the number of its source, as a variable of the lowering.</summary>
        public Dictionary<object, Exit> Numbers { get; } = new(VariableComparer.Instance);

        /// <summary>What a variable refers to at the start of an iteration, by the id of that choice: the number.</summary>
        public Dictionary<int, Value> Chosen { get; } = [];
    }

    private readonly Stack<Rebinding> _rebindings = new();

    /// <summary>Notes that a variable refers to another buffer than before.</summary>
    /// <returns>Whether another attempt may help.</returns>
    private bool Rebind(object variable, Value before)
    {
        Rebinding rebinding = _rebindings.Peek();
        if (rebinding.Variables.Contains(variable, VariableComparer.Instance) || before.Type.Rank != 1)
        {
            return false;
        }

        rebinding.Variables.Add(variable);
        rebinding.HasGrown = true;
        return true;
    }

    /// <summary>The buffers that a variable may refer to, all of its type.</summary>
    private static List<Value> SourcesOf(Rebinding rebinding, IrType type, ImmutableDictionary<object, Datum> outside)
    {
        IEnumerable<Value> all = rebinding.Variables.Select(variable => outside[variable].Scalar).Concat(rebinding.Sources);
        var distinct = new List<Value>();
        foreach (Value value in all.Where(value => value.Type == type))
        {
            if (!distinct.Exists(other => other.Id == value.Id))
            {
                distinct.Add(value);
            }
        }

        return distinct;
    }

    /// <summary>Starts a loop: the numbers become variables that it carries.</summary>
    private ImmutableDictionary<object, Datum> Number(Rebinding rebinding, ImmutableDictionary<object, Datum> outside)
    {
        ImmutableDictionary<object, Datum> environment = outside;
        foreach (object variable in rebinding.Variables)
        {
            var number = new Exit(NameOf(variable) + "Source");
            rebinding.Numbers[variable] = number;
            _declared.Add(number);
            Value start = outside[variable].Scalar;
            int index = SourcesOf(rebinding, start.Type, outside).FindIndex(source => source.Id == start.Id);
            environment = environment.SetItem(number, _builder.Constant(IrType.Int, (long)index));
        }

        return environment;
    }

    /// <summary>At the start of a region, or behind the loop: the variables refer to what their numbers say.</summary>
    private void Choose(Rebinding rebinding, ImmutableDictionary<object, Datum> outside)
    {
        foreach (object variable in rebinding.Variables)
        {
            Value number = _environment[rebinding.Numbers[variable]].Scalar;
            List<Value> sources = SourcesOf(rebinding, outside[variable].Scalar.Type, outside);
            Value chosen = sources[sources.Count - 1];
            for (int k = sources.Count - 2; k >= 0; k--)
            {
                Value isIt = _builder.Apply("equal", IrType.Bool, number, _builder.Constant(IrType.Int, (long)k));
                chosen = Made(_builder.Select(isIt, sources[k], chosen));
            }

            rebinding.Chosen[chosen.Id] = number;
            _environment = _environment.SetItem(variable, chosen);
        }
    }

    /// <summary>At the end of an iteration: the numbers of what the variables refer to now.</summary>
    private void Renumber(Rebinding rebinding, ImmutableDictionary<object, Datum> outside, ImmutableDictionary<object, Datum> start)
    {
        foreach (object variable in rebinding.Variables)
        {
            Value now = _environment[variable].Scalar;
            if (NumberOf(rebinding, now, SourcesOf(rebinding, now.Type, outside)) is { } number)
            {
                _environment = _environment.SetItem(rebinding.Numbers[variable], number).SetItem(variable, start[variable]);
            }
        }
    }

    private Value? NumberOf(Rebinding rebinding, Value buffer, List<Value> sources)
    {
        if (rebinding.Chosen.TryGetValue(buffer.Id, out Value? number))
        {
            return number;
        }

        int index = sources.FindIndex(source => source.Id == buffer.Id);
        if (index >= 0)
        {
            return _builder.Constant(IrType.Int, (long)index);
        }

        if (_bufferSources.TryGetValue(buffer.Id, out Op? op) && op.Kind == OpKind.Select)
        {
            return NumberOf(rebinding, op.Operands[1], sources) is { } first && NumberOf(rebinding, op.Operands[2], sources) is { } second
                ? _builder.Select(op.Operands[0], first, second)
                : null;
        }

        if (_outsideBuffers.Contains(buffer.Id) && !rebinding.Sources.Exists(source => source.Id == buffer.Id))
        {
            rebinding.Sources.Add(buffer);
            rebinding.HasGrown = true;
        }

        return null;
    }

    /// <summary>The buffers that exist in front of the loop being lowered.</summary>
    private HashSet<int> _outsideBuffers = [];

    private static IEnumerable<int> Buffers(ImmutableDictionary<object, Datum> environment) =>
        environment.Values.SelectMany(Scalars).Where(value => value.Type.IsBuffer).Select(value => value.Id);
}
