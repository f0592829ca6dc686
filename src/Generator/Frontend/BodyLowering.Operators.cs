using System.Collections.Generic;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Operators. On reals, bools, enums and wrapping integers they are rules; where one can throw (checked integers, integer
/// division) it is passive C#, which nobody drops or repeats.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>Long chains like x + x + ... are left-deep: their spine is walked, not recursed into.</summary>
    private Datum LowerBinary(IBinaryOperation binary)
    {
        var spine = new Stack<IBinaryOperation>();
        IOperation first = binary;
        while (first is IBinaryOperation inner && !inner.ConstantValue.HasValue && !IsShortCircuit(inner))
        {
            spine.Push(inner);
            first = inner.LeftOperand;
        }

        if (spine.Count == 0)
        {
            return LowerShortCircuit(binary);
        }

        Datum left = Lower(first);
        while (spine.Count > 0)
        {
            _token.ThrowIfCancellationRequested();
            IBinaryOperation current = spine.Pop();
            Datum right = Lower(current.RightOperand);
            if (current.IsLifted)
            {
                left = Refused(Reason.NullHandling, current, current.Syntax.ToString());
                continue;
            }

            left = LowerUserOperator(current.OperatorMethod, current.ConstrainedToType, current, left, right) ?? Operator(
                current.OperatorKind,
                current.OperatorMethod,
                current.ConstrainedToType,
                current.IsChecked,
                AsScalar(left, current.LeftOperand),
                AsScalar(right, current.RightOperand),
                TypeOf(current),
                current);
        }

        return left;
    }

    private static bool IsShortCircuit(IBinaryOperation binary) =>
        binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;

    private Datum LowerShortCircuit(IBinaryOperation binary)
    {
        if (binary.OperatorMethod is not null || binary.Type?.SpecialType != SpecialType.System_Boolean)
        {
            return Refused(Reason.Construct, binary, binary.Syntax.ToString());
        }

        Value left = LowerScalar(binary.LeftOperand);
        return ShortCircuit(binary.OperatorKind == BinaryOperatorKind.ConditionalAnd, left, () => LowerScalar(binary.RightOperand));
    }

    /// <summary>A right side without effects may be computed anyway; any other runs only if the left side asks for it.</summary>
    private Value ShortCircuit(bool isAnd, Value left, System.Func<Value> right)
    {
        Arm arm = CaptureValue(() => right());
        if (arm.Flow.Kind == FlowKind.Falls && ReferenceEquals(arm.Environment, _environment) && arm.Ops.TrueForAll(CanRunAnyway))
        {
            _builder.Ops.AddRange(arm.Ops);
            return _builder.Apply(isAnd ? "andAlso" : "orElse", IrType.Bool, left, arm.Value!.Scalar);
        }

        Arm other = CaptureValue(() => _builder.Constant(IrType.Bool, isAnd ? 0L : 1L));
        bool throws = arm.Flow.Kind == FlowKind.Thrown;
        Combine(left, isAnd ? arm : other, isAnd ? other : arm, int.MaxValue);
        return throws ? other.Value!.Scalar : CombinedValue!.Scalar;
    }

    private static bool CanRunAnyway(Op op) => op.Kind switch
    {
        OpKind.Constant or OpKind.Select => true,
        OpKind.Cast => op.Attribute is CastAttribute { Checked: false },
        OpKind.Verbatim => op.Attribute is VerbatimAttribute { Pure: true },

        // Math.Sign throws for NaN, Clamp for min > max, Round for too many digits.
        OpKind.Apply => op.Attribute is RuleAttribute { Key: var key }
            && key is not ("sign" or "clamp") && !key.StartsWith("round", System.StringComparison.Ordinal),
        _ => false,
    };

    private Datum Operator(
        BinaryOperatorKind kind,
        IMethodSymbol? method,
        ITypeSymbol? constrainedTo,
        bool isChecked,
        Value left,
        Value right,
        ITypeSymbol type,
        IOperation place)
    {
        IrType result = Ir(type);
        string? key = Key(kind);
        if (key is null)
        {
            return Refused(Reason.Construct, place, place.Syntax.ToString());
        }

        if (constrainedTo is not null && (TypeMap.IsInteger(Closed(constrainedTo)) || (TypeMap.IsReal(Closed(constrainedTo)) && left.Type.Kind != ScalarKind.Generic)))
        {
            // A built-in type stands for the type parameter: so does its operator.
            method = null;
        }

        if (method is not null)
        {
            bool isGenericReal = constrainedTo is not null && left.Type.Kind == ScalarKind.Generic && left.Type == right.Type
                && (result == left.Type || result == IrType.Bool) && HasRealMeaning(kind);
            return isGenericReal
                ? _builder.Apply(key, result, left, right)
                : Passive(key, result, isPure: false, place, left, right);
        }

        if (left.Type.IsReal && right.Type.IsReal)
        {
            if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
            {
                Barrier(Reason.EqualityOfReals, place.Syntax, place.Syntax.ToString(), [left, right]);
            }

            return _builder.Apply(key, result, left, right);
        }

        if (left.Type.Kind == ScalarKind.Opaque || right.Type.Kind == ScalarKind.Opaque)
        {
            return OpaqueOperator(key, kind, result, left, right, place);
        }

        if (result.Kind == ScalarKind.Integer && (IsDivision(kind) || (CanOverflow(kind) && (isChecked || _projectIsChecked))))
        {
            bool isFixed = IsDivision(kind) || isChecked == _projectIsChecked;
            return isFixed && !isChecked
                ? Passive(key, result, isPure: DividesSafely(place), place, left, right)
                : Wrapped(isChecked ? "checked" : "unchecked", key, result, isPure: !isChecked && !IsDivision(kind), left, right);
        }

        return _builder.Apply(key, result, left, right);
    }

    private Datum OpaqueOperator(string key, BinaryOperatorKind kind, IrType result, Value left, Value right, IOperation place)
    {
        IBinaryOperation? binary = place as IBinaryOperation;
        ITypeSymbol? type = binary?.LeftOperand.Type is { } open ? Closed(open) : null;
        bool isEquality = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (type?.TypeKind == TypeKind.Enum && kind is not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract))
        {
            return _builder.Apply(key, result, left, right);
        }

        if (isEquality && type is { IsReferenceType: true, SpecialType: not SpecialType.System_String })
        {
            string symbol = RuleTable.Get(key).Spelling.Text;
            Barrier(Reason.NoDerivative, place.Syntax, symbol, [left, right]);
            return _builder.Verbatim(
                new VerbatimAttribute($"(object?){Slot(left, 0)} {symbol} (object?){Slot(right, 1)}", Pure: true, 9), result, left, right);
        }

        return isEquality && type?.SpecialType == SpecialType.System_String
            ? _builder.Apply(key, result, left, right)
            : Passive(key, result, isPure: false, place, left, right);
    }

    /// <summary>An operator as C# text; it has no derivative.</summary>
    private Datum Passive(string key, IrType result, bool isPure, IOperation place, Value left, Value right)
    {
        Spelling spelling = RuleTable.Get(key).Spelling;
        Barrier(Reason.NoDerivative, place.Syntax, "operator " + spelling.Text, [left, right]);
        string template = $"{Slot(left, 0)} {spelling.Text} {Slot(right, 1)}";
        return _builder.Verbatim(new VerbatimAttribute(template, isPure, spelling.Precedence), result, left, right);
    }

    private Datum Wrapped(string context, string key, IrType result, bool isPure, Value left, Value right)
    {
        string template = $"{context}({Slot(left, 0)} {RuleTable.Get(key).Spelling.Text} {Slot(right, 1)})";
        return _builder.Verbatim(new VerbatimAttribute(template, isPure), result, left, right);
    }

    private Datum LowerUnary(IUnaryOperation unary)
    {
        Datum datum = Lower(unary.Operand);
        IrType result = Ir(unary.Type!);
        if (unary.IsLifted)
        {
            return Refused(Reason.NullHandling, unary, unary.Syntax.ToString());
        }

        if (LowerUserOperator(unary.OperatorMethod, unary.ConstrainedToType, unary, datum) is { } own)
        {
            return own;
        }

        Value operand = AsScalar(datum, unary.Operand);

        string? key = unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => "negate",
            UnaryOperatorKind.Not => unary.Type!.SpecialType == SpecialType.System_Boolean ? "not" : "complement",
            UnaryOperatorKind.BitwiseNegation => "complement",
            _ => null,
        };
        bool isPlain = unary.OperatorMethod is null ? operand.Type.Kind != ScalarKind.Opaque || unary.Type!.TypeKind == TypeKind.Enum
            : unary.ConstrainedToType is not null && operand.Type.Kind != ScalarKind.Opaque && result == operand.Type
                && unary.OperatorKind is UnaryOperatorKind.Minus or UnaryOperatorKind.Plus;
        if (isPlain && unary.OperatorKind == UnaryOperatorKind.Plus)
        {
            return operand;
        }

        if (isPlain && key == "negate" && result.Kind == ScalarKind.Integer && (unary.IsChecked || _projectIsChecked))
        {
            string template = $"{(unary.IsChecked ? "checked" : "unchecked")}(-{Slot(operand, 0)})";
            return _builder.Verbatim(new VerbatimAttribute(template, Pure: !unary.IsChecked), result, operand);
        }

        if (isPlain && key is not null)
        {
            return _builder.Apply(key, result, operand);
        }

        string? symbol = key is not null ? RuleTable.Get(key).Spelling.Text : unary.OperatorKind == UnaryOperatorKind.Plus ? "+" : null;
        if (symbol is null)
        {
            return Refused(
                unary.OperatorKind == UnaryOperatorKind.Hat ? Reason.Buffer : Reason.Construct, unary, unary.Syntax.ToString());
        }

        Barrier(Reason.NoDerivative, unary.Syntax, "operator " + symbol, [operand]);
        return _builder.Verbatim(new VerbatimAttribute(symbol + Slot(operand, 0), Pure: false, 14), result, operand);
    }

    private Datum LowerCompound(ICompoundAssignmentOperation compound)
    {
        if (!CanStore(compound.Target))
        {
            return Placeholder(compound.Target.Type);
        }

        if (compound.IsLifted || compound.Type?.SpecialType == SpecialType.System_Void)
        {
            return Refused(compound.IsLifted ? Reason.NullHandling : Reason.Object, compound, compound.Syntax.ToString());
        }

        ITypeSymbol targetType = TypeOf(compound.Target);
        Target target = Evaluated(compound.Target);
        Datum oldDatum = Load(target);
        Datum operandDatum = Lower(compound.Value);
        if (LowerUserOperator(compound.OperatorMethod, compound.ConstrainedToType, compound, oldDatum, operandDatum) is { } own)
        {
            return Store(target, own);
        }

        Value old = AsScalar(oldDatum, compound.Target);
        Value operand = AsScalar(operandDatum, compound.Value);
        ITypeSymbol operationType = OperationType(compound, targetType);
        Value converted = ConvertNumber(old, targetType, operationType, isChecked: false, compound);
        Datum result = Operator(
            compound.OperatorKind,
            compound.OperatorMethod,
            compound.ConstrainedToType,
            compound.IsChecked,
            converted,
            operand,
            operationType,
            compound);
        Value back = ConvertNumber(AsScalar(result, compound), operationType, targetType, compound.IsChecked, compound);
        return Store(target, back);
    }

    /// <summary>The type in which <c>target op= value</c> computes: byte += int is done in int and converted back.</summary>
    private ITypeSymbol OperationType(ICompoundAssignmentOperation compound, ITypeSymbol targetType)
    {
        if (compound.OperatorMethod is { } method)
        {
            return compound.ConstrainedToType is not null ? targetType : Closed(method.ReturnType);
        }

        bool isNumeric = TypeMap.IsReal(targetType) || TypeMap.IsInteger(targetType);
        if (!isNumeric || !compound.GetInConversion().IsNumeric)
        {
            return targetType;
        }

        return compound.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
            ? _model.Compilation.GetSpecialType(SpecialType.System_Int32)
            : TypeOf(compound.Value);
    }

    private Datum LowerIncrement(IIncrementOrDecrementOperation step)
    {
        ITypeSymbol type = TypeOf(step.Target);
        if (!CanStore(step.Target))
        {
            return Placeholder(type);
        }

        if (ShapeOf(type) is not null && !step.IsLifted && step.OperatorMethod is { IsStatic: true } method)
        {
            Target split = Evaluated(step.Target);
            Datum before = Load(split);
            Datum? after = LowerUserOperator(method, step.ConstrainedToType, step, before);
            return after is null ? Refused(Reason.Construct, step, step.Syntax.ToString())
                : Store(split, after) is var changed && step.IsPostfix ? before
                : changed;
        }

        if (step.IsLifted || !(TypeMap.IsReal(type) || TypeMap.IsInteger(type)))
        {
            return Refused(step.IsLifted ? Reason.NullHandling : Reason.Construct, step, step.Syntax.ToString());
        }

        Target target = Evaluated(step.Target);
        Value old = AsScalar(Load(target), step.Target);
        ITypeSymbol operationType = IsSmall(type) ? _model.Compilation.GetSpecialType(SpecialType.System_Int32) : type;
        IrType ir = TypeMap.Ir(operationType);
        Value converted = ConvertNumber(old, type, operationType, isChecked: false, step);
        Value one = ir.IsReal ? _builder.Constant(ir, 1.0) : _builder.Constant(ir, 1L);
        BinaryOperatorKind kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        Datum result = Operator(kind, null, null, step.IsChecked, converted, one, operationType, step);
        Value back = ConvertNumber(result.Scalar, operationType, type, step.IsChecked, step);
        Datum stored = Store(target, back);
        return step.IsPostfix ? old : stored;
    }

    private static bool IsSmall(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or
        SpecialType.System_Char;

    private static bool IsDivision(BinaryOperatorKind kind) => kind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder;

    /// <summary>Whether the divisor is a constant that cannot make an integer division throw: neither 0 nor -1.</summary>
    private static bool DividesSafely(IOperation division)
    {
        Optional<object?> divisor = division switch
        {
            IBinaryOperation binary => binary.RightOperand.ConstantValue,
            ICompoundAssignmentOperation assignment => assignment.Value.ConstantValue,
            _ => default,
        };
        return divisor.HasValue && divisor.Value is int or long or uint or ulong && divisor.Value is not (0 or -1 or 0L or -1L or 0u or 0ul);
    }

    private static bool CanOverflow(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply;

    private static bool HasRealMeaning(BinaryOperatorKind kind) =>
        CanOverflow(kind) || IsDivision(kind) || kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private static string? Key(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "add",
        BinaryOperatorKind.Subtract => "subtract",
        BinaryOperatorKind.Multiply => "multiply",
        BinaryOperatorKind.Divide => "divide",
        BinaryOperatorKind.Remainder => "remainder",
        BinaryOperatorKind.LeftShift => "shiftLeft",
        BinaryOperatorKind.RightShift => "shiftRight",
        BinaryOperatorKind.UnsignedRightShift => "shiftRightUnsigned",
        BinaryOperatorKind.And => "and",
        BinaryOperatorKind.Or => "or",
        BinaryOperatorKind.ExclusiveOr => "xor",
        BinaryOperatorKind.Equals => "equal",
        BinaryOperatorKind.NotEquals => "notEqual",
        BinaryOperatorKind.LessThan => "less",
        BinaryOperatorKind.LessThanOrEqual => "lessOrEqual",
        BinaryOperatorKind.GreaterThan => "greater",
        BinaryOperatorKind.GreaterThanOrEqual => "greaterOrEqual",
        _ => null,
    };
}
