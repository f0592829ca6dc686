using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Variables that refer to one array or span after another while a loop runs: two that are swapped, or a span that gets shorter. A buffer
/// cannot be carried: its shadow would have to be as well. What is carried is the number of the source that the variable refers to and, where it
/// refers to a part of it, the part's start and length. Each iteration begins with a choice by these.
/// </content>
internal sealed partial class BodyLowering
{
    private const int MaximumAttempts = 8;

    /// <summary>A part of a source, or the whole.</summary>
    private readonly record struct Stretch(Value Number, Value? Start, Value? Length);

    /// <summary>The variables of a loop that are bound anew, as far as earlier attempts to lower it have shown.</summary>
    private sealed class Rebinding
    {
        public List<object> Variables { get; } = [];

        /// <summary>Those of them that come to refer to parts.</summary>
        public HashSet<object> Windows { get; } = new(VariableComparer.Instance);

        /// <summary>Buffers from outside that the variables come to refer to, beside those they start with.</summary>
        public List<Value> Added { get; } = [];

        public bool IsOpen { get; set; }

        public bool HasGrown { get; set; }

        /// <summary>What each variable refers to in front of the loop.</summary>
        public Dictionary<object, Value> Firsts { get; } = new(VariableComparer.Instance);

        /// <summary>All sources, by their numbers.</summary>
        public List<Value> Sources { get; } = [];

        /// <summary>Variables of the lowering: for each variable the number of its source, and for windows the start and the length.</summary>
        public Dictionary<object, Exit[]> Numbers { get; } = new(VariableComparer.Instance);

        /// <summary>What the choices at the heads of regions stand for in this attempt, by their ids.</summary>
        public Dictionary<int, Stretch> Stretches { get; } = [];

        public bool IsTracked(object variable) => IsOpen && Variables.Contains(variable, VariableComparer.Instance);
    }

    private readonly Stack<Rebinding> _rebindings = new();

    /// <summary>The buffers that exist in front of the loop being lowered.</summary>
    private HashSet<int> _outsideBuffers = [];

    /// <summary>Notes that a variable refers to another buffer than before.</summary>
    /// <returns>Whether another attempt may help.</returns>
    private bool Rebind(object variable)
    {
        Rebinding rebinding = _rebindings.Peek();
        if (rebinding.Variables.Contains(variable, VariableComparer.Instance))
        {
            return false;
        }

        rebinding.Variables.Add(variable);
        rebinding.HasGrown = true;
        return true;
    }

    /// <summary>Starts a loop: the numbers become variables that it carries.</summary>
    private void Number(Rebinding rebinding)
    {
        rebinding.Sources.Clear();
        rebinding.Stretches.Clear();
        foreach (Value source in rebinding.Variables.Select(variable => _environment[variable].Scalar).Concat(rebinding.Added))
        {
            if (!rebinding.Sources.Exists(other => other.Id == source.Id))
            {
                rebinding.Sources.Add(source);
            }
        }

        foreach (object variable in rebinding.Variables)
        {
            Value first = _environment[variable].Scalar;
            string name = NameOf(variable);
            Exit[] numbers = rebinding.Windows.Contains(variable) ? [new(name + "Source"), new(name + "Start"), new(name + "Length")] : [new(name + "Source")];
            rebinding.Firsts[variable] = first;
            rebinding.Numbers[variable] = numbers;
            _declared.AddRange(numbers);
            SetStretch(numbers, new Stretch(Integer(rebinding.Sources.FindIndex(source => source.Id == first.Id)), null, null), first);
        }
    }

    private Value Integer(int value) => _builder.Constant(IrType.Int, (long)value);

    private void SetStretch(Exit[] numbers, Stretch part, Value buffer)
    {
        _environment = _environment.SetItem(numbers[0], part.Number);
        if (numbers.Length > 1)
        {
            _environment = _environment.SetItem(numbers[1], part.Start ?? Integer(0)).SetItem(numbers[2], part.Length ?? _builder.Length(buffer));
        }
    }

    /// <summary>At the start of a region, or behind the loop: the variables refer to what their numbers say.</summary>
    private void Choose(Rebinding rebinding)
    {
        foreach (object variable in rebinding.Variables)
        {
            _environment = _environment.SetItem(variable, Chosen(rebinding, variable));
        }
    }

