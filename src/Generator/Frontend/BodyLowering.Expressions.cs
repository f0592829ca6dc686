using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>Expressions. The order of the tests matters: first what the compiler folded, then the node.</content>
internal sealed partial class BodyLowering
{
    private Value LowerScalar(IOperation operation) => AsScalar(Lower(operation), operation);

    private Datum Lower(IOperation operation)
    {
        EnterNode();
        if (operation.ConstantValue.HasValue)
        {
            return Constant(operation);
        }

        switch (operation)
        {
            case IImplicitIndexerReferenceOperation { IndexerSymbol: IMethodSymbol, Instance: var sliced } range when IsBufferType(sliced.Type):
                return LowerSlice(LowerScalar(sliced), range.Argument, range.Type!);
            case IArrayElementReferenceOperation { ArrayReference: var array } range when IsBufferType(array.Type) && !IsElement(range):
                return LowerSlice(LowerScalar(array), range.Indices[0], range.Type!);
            case var element when IsElement(element):
                return LoadElement(element);
            case IArrayCreationOperation creation:
                return LowerArray(creation);
            case { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax }:
                return LowerStackAlloc(operation);
            case ILocalReferenceOperation { Local.RefKind: not RefKind.None } reference:
                return Refused(Reason.Reference, reference, reference.Local.Name);
            case ILocalReferenceOperation local:
                return Read(local.Local);
            case IParameterReferenceOperation parameter:
                return IsOwn(parameter) ? Read(parameter.Parameter) : Placeholder(parameter.Type);
            case IConversionOperation conversion:
                return LowerConversion(conversion);
            case IBinaryOperation binary:
                return LowerBinary(binary);
            case IUnaryOperation unary:
                return LowerUnary(unary);
            case ISimpleAssignmentOperation assignment:
                return LowerAssignment(assignment);
            case ICompoundAssignmentOperation compound:
                return LowerCompound(compound);
            case IIncrementOrDecrementOperation step:
                return LowerIncrement(step);
            case IDeconstructionAssignmentOperation deconstruction:
                return LowerDeconstruction(deconstruction);
            case ITupleOperation tuple:
                return Datum.Tuple([.. tuple.Elements.Select(Lower)]);
            case IConditionalOperation conditional:
                return LowerConditional(conditional);
            case ISwitchExpressionOperation expression:
                return LowerSwitch(expression);
            case IIsPatternOperation pattern:
                Datum subject = Lower(pattern.Value);
                return Match(pattern.Pattern, subject, pattern.Value.Type!);
            case IInvocationOperation call:
                return LowerCall(call);
            case IFieldReferenceOperation field:
                return LowerField(field);
            case IPropertyReferenceOperation property:
                return LowerProperty(property);
            case IObjectCreationOperation creation:
                return LowerCreation(creation);
            case IInterpolatedStringOperation text:
                return LowerInterpolation(text);
            case ITypeOfOperation type:
                return Text($"typeof({TypeMap.ContainerText(type.TypeOperand)})", type.Type!);
            case IDefaultValueOperation { Type: { } type }:
                return type is INamedTypeSymbol { IsTupleType: true } ? Placeholder(type) : Default(TypeMap.Ir(type));
            case IThrowOperation thrown:
                Throw(thrown);
                return Placeholder(thrown.Type);
            default:
                bool isBuffer = operation.Kind is OperationKind.ArrayElementReference or OperationKind.ImplicitIndexerReference or OperationKind.CollectionExpression;
                string reason = Refusals.ReasonFor(operation) ?? (isBuffer ? Reason.Buffer : Reason.Construct);
                return Refused(reason, operation, operation.Syntax.ToString());
        }
    }

    private Datum Constant(IOperation operation)
    {
        ITypeSymbol type = operation.Type ?? _model.Compilation.GetSpecialType(SpecialType.System_Object);
        ConstantAttribute constant = ConstantText.Of(type, operation.ConstantValue.Value);

        // A named constant of a type keeps its name: Math.PI reads better than its digits.
        if (operation is IFieldReferenceOperation { Field: { IsConst: true } field } && TypeMap.IsReal(type))
        {
            constant = constant with { Text = MemberText(field) };
        }

        return Single(OpKind.Constant, TypeMap.Ir(type), constant);
    }

    private Datum Text(string expression, ITypeSymbol type) =>
        Single(OpKind.Constant, TypeMap.Ir(type), new ConstantAttribute(0, expression));

    private Value Single(OpKind kind, IrType type, OpAttribute attribute, params Value[] operands)
    {
        Value result = _builder.NewValue(type);
        _builder.Add(new Op(kind, new[] { result }, operands, Infrastructure.EquatableArray<Region>.Empty, attribute, _builder.Origin));
        return result;
    }

