using System;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// The shadow of a buffer holds the tangents or adjoints of its elements: of a slice it is the slice of the shadow, of new memory it is new
/// memory, of a choice the choice between the shadows. A shadow has one dimension, row by row.
/// </summary>
internal static class Shadows
{
    /// <summary>Appends the operation that makes the shadow beside the one that makes the buffer.</summary>
    public static Value Make(Builder builder, Op op, Func<Value, Value> shadowOf, string suffix)
    {
        string name = (op.Result.Name ?? "buffer") + suffix;
        switch (op.Kind)
        {
            case OpKind.Slice:
                Value source = shadowOf(op.Operands[0]);

                // The same memory under another type has the same shadow.
                return op.Operands.Count == 1 ? source : Naming.Rename(builder, builder.Slice(AsSpan(source.Type), source, op.Operands[1], op.Operands[2], isInRange: true), name);
            case OpKind.New:
                Value length = op.Operands.Skip(1).Aggregate(op.Operands[0], (all, next) => builder.Apply("multiply", IrType.Int, all, next));
                return Naming.Rename(builder, builder.New(IrType.Span(op.Result.Type.Element), Purpose.Shadow, length), name);
            case OpKind.Select:
                Value whenTrue = shadowOf(op.Operands[1]);
                Value whenFalse = shadowOf(op.Operands[2]);
                return Naming.Rename(builder, builder.Select(op.Operands[0], whenTrue, whenFalse), name);
            default:
                throw new InvalidOperationException($"{op.Kind} makes no buffer.");
        }
    }

    /// <summary>The shadow of a buffer that carries no derivative, for a callee that wants one.</summary>
    public static Value Zeros(Builder builder, Value buffer)
    {
        Value zeros = builder.New(IrType.Span(buffer.Type.Element), Purpose.Shadow, builder.Length(buffer));
        return Naming.Rename(builder, zeros, (buffer.Name ?? "buffer") + "Zeros");
    }

    /// <summary>The index into the shadow for the indices into the buffer.</summary>
    public static Value[] Index(Builder builder, Value buffer, Value[] indices)
    {
        Value flat = indices[0];
        for (int d = 1; d < indices.Length; d++)
        {
            Value row = builder.Apply("multiply", IrType.Int, flat, builder.Length(buffer, d));
            flat = builder.Apply("add", IrType.Int, row, indices[d]);
        }

        return [flat];
    }

    private static IrType AsSpan(IrType type) => type.IsReadOnly ? type : IrType.Span(type.Element);
}
