using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Emit;

/// <summary>Single operations as C# expressions.</summary>
internal static class CSharpExpressions
{
    /// <summary>Writes an operation over the text of its operands.</summary>
    public static Code Write(Op op, IReadOnlyList<Code> operands)
    {
        int size = 1 + operands.Sum(operand => operand.Size);
        Code code = op.Results.Count == 1 && op.Result.Type.IsVector ? OfElements(op, operands) : op.Kind switch
        {
            OpKind.Constant => CSharpConstants.Write(op.Result.Type, (ConstantAttribute)op.Attribute!),
            OpKind.Zero => CSharpConstants.Zero(op.Result.Type),
            OpKind.Undefined => new Code("default", Precedence.Primary),
            OpKind.Apply => Apply(op, operands),
            OpKind.Cast => Cast(op, operands[0]),
            OpKind.Select => Conditional(operands[0], operands[1], operands[2]),
            OpKind.GuardedMultiply => Guard(op, operands, "*"),
            OpKind.GuardedDivide => Guard(op, operands, "/"),
            OpKind.Call => Call(op, operands),
            OpKind.Load => Element(operands[0], operands.Skip(1)),
            OpKind.Slice => Slice(operands),
            OpKind.Length => new Code(
                operands[0].In(Precedence.Primary) + (op.Attribute is DimensionAttribute { Dimension: var d } ? $".GetLength({d})" : ".Length"), Precedence.Primary),
            OpKind.New => new Code($"new {op.Result.Type.ElementName}[{Arguments(operands)}]", Precedence.Primary),
            OpKind.Verbatim => Verbatim((VerbatimAttribute)op.Attribute!, operands),
            _ => throw new InvalidOperationException($"{op.Kind} is not an expression"),
        };

        // Constants are free: they never make an expression long.
        return op.Kind is OpKind.Constant or OpKind.Zero ? code : code with { Size = size };
    }

    private static Code OfElements(Op op, IReadOnlyList<Code> operands) =>
        op.Result.Type.IsTensor ? TensorExpressions.Write(op, operands) : VectorExpressions.Write(op, operands);

    public static Code Conditional(Code condition, Code whenTrue, Code whenFalse)
    {
        // c ? a : (d ? a : b) = c || d ? a : b
        if (whenFalse.Choice is { } inner && inner.WhenTrue.Text == whenTrue.Text)
        {
            Code either = Infix("||", RuleTable.Get("orElse").Spelling.Precedence, condition, inner.Condition);
            either = either with { Size = 1 + condition.Size + inner.Condition.Size };
            return Conditional(either, whenTrue, inner.WhenFalse);
        }

        return new(
            $"{condition.In(Precedence.Conditional + 1)} ? {whenTrue.In(Precedence.Conditional + 1)} : {whenFalse.In(Precedence.Conditional)}",
            Precedence.Conditional,
            1 + condition.Size + whenTrue.Size + whenFalse.Size,
            new Choice(condition, whenTrue, whenFalse));
    }

    /// <summary>The text of an infix operation. Operands of equal precedence are bracketed on the right: SSA fixes the order.</summary>
    public static Code Infix(string symbol, int precedence, Code left, Code right)
    {
        string rightText = right.Text.StartsWith("-", StringComparison.Ordinal) ? $"({right.Text})" : right.In(precedence + 1);
        return new Code($"{left.In(precedence)} {symbol} {rightText}", precedence);
    }

    /// <summary>The text of a prefix operation.</summary>
    public static Code Prefix(string symbol, Code operand)
    {
        string text = operand.Text.StartsWith("-", StringComparison.Ordinal) ? $"({operand.Text})" : operand.In(Precedence.Unary);
        return new Code(symbol + text, Precedence.Unary);
    }

    /// <summary>An element of a buffer.</summary>
    public static Code Element(Code buffer, IEnumerable<Code> indices) =>
        new($"{buffer.In(Precedence.Primary)}[{string.Join(", ", indices.Select(index => index.Text))}]", Precedence.Primary);

    /// <summary>A part of an array.</summary>
    public static Code ArraySlice(IReadOnlyList<Code> operands) => new($"global::System.MemoryExtensions.AsSpan({Arguments(operands)})", Precedence.Primary);

