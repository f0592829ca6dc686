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
        Value slice = Part(buffer, start, length);

        // A range of an array is a copy, of a span a view.
        return isArray ? NewCopy(slice, Ir(type), length) : slice;
    }

    /// <summary>New memory with the elements of a buffer.</summary>
    /// <param name="source">The buffer.</param>
    /// <param name="type">The type of the new one, of the same rank.</param>
    /// <param name="lengths">Its lengths.</param>
    private Value NewCopy(Value source, IrType type, params Value[] lengths)
    {
        Value copy = Made(_builder.New(type, Purpose.Primal, lengths));
        Repeat(lengths, indices => _builder.Store(copy, indices, _builder.Load(source, indices)));
        return copy;
    }

    /// <summary>The lengths of all dimensions.</summary>
    private Value[] Lengths(Value buffer) =>
        buffer.Type.Rank == 1 ? [_builder.Length(buffer)] : [.. Enumerable.Range(0, buffer.Type.Rank).Select(dimension => _builder.Length(buffer, dimension))];

    /// <summary>Adds a loop for each length, one inside the other.</summary>
    private void Repeat(Value[] lengths, Action<Value[]> body)
    {
        Along([]);

        void Along(Value[] indices)
        {
            if (indices.Length == lengths.Length)
            {
                body(indices);
            }
            else
            {
                Repeat(lengths[indices.Length], i => Along([.. indices, i]));
            }
        }
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
}