    private Value Chosen(Rebinding rebinding, object variable)
    {
        IrType type = rebinding.Firsts[variable].Type;
        Value[] numbers = [.. rebinding.Numbers[variable].Select(number => _environment[number].Scalar)];
        Value? chosen = null;
        for (int k = rebinding.Sources.Count - 1; k >= 0; k--)
        {
            if (SeenAs(type, rebinding.Sources[k]) is { } source)
            {
                chosen = chosen is null ? source
                    : Made(_builder.Select(_builder.Apply("equal", IrType.Bool, numbers[0], Integer(k)), source, chosen));
            }
        }

        if (numbers.Length > 1)
        {
            chosen = Made(_builder.Slice(type, chosen!, numbers[1], numbers[2], isInRange: true));
        }

        rebinding.Stretches[chosen!.Id] = numbers.Length > 1 ? new Stretch(numbers[0], numbers[1], numbers[2]) : new Stretch(numbers[0], null, null);
        return chosen;
    }

    /// <summary>A source as a variable of a type can refer to it, or null.</summary>
    private Value? SeenAs(IrType type, Value source) =>
        source.Type == type ? source
        : type.IsArray || source.Type.Rank != 1 || source.Type.Element != type.Element || (source.Type.IsReadOnly && !type.IsReadOnly) ? null
        : Made(_builder.View(type, source));

    /// <summary>A variable refers to another buffer from here on.</summary>
    private void Track(Rebinding rebinding, object variable, Value buffer)
    {
        if (!rebinding.IsTracked(variable))
        {
            return;
        }

        // A span may be a part of no elements where an empty array is made; an array may not.
        if (StretchOf(rebinding, buffer) is not { } part || (part.Start is not null && rebinding.Firsts[variable].Type.IsArray))
        {
            if (!rebinding.HasGrown)
            {
                Refuse(Reason.BufferCarried, ((ISymbol)variable).Locations[0], NameOf(variable));
            }
        }
        else if (part.Start is not null && rebinding.Windows.Add(variable))
        {
            rebinding.HasGrown = true;
        }
        else
        {
            SetStretch(rebinding.Numbers[variable], part, buffer);
        }
    }

    private Stretch? StretchOf(Rebinding rebinding, Value buffer)
    {
        if (rebinding.Stretches.TryGetValue(buffer.Id, out Stretch known))
        {
            return known;
        }

        int index = rebinding.Sources.FindIndex(source => Unviewed(source) == Unviewed(buffer));
        if (index >= 0)
        {
            return new Stretch(Integer(index), null, null);
        }

        if (_outsideBuffers.Contains(buffer.Id))
        {
            rebinding.Added.Add(buffer);
            rebinding.HasGrown = true;
            return null;
        }

        return !_bufferSources.TryGetValue(buffer.Id, out Op? op) ? null : (op.Kind, op.Operands.Count) switch
        {
            (OpKind.Slice, 1) => StretchOf(rebinding, op.Operands[0]),
            (OpKind.Slice, _) => StretchOf(rebinding, op.Operands[0]) is { } whole
                ? new Stretch(whole.Number, whole.Start is { } start ? _builder.Apply("add", IrType.Int, start, op.Operands[1]) : op.Operands[1], op.Operands[2])
                : null,
            (OpKind.New, _) when _emptyBuffers.Contains(buffer.Id) => new Stretch(Integer(0), Integer(0), Integer(0)),
            (OpKind.Select, _) => StretchOf(rebinding, op.Operands[1]) is { } first && StretchOf(rebinding, op.Operands[2]) is { } second
                ? Either(op, first, second)
                : null,
            _ => null,
        };
    }

    /// <summary>The id of an array behind the spans on the whole of it.</summary>
    private int Unviewed(Value buffer) =>
        _bufferSources.TryGetValue(buffer.Id, out Op? op) && op is { Kind: OpKind.Slice, Operands.Count: 1 } ? Unviewed(op.Operands[0]) : buffer.Id;

    private Stretch Either(Op choice, Stretch first, Stretch second)
    {
        Value condition = choice.Operands[0];
        Value number = _builder.Select(condition, first.Number, second.Number);
        return first.Start is null && second.Start is null ? new Stretch(number, null, null) : new Stretch(
            number,
            _builder.Select(condition, first.Start ?? Integer(0), second.Start ?? Integer(0)),
            _builder.Select(condition, first.Length ?? _builder.Length(choice.Operands[1]), second.Length ?? _builder.Length(choice.Operands[2])));
    }

    private static IEnumerable<int> Buffers(ImmutableDictionary<object, Datum> environment) =>
        environment.Values.SelectMany(Scalars).Where(value => value.Type.IsBuffer).Select(value => value.Id);
}
