using System;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>The methods of arrays and spans, written out as loops.</content>
internal sealed partial class BodyLowering
{
    /// <summary>A method of arrays and spans, or null.</summary>
    private Datum? LowerBufferCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string container = method.ContainingType.OriginalDefinition.ToDisplayString();
        IOperation[] arguments = [.. call.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value)];
        bool isOwn = call.Instance is { } instance && IsBufferType(instance.Type);
        if (isOwn)
        {
            return LowerBufferMethod(call, call.Instance!, arguments);
        }

        if (container is not ("System.MemoryExtensions" or "System.Array") || arguments.Length == 0)
        {
            return null;
        }

        IOperation first = AsWritten(arguments[0]);
        if (!IsBufferType(first.Type))
        {
            return null;
        }

        switch (method.Name, arguments.Length)
        {
            case ("AsSpan", _) or ("Clear", 1 or 3) or ("Fill", 2 or 4) or ("CopyTo", 2):
                return LowerBufferMethod(call, first, [.. arguments.Skip(1)]);
            case ("Copy", 3 or 5) when Array.TrueForAll(arguments, argument => argument.Type?.SpecialType != SpecialType.System_Int64):
                Value[] values = [LowerScalar(first), .. arguments.Skip(1).Select(argument => LowerScalar(AsWritten(argument)))];
                if (values.Length == 3)
                {
                    Copy(call, values[0], values[1], values[2]);
                }
                else if (values[0].Type.Rank == 1 && values[2].Type is { IsBuffer: true, Rank: 1 })
                {
                    Copy(call, Part(values[0], values[1], values[4]), Part(values[2], values[3], values[4]), values[4]);
                }
                else
                {
                    return Refused(Reason.Buffer, call, call.Syntax.ToString());
                }

                return values[0];
            default:
                return null;
        }
    }

    private Datum? LowerBufferMethod(IInvocationOperation call, IOperation receiver, IOperation[] arguments)
    {
        string name = call.TargetMethod.Name;
        bool isKnown = (name, arguments.Length) switch
        {
            ("AsSpan" or "Slice", 1) => arguments[0].Type?.SpecialType == SpecialType.System_Int32,
            ("CopyTo", 2) => arguments[1].Type?.SpecialType == SpecialType.System_Int32,
            ("AsSpan", 0) or ("AsSpan" or "Slice", 2) or ("GetLength", 1) or ("Clear", 0 or 2) or ("ToArray" or "Clone", 0) or ("Fill", 1 or 3) or ("CopyTo", 1) => true,
            _ => false,
        };
        if (!isKnown)
        {
            return null;
        }

        Value buffer = LowerScalar(receiver);
        switch (name)
        {
            case "AsSpan" when arguments.Length == 0:
                return ConvertBuffer(buffer, call.Type!) ?? buffer;
            case "AsSpan" or "Slice":
                return Part(buffer, LowerScalar(arguments[0]), arguments.Length > 1 ? LowerScalar(arguments[1]) : null);
            case "GetLength" when arguments[0].ConstantValue is { HasValue: true, Value: int dimension }:
                return _builder.Length(buffer, buffer.Type.Rank == 1 ? null : dimension);
            case "Clear" or "Fill":
                Value filling = name == "Fill" ? LowerScalar(arguments[0]) : _builder.Constant(buffer.Type.Element, 0L);
                Value filled = arguments is [.., var start, var length] ? Part(buffer, LowerScalar(start), LowerScalar(length)) : buffer;
                Repeat(Lengths(filled), indices => StoreElement(new Element(filled, indices), filling, call));
                return buffer;
            case "ToArray" or "Clone":
                return NewCopy(buffer, name == "Clone" ? buffer.Type : Ir(call.Type!), Lengths(buffer));
            case "CopyTo":
                Value target = LowerScalar(AsWritten(arguments[0]));
                if (arguments.Length > 1 && target.Type.IsBuffer)
                {
                    target = Part(target, LowerScalar(arguments[1]), null);
                }

                Copy(call, buffer, target, _builder.Length(buffer));
                return buffer;
            default:
                return null;
        }
    }

    /// <summary>An array without the conversion to a span or to <c>Array</c>.</summary>
    private static IOperation AsWritten(IOperation argument) => argument is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : argument;

    /// <summary>A part of a buffer of one dimension, as the same memory; up to the end if the length is null.</summary>
    private Value Part(Value buffer, Value start, Value? length)
    {
        IrType type = buffer.Type.IsReadOnly ? buffer.Type : IrType.Span(buffer.Type.Element);
        length ??= _builder.Apply("subtract", IrType.Int, _builder.Length(buffer), start);
        return Made(_builder.Slice(type, WithoutView(buffer), start, length));
    }

    /// <summary>Copies the first elements; overlapping memory would need another order and is refused.</summary>
    private void Copy(IInvocationOperation call, Value source, Value target, Value count)
    {
        if (!target.Type.IsBuffer || target.Type.Element != source.Type.Element || source.Type.Rank != 1 || target.Type.Rank != 1 || MayBeSame(source, target))
        {
            Refuse(Reason.Buffer, call.Syntax, call.Syntax.ToString());
            return;
        }

        const string Exception = "global::System.ArgumentException";
        Value tooShort = _builder.Apply("less", IrType.Bool, _builder.Length(target), count);
        Arm guard = Capture(() =>
        {
            _builder.Throw(_builder.Verbatim(
                new VerbatimAttribute($"new {Exception}(\"Destination is too short.\")", Pure: false), new IrType(ScalarKind.Opaque, Exception)));
            _isDead = true;
            return Flow.Thrown;
        });
        Combine(tooShort, guard, Capture(() => Flow.Falls), _declared.Count);
        Repeat(count, i => StoreElement(new Element(target, [i]), _builder.Load(source, i), call));
    }

    private bool MayBeSame(Value a, Value b)
    {
        int RootId(Value buffer)
        {
            while (_bufferSources.TryGetValue(buffer.Id, out Op? op) && op.Kind == OpKind.Slice)
            {
                buffer = op.Operands[0];
            }

            return buffer.Id;
        }

        return RootId(a) == RootId(b);
    }
}
