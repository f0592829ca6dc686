using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>The algebra: what one operation may be replaced by.</summary>
internal sealed partial class Simplify
{
    private const string Add = "add";
    private const string Subtract = "subtract";
    private const string Multiply = "multiply";
    private const string Divide = "divide";
    private const string Negate = "negate";

    /// <summary>A value equal to the operation's result, or null. New operations go to <paramref name="ops"/>.</summary>
    private Value? Fold(Op op, List<Op> ops)
    {
        if (!op.Result.Type.IsReal)
        {
            return op.Result.Type.Kind == ScalarKind.Bool && op.Kind == OpKind.Apply ? FoldBoolean(op, ops)
                : op.Result.Type == IrType.Int ? FoldInteger(op, ops)
                : null;
        }

        return op.Kind switch
        {
            OpKind.Apply => FoldApply(op, ops),
            OpKind.Cast => FoldCast(op, ops),
            OpKind.Select => FoldSelect(op, ops),
            OpKind.GuardedMultiply => FoldGuarded(op, Multiply, ops),
            OpKind.GuardedDivide => FoldGuarded(op, Divide, ops),
            _ => null,
        };
    }

    // Operands are values that exist anyway, so that nothing is lost when one of them decides.
    private Value? FoldBoolean(Op op, List<Op> ops)
    {
        Value a = op.Operands[0];
        Value b = op.Operands[op.Operands.Count - 1];
        switch (((RuleAttribute)op.Attribute!).Key)
        {
            case "less" or "greater" when a.Id == b.Id:
                // False for NaN too; C# would warn of it.
                return Boolean(false);
            case "equal" when IsConstant(b, 0) && Negated(a) is { } negated:
                return Emit(ops, op.Kind, op.Result.Type, op.Attribute, negated, b);
            case "not":
                return IsBoolean(a, true) ? Boolean(false)
                    : IsBoolean(a, false) ? Boolean(true)
                    : DefinitionOf(a, "not")?.Operands[0];
            case "andAlso" or "and":
                return IsBoolean(a, false) || IsBoolean(b, false) ? Boolean(false)
                    : IsBoolean(a, true) ? b
                    : IsBoolean(b, true) || a.Id == b.Id ? a
                    : null;
            case "orElse" or "or":
                return IsBoolean(a, true) || IsBoolean(b, true) ? Boolean(true)
                    : IsBoolean(a, false) ? b
                    : IsBoolean(b, false) || a.Id == b.Id ? a
                    : null;
            default:
                return null;
        }

        Value Boolean(bool value) => Emit(ops, OpKind.Constant, IrType.Bool, new ConstantAttribute(value ? 1 : 0));
    }

    private Value? FoldInteger(Op op, List<Op> ops)
    {
        if (op.Kind == OpKind.Length && op.Attribute is null && _definitions.TryGetValue(op.Operands[0].Id, out Op? buffer))
        {
            // An array that is seen as a span; one that has come in could be null, whose span is empty.
            while (buffer is { Kind: OpKind.Slice, Operands.Count: 1 } && _definitions.TryGetValue(buffer.Operands[0].Id, out Op? source))
            {
                buffer = source;
            }

            return buffer.Kind == OpKind.Slice && buffer.Operands.Count == 3 ? buffer.Operands[2]
                : buffer.Kind == OpKind.New && buffer.Operands.Count == 1 ? buffer.Operands[0]
                : null;
        }

        if (op.Kind == OpKind.Length && op.Attribute is DimensionAttribute { Dimension: var dimension }
            && _definitions.TryGetValue(op.Operands[0].Id, out Op? array) && array.Kind == OpKind.New)
        {
            return array.Operands[dimension];
        }

        if (op.Kind != OpKind.Apply || op.Operands.Count != 2)
        {
            return null;
        }

        long? a = IntegerOf(op.Operands[0]);
        long? b = IntegerOf(op.Operands[1]);
        string key = ((RuleAttribute)op.Attribute!).Key;
        if (a is { } x && b is { } y)
        {
            long? both = key switch { Add => x + y, Subtract => x - y, Multiply => x * y, _ => null };
            return both is { } result
                ? Emit(ops, OpKind.Constant, IrType.Int, new ConstantAttribute(unchecked((int)result)))
                : null;
        }

        return key switch
        {
            Add => a == 0 ? op.Operands[1] : b == 0 ? op.Operands[0] : null,
            Subtract => b == 0 ? op.Operands[0] : null,
            Multiply => a == 1 ? op.Operands[1] : b == 1 ? op.Operands[0] : null,
            _ => null,
        };
    }

    private long? IntegerOf(Value value) =>
        value.Type == IrType.Int && _definitions.TryGetValue(value.Id, out Op? op) && op is { Kind: OpKind.Constant, Attribute: ConstantAttribute { Text: null } constant }
            ? constant.Bits
            : null;