    private Datum LowerConditional(IConditionalOperation conditional)
    {
        if (conditional.IsRef || conditional.WhenFalse is null)
        {
            return Refused(Reason.Reference, conditional, conditional.Syntax.ToString());
        }

        if (conditional.Condition.ConstantValue is { HasValue: true, Value: bool isTrue })
        {
            return Lower(isTrue ? conditional.WhenTrue : conditional.WhenFalse);
        }

        Value condition = LowerScalar(conditional.Condition);
        return Choose(condition, () => Lower(conditional.WhenTrue), () => Lower(conditional.WhenFalse));
    }

    private Datum LowerField(IFieldReferenceOperation reference)
    {
        CheckFileLocal(reference.Field.ContainingType, reference.Syntax);
        IrType type = TypeMap.Ir(reference.Type!);
        if (reference.Instance is null)
        {
            Value value = Single(OpKind.Verbatim, type, new VerbatimAttribute(MemberText(reference.Field), Pure: reference.Field.IsReadOnly));
            return type.IsBuffer ? Made(value) : value;
        }

        Datum instance = Lower(reference.Instance);
        int index = TupleIndex(reference);
        if (index >= 0)
        {
            return Split(instance, reference.Instance.Type!).Elements[index];
        }

        Value receiver = AsScalar(instance, reference.Instance);
        Barrier(Reason.NoDerivative, reference.Syntax, reference.Field.Name, [receiver]);
        string text = $"{Slot(receiver, 0)}.{ConstantText.Spell(reference.Field.Name)}";
        return Single(OpKind.Verbatim, type, new VerbatimAttribute(text, Pure: false), receiver);
    }

    private Datum LowerProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        CheckFileLocal(property.ContainingType, reference.Syntax);
        IrType type = TypeMap.Ir(reference.Type!);
        if (reference.ConstrainedToType is ITypeParameterSymbol parameter)
        {
            return NamedNumber(property.Name, type, TypeMap.ContainerText(parameter));
        }

        if (LowerBufferProperty(reference) is { } own)
        {
            return own;
        }

        if (property.IsIndexer || property.ReturnsByRef || property.ReturnsByRefReadonly)
        {
            return Refused(Reason.Buffer, reference, reference.Syntax.ToString());
        }

        if (property.ContainingType.IsExtension)
        {
            return Refused(Reason.Construct, reference, property.Name);
        }

        if (reference.Instance is null)
        {
            return Single(OpKind.Verbatim, type, new VerbatimAttribute(MemberText(property), Pure: false));
        }

        if (!IsSafeReceiver(reference.Instance.Type!, property.GetMethod))
        {
            return Refused(Reason.Object, reference, property.Name);
        }

        Value receiver = LowerScalar(reference.Instance);
        Barrier(Reason.NoDerivative, reference.Syntax, property.Name, [receiver]);
        bool isPure = property.ContainingType.SpecialType == SpecialType.System_String && property.Name == "Length";
        string text = $"{Slot(receiver, 0)}.{ConstantText.Spell(property.Name)}";
        return Single(OpKind.Verbatim, type, new VerbatimAttribute(text, isPure), receiver);
    }

    /// <summary>A constant of a type parameter, such as <c>T.One</c> or <c>T.Pi</c>.</summary>
    private Datum NamedNumber(string name, IrType type, string parameter)
    {
        if (!type.IsReal)
        {
            return Single(OpKind.Verbatim, type, new VerbatimAttribute($"{parameter}.{name}", Pure: false));
        }

        switch (name)
        {
            case "Zero" or "AdditiveIdentity":
                return _builder.Constant(type, 0.0);
            case "One" or "MultiplicativeIdentity":
                return _builder.Constant(type, 1.0);
            case "NegativeOne":
                return _builder.Constant(type, -1.0);
        }

        // The bits only have to be no number that a simplification knows; the text is what counts.
        double? known = name switch
        {
            "Pi" => System.Math.PI,
            "E" => System.Math.E,
            "Tau" => 2 * System.Math.PI,
            "Epsilon" => double.Epsilon,
            "NegativeZero" => -0.0,
            "NaN" => double.NaN,
            "PositiveInfinity" => double.PositiveInfinity,
            "NegativeInfinity" => double.NegativeInfinity,
            _ => null,
        };
        string text = $"{parameter}.{name}";
        return known is { } number
            ? _builder.Constant(type, System.BitConverter.DoubleToInt64Bits(number), text)
            : Single(OpKind.Verbatim, type, new VerbatimAttribute(text, Pure: false));
    }

    private string MemberText(ISymbol member) =>
        $"{TypeMap.ContainerText(member.ContainingType)}.{ConstantText.Spell(member.Name)}";

    private void CheckFileLocal(ITypeSymbol? type, SyntaxNode place)
    {
        if (TypeMap.IsFileLocal(type))
        {
            Refuse(Reason.FileLocal, place, type!.Name);
        }
    }
}
