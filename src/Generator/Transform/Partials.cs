using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// The one place that turns an operation and a seed into <c>seed * d op / d operand</c>; forward mode seeds it with a tangent,
/// reverse mode with an adjoint.
/// </summary>
internal static class Partials
{
    /// <summary>
    /// Appends what an operand's tangent contributes to the tangent of an operation with one result: the scaled partial, but nothing where
    /// the operand has become infinite and the function is flat, as 1 / (1 + e^-x) is far to the left. The tangent has overflowed with
    /// the operand then, and 0 times infinity would be NaN; reverse mode is spared it by the guards, since an adjoint of 0 gets there first.
    /// </summary>
    public static Value Tangent(Builder builder, Op op, int k, Value tangent)
    {
        IrType type = op.Result.Type;
        Rule? rule = op.Kind == OpKind.Apply ? RuleTable.Get(((RuleAttribute)op.Attribute!).Key) : null;
        Value term = rule?.Forward is { Count: > 0 } forward && forward[k] is { } scaled
            ? Apply(builder, scaled, op, tangent)
            : Scale(builder, op, k, tangent, type);
        return rule?.Flat is { Count: > 0 } flat && flat[k] is { } isFlat
            ? builder.Select(isFlat(new Expr(builder, op.Operands[k]), new Expr(builder, op.Result)).Value, builder.Zero(type), term)
            : term;
    }

    /// <summary>Appends the scaled partial of an operation with one result.</summary>
    /// <param name="builder">Where it goes.</param>
    /// <param name="op">The operation.</param>
    /// <param name="k">The operand.</param>
    /// <param name="seed">A value of the operand's type in forward mode, of the result's type in reverse mode.</param>
    /// <param name="type">The type of the outcome: the result's in forward mode, the operand's in reverse mode.</param>
    public static Value Scale(Builder builder, Op op, int k, Value seed, IrType type)
    {
        switch (op.Kind)
        {
            case OpKind.Apply:
                return Apply(builder, RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Partials[k]!, op, seed);

            case OpKind.Cast:
                // A conversion between floating-point types is linear; its derivative converts the seed the same way.
                return builder.Cast(seed, type);

            case OpKind.Select:
                Value none = builder.Zero(type);
                return k == 1 ? builder.Select(op.Operands[0], seed, none) : builder.Select(op.Operands[0], none, seed);

            // y = s == 0 ? 0 : s * d. The zero operand guards its own factor again: dy/ds = d, dy/dd = s.
            case OpKind.GuardedMultiply:
                return k == 0 ? builder.GuardedMultiply(seed, op.Operands[1]) : builder.GuardedMultiply(op.Operands[0], seed);

            // y = s == 0 ? 0 : s / d:  dy/ds = 1 / d,  dy/dd = -y / d.
            case OpKind.GuardedDivide:
                return k == 0
                    ? builder.GuardedDivide(seed, op.Operands[1])
                    : builder.Apply("negate", type, builder.GuardedDivide(builder.GuardedMultiply(op.Result, seed), op.Operands[1]));

            default:
                throw new System.InvalidOperationException($"{op.Kind} has no partial derivatives");
        }
    }

    private static Value Apply(Builder builder, ScaledPartial partial, Op op, Value seed) =>
        partial(new Expr(builder, seed), op.Operands.Select(operand => new Expr(builder, operand)).ToArray(), new Expr(builder, op.Result)).Value;
}
