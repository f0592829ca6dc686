using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Arrays and spans that two arms leave differently. A choice between buffers that exist anyway, and a part of it, are operations that the
/// reverse sweep can make again anywhere; so only conditions, starts and lengths become results of the If.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>A buffer as what exists outside of the arm that has made it.</summary>
    /// <param name="Source">Makes the buffer that it is a part of, from the results of the If; null for an empty one, which is a part of any.</param>
    /// <param name="Start">Where the part begins; null for the whole.</param>
    /// <param name="Length">How long it is.</param>
    private sealed record Unwound(Func<Value[], Value>? Source, Func<Builder, Value>? Start, Func<Builder, Value> Length);

    /// <summary>What the variable refers to behind the If, or null where an arm has made memory of its own.</summary>
    private Func<Value[], Datum>? PairBuffers(Value? a, Value? b, string? name, Join join)
    {
        IrType type = (a ?? b)!.Type;
        Unwound? first = a is null ? null : Unwind(a, join.FirstArm, join, isFirst: true);
        Unwound? second = b is null ? null : Unwind(b, join.SecondArm, join, isFirst: false);
        bool isUnknown = (a is not null && first is null) || (b is not null && second is null) || (first?.Source ?? second?.Source) is null;
        bool isPart = first?.Start is not null || second?.Start is not null;
        if (isUnknown || (isPart && type.IsArray))
        {
            return null;
        }

        int start = isPart ? join.Add(StartOf(first), StartOf(second), IrType.Int, name is null ? null : name + "Start") : -1;
        int length = isPart ? join.Add(LengthOf(first), LengthOf(second), IrType.Int, name is null ? null : name + "Length") : -1;
        return results =>
        {
            Value? whenTrue = Seen(first);
            Value? whenFalse = Seen(second);
            Value source = whenTrue is not null && whenFalse is not null
                ? Made(_builder.Select(join.Condition, whenTrue, whenFalse))
                : (whenTrue ?? whenFalse)!;
            return isPart ? Made(_builder.Slice(type, source, results[start], results[length], isInRange: true)) : source;

            Value? Seen(Unwound? side) => side?.Source is { } make ? SeenAs(type, make(results)) : null;
        };

        static Func<Builder, Value>? StartOf(Unwound? side) =>
            side is null ? null : side.Start ?? (builder => builder.Constant(IrType.Int, 0L));

        static Func<Builder, Value>? LengthOf(Unwound? side) => side?.Length;
    }

    private Unwound? Unwind(Value buffer, Arm arm, Join join, bool isFirst)
    {
        var slices = new List<Op>();
        Value current = buffer;
        while (Defines(arm, current) && _bufferSources.TryGetValue(current.Id, out Op? op))
        {
            if (op.Kind == OpKind.Select)
            {
                Func<Value[], Value>? choice = ChoiceOf(op, arm, join, isFirst);
                return choice is null ? null : Of(choice);
            }

            if (_emptyBuffers.Contains(current.Id))
            {
                return Of(null);
            }

            if (op.Kind != OpKind.Slice)
            {
                return null;
            }

            if (op.Operands.Count > 1)
            {
                slices.Add(op);
            }

            current = op.Operands[0];
        }

        return Defines(arm, current) ? null : Of(_ => current);

        Unwound Of(Func<Value[], Value>? source) => new(
            source,
            source is null ? builder => builder.Constant(IrType.Int, 0L) : slices.Count == 0 ? null : builder => slices.Select(slice => slice.Operands[1]).Aggregate((sum, next) => builder.Apply("add", IrType.Int, sum, next)),
            builder => source is null ? builder.Constant(IrType.Int, 0L) : slices.Count == 0 ? builder.Length(buffer) : slices[0].Operands[2]);
    }

    /// <summary>A choice that an arm has made, between buffers that exist outside of it: its condition becomes a result of the If.</summary>
    private Func<Value[], Value>? ChoiceOf(Op choice, Arm arm, Join join, bool isFirst)
    {
        Unwound? first = Unwind(choice.Operands[1], arm, join, isFirst);
        Unwound? second = Unwind(choice.Operands[2], arm, join, isFirst);
        if (first is not { Start: null, Source: { } whenTrue } || second is not { Start: null, Source: { } whenFalse })
        {
            return null;
        }

        Func<Builder, Value> own = Known(choice.Operands[0]);
        int condition = isFirst ? join.Add(own, null, IrType.Bool, null) : join.Add(null, own, IrType.Bool, null);
        IrType type = choice.Result.Type;
        return results => Made(_builder.Select(results[condition], SeenAs(type, whenTrue(results))!, SeenAs(type, whenFalse(results))!));
    }
}
