using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// Structs, records and tuples at the boundary of a method: the parts that come in and go out, and how a gradient, a tangent or an
/// adjoint of the same type is put together from its parts.
/// </summary>
internal static class Boundary
{
    /// <summary>
    /// The parts of a type as generated code beside the method can name and rebuild them, or null: then values of the type cannot carry a
    /// derivative in or out.
    /// </summary>
    public static ShapeModel? ShapeOf(ITypeSymbol type, IMethodSymbol method)
    {
        IrType ir = TypeMap.Ir(type);
        if (ir.IsReal || ir.IsBuffer || Shape.Of(type, method.ContainingAssembly) is null)
        {
            return ShapeModel.Single(ir);
        }

        var leaves = new List<LeafModel>();
        return TemplateOf(type, method, "", "", leaves) is { } template ? new ShapeModel(ir, leaves.ToEquatableArray(), template) : null;
    }

    /// <summary>Whether a value of the type has parts that carry a derivative.</summary>
    public static bool HasDerivative(ITypeSymbol type, IAssemblySymbol assembly) =>
        TypeMap.Ir(type).HasDerivative
        || (Shape.Of(type, assembly) is { } shape && shape.Fields.Any(field => HasDerivative(field.Type, assembly)));

    /// <summary>Whether an array or span lies inside of a struct, which has no gradient of its own type.</summary>
    public static bool HoldsBuffers(ITypeSymbol type, IAssemblySymbol assembly) =>
        Shape.Of(type, assembly) is { } shape && shape.Fields.Any(field => TypeMap.Ir(field.Type).IsBuffer || HoldsBuffers(field.Type, assembly));

    private static string? TemplateOf(ITypeSymbol type, IMethodSymbol method, string path, string name, List<LeafModel> leaves)
    {
        if (Shape.Of(type, method.ContainingAssembly) is not { } shape)
        {
            leaves.Add(new LeafModel(path, name, TypeMap.Ir(type)));
            return $"{{{leaves.Count - 1}}}";
        }

        if (shape.Captured.Count > 0)
        {
            return null;
        }

        var parts = new List<string>();
        for (int i = 0; i < shape.Fields.Count; i++)
        {
            IFieldSymbol field = shape.Fields[i];
            ISymbol member = field.AssociatedSymbol ?? field;
            if (!IsAccessible(member, method)
                || TemplateOf(field.Type, method, $"{path}.{ConstantText.Spell(member.Name)}", name + shape.Names[i], leaves) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return Construction((INamedTypeSymbol)type, shape, parts, method);
    }

    private static string? Construction(INamedTypeSymbol type, Shape shape, List<string> parts, IMethodSymbol method)
    {
        if (type.IsTupleType)
        {
            return $"({string.Join(", ", parts)})";
        }

        string text = TypeMap.ContainerText(type);
        ISymbol[] members = [.. shape.Fields.Select(field => field.AssociatedSymbol ?? field)];
        if (PositionalConstructor(type, members, method) is { } order)
        {
            return $"new {text}({string.Join(", ", order.Select(index => parts[index]))})";
        }

        bool isSettable = type.IsValueType && members.All(member => member switch
        {
            IFieldSymbol field => !field.IsReadOnly,
            IPropertySymbol property => property.SetMethod is { } setter && IsAccessible(setter, method),
            _ => false,
        });
        return isSettable
            ? $"new {text} {{{{ {string.Join(", ", members.Select((member, i) => $"{ConstantText.Spell(member.Name)} = {parts[i]}"))} }}}}"
            : null;
    }

    /// <summary>
    /// For a constructor with one parameter for each field, by name, which is a record's own or that of a readonly struct: the field
    /// of each parameter.
    /// </summary>
    private static int[]? PositionalConstructor(INamedTypeSymbol type, ISymbol[] members, IMethodSymbol method)
    {
        bool isVector = type.ContainingNamespace.ToDisplayString() == "System.Numerics";
        if (!type.IsRecord && !type.IsReadOnly && !isVector)
        {
            return null;
        }

        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(candidate => candidate.Parameters.Length == members.Length && IsAccessible(candidate, method)))
        {
            int[] order = [.. constructor.Parameters.Select(parameter => System.Array.FindIndex(members, member =>
                string.Equals(member.Name.TrimStart('_'), parameter.Name, System.StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type, parameter.Type)))];
            if (members.Length > 0 && order.All(index => index >= 0) && order.Distinct().Count() == order.Length)
            {
                return order;
            }
        }

        return null;
    }

    private static bool IsAccessible(ISymbol member, IMethodSymbol method) => member.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal =>
            SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, method.ContainingAssembly),
        _ => IsInside(method.ContainingType, member.ContainingType),
    };

    private static bool IsInside(INamedTypeSymbol? type, INamedTypeSymbol container)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, container.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
