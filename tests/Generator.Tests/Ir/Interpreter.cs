using System;
using System.Collections.Generic;
using System.Globalization;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Ir;

/// <summary>Thrown by <see cref="Interpreter"/> where the program throws; the text is the exception's template.</summary>
public sealed class InterpretedException(string template) : Exception(template);

/// <summary>
/// Runs a function of the IR: what a value means, written once more and independently of the emitter.
/// Values are boxed: double, float, bool, int, long, string ... A type parameter is interpreted as double.
/// </summary>
internal sealed class Interpreter
{
    private readonly Dictionary<int, object?> _values = [];

    /// <summary>Evaluates passive C#: the template and the operands.</summary>
    public Func<string, IReadOnlyList<object?>, object?> Verbatim { get; init; } =
        (template, _) => throw new NotSupportedException($"No meaning is given for `{template}`.");

    /// <summary>Evaluates calls of differentiable methods by name.</summary>
    public Func<string, IReadOnlyList<object?>, object?> Call { get; init; } =
        (name, _) => throw new NotSupportedException($"No meaning is given for the call of {name}.");

    /// <summary>Evaluates functions of the rule table that are not built in.</summary>
    public Func<string, IReadOnlyList<object?>, object?> Rule { get; init; } =
        (key, _) => throw new NotSupportedException($"No meaning is given for the rule '{key}'.");

    public IReadOnlyList<object?> Run(Function function, params IReadOnlyList<object?> arguments)
    {
        _values.Clear();
        for (int i = 0; i < arguments.Count; i++)
        {
            _values[function.Parameters[i].Id] = arguments[i];
        }

        return Run(function.Body);
    }

    private object?[] Run(Region region)
    {
        foreach (Op op in region.Ops)
        {
            object?[] results = Run(op);
            for (int i = 0; i < results.Length; i++)
            {
                _values.Add(op.Results[i].Id, results[i]);
            }
        }

        var yields = new object?[region.Yields.Count];
        for (int i = 0; i < yields.Length; i++)
        {
            yields[i] = _values[region.Yields[i].Id];
        }

        return yields;
    }

    private object?[] Run(Op op)
    {
        var operands = new object?[op.Operands.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = _values[op.Operands[i].Id];
        }

        switch (op.Kind)
        {
            case OpKind.If:
                return Run(op.Regions[(bool)operands[0]! ? 0 : 1]);
            case OpKind.Throw:
                throw new InterpretedException(operands[0]?.ToString() ?? "null");
            case OpKind.Verbatim:
                var code = (VerbatimAttribute)op.Attribute!;
                object? value = code.Template.StartsWith("new global::", StringComparison.Ordinal)
                    ? code.Template
                    : Verbatim(code.Template, operands);
                return op.Results.Count == 0 ? [] : [value];
            default:
                return [Single(op, operands)];
        }
    }

    private object? Single(Op op, object?[] operands)
    {
        switch (op.Kind)
        {
            case OpKind.Constant:
                return Constant((ConstantAttribute)op.Attribute!, op.Result.Type);
            case OpKind.Zero:
                return Number(op.Result.Type, 0);
            case OpKind.Undefined:
                return null;
            case OpKind.Cast:
                return Convert(operands[0]!, op.Result.Type, ((CastAttribute)op.Attribute!).Checked);
            case OpKind.Select:
                return (bool)operands[0]! ? operands[1] : operands[2];
            case OpKind.GuardedMultiply:
                return IsZero(operands[0]!) ? Number(op.Result.Type, 0) : Apply("multiply", operands);
            case OpKind.GuardedDivide:
                return IsZero(operands[0]!) ? Number(op.Result.Type, 0) : Apply("divide", operands);
            case OpKind.Apply:
                return Apply(((RuleAttribute)op.Attribute!).Key, operands);
            case OpKind.Call:
                return Call(((CallAttribute)op.Attribute!).Name, operands);
            default:
                throw new NotSupportedException($"{op.Kind} is not interpreted.");
        }
    }

