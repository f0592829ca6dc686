using System;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// <c>Vector2</c>, <c>Vector3</c> and <c>Vector4</c> of System.Numerics as structs of floats. Each operation is written out by
/// components in the order of additions of the framework's, so that the value has the same bits; what the framework computes
/// in a way that depends on the machine, such as by a fused multiplication and addition, is not among them.
/// </content>
internal sealed partial class BodyLowering
{
    private static bool IsVector(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Vector2" or "Vector3" or "Vector4", Arity: 0, TypeKind: TypeKind.Struct, ContainingType: null }
        && type.ContainingNamespace.ToDisplayString() == "System.Numerics";

    /// <summary>A constant such as <c>Vector3.UnitX</c>, or null.</summary>
    private Datum? LowerVectorConstant(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not null || !IsVector(reference.Property.ContainingType))
        {
            return null;
        }

        Shape shape = ShapeOf(reference.Property.ContainingType)!;
        return reference.Property.Name switch
        {
            "Zero" => Zero(reference.Type!),
            "One" => Datum.Composite([.. shape.Names.Select(_ => (Datum)Number(1))], shape.Names),
            ['U', 'n', 'i', 't', var axis] => Datum.Composite([.. shape.Names.Select(name => (Datum)Number(name[0] == axis ? 1 : 0))], shape.Names),
            _ => null,
        };
    }

    /// <summary>A new vector from numbers, from a shorter vector and numbers, or from one number for all components; else null.</summary>
    private Datum? ConstructVector(ITypeSymbol type, System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments)
    {
        if (!IsVector(type) || arguments.Any(argument => argument.Parameter is not { Type: var part } || !(TypeMap.IsReal(part) || IsVector(part))))
        {
            return null;
        }

        Shape shape = ShapeOf(type)!;
        var parts = new Datum[arguments.Length];
        foreach (IArgumentOperation argument in arguments)
        {
            parts[argument.Parameter!.Ordinal] = Lower(argument.Value);
        }

        Value[] components = [.. parts.SelectMany(Scalars)];
        return Datum.Composite([.. shape.Names.Select((_, i) => (Datum)components[components.Length == 1 ? 0 : i])], shape.Names);
    }

    private Datum? LowerVectorOperator(IMethodSymbol method, Datum[] operands)
    {
        if (!IsVector(method.ContainingType))
        {
            return null;
        }

        return method.Name switch
        {
            "op_Addition" => ByComponent("add", operands),
            "op_Subtraction" => ByComponent("subtract", operands),
            "op_Multiply" => ByComponent("multiply", operands),
            "op_Division" => ByComponent("divide", operands),
            "op_UnaryNegation" => ByComponent("negate", operands),
            "op_Equality" => AllEqual(operands),
            "op_Inequality" => _builder.Apply("not", IrType.Bool, AllEqual(operands)),
            _ => null,
        };
    }

    /// <summary>A function of vectors, or null.</summary>
    private Datum? LowerVectorCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!IsVector(method.ContainingType)
            || !method.Parameters.All(parameter => parameter.RefKind == RefKind.None && (IsVector(parameter.Type) || TypeMap.IsReal(parameter.Type))))
        {
            return null;
        }

        if (method is { Name: "Create", IsStatic: true })
        {
            return ConstructVector(method.ContainingType, call.Arguments);
        }

        Func<Datum[], Datum>? make = VectorFunction(method);
        if (make is null)
        {
            return null;
        }

        var operands = new Datum[method.Parameters.Length + (method.IsStatic ? 0 : 1)];
        if (call.Instance is { } instance)
        {
            operands[0] = Lower(instance);
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            operands[argument.Parameter!.Ordinal + (method.IsStatic ? 0 : 1)] = Lower(argument.Value);
        }

        return make(operands);
    }

    private Func<Datum[], Datum>? VectorFunction(IMethodSymbol method) => method.Name switch
    {
        "Add" => operands => ByComponent("add", operands),
        "Subtract" => operands => ByComponent("subtract", operands),
        "Multiply" => operands => ByComponent("multiply", operands),
        "Divide" => operands => ByComponent("divide", operands),
        "Negate" => operands => ByComponent("negate", operands),
        "Abs" => operands => ByComponent("abs", operands),
        "SquareRoot" => operands => ByComponent("sqrt", operands),
        "Min" => operands => ByComponent("min", operands),
        "Max" => operands => ByComponent("max", operands),
        "Dot" => operands => Dot(operands[0], operands[1]),
        "LengthSquared" => operands => SumOfSquares(operands[0]),
        "Length" => operands => Length(operands[0]),
        "DistanceSquared" => operands => SumOfSquares(ByComponent("subtract", operands)),
        "Distance" => operands => Length(ByComponent("subtract", operands)),
        "Normalize" => operands => ByComponent("divide", [operands[0], Length(operands[0])]),
        "Cross" when method.ContainingType.Name == "Vector3" => operands => Cross(operands[0], operands[1]),
        _ => null,
    };

    /// <summary>Applies a function to each component; a number stands for a vector of it.</summary>
    private Datum ByComponent(string key, Datum[] operands)
    {
        Datum shape = operands.First(operand => operand.IsComposite);
        return shape.WithElements([.. shape.Elements.Select((_, i) =>
            (Datum)_builder.Apply(key, IrType.Float, [.. operands.Select(operand => operand.IsComposite ? operand.Elements[i].Scalar : operand.Scalar)]))]);
    }

    private Value AllEqual(Datum[] operands) =>
        All([.. operands[0].Elements.Select((left, i) => _builder.Apply("equal", IrType.Bool, left.Scalar, operands[1].Elements[i].Scalar))])!;

    /// <summary>
    /// The framework adds in pairs in a register of four, where two or three components are followed by zeros: a sum of -0 and
    /// nothing else becomes 0.
    /// </summary>
    private Value Dot(Datum left, Datum right)
    {
        Datum products = ByComponent("multiply", [left, right]);
        Value sum = Sum(products);
        return products.Elements.Count == 4 ? sum : _builder.Apply("add", IrType.Float, sum, Number(0));
    }

    /// <summary>Squares are never -0, so that the zeros in the register make no difference.</summary>
    private Value SumOfSquares(Datum vector) => Sum(ByComponent("multiply", [vector, vector]));

    private Value Sum(Datum terms)
    {
        Value sum = _builder.Apply("add", IrType.Float, terms.Elements[0].Scalar, terms.Elements[1].Scalar);
        return terms.Elements.Count switch
        {
            2 => sum,
            3 => _builder.Apply("add", IrType.Float, sum, terms.Elements[2].Scalar),
            _ => _builder.Apply("add", IrType.Float, sum, _builder.Apply("add", IrType.Float, terms.Elements[2].Scalar, terms.Elements[3].Scalar)),
        };
    }

    private Value Length(Datum vector) => _builder.Apply("sqrt", IrType.Float, SumOfSquares(vector));

    private Datum Cross(Datum left, Datum right)
    {
        return left.WithElements([Component(1, 2), Component(2, 0), Component(0, 1)]);

        Datum Component(int i, int j) => _builder.Apply(
            "subtract",
            IrType.Float,
            _builder.Apply("multiply", IrType.Float, left.Elements[i].Scalar, right.Elements[j].Scalar),
            _builder.Apply("multiply", IrType.Float, left.Elements[j].Scalar, right.Elements[i].Scalar));
    }

    private Value Number(double value) => _builder.Constant(IrType.Float, value);
}
