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
        _place = operation.Syntax;
        int outer = _builder.Origin;
        _builder.Origin = OriginOf(operation.Syntax);
        Datum datum = LowerNode(operation);
        _builder.Origin = outer;
        return datum;
    }

    private Datum LowerNode(IOperation operation)
    {
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
            case ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation:
                return PlaceOf(operation) is { } place ? Read(place) : LowerUnknownVariable(operation);
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
            case ITupleBinaryOperation comparison:
                return LowerTupleComparison(comparison);
            case IWithOperation with:
                return LowerWith(with);
            case ITupleOperation tuple:
                return Datum.Tuple([.. tuple.Elements.Select(Lower)]);
            case IConditionalOperation conditional:
                return LowerConditional(conditional);
            case ISwitchExpressionOperation expression:
                return LowerSwitch(expression);
            case IIsPatternOperation pattern:
                Datum subject = Lower(pattern.Value);
                return Match(pattern.Pattern, subject, TypeOf(pattern.Value));
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
                return IsBufferType(type) ? Refused(Reason.Buffer, operation, operation.Syntax.ToString()) : Zero(type);
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
        if (operation.ConstantValue.Value is null && IsBufferType(type))
        {
            return Refused(Reason.Buffer, operation, operation.Syntax.ToString());
        }

        ConstantAttribute constant = ConstantText.Of(type, operation.ConstantValue.Value);

        // A named constant of a type keeps its name: Math.PI reads better than its digits.
        if (operation is IFieldReferenceOperation { Field: { IsConst: true } field } && TypeMap.IsReal(type))
        {
            constant = constant with { Text = MemberText(field) };
        }

        return Single(OpKind.Constant, Ir(type), constant);
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
}
