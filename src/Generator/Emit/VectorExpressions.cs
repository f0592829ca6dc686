using System;
using System.Collections.Generic;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Emit;

/// <summary>Single operations on vectors as C# expressions.</summary>
internal static class VectorExpressions
{
    private const string Functions = "global::System.Runtime.Intrinsics." + IrType.Width;
    public const string Mathematics = "global::AutoDiff.VectorMath";

    /// <summary>Writes an operation whose result is a vector or a mask over the text of its operands.</summary>
    public static Code Write(Op op, IReadOnlyList<Code> operands) => op.Kind switch
    {
        OpKind.Undefined => new Code("default", Precedence.Primary),
        OpKind.Cast => Widen(op, operands[0]),
        OpKind.Select when op.Operands[0].Type.IsVector => Method(Functions, "ConditionalSelect", operands),
        OpKind.Select => CSharpExpressions.Conditional(operands[0], operands[1], operands[2]),
        OpKind.GuardedMultiply => Method(Mathematics, "GuardedMultiply", operands),
        OpKind.GuardedDivide => Method(Mathematics, "GuardedDivide", operands),
        OpKind.Apply => Apply(op, operands),
        _ => throw new InvalidOperationException($"{op.Kind} is not an expression of vectors"),
    };

    private static Code Widen(Op op, Code operand)
    {
        IrType type = op.Result.Type;
        if (type.Kind == ScalarKind.Mask)
        {
            return CSharpExpressions.Conditional(
                operand, new Code($"{type.Name}.AllBitsSet", Precedence.Primary), new Code($"{type.Name}.Zero", Precedence.Primary));
        }

        return operand.Text == CSharpConstants.Zero(type.Element).Text
            ? new Code($"{type.Name}.Zero", Precedence.Primary)
            : Method(Functions, "Create", [operand]);
    }

    private static Code Apply(Op op, IReadOnlyList<Code> operands)
    {
        Rule rule = RuleTable.Get(((RuleAttribute)op.Attribute!).Key);
        bool isOfMasks = op.Operands[0].Type.Kind == ScalarKind.Mask;
        switch (rule.Key)
        {
            case "less":
                return Method(Functions, "LessThan", operands);
            case "greater":
                return Method(Functions, "GreaterThan", operands);
            case "lessOrEqual":
                return Method(Functions, "LessThanOrEqual", operands);
            case "greaterOrEqual":
                return Method(Functions, "GreaterThanOrEqual", operands);
            case "equal":
                return isOfMasks ? Complement(Operator("xor", operands)) : Method(Functions, "Equals", operands);
            case "notEqual":
                return isOfMasks ? Operator("xor", operands) : Complement(Method(Functions, "Equals", operands));
            case "not":
                return Complement(operands[0]);
            case "andAlso":
                return Operator("and", operands);
            case "orElse":
                return Operator("or", operands);
        }

        if (rule.Spelling.Home != Home.Operator)
        {
            return Method(Mathematics, rule.Spelling.Vector!, operands);
        }

        if (operands.Count == 2)
        {
            return Operator(rule.Key, operands);
        }

        return CSharpExpressions.Prefix(rule.Spelling.Text, operands[0]);
    }

    private static Code Method(string container, string name, IReadOnlyList<Code> operands) =>
        new($"{container}.{name}({CSharpExpressions.Arguments(operands)})", Precedence.Primary);

    private static Code Operator(string key, IReadOnlyList<Code> operands)
    {
        Spelling spelling = RuleTable.Get(key).Spelling;
        return CSharpExpressions.Infix(spelling.Text, spelling.Precedence, operands[0], operands[1]);
    }

    private static Code Complement(Code operand) => new("~" + operand.In(Precedence.Unary), Precedence.Unary);
}
