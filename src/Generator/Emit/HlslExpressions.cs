using System;
using System.Collections.Generic;
using System.Globalization;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Emit;

/// <summary>Single operations as HLSL expressions over names and constants. Functions are those of the prelude in AutoDiff.Gpu.</summary>
/// <remarks>
/// <c>real</c> stands for the element type, and a number ends in <see cref="Suffix"/>: the prelude's reader puts <c>float</c> and <c>f</c>, or <c>double</c> and <c>L</c>,
/// in their places. Compilers of HLSL fold <c>x * 0</c> to 0 and <c>x + 0</c> to x, also for NaN and -0: a zero is therefore never written as such, but as one that they do not see.
/// </remarks>
internal static class HlslExpressions
{
    /// <summary>What a number of the element type ends in.</summary>
    public const string Suffix = "$";

    /// <summary>What the names of the prelude begin with, so that none is one of the language.</summary>
    private const string Prelude = "ad_";

    /// <summary>
    /// The functions of the prelude that HLSL can compute in double precision, those of its file Arithmetic.hlsl: it has no others than sums, products and choices there.
    /// </summary>
    private static readonly HashSet<string> Arithmetic = new(StringComparer.Ordinal) { "Zero", "GuardedMultiply", "GuardedDivide", "Abs", "StopGradient", "Divide" };

    /// <summary>How a type is written, or null where there is none like it.</summary>
    public static string? Type(IrType type, IrType element) => type.Kind switch
    {
        ScalarKind.Bool => "bool",
        ScalarKind.Integer when type.Name == "int" => "int",
        _ when type == element => "real",
        _ => null,
    };

    /// <summary>Writes an operation, or returns null where HLSL has none like it.</summary>
    public static string? Write(Op op, IReadOnlyList<string> operands, IrType element) => op.Kind switch
    {
        OpKind.Constant => Constant(op.Result.Type, (ConstantAttribute)op.Attribute!, element),
        OpKind.Zero => Real(0),
        OpKind.Undefined => op.Result.Type == element ? Real(0) : op.Result.Type.Kind == ScalarKind.Bool ? "false" : "0",
        OpKind.Apply => Apply(op, operands, element),
        OpKind.Cast => Cast(op, operands[0], element),
        OpKind.Select => $"{operands[0]} ? {operands[1]} : {operands[2]}",
        OpKind.GuardedMultiply => Call("GuardedMultiply", operands),
        OpKind.GuardedDivide => Call("GuardedDivide", operands),
        _ => null,
    };

    /// <summary>Whether a text calls no other functions than those that exist in double precision.</summary>
    public static bool IsArithmetic(string text)
    {
        for (int at = text.IndexOf(Prelude, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Prelude, at + 1, StringComparison.Ordinal))
        {
            int start = at + Prelude.Length;
            int end = text.IndexOf('(', start);
            if (!Arithmetic.Contains(text.Substring(start, end - start)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A function of the prelude.</summary>
    public static string Call(string name, IReadOnlyList<string> operands) => $"{Prelude}{name}({string.Join(", ", operands)})";

    private static string? Constant(IrType type, ConstantAttribute constant, IrType element) => type.Kind switch
    {
        ScalarKind.Bool => constant.Bits != 0 ? "true" : "false",
        ScalarKind.Integer when type.Name == "int" => Integer(constant.Bits),

        // The number is that of double: what T.Epsilon is depends on T.
        ScalarKind.Generic when constant.Text is not null && constant.Bits == BitConverter.DoubleToInt64Bits(double.Epsilon) => null,
        _ when type == element => Real(Rounded(BitConverter.Int64BitsToDouble(constant.Bits), type)),
        _ => null,
    };

    // The literal of the least integer would be the negative of one that is none.
    private static string Integer(long value) => value == int.MinValue
        ? "(-2147483647 - 1)"
        : value < 0 ? $"({value.ToString(CultureInfo.InvariantCulture)})" : value.ToString(CultureInfo.InvariantCulture);

    private static double Rounded(double value, IrType type) => type.Kind == ScalarKind.Float32 ? (float)value : value;

    private static string Real(double value)
    {
        if (double.IsNaN(value))
        {
            return Call("NaN", []);
        }

        if (double.IsInfinity(value))
        {
            return (value < 0 ? "-" : "") + Call("Infinity", []);
        }

        if (value == 0)
        {
            return (BitConverter.DoubleToInt64Bits(value) != 0 ? "-" : "") + Call("Zero", []);
        }

        string digits = CSharpConstants.Digits(value);
        return value < 0 ? $"({digits}{Suffix})" : digits + Suffix;
    }

    private static string? Cast(Op op, string operand, IrType element)
    {
        IrType from = op.Operands[0].Type;
        IrType to = op.Result.Type;
        if (from == to)
        {
            return operand;
        }

        return to == element && from == IrType.Int ? $"(real){operand}"
            : to == IrType.Int && from == element && !((CastAttribute)op.Attribute!).Checked ? Call("ToInt", [operand])
            : null;
    }

    private static string? Apply(Op op, IReadOnlyList<string> operands, IrType element)
    {
        Rule rule = RuleTable.Get(((RuleAttribute)op.Attribute!).Key);
        bool isOfIntegers = op.Operands[0].Type.Kind == ScalarKind.Integer;
        foreach (Value operand in op.Operands)
        {
            if (Type(operand.Type, element) is null)
            {
                return null;
            }
        }

        if (Type(op.Result.Type, element) is null)
        {
            return null;
        }

        if (rule.Spelling.Home != Home.Operator)
        {
            return isOfIntegers || rule.Spelling.Hlsl is null ? null : Call(rule.Spelling.Hlsl, operands);
        }

        // Of integers HLSL leaves open what a division by zero, the remainder of a negative number, and a shift by more than there are bits are.
        switch (rule.Key)
        {
            case "remainder":
                return Call("Remainder", operands);
            case "divide" when isOfIntegers:
                return Call("Divide", operands);
            case "shiftLeft" or "shiftRight":
                return $"{operands[0]} {rule.Spelling.Text} ({operands[1]} & 31)";
            case "shiftRightUnsigned":
                return $"(int)((uint){operands[0]} >> ({operands[1]} & 31))";
        }

        return operands.Count == 2 ? $"{operands[0]} {rule.Spelling.Text} {operands[1]}" : $"{rule.Spelling.Text}{operands[0]}";
    }
}