    private Value? FoldApply(Op op, List<Op> ops)
    {
        string key = ((RuleAttribute)op.Attribute!).Key;
        Value a = op.Operands.Count > 0 ? op.Operands[0] : op.Result;
        Value b = op.Operands.Count > 1 ? op.Operands[1] : a;
        return key switch
        {
            Negate => FoldNegate(op, a, ops),
            Add => IsZero(a) ? b : IsZero(b) ? a : FoldAdd(op, a, b, ops),
            Subtract => IsZero(b) ? a : IsZero(a) ? EmitApply(ops, Negate, op.Result.Type, b) : FoldSubtract(op, a, b, ops),
            Multiply => IsZero(a) || IsZero(b) ? EmitZero(op, ops) : IsOne(a) ? b : IsOne(b) ? a : FoldMultiply(op, a, b, ops),
            Divide => IsZero(a) ? EmitZero(op, ops) : IsOne(b) ? a : FoldDivide(op, a, b, ops),
            _ => null,
        };
    }

    // -(-x) = x, exactly.
    private Value? FoldNegate(Op op, Value a, List<Op> ops)
    {
        if (IsZero(a))
        {
            return EmitZero(op, ops);
        }

        if (Negated(a) is { } inner)
        {
            return inner;
        }

        if (!IsDerivative(op))
        {
            return null;
        }

        // -(a - b) = b - a: not for a == b, whose zero changes its sign; a derivative may.
        return DefinitionOf(a, Subtract) is { } difference && IsSingleUse(a)
            ? EmitApply(ops, Subtract, op.Result.Type, difference.Operands[1], difference.Operands[0])
            : FoldConstants(op, ops, x => -x[0], a);
    }

    private Value? FoldAdd(Op op, Value a, Value b, List<Op> ops)
    {
        if (!IsDerivative(op))
        {
            return null;
        }

        IrType type = op.Result.Type;
        if (a.Id == b.Id)
        {
            return EmitApply(ops, Multiply, type, Constant(ops, type, 2.0), a);
        }

        // (a + v) + v = a + 2 v
        if (DefinitionOf(a, Add) is { } sum && IsDerivative(sum) && IsSingleUse(a) && sum.Operands[1].Id == b.Id)
        {
            Value twice = EmitApply(ops, Multiply, type, Constant(ops, type, 2.0), b);
            return EmitApply(ops, Add, type, sum.Operands[0], twice);
        }

        return Negated(b) is { } nb ? EmitApply(ops, Subtract, type, a, nb)
            : Negated(a) is { } na ? EmitApply(ops, Subtract, type, b, na)
            : FoldConstants(op, ops, x => x[0] + x[1], a, b);
    }

    private Value? FoldSubtract(Op op, Value a, Value b, List<Op> ops) =>
        !IsDerivative(op) ? null
        : Negated(b) is { } nb ? EmitApply(ops, Add, op.Result.Type, a, nb)
        : FoldConstants(op, ops, x => x[0] - x[1], a, b);

    private Value? FoldMultiply(Op op, Value a, Value b, List<Op> ops)
    {
        if (!IsDerivative(op))
        {
            return null;
        }

        IrType type = op.Result.Type;
        if (IsConstant(a, -1.0) || IsConstant(b, -1.0))
        {
            return EmitApply(ops, Negate, type, IsConstant(a, -1.0) ? b : a);
        }

        if (IsConstant(a) && ConstantOf(a) < 0 && !IsConstant(b))
        {
            return EmitApply(ops, Negate, type, EmitApply(ops, Multiply, type, Constant(ops, type, -ConstantOf(a)), b));
        }

        // Signs move outwards, where sums and other negations absorb them: (-a) b = -(a b).
        if (Negated(a) is { } na)
        {
            return EmitApply(ops, Negate, type, EmitApply(ops, Multiply, type, na, b));
        }

        if (Negated(b) is { } nb)
        {
            return EmitApply(ops, Negate, type, EmitApply(ops, Multiply, type, a, nb));
        }

        return FoldConstants(op, ops, x => x[0] * x[1], a, b) ?? Rebalance(op, a, b, ops) ?? Rebalance(op, b, a, ops) ?? Arrange(op, a, b, ops);
    }

    private Value? FoldDivide(Op op, Value a, Value b, List<Op> ops)
    {
        if (!IsDerivative(op))
        {
            return null;
        }

        IrType type = op.Result.Type;

        // y = 1 / b:  y / b = y y, which has the same range, the same limits and costs no second division.
        if (IsReciprocal(a) && Divisor(a)!.Id == b.Id)
        {
            return EmitApply(ops, Multiply, type, a, a);
        }

        return Negated(a) is { } na
            ? EmitApply(ops, Negate, type, EmitApply(ops, Divide, type, na, b))
            : FoldConstants(op, ops, x => x[0] / x[1], a, b);
    }