    private static object? Constant(ConstantAttribute constant, IrType type) => type.Kind switch
    {
        ScalarKind.Bool => constant.Bits != 0,
        ScalarKind.Integer => Convert(constant.Bits, type, isChecked: false),
        ScalarKind.Opaque when constant.Text is ['"', ..] text => text[1..^1],
        ScalarKind.Opaque => constant.Text is { } other && other.EndsWith("null", StringComparison.Ordinal) ? null : constant.Text,
        _ => Number(type, BitConverter.Int64BitsToDouble(constant.Bits)),
    };

    private static object Number(IrType type, double value) => type.Kind == ScalarKind.Float32 ? (object)(float)value : value;

    private static bool IsZero(object value) => value is float single ? single == 0 : (double)value == 0;

    private static object Convert(object value, IrType type, bool isChecked)
    {
        dynamic source = value;
        unchecked
        {
            return type.Name switch
            {
                "float" => (object)((float)source),
                "sbyte" => (object)(isChecked ? checked((sbyte)source) : (sbyte)source),
                "byte" => (object)(isChecked ? checked((byte)source) : (byte)source),
                "short" => (object)(isChecked ? checked((short)source) : (short)source),
                "ushort" => (object)(isChecked ? checked((ushort)source) : (ushort)source),
                "int" => (object)(isChecked ? checked((int)source) : (int)source),
                "uint" => (object)(isChecked ? checked((uint)source) : (uint)source),
                "long" => (object)(isChecked ? checked((long)source) : (long)source),
                "ulong" => (object)(isChecked ? checked((ulong)source) : (ulong)source),
                "char" => (object)(isChecked ? checked((char)source) : (char)source),
                _ => (object)(double)source,
            };
        }
    }

    private object? Apply(string key, object?[] operands)
    {
        if (operands.Length == 2 && operands[0] is string or null && key is "equal" or "notEqual")
        {
            return Equals(operands[0], operands[1]) == (key == "equal");
        }

        dynamic a = operands[0]!;
        dynamic b = operands.Length > 1 ? operands[1]! : operands[0]!;
        unchecked
        {
            switch (key)
            {
                case "add": return a + b;
                case "subtract": return a - b;
                case "multiply": return a * b;
                case "divide": return a / b;
                case "remainder": return a % b;
                case "negate": return -a;
                case "less": return a < b;
                case "greater": return a > b;
                case "lessOrEqual": return a <= b;
                case "greaterOrEqual": return a >= b;
                case "equal": return a == b;
                case "notEqual": return a != b;
                case "not": return !a;
                case "complement": return ~a;
                case "and" or "andAlso": return a & b;
                case "or" or "orElse": return a | b;
                case "xor": return a ^ b;
                case "shiftLeft": return a << b;
                case "shiftRight": return a >> b;
                case "shiftRightUnsigned": return a is int number ? number >>> (int)b : a >> b;
                case "stopGradient": return a;
            }
        }

        bool isSingle = operands[0] is float;
        double x = System.Convert.ToDouble(operands[0], CultureInfo.InvariantCulture);
        return key switch
        {
            "sin" => isSingle ? (object)MathF.Sin((float)x) : Math.Sin(x),
            "cos" => isSingle ? (object)MathF.Cos((float)x) : Math.Cos(x),
            "exp" => isSingle ? (object)MathF.Exp((float)x) : Math.Exp(x),
            "log" => isSingle ? (object)MathF.Log((float)x) : Math.Log(x),
            "sqrt" => isSingle ? (object)MathF.Sqrt((float)x) : Math.Sqrt(x),
            "isNaN" => double.IsNaN(x),
            "truncate" => isSingle ? (object)MathF.Truncate((float)x) : Math.Truncate(x),
            _ => Rule(key, operands),
        };
    }
}
