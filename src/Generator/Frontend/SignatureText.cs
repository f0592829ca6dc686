using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using AutoDiff.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Frontend;

/// <summary>A method's signature and the types around it, as generated code repeats them.</summary>
internal static class SignatureText
{
    public static SignatureModel Signature(IMethodSymbol method, SyntaxNode declaration) => new(
        method.Name,
        Accessibility(method.DeclaredAccessibility),
        TypeParameters(method.TypeParameters, withVariance: false),
        string.Join(" ", method.TypeParameters.Select(Constraints).Where(text => text.Length > 0)),
        method.Parameters
            .Select(parameter => MethodContract.ModelOf(parameter, parameter.Type, method)!)
            .ToEquatableArray(),
        method.ReturnsVoid ? null : Boundary.ShapeOf(method.ReturnType, method),
        UserNames(declaration, method),
        method.IsStatic);

    public static ContainerModel Container(IMethodSymbol method)
    {
        var types = new Stack<TypeModel>();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(new TypeModel(Keyword(type), ConstantText.Spell(type.Name) + TypeParameters(type.TypeParameters, withVariance: true)));
        }

        INamespaceSymbol space = method.ContainingNamespace;
        string name = space.IsGlobalNamespace
            ? ""
            : space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        return new ContainerModel(name, types.ToEquatableArray());
    }

    /// <summary>Deterministic, and distinct for overloads and for names that differ in case only.</summary>
    public static string HintName(IMethodSymbol method)
    {
        var name = new StringBuilder();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            string arity = type.Arity > 0 ? "_" + type.Arity.ToString(CultureInfo.InvariantCulture) : "";
            name.Insert(0, $"{type.Name}{arity}.");
        }

        if (!method.ContainingNamespace.IsGlobalNamespace)
        {
            // Without the @ of names that are keywords, which no file name may have.
            name.Insert(0, method.ContainingNamespace.ToDisplayString().Replace("@", "") + ".");
        }

        string signature = method.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat
            .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType)
            .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType));
        return name.Append(method.Name).Append('-').Append(Hash(signature).ToString("x8", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>FNV-1a over the UTF-16 code units.</summary>
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char character in text)
        {
            hash = unchecked((hash ^ (byte)character) * 16777619);
            hash = unchecked((hash ^ (byte)(character >> 8)) * 16777619);
        }

        return hash;
    }

    /// <summary>
    /// Every identifier in the method but those of its own locals and parameters: the generated code declares these itself.
    /// </summary>
    private static EquatableArray<string> UserNames(SyntaxNode declaration, IMethodSymbol method)
    {
        // What a primary constructor takes is read by its name alone.
        IReadOnlyList<IParameterSymbol> captured = method.IsStatic ? [] : Shape.Of(method.ContainingType, method.ContainingAssembly)?.Captured ?? [];
        var own = new HashSet<string>(System.StringComparer.Ordinal);
        foreach (SyntaxNode node in declaration.DescendantNodes())
        {
            string? name = node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
                ParameterSyntax parameter => parameter.Identifier.ValueText,
                _ => null,
            };
            if (name is not null)
            {
                own.Add(name);
            }
        }

        return declaration.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)
            .Where(name => !own.Contains(name))
            .Concat(captured.Select(parameter => parameter.Name))
            .Distinct()
            .OrderBy(name => name, System.StringComparer.Ordinal)
            .ToEquatableArray();
    }

    private static string Accessibility(Accessibility accessibility) => accessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    private static string Keyword(INamedTypeSymbol type)
    {
        string record = type.IsRecord ? "record" : "";
        return type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Struct when type.IsRecord => "record struct",
            TypeKind.Struct => type.IsRefLikeType ? "ref struct" : "struct",
            _ when type.IsRecord => record,
            _ => type.IsStatic ? "static class" : "class",
        };
    }

    private static string TypeParameters(IReadOnlyList<ITypeParameterSymbol> parameters, bool withVariance)
    {
        if (parameters.Count == 0)
        {
            return "";
        }

        return $"<{string.Join(", ", parameters.Select(parameter => Variance(parameter) + ConstantText.Spell(parameter.Name)))}>";

        string Variance(ITypeParameterSymbol parameter) => !withVariance ? "" : parameter.Variance switch
        {
            VarianceKind.In => "in ",
            VarianceKind.Out => "out ",
            _ => "",
        };
    }

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasReferenceTypeConstraint)
        {
            parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            parts.Add("struct");
        }
        else if (parameter.HasNotNullConstraint)
        {
            parts.Add("notnull");
        }

        parts.AddRange(parameter.ConstraintTypes.Select(TypeMap.Text));
        if (TypeMap.IsRealParameter(parameter) && !TypeMap.IsFloatingPoint(parameter))
        {
            // F may be asked for other numbers too; its derivatives may not.
            parts.Add($"global::System.Numerics.IFloatingPointIeee754<{ConstantText.Spell(parameter.Name)}>");
        }

        if (parameter.HasConstructorConstraint)
        {
            parts.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            parts.Add("allows ref struct");
        }

        return parts.Count == 0 ? "" : $"where {ConstantText.Spell(parameter.Name)} : {string.Join(", ", parts)}";
    }
}
