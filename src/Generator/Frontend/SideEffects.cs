using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// Whether a method may be run twice: it, and what it calls as far as the source is here, does nothing but compute. What is not known to be
/// harmless counts as an effect; a source of random numbers is one as well.
/// </summary>
internal sealed class SideEffects(Func<IMethodSymbol, IOperation?> bodyOf)
{
    private static readonly HashSet<string> Harmless =
    [
        "System.Math", "System.MathF", "System.Array", "System.MemoryExtensions", "System.Span<T>", "System.ReadOnlySpan<T>", "System.Tuple", "System.Enum", "string",
        "AutoDiff.SpecialFunctions", "AutoDiff.Autograd",
    ];

    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    /// <summary>The name of what has an effect, or null.</summary>
    public string? Find(IMethodSymbol method)
    {
        if (!_seen.Add(method) || bodyOf(method) is not { } body)
        {
            return null;
        }

        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            string? effect = operation switch
            {
                IAssignmentOperation { Target: IMemberReferenceOperation { Instance: null } target } => target.Member.Name,
                IIncrementOrDecrementOperation { Target: IMemberReferenceOperation { Instance: null } target } => target.Member.Name,
                IInvocationOperation call when !BodyLowering.IsErased(call) => Find(call.TargetMethod.OriginalDefinition, call.ConstrainedToType),
                IPropertyReferenceOperation { Instance: null, Property: var property } when !HasSource(property) && !IsHarmless(property.ContainingType) => property.Name,
                _ => null,
            };
            if (effect is not null)
            {
                return effect;
            }
        }

        return null;
    }

    private string? Find(IMethodSymbol callee, ITypeSymbol? constrainedTo)
    {
        callee = callee.PartialImplementationPart ?? callee;
        return HasSource(callee) ? Find(callee)
            : constrainedTo is not null || IsHarmless(callee.ContainingType) || MethodContract.DifferentiableAttribute(callee) is not null ? null
            : callee.Name;
    }

    private static bool HasSource(ISymbol member) => !member.DeclaringSyntaxReferences.IsEmpty;

    private static bool IsHarmless(INamedTypeSymbol type) =>
        TypeMap.IsReal(type) || TypeMap.IsInteger(type) || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Decimal || type.IsTupleType
        || type.ContainingNamespace.ToDisplayString() == "System.Numerics"
        || Harmless.Contains(type.OriginalDefinition.ToDisplayString()) || TypeMap.IsException(type);
}
