using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// The fields of a type whose values are split into scalars: tuples, structs whose fields are known, and records that cannot
/// change. A struct of another assembly has a shape if all of its fields are public; what is hidden is nobody's business.
/// </summary>
internal sealed class Shape
{
    private const int DeepestRecord = 16;

    private Shape(IReadOnlyList<IFieldSymbol> fields, IReadOnlyList<IParameterSymbol> captured, bool isReference)
    {
        Fields = fields;
        Captured = captured;
        IsReference = isReference;
        Names = [.. fields.Select((field, i) => FieldName(field, i)), .. captured.Select(parameter => Capitalized(parameter.Name))];
        Types = [.. fields.Select(field => field.Type), .. captured.Select(parameter => parameter.Type)];
    }

    public IReadOnlyList<IFieldSymbol> Fields { get; }

    /// <summary>
    /// The parameters of a primary constructor, which members may read and write: elements behind the fields. One that no
    /// member uses is there too, since a value that nobody reads costs nothing.
    /// </summary>
    public IReadOnlyList<IParameterSymbol> Captured { get; }

    /// <summary>What each element adds to the name of a variable.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The type of each element.</summary>
    public IReadOnlyList<ITypeSymbol> Types { get; }

    /// <summary>Whether the type is a class: one that cannot change, so that a value stands for it; but it may be null.</summary>
    public bool IsReference { get; }

    /// <summary>The shape of a type as the assembly sees it, or null if its values are not split.</summary>
    public static Shape? Of(ITypeSymbol type, IAssemblySymbol assembly) => Of(type, assembly, 0);

    /// <summary>The index of a field, also of the type's generic definition; -1 if there is none.</summary>
    public int IndexOf(IFieldSymbol field)
    {
        IFieldSymbol sought = (field.CorrespondingTupleField ?? field).OriginalDefinition;
        if (field.ContainingType.IsTupleType)
        {
            return TupleIndex(field);
        }

        for (int i = 0; i < Fields.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(Fields[i].OriginalDefinition, sought))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of the field behind an auto-property; -1 if the property has code of its own.</summary>
    public int IndexOf(IPropertySymbol property)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(Fields[i].AssociatedSymbol?.OriginalDefinition, property.OriginalDefinition))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of a parameter of the primary constructor; -1 if it is none.</summary>
    public int IndexOf(IParameterSymbol parameter)
    {
        for (int i = 0; i < Captured.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(Captured[i].OriginalDefinition, parameter.OriginalDefinition))
            {
                return Fields.Count + i;
            }
        }

        return -1;
    }

    private static int TupleIndex(IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", System.StringComparison.Ordinal)
            && int.TryParse(name.Substring(4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number)
            ? number - 1
            : -1;
    }

    private static Shape? Of(ITypeSymbol type, IAssemblySymbol assembly, int depth)
    {
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None } named || depth > DeepestRecord)
        {
            return null;
        }

        if (named.IsTupleType)
        {
            // A tuple of one element cannot be written with parentheses.
            return named.TupleElements.Length > 1 ? new Shape(named.TupleElements, [], isReference: false) : null;
        }

        bool isSource = SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, assembly);
        IFieldSymbol[] fields = [.. named.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic)];
        if (fields.Any(IsUnfollowed))
        {
            return null;
        }

        return named.TypeKind switch
        {
            TypeKind.Struct when (isSource && !HasOddLayout(named)) || (!isSource && fields.Length > 0 && fields.All(IsPublic)) =>
                new Shape(fields, CapturedBy(named), isReference: false),
            TypeKind.Class when isSource && IsImmutableRecord(named, fields) && fields.All(field => !Holds(field.Type, named, assembly, depth + 1)) =>
                new Shape(fields, [], isReference: true),
            _ => null,
        };
    }

    private static string FieldName(IFieldSymbol field, int index)
    {
        if (field.ContainingType.IsTupleType)
        {
            return (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Capitalized((field.AssociatedSymbol?.Name ?? field.Name).TrimStart('_'));
    }

    private static string Capitalized(string name) => name.Length == 0 ? "Field" : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The parameters of a primary constructor; those of a record are properties instead.</summary>
    private static IReadOnlyList<IParameterSymbol> CapturedBy(INamedTypeSymbol type) => type.IsRecord
        ? []
        : type.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences is [var reference, ..]
            && reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)?.Parameters ?? [];

    private static bool IsPublic(IFieldSymbol field) => field.DeclaredAccessibility == Accessibility.Public;

    private static bool IsUnfollowed(IFieldSymbol field) =>
        field.RefKind != RefKind.None || field.IsFixedSizeBuffer || field.Type.IsRefLikeType
        || field.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer;

    /// <summary>Whether fields overlap or repeat by attribute.</summary>
    private static bool HasOddLayout(INamedTypeSymbol type) => type.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name is "InlineArrayAttribute"
        || (attribute.AttributeClass?.Name is "StructLayoutAttribute" && attribute.ConstructorArguments is [{ Value: 2 }, ..]));

    private static bool IsImmutableRecord(INamedTypeSymbol type, IFieldSymbol[] fields) =>
        type is { IsRecord: true, IsAbstract: false, BaseType.SpecialType: SpecialType.System_Object }
        && fields.All(field => field.IsReadOnly || field.AssociatedSymbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } });

    /// <summary>Whether a value of the type holds a record of the other type, which would make it endless.</summary>
    private static bool Holds(ITypeSymbol type, ITypeSymbol sought, IAssemblySymbol assembly, int depth) =>
        SymbolEqualityComparer.Default.Equals(type, sought)
        || depth > DeepestRecord
        || (Of(type, assembly, depth) is { } shape && shape.Fields.Any(field => Holds(field.Type, sought, assembly, depth + 1)));
}