    /// <summary>
    /// Puts a product into the order a person writes: the constant first, then a variable, then function values.
    /// Only one factor moves, and only past constants and function values, so that no product can overflow that did not before but
    /// for a factor of the constant's size.
    /// </summary>
    private Value? Arrange(Op op, Value a, Value b, List<Op> ops)
    {
        IrType type = op.Result.Type;

        // x * c = c * x, exactly.
        if (IsConstant(b) && !IsConstant(a))
        {
            return EmitApply(ops, Multiply, type, b, a);
        }

        // c (d x) = (c d) x for constants c and d.
        if (IsConstant(a) && Scaled(b) is { } scaled && FoldConstants(op, ops, x => x[0] * x[1], a, scaled.Operands[0]) is { } both)
        {
            return EmitApply(ops, Multiply, type, both, scaled.Operands[1]);
        }

        if (IsConstant(a) && Product(b) is { } inner)
        {
            // c (x y) = (c x) y, written c * x * y; for y a variable and x a function value c * y * x.
            // A seed stays in front: where it is 0 the product must be 0, also where c y would overflow.
            bool swap = IsVariable(inner.Operands[1]) && _definitions.ContainsKey(inner.Operands[0].Id)
                && !IsVariable(inner.Operands[0]) && !IsProduct(inner.Operands[0]);
            Value first = swap ? inner.Operands[1] : inner.Operands[0];
            Value second = swap ? inner.Operands[0] : inner.Operands[1];
            return EmitApply(ops, Multiply, type, EmitApply(ops, Multiply, type, a, first), second);
        }

        // y (c x) = c (y x): the constant goes to the front, where it may meet another.
        if (Scaled(b) is { } right)
        {
            Value rest = EmitApply(ops, Multiply, type, a, right.Operands[1]);
            return EmitApply(ops, Multiply, type, right.Operands[0], rest);
        }

        return null;
    }

    private Value? FoldCast(Op op, List<Op> ops)
    {
        Value operand = op.Operands[0];
        if (IsZero(operand))
        {
            return EmitZero(op, ops);
        }

        if (operand.Type == op.Result.Type)
        {
            return operand;
        }

        return operand.Type.IsReal && IsConstant(operand) && IsSmallInteger(ConstantOf(operand))
            ? Constant(ops, op.Result.Type, ConstantOf(operand))
            : null;
    }

    private Value? FoldSelect(Op op, List<Op> ops)
    {
        Value a = op.Operands[1];
        Value b = op.Operands[2];
        return a.Id == b.Id ? a
            : IsZero(a) && IsZero(b) ? EmitZero(op, ops)
            : IsZero(a) && Negated(b) is { } nb ? EmitApply(ops, Negate, op.Result.Type, Emit(ops, OpKind.Select, op.Result.Type, null, op.Operands[0], a, nb))
            : null;
    }

    // s != 0 known: the guard has nothing to guard against.
    private Value? FoldGuarded(Op op, string plain, List<Op> ops)
    {
        Value seed = op.Operands[0];
        Value other = op.Operands[1];
        if (IsZero(seed) || (plain == Multiply && IsZero(other)))
        {
            return EmitZero(op, ops);
        }

        if (IsConstant(seed))
        {
            return ConstantOf(seed) == 0 ? EmitZero(op, ops) : EmitApply(ops, plain, op.Result.Type, seed, other);
        }

        // 0 * 0 is 0 without a guard.
        if (plain == Multiply && seed.Id == other.Id)
        {
            return EmitApply(ops, Multiply, op.Result.Type, seed, seed);
        }

        // The sign of the seed moves outwards: it does not decide whether the seed is zero.
        if (Negated(seed) is { } negated)
        {
            return EmitApply(ops, Negate, op.Result.Type, Emit(ops, op.Kind, op.Result.Type, null, negated, other));
        }

        return plain == Multiply ? Rebalance(op, seed, other, ops) : null;
    }

    /// <summary>
    /// Evaluates constants as the target would: double in double, float in float. For a type parameter only where the result is a
    /// small integer or a half, which every binary floating-point type holds exactly.
    /// </summary>
    private Value? FoldConstants(Op op, List<Op> ops, Func<double[], double> evaluate, params Value[] operands)
    {
        if (!operands.All(operand => IsConstant(operand)))
        {
            return null;
        }

        double result = evaluate(operands.Select(ConstantOf).ToArray());
        if (op.Result.Type.Kind == ScalarKind.Float32)
        {
            // One operation in double rounded to float equals the operation in float: double has more than twice the digits.
            result = (float)result;
        }
        else if (op.Result.Type.Kind == ScalarKind.Generic && !IsSmallInteger(2 * result))
        {
            return null;
        }

        return Constant(ops, op.Result.Type, result);
    }

    private Value EmitZero(Op op, List<Op> ops) => Emit(ops, OpKind.Zero, op.Result.Type, null);

    private Value Constant(List<Op> ops, IrType type, double value) =>
        Emit(ops, OpKind.Constant, type, new ConstantAttribute(BitConverter.DoubleToInt64Bits(value)));
}