    private static Code Slice(IReadOnlyList<Code> operands) => operands.Count == 1
        ? operands[0]
        : new Code($"{operands[0].In(Precedence.Primary)}.Slice({operands[1].Text}, {operands[2].Text})", Precedence.Primary);

    private static Code Apply(Op op, IReadOnlyList<Code> operands)
    {
        Spelling spelling = RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Spelling;
        if (spelling.Home == Home.Operator)
        {
            if (operands.Count == 2)
            {
                return Infix(spelling.Text, spelling.Precedence, operands[0], operands[1]);
            }

            return Prefix(spelling.Text, operands[0]);
        }

        IrType type = op.Operands.Select(value => value.Type).FirstOrDefault(type => type.IsReal);
        type = type.Name is null ? op.Result.Type : type;
        return new Code($"{Container(spelling.Home, type)}.{spelling.Text}({Arguments(operands)})", Precedence.Primary);
    }

    private static string Container(Home home, IrType type) => home switch
    {
        Home.Special => "global::AutoDiff.SpecialFunctions",
        Home.Autograd => "global::AutoDiff.Autograd",
        Home.Math when type.Kind == ScalarKind.Float64 => "global::System.Math",
        Home.Math when type.Kind == ScalarKind.Float32 => "global::System.MathF",
        Home.Math when type.Kind != ScalarKind.Generic => "global::System.Math",
        Home.MathOverload => "global::System.Math",
        _ => type.Name,
    };

    private static Code Cast(Op op, Code operand)
    {
        IrType target = op.Result.Type;
        bool isChecked = ((CastAttribute)op.Attribute!).Checked;
        if (target.Kind == ScalarKind.Generic)
        {
            return new Code($"{target.Name}.CreateChecked({operand.Text})", Precedence.Primary);
        }

        if (op.Operands[0].Type.Kind == ScalarKind.Generic)
        {
            string create = isChecked ? "CreateChecked" : "CreateTruncating";
            return new Code($"{target.Name}.{create}({operand.Text})", Precedence.Primary);
        }

        string argument = operand.Text.StartsWith("-", StringComparison.Ordinal) ? $"({operand.Text})" : operand.In(Precedence.Unary);
        string text = $"({target.Name}){argument}";
        return isChecked ? new Code($"checked({text})", Precedence.Primary) : new Code(text, Precedence.Unary);
    }

    // The seed stands twice: the emitter makes sure that it is a name or a constant.
    private static Code Guard(Op op, IReadOnlyList<Code> operands, string symbol)
    {
        Code zero = CSharpConstants.Zero(op.Result.Type);
        Code condition = Infix("==", Precedence.Equality, operands[0], zero);
        return Conditional(condition, zero, Infix(symbol, Precedence.Multiplicative, operands[0], operands[1]));
    }

    private static Code Call(Op op, IReadOnlyList<Code> operands) => Call((CallAttribute)op.Attribute!, operands);

    /// <summary>The call of a method, or of one of its members.</summary>
    public static Code Call(CallAttribute callee, IReadOnlyList<Code> arguments)
    {
        string name = callee.Form switch
        {
            CallForm.Jvp => NamingContract.Jvp(callee.Name),
            CallForm.Vjp => NamingContract.Vjp(callee.Name),
            CallForm.ValueAndGradient => NamingContract.ValueAndGradient(callee.Name),
            _ => NameScope.Escape(callee.Name),
        };
        string container = callee.Container.Length == 0 ? "" : callee.Container + ".";
        return new Code($"{container}{name}{callee.TypeArguments}({Arguments(arguments)})", Precedence.Primary);
    }

    private static Code Verbatim(VerbatimAttribute code, IReadOnlyList<Code> operands)
    {
        // The template has brackets wherever something binds to an operand.
        object[] texts = operands.Select(operand => (object)operand.Text).ToArray();
        return new Code(string.Format(System.Globalization.CultureInfo.InvariantCulture, code.Template, texts), code.Precedence);
    }

    internal static string Arguments(IReadOnlyList<Code> operands) => string.Join(", ", operands.Select(operand => operand.Text));
}
