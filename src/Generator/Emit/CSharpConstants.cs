using System;
using System.Globalization;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <summary>Constants in C#: the text reads back to the same bits, whatever the culture.</summary>
internal static class CSharpConstants
{
    public static Code Write(IrType type, ConstantAttribute constant)
    {
        if (constant.Text is { } text)
        {
            return new Code(text, text.StartsWith("-", StringComparison.Ordinal) ? Precedence.Unary : Precedence.Primary);
        }

        switch (type.Kind)
        {
            case ScalarKind.Bool:
                return new Code(constant.Bits != 0 ? "true" : "false", Precedence.Primary);
            case ScalarKind.Integer or ScalarKind.Opaque:
                return Integer(type, constant.Bits);
            default:
                return Real(type, BitConverter.Int64BitsToDouble(constant.Bits));
        }
    }

    public static Code Zero(IrType type) => Real(type, 0.0);

    private static Code Integer(IrType type, long value)
    {
        string digits = type.Name == "ulong"
            ? unchecked((ulong)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString(CultureInfo.InvariantCulture);
        return type.Name switch
        {
            "int" => Signed(digits),
            "uint" => Signed(digits + "u"),
            "long" => Signed(digits + "L"),
            "ulong" => Signed(digits + "UL"),
            _ => new Code(value < 0 ? $"({type.Name})({digits})" : $"({type.Name}){digits}", Precedence.Unary),
        };
    }

    private static Code Real(IrType type, double value)
    {
        bool isNegativeZero = value == 0 && BitConverter.DoubleToInt64Bits(value) != 0;
        if (type.Kind == ScalarKind.Generic)
        {
            return value switch
            {
                0.0 when isNegativeZero => new Code($"{type.Name}.NegativeZero", Precedence.Primary),
                0.0 => new Code($"{type.Name}.Zero", Precedence.Primary),
                1.0 => new Code($"{type.Name}.One", Precedence.Primary),
                -1.0 => new Code($"{type.Name}.NegativeOne", Precedence.Primary),
                _ when IsNamed(value) => new Code($"{type.Name}.{Named(value)}", Precedence.Primary),
                _ => new Code($"{type.Name}.CreateChecked({Digits(value)})", Precedence.Primary),
            };
        }

        if (IsNamed(value))
        {
            return new Code($"{type.Name}.{Named(value)}", Precedence.Primary);
        }

        if (type.Kind == ScalarKind.Float32)
        {
            string digits = ((float)value).ToString("R", CultureInfo.InvariantCulture);
            return Signed((isNegativeZero ? "-0" : Shortest((float)value, digits)) + "f");
        }

        return Signed(isNegativeZero ? "-0.0" : Digits(value));
    }

    private static bool IsNamed(double value) => double.IsNaN(value) || double.IsInfinity(value);

    private static string Named(double value) =>
        double.IsNaN(value) ? "NaN" : value > 0 ? "PositiveInfinity" : "NegativeInfinity";

    // "R" of the generator's host may be the old one of the .NET Framework, which fails on some values: check, and fall back to 17 digits.
    internal static string Digits(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value)
        {
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        }

        return text.IndexOfAny(['.', 'E', 'e']) < 0 ? text + ".0" : text;
    }

    private static string Shortest(float value, string text) =>
        float.Parse(text, CultureInfo.InvariantCulture) == value ? text : value.ToString("G9", CultureInfo.InvariantCulture);

    private static Code Signed(string text) =>
        new(text, text.StartsWith("-", StringComparison.Ordinal) ? Precedence.Unary : Precedence.Primary);
}
