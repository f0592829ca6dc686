using System.Collections.Generic;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <content>Products of a derivative with what it divides by.</content>
/// <remarks>
/// The derivative of y = a / b by b is -y / b. With it the square of b comes into the chain, which leaves the range of numbers where b, y and
/// the derivative of the whole do not: 1 / (1 + e^-x) and its slope are e^-60 at -60, but the square of that is 0 in float. So the next factor
/// of the chain, which mostly grows with b, is divided by b first.
/// </remarks>
internal sealed partial class Simplify
{
    /// <summary>
    /// For y = a / b: <c>(s (y / b)) e = (s y) (e / b)</c>, where e / b is e y for a = 1, and nothing for e = b. And <c>(s / b) b = s</c>,
    /// <c>(t / b) y = t y y</c> for y = 1 / b.
    /// </summary>
    /// <param name="op">The product, guarded or not.</param>
    /// <param name="a">A factor; the seed if the product is guarded.</param>
    /// <param name="e">The other factor.</param>
    /// <param name="ops">Receives new operations.</param>
    private Value? Rebalance(Op op, Value a, Value e, List<Op> ops)
    {
        if (!_definitions.TryGetValue(a.Id, out Op? definition) || !IsDerivative(definition) || IsConstant(e))
        {
            return null;
        }

        if (IsRule(definition, Divide) || definition.Kind == OpKind.GuardedDivide)
        {
            Value divisor = definition.Operands[1];
            Value dividend = definition.Operands[0];
            if (divisor.Id == e.Id)
            {
                return dividend;
            }

            if (op.Kind == OpKind.Apply && IsReciprocal(e) && Divisor(e)!.Id == divisor.Id && a.Id != e.Id)
            {
                return Times(false, Times(definition.Kind == OpKind.GuardedDivide, dividend, e, ops), e, ops);
            }
        }

        bool isGuarded = op.Kind == OpKind.GuardedMultiply;
        if (SecondQuotient(a) is { } y)
        {
            return TimesRatio(isGuarded, y, e, y, ops);
        }

        bool isSeedGuarded = definition.Kind == OpKind.GuardedMultiply;
        return (isSeedGuarded || IsRule(definition, Multiply)) && SecondQuotient(definition.Operands[1]) is { } inner
            ? TimesRatio(isGuarded || isSeedGuarded, Times(isSeedGuarded, definition.Operands[0], inner, ops), e, inner, ops)
            : null;
    }

    /// <summary><c>s (e / b)</c> for y = a / b.</summary>
    private Value TimesRatio(bool isGuarded, Value s, Value e, Value y, List<Op> ops)
    {
        Value b = Divisor(y)!;
        return e.Id == b.Id ? s
            : Times(isGuarded, s, IsReciprocal(y) ? EmitApply(ops, Multiply, e.Type, e, y) : EmitApply(ops, Divide, e.Type, e, b), ops);
    }

    private Value Times(bool isGuarded, Value a, Value b, List<Op> ops) =>
        isGuarded ? Emit(ops, OpKind.GuardedMultiply, a.Type, null, a, b) : EmitApply(ops, Multiply, a.Type, a, b);

    /// <summary>The y of <c>y / b</c> with y = a / b, if nothing else needs that quotient, or of <c>y y</c> with y = 1 / b.</summary>
    private Value? SecondQuotient(Value value)
    {
        if (!_definitions.TryGetValue(value.Id, out Op? op) || !IsDerivative(op) || !IsRule(op, Multiply, Divide))
        {
            return null;
        }

        Value y = op.Operands[0];
        return IsRule(op, Multiply) ? (op.Operands[1].Id == y.Id && IsReciprocal(y) ? y : null)
            : Divisor(y)?.Id == op.Operands[1].Id && IsSingleUse(value) ? y
            : null;
    }

    /// <summary>The b of a / b.</summary>
    private Value? Divisor(Value value) => DefinitionOf(value, Divide)?.Operands[1];

    /// <summary>Whether a value is 1 / b.</summary>
    private bool IsReciprocal(Value value) => DefinitionOf(value, Divide) is { } op && IsOne(op.Operands[0]);
}
