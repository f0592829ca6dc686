using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Arrays and spans. A buffer is a value that stands for its memory: copying a reference copies the value, a slice is another view
/// of the same memory. Copies, fills and initialisers are written out as loops and stores, so that every transform knows them.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>The element that an expression names: its buffer and indices, evaluated in this order.</summary>
    private sealed record Element(Value Buffer, Value[] Indices);

    /// <summary>Whether the expression names an element of an array or a span that can be one of a buffer.</summary>
    private bool IsElement(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation element => IsBufferType(element.ArrayReference.Type) && !element.Indices.Any(index => index.Type?.Name == "Range"),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } => IsBufferType(instance.Type),
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol } element => IsBufferType(element.Instance.Type),
        _ => false,
    };

    private bool IsBufferType(ITypeSymbol? type) => type is not null && Ir(type).IsBuffer;

    private Element LowerElement(IOperation operation)
    {
        (IOperation source, IReadOnlyList<IOperation> written) = operation switch
        {
            IArrayElementReferenceOperation element => (element.ArrayReference, (IReadOnlyList<IOperation>)element.Indices),
            IPropertyReferenceOperation property => (property.Instance!, [.. property.Arguments.Select(argument => argument.Value)]),
            IImplicitIndexerReferenceOperation element => (element.Instance, [element.Argument]),
            _ => throw new InvalidOperationException($"A {operation.Kind} is no element."),
        };
        Value buffer = LowerScalar(source);
        return new Element(buffer, [.. written.Select(index => LowerIndex(index, buffer))]);
    }

    private Value LowerIndex(IOperation index, Value buffer)
    {
        IOperation plain = index is IConversionOperation { IsImplicit: true, Operand: var operand } && index.Type?.Name == "Index" ? operand : index;
        if (plain is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd)
        {
            return _builder.Apply("subtract", IrType.Int, _builder.Length(buffer), LowerScalar(fromEnd.Operand));
        }

        return plain.Type?.SpecialType == SpecialType.System_Int32 ? LowerScalar(plain) : Refused(Reason.Buffer, index, index.Syntax.ToString()) is var refused && refused.Scalar.Type == IrType.Int
            ? refused.Scalar
            : _builder.Constant(IrType.Int, 0L);
    }

    private Datum LoadElement(IOperation operation)
    {
        Element element = LowerElement(operation);
        return _builder.Load(element.Buffer, element.Indices);
    }

    private void StoreElement(Element element, Value value, IOperation place)
    {
        if (RootOf(element.Buffer) is { Kind: OpKind.Verbatim })
        {
            Refuse(Reason.StateWritten, place.Syntax, place.Syntax.ToString());
        }

        _builder.Store(element.Buffer, element.Indices, value);
    }

    /// <summary>The operation that made the memory of a buffer, or null for that of a parameter or of several.</summary>
    private Op? RootOf(Value buffer)
    {
        while (_bufferSources.TryGetValue(buffer.Id, out Op? op))
        {
            if (op.Kind != OpKind.Slice)
            {
                return op;
            }

            buffer = op.Operands[0];
        }

        return null;
    }

    /// <summary>How each buffer was made, unless it came in.</summary>
    private readonly Dictionary<int, Op> _bufferSources = [];

    private Value Made(Value buffer)
    {
        Op source = _builder.Ops[_builder.Ops.Count - 1];
        _bufferSources[buffer.Id] = source;
        if (source.Kind == OpKind.New && source.Operands.Count == 1
            && _builder.Ops.Exists(op => op is { Kind: OpKind.Constant, Attribute: ConstantAttribute { Bits: 0 } } && op.Result.Id == source.Operands[0].Id))
        {
            _emptyBuffers.Add(buffer.Id);
        }

        return buffer;
    }

    /// <summary>New arrays without an element, for which any part of length 0 does as well.</summary>
    private readonly HashSet<int> _emptyBuffers = [];

    /// <summary>A conversion between buffer types, or null if it is none.</summary>
    private Value? ConvertBuffer(Value operand, ITypeSymbol target)
    {
        IrType type = Ir(target);
        return !operand.Type.IsBuffer || !type.IsBuffer || operand.Type.Element != type.Element || operand.Type.Rank != type.Rank ? null
            : operand.Type == type ? operand
            : Made(_builder.View(type, operand));
    }

    /// <summary>The array under a view of it: generated code writes a view as the array itself, which has no <c>Slice</c>.</summary>
    private Value WithoutView(Value buffer)
    {
        while (_bufferSources.TryGetValue(buffer.Id, out Op? op) && op is { Kind: OpKind.Slice, Operands.Count: 1 })
        {
            buffer = op.Operands[0];
        }

        return buffer;
    }

    private Datum LowerSlice(Value buffer, IOperation range, ITypeSymbol type)
    {
        IOperation plain = range is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : range;
        if (plain is not IRangeOperation written)
        {
            Refuse(Reason.Buffer, range.Syntax, range.Syntax.ToString());
            return Placeholder(type);
        }

        Value start = written.LeftOperand is { } left ? LowerIndex(left, buffer) : _builder.Constant(IrType.Int, 0L);
        Value end = written.RightOperand is { } right ? LowerIndex(right, buffer) : _builder.Length(buffer);
        Value length = _builder.Apply("subtract", IrType.Int, end, start);
        bool isArray = buffer.Type.Name.EndsWith("[]", StringComparison.Ordinal);
        IrType view = isArray ? IrType.Span(buffer.Type.Element) : Ir(type);
        Value slice = Made(_builder.Slice(view, WithoutView(buffer), start, length));

        // A range of an array is a copy, of a span a view.
        return isArray ? NewCopy(slice, Ir(type), length) : slice;
    }

    private Value NewCopy(Value source, IrType type, Value length)
    {
        Value copy = Made(_builder.New(type, Purpose.Primal, length));
        Repeat(length, i => _builder.Store(copy, [i], _builder.Load(source, i)));
        return copy;
    }

    /// <summary>Adds a loop from zero that carries nothing.</summary>
    private void Repeat(Value count, Action<Value> body)
    {
        Value zero = _builder.Constant(IrType.Int, 0L);
        Value counter = _builder.NewValue(IrType.Int, "i");
        _builder.OpenRegion();
        body(counter);
        Region region = _builder.CloseRegion([counter], []);
        _builder.Add(new Op(OpKind.For, Array.Empty<Value>(), new[] { zero, count }, new[] { region }, new LoopAttribute(), _builder.Origin));
    }

    private Datum LowerArray(IArrayCreationOperation creation)
    {
        IrType type = Ir(creation.Type!);
        if (!type.IsBuffer)
        {
            return Refused(Reason.Buffer, creation, creation.Syntax.ToString());
        }

        Value[] lengths = [.. creation.DimensionSizes.Select(LowerScalar)];
        if (lengths.Any(length => length.Type != IrType.Int))
        {
            return Refused(Reason.Buffer, creation, creation.Syntax.ToString());
        }

        Value array = Made(_builder.New(type, Purpose.Primal, lengths));
        if (creation.Initializer is { } initializer)
        {
            Initialise(array, initializer, []);
        }

        return array;
    }

    private void Initialise(Value array, IArrayInitializerOperation initializer, Value[] outer)
    {
        for (int i = 0; i < initializer.ElementValues.Length; i++)
        {
            Value[] indices = [.. outer, _builder.Constant(IrType.Int, (long)i)];
            if (initializer.ElementValues[i] is IArrayInitializerOperation inner)
            {
                Initialise(array, inner, indices);
            }
            else
            {
                _builder.Store(array, indices, LowerScalar(initializer.ElementValues[i]));
            }
        }
    }

    /// <summary><c>[a, b, c]</c> of scalars as an array or a span.</summary>
    private Datum LowerCollection(ICollectionExpressionOperation collection, ITypeSymbol target)
    {
        IrType type = Ir(target);
        if (!type.IsBuffer || collection.Elements.Any(element => element is ISpreadOperation))
        {
            return Refused(Reason.Buffer, collection, collection.Syntax.ToString());
        }

        bool isArray = type.Name.EndsWith("[]", StringComparison.Ordinal);
        return Filled(isArray ? type : IrType.Span(type.Element), [.. collection.Elements], isArray ? null : target);
    }

    private Datum Filled(IrType type, IReadOnlyList<IOperation> elements, ITypeSymbol? view)
    {
        Value array = Made(_builder.New(type, Purpose.Primal, _builder.Constant(IrType.Int, (long)elements.Count)));
        for (int i = 0; i < elements.Count; i++)
        {
            _builder.Store(array, [_builder.Constant(IrType.Int, (long)i)], LowerScalar(elements[i]));
        }

        return view is null ? array : ConvertBuffer(array, view) ?? array;
    }

    /// <summary><c>stackalloc</c>, which has no node of its own: its length and its elements are the children.</summary>
    private Datum LowerStackAlloc(IOperation operation)
    {
        if (!IsBufferType(operation.Type))
        {
            return Refused(Reason.Unsafe, operation, operation.Syntax.ToString());
        }

        IrType type = Ir(operation.Type!);
        IOperation[] children = [.. operation.ChildOperations];
        bool hasElements = operation.Syntax is ImplicitStackAllocArrayCreationExpressionSyntax or StackAllocArrayCreationExpressionSyntax { Initializer: not null };
        return hasElements
            ? Filled(type, [.. children.Skip(1)], null)
            : Made(_builder.New(type, Purpose.Primal, LowerScalar(children[0])));
    }

    /// <summary>A property of an array or a span, or null.</summary>
    private Datum? LowerBufferProperty(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not { } instance || !IsBufferType(instance.Type))
        {
            return null;
        }

        switch (reference.Property.Name)
        {
            case "Length":
                return _builder.Length(LowerScalar(instance));
            case "IsEmpty":
                return _builder.Apply("equal", IrType.Bool, _builder.Length(LowerScalar(instance)), _builder.Constant(IrType.Int, 0L));
            default:
                return Refused(Reason.Buffer, reference, reference.Syntax.ToString());
        }
    }

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

        IOperation first = arguments[0] is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : arguments[0];
        if (!IsBufferType(first.Type))
        {
            return null;
        }

        switch (method.Name, arguments.Length)
        {
            case ("AsSpan", _) or ("Clear", 1) or ("Fill", 2):
                return LowerBufferMethod(call, first, [.. arguments.Skip(1)]);
            case ("CopyTo", 2):
                return LowerBufferMethod(call, first, [arguments[1]]);
            case ("Copy", 3):
                Value source = LowerScalar(first);
                Value target = LowerScalar(WithoutImplicitConversion(arguments[1]));
                Copy(call, source, target, LowerScalar(arguments[2]));
                return source;
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
            ("AsSpan", 0) or ("AsSpan" or "Slice", 2) or ("GetLength", 1) or ("Clear" or "ToArray" or "Clone", 0) or ("Fill" or "CopyTo", 1) => true,
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
                Value start = LowerScalar(arguments[0]);
                Value length = arguments.Length > 1 ? LowerScalar(arguments[1]) : _builder.Apply("subtract", IrType.Int, _builder.Length(buffer), start);
                return Made(_builder.Slice(Ir(call.Type!), WithoutView(buffer), start, length));
            case "GetLength" when arguments[0].ConstantValue is { HasValue: true, Value: int dimension }:
                return _builder.Length(buffer, buffer.Type.Rank == 1 ? null : dimension);
            case "Clear":
                Value none = _builder.Constant(buffer.Type.Element, 0L);
                Repeat(_builder.Length(buffer), i => StoreElement(new Element(buffer, [i]), none, call));
                return buffer;
            case "Fill":
                Value value = LowerScalar(arguments[0]);
                Repeat(_builder.Length(buffer), i => StoreElement(new Element(buffer, [i]), value, call));
                return buffer;
            case "ToArray" or "Clone":
                Value count = _builder.Length(buffer);
                return NewCopy(buffer, name == "Clone" ? buffer.Type : Ir(call.Type!), count);
            case "CopyTo":
                Value target = LowerScalar(arguments[0] is IConversionOperation { IsImplicit: true, Operand: var operand } ? operand : arguments[0]);
                Copy(call, buffer, target, _builder.Length(buffer));
                return buffer;
            default:
                return null;
        }
    }

    /// <summary>Copies the first elements; overlapping memory would need another order and is refused.</summary>
    private void Copy(IInvocationOperation call, Value source, Value target, Value count)
    {
        if (!target.Type.IsBuffer || target.Type.Element != source.Type.Element || MayBeSame(source, target))
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
