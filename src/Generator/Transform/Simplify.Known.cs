using System;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <content>What is known of a value.</content>
internal sealed partial class Simplify
{
    private static bool IsSmallInteger(double value) => Math.Abs(value) <= 256 && value == Math.Floor(value);

    private bool IsZero(Value value) => IsKind(value, OpKind.Zero);

    private bool IsConstant(Value value) =>
        value.Type.IsReal && _definitions.TryGetValue(value.Id, out Op? op) && op.Kind == OpKind.Constant && ((ConstantAttribute)op.Attribute!).Text is null;

    private bool IsConstant(Value value, double expected) => IsConstant(value) && ConstantOf(value) == expected;

    private bool IsOne(Value value) => IsConstant(value, 1.0);

    private double ConstantOf(Value value) => BitConverter.Int64BitsToDouble(((ConstantAttribute)_definitions[value.Id].Attribute!).Bits);

    private Value? Negated(Value value) => DefinitionOf(value, Negate)?.Operands[0];

    private Op? DefinitionOf(Value value, string key) => _definitions.TryGetValue(value.Id, out Op? op) && IsRule(op, key) ? op : null;

    private bool IsSingleUse(Value value) => _uses.TryGetValue(value.Id, out int count) && count == 1;

    /// <summary>A product that only the derivative uses, and only here.</summary>
    private Op? Product(Value value) =>
        DefinitionOf(value, Multiply) is { } op && IsDerivative(op) && IsSingleUse(value) ? op : null;

    /// <summary>A product with a constant in front, the derivative's own or the primal's.</summary>
    /// <remarks>Only constants of moderate size move: the order of a product decides where it overflows.</remarks>
    private Op? Scaled(Value value) =>
        DefinitionOf(value, Multiply) is { } op && IsConstant(op.Operands[0]) && Math.Abs(ConstantOf(op.Operands[0])) is >= 1e-6 and <= 1e6 ? op : null;

    private bool IsProduct(Value value) => DefinitionOf(value, Multiply) is not null;

    /// <summary>A parameter or a value that the user has named.</summary>
    private bool IsVariable(Value value) => value.Name is not null && value.Id < _primalLimit;
}
