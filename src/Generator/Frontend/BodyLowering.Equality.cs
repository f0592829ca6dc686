using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Equality of what is split. Tuples compare element by element with <c>==</c>; records as <c>Equals</c> does, for which NaN
/// equals itself.
/// </content>
internal sealed partial class BodyLowering
{
    private Datum LowerTupleComparison(ITupleBinaryOperation comparison)
    {
        Datum left = Lower(comparison.LeftOperand);
        Datum right = Lower(comparison.RightOperand);
        if (TupleEquals(left, TypeOf(comparison.LeftOperand), right, TypeOf(comparison.RightOperand), comparison) is not { } equal)
        {
            return Refused(Reason.Construct, comparison, comparison.Syntax.ToString());
        }

        return comparison.OperatorKind == BinaryOperatorKind.Equals ? equal : _builder.Apply("not", IrType.Bool, equal);
    }

    /// <summary>Whether two values are <c>==</c>; null if the elements have no <c>==</c> that is followed.</summary>
    private Value? TupleEquals(Datum left, ITypeSymbol leftType, Datum right, ITypeSymbol rightType, IOperation place)
    {
        if (leftType is INamedTypeSymbol { IsTupleType: true } a && rightType is INamedTypeSymbol { IsTupleType: true } b
            && left.IsComposite && right.IsComposite && left.Elements.Count == right.Elements.Count)
        {
            return All([.. left.Elements.Select((element, i) =>
                TupleEquals(element, a.TupleElements[i].Type, right.Elements[i], b.TupleElements[i].Type, place))]);
        }

        bool isSame = SymbolEqualityComparer.Default.Equals(leftType, rightType);
        if (isSame && IsRecord(leftType))
        {
            return RecordEquals(left, right, leftType);
        }

        if (left.IsComposite || right.IsComposite)
        {
            return null;
        }

        if (isSame)
        {
            return HasOperator(leftType) ? _builder.Apply("equal", IrType.Bool, left.Scalar, right.Scalar) : null;
        }

        if (!IsNumber(leftType) || !IsNumber(rightType))
        {
            return null;
        }

        ITypeSymbol common = _model.Compilation.ClassifyConversion(leftType, rightType).IsImplicit ? rightType : leftType;
        return _builder.Apply(
            "equal",
            IrType.Bool,
            ConvertNumber(left.Scalar, leftType, common, isChecked: false, place),
            ConvertNumber(right.Scalar, rightType, common, isChecked: false, place));
    }

    /// <summary>Whether two records of one type are equal by the members that the compiler has written for it; null if it has not.</summary>
    private Value? RecordEquals(Datum left, Datum right, ITypeSymbol type)
    {
        if (!left.IsComposite || !right.IsComposite || ShapeOf(type) is not { } shape || !IsRecord(type))
        {
            return null;
        }

        return All([.. shape.Fields.Select((field, i) => FieldEquals(left.Elements[i], right.Elements[i], Closed(field.Type)))]);
    }

    private Value? FieldEquals(Datum left, Datum right, ITypeSymbol type)
    {
        if (left.IsComposite)
        {
            return type is INamedTypeSymbol { IsTupleType: true } tuple && right.IsComposite
                ? All([.. left.Elements.Select((element, i) => FieldEquals(element, right.Elements[i], tuple.TupleElements[i].Type))])
                : RecordEquals(left, right, type);
        }

        if (!HasOperator(type) || right.IsComposite)
        {
            return null;
        }

        Value equal = _builder.Apply("equal", IrType.Bool, left.Scalar, right.Scalar);
        if (!TypeMap.IsReal(type))
        {
            return equal;
        }

        string isNaN = RuleTable.Find("IsNaN(r)")!.Key;
        Value areNaN = _builder.Apply(
            "andAlso", IrType.Bool, _builder.Apply(isNaN, IrType.Bool, left.Scalar), _builder.Apply(isNaN, IrType.Bool, right.Scalar));
        return _builder.Apply("orElse", IrType.Bool, equal, areNaN);
    }

    private Value? All(Value?[] tests) => tests.Contains(null) ? null
        : tests.Length == 0 ? True()
        : tests.Skip(1).Aggregate(tests[0]!, (all, next) => _builder.Apply("andAlso", IrType.Bool, all, next!));

    /// <summary>Whether <c>==</c> of the type is an operator that generated code has, and is what <c>Equals</c> does, NaN aside.</summary>
    private static bool HasOperator(ITypeSymbol type) =>
        TypeMap.IsReal(type) || TypeMap.IsInteger(type) || type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String;

    /// <summary>Whether the type is a record whose equality is the compiler's own.</summary>
    private static bool IsRecord(ITypeSymbol type) => type.IsRecord && !type.GetMembers("Equals").OfType<IMethodSymbol>().Any(
        method => !method.IsImplicitlyDeclared && method.Parameters is [{ Type: var parameter }]
            && SymbolEqualityComparer.Default.Equals(parameter, type));
}
