using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Conversions. Between real types the derivative passes; to an integer or an enum it is zero by meaning; to anything else it
/// would be lost without a word, which is a problem where the value depends on an active parameter.
/// </content>
internal sealed partial class BodyLowering
{
    private Datum LowerConversion(IConversionOperation conversion)
    {
        if (conversion.Operand is IThrowOperation thrown)
        {
            Throw(thrown);
            return Placeholder(conversion.Type);
        }

        ITypeSymbol target = TypeOf(conversion);
        ITypeSymbol? source = conversion.Operand.Type is { } operandType ? Closed(operandType) : null;
        if (source is null)
        {
            if (conversion.Operand is IObjectCreationOperation or IDefaultValueOperation)
            {
                return Lower(conversion.Operand);
            }

            return Refused(Refusals.ReasonFor(conversion.Operand) ?? Reason.Construct, conversion, conversion.Syntax.ToString());
        }

        if (conversion.Operand is ICollectionExpressionOperation collection)
        {
            return LowerCollection(collection, target);
        }

        Datum operand = Lower(conversion.Operand);
        Value? buffer = operand.IsComposite ? null : ConvertBuffer(operand.Scalar, Closed(target));
        if (buffer is not null)
        {
            return buffer;
        }

        if (SymbolEqualityComparer.Default.Equals(source, target))
        {
            return operand;
        }

        if (LowerUserOperator(conversion.OperatorMethod, conversion.ConstrainedToType, conversion, operand) is { } own)
        {
            return own;
        }

        if (source.IsTupleType && target.IsTupleType)
        {
            return ConvertImplicitly(operand, source, target, conversion);
        }

        if (operand.IsComposite && ShapeOf(source) is { IsReference: true })
        {
            return Refused(Reason.Object, conversion, conversion.Syntax.ToString());
        }

        return Split(ConvertScalar(AsScalar(operand, source, conversion.Syntax), source, target, conversion), target);
    }

    private Value ConvertScalar(Value operand, ITypeSymbol source, ITypeSymbol target, IConversionOperation conversion)
    {
        IrType type = Ir(target);
        bool isBuiltIn = conversion.OperatorMethod is null;
        bool isNumber = IsNumber(source) && IsNumber(target);
        if (isBuiltIn && isNumber)
        {
            return ConvertNumber(operand, source, target, conversion.IsChecked, conversion);
        }

        CheckNameable(target, conversion.Syntax);
        bool isEnum = isBuiltIn && IsDiscrete(target) && (IsNumber(source) || IsDiscrete(source));
        bool isCompared = conversion is { IsImplicit: true, Parent: IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } }
            && source.IsReferenceType;
        if (!isEnum && !isCompared)
        {
            Barrier(Reason.LosingConversion, conversion.Syntax, target.ToDisplayString(), [operand]);
        }

        string cast = $"({TypeMap.Text(target)}){Slot(operand, 0)}";
        bool isPure = isBuiltIn && !conversion.IsChecked && (isEnum || (conversion.IsImplicit && !target.IsReferenceType));
        return conversion.IsChecked && !_projectIsChecked
            ? _builder.Verbatim(new VerbatimAttribute($"checked({cast})", isPure), type, operand)
            : _builder.Verbatim(new VerbatimAttribute(cast, isPure, 14), type, operand);
    }

    /// <summary>A conversion between built-in numbers.</summary>
    private Value ConvertNumber(Value operand, ITypeSymbol source, ITypeSymbol target, bool isChecked, IOperation place)
    {
        if (SymbolEqualityComparer.Default.Equals(source, target))
        {
            return operand;
        }

        IrType type = TypeMap.Ir(target);
        if (!IsNumber(source) || !IsNumber(target))
        {
            return Refused(Reason.Construct, place, place.Syntax.ToString()).Scalar;
        }

        if (type.IsReal)
        {
            // To a real type nothing overflows: checked means nothing.
            return _builder.Cast(operand, type);
        }

        // In a project that checks by default, an unchecked conversion has to say so.
        bool isWide = _model.Compilation.ClassifyConversion(source, target).IsImplicit;
        return _projectIsChecked && !isChecked && !isWide
            ? _builder.Verbatim(new VerbatimAttribute($"unchecked(({type.Name}){Slot(operand, 0)})", Pure: true), type, operand)
            : _builder.Cast(operand, type, isChecked && !isWide);
    }

    /// <summary>The conversions that C# makes inside of tuples and deconstructions, where the tree has no node for them.</summary>
    private Datum ConvertImplicitly(Datum datum, ITypeSymbol source, ITypeSymbol target, IOperation place)
    {
        (source, target) = (Closed(source), Closed(target));
        if (SymbolEqualityComparer.Default.Equals(source, target))
        {
            return datum;
        }

        if (source is INamedTypeSymbol { IsTupleType: true } from && target is INamedTypeSymbol { IsTupleType: true } to
            && from.TupleElements.Length == to.TupleElements.Length)
        {
            return Datum.Tuple([.. datum.Elements.Select((element, i) =>
                ConvertImplicitly(element, from.TupleElements[i].Type, to.TupleElements[i].Type, place))]);
        }

        if (!datum.IsComposite && IsNumber(source) && IsNumber(target))
        {
            return ConvertNumber(datum.Scalar, source, target, isChecked: false, place);
        }

        Refuse(Reason.Object, place.Syntax, place.Syntax.ToString());
        return Placeholder(target);
    }

    /// <summary>
    /// An argument without the conversion that C# adds by itself to objects, interfaces and nullables: the generated code
    /// gets it in the same way.
    /// </summary>
    private static IOperation WithoutImplicitConversion(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, ConstantValue.HasValue: false } conversion
            && conversion.Operand is { Type: not null } and not IThrowOperation
            && !IsNumber(conversion.Type!)
            && conversion.GetConversion() is { IsNumeric: false, IsUserDefined: false } kind
            && (kind.IsBoxing || kind.IsReference || kind.IsNullable || kind.IsIdentity))
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static bool IsNumber(ITypeSymbol type) =>
        TypeMap.IsInteger(type) || type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    private static bool IsDiscrete(ITypeSymbol type) => TypeMap.IsInteger(type) || type.TypeKind == TypeKind.Enum;
}
