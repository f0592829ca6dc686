using System;
using System.Collections.Generic;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Emit;

/// <summary>Single operations on tensors as C# expressions.</summary>
internal static class TensorExpressions
{
    public const string Functions = "global::AutoDiff.Tensor";

    /// <summary>Writes an operation whose result is a tensor or a mask over the text of its operands.</summary>
    public static Code Write(Op op, IReadOnlyList<Code> operands) => op.Kind switch
    {
        OpKind.Undefined => new Code("default", Precedence.Primary),
        OpKind.Cast => Function(op.Result.Type.Kind == ScalarKind.Mask ? "Mask" : "Create", operands),
        OpKind.Select when op.Operands[0].Type.IsVector => Function("Where", operands),
        OpKind.Select => CSharpExpressions.Conditional(operands[0], operands[1], operands[2]),
        OpKind.GuardedMultiply => Function("GuardedMultiply", operands),
        OpKind.GuardedDivide => Function("GuardedDivide", operands),
        OpKind.Apply => Apply(op, operands),
        _ => throw new InvalidOperationException($"{op.Kind} is not an expression of tensors"),
    };

    private static Code Apply(Op op, IReadOnlyList<Code> operands)
    {
        Rule rule = RuleTable.Get(((RuleAttribute)op.Attribute!).Key);
        bool isOfMasks = op.Operands[0].Type.Kind == ScalarKind.Mask;
        switch (rule.Key)
        {
            case "equal":
                return isOfMasks ? CSharpExpressions.Prefix("!", Operator("xor", operands)) : Relation("Equal", op, operands);
            case "notEqual":
                return isOfMasks ? Operator("xor", operands) : Relation("NotEqual", op, operands);
            case "andAlso":
                return Operator("and", operands);
            case "orElse":
                return Operator("or", operands);
        }

        return rule.Spelling.Home switch
        {
            Home.Operator when operands.Count == 2 => Operator(rule.Key, operands),
            Home.Operator => CSharpExpressions.Prefix(rule.Spelling.Tensor!, operands[0]),
            Home.Autograd => new Code($"global::AutoDiff.Autograd.{rule.Spelling.Tensor}({CSharpExpressions.Arguments(operands)})", Precedence.Primary),
            _ => Function(rule.Spelling.Tensor!, operands),
        };
    }

    // == compares references. A number stands behind.
    private static Code Relation(string name, Op op, IReadOnlyList<Code> operands) =>
        Function(name, op.Operands[0].Type.IsVector ? operands : [operands[1], operands[0]]);

    private static Code Function(string name, IReadOnlyList<Code> operands) =>
        new($"{Functions}.{name}({CSharpExpressions.Arguments(operands)})", Precedence.Primary);

    private static Code Operator(string key, IReadOnlyList<Code> operands)
    {
        Spelling spelling = RuleTable.Get(key).Spelling;
        return CSharpExpressions.Infix(spelling.Text, spelling.Precedence, operands[0], operands[1]);
    }
}
