using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Types in inlined generic code: its operations speak of type parameters, which stand for the types of the call. Recursion
/// is refused, so that a type parameter stands for one type at a time.
/// </content>
internal sealed partial class BodyLowering
{
    private readonly Dictionary<ITypeSymbol, ITypeSymbol> _typeArguments = new(SymbolEqualityComparer.Default);

    private ITypeSymbol TypeOf(IOperation operation) => Closed(operation.Type!);

    private IrType Ir(ITypeSymbol type) => TypeMap.Ir(Closed(type));

    /// <summary>The type with the types that its type parameters stand for here.</summary>
    private ITypeSymbol Closed(ITypeSymbol type)
    {
        if (_typeArguments.Count == 0)
        {
            return type;
        }

        if (_typeArguments.TryGetValue(type, out ITypeSymbol? argument))
        {
            return argument;
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                return _model.Compilation.CreateArrayTypeSymbol(Closed(array.ElementType), array.Rank);
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return _model.Compilation.CreateTupleTypeSymbol(
                    [.. tuple.TupleElements.Select(element => Closed(element.Type))],
                    [.. tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : null)]);
            case INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named:
                INamedTypeSymbol definition = named.OriginalDefinition;
                if (named.ContainingType is { IsGenericType: true } outer)
                {
                    definition = ((INamedTypeSymbol)Closed(outer)).GetTypeMembers(named.Name, named.Arity)[0];
                }

                return named.Arity == 0 ? definition : definition.Construct([.. named.TypeArguments.Select(Closed)]);
            default:
                return type;
        }
    }

    /// <summary>
    /// The method with the types that its type parameters stand for here; for a member of an interface that a struct has been
    /// put in for, the struct's own.
    /// </summary>
    private IMethodSymbol Closed(IMethodSymbol method, ITypeSymbol? receiver)
    {
        IMethodSymbol closed = method;
        if (_typeArguments.Count > 0 && method.MethodKind != MethodKind.LocalFunction)
        {
            if (Closed(method.ContainingType) is INamedTypeSymbol container
                && !SymbolEqualityComparer.Default.Equals(container, method.ContainingType))
            {
                closed = container.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(member =>
                    SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)) ?? method;
            }

            if (method.Arity > 0 && method.TypeArguments.Any(argument => !SymbolEqualityComparer.Default.Equals(argument, Closed(argument))))
            {
                closed = closed.ConstructedFrom.Construct([.. method.TypeArguments.Select(Closed)]);
            }
        }

        return receiver is not null && closed.ContainingType.TypeKind == TypeKind.Interface
            && ShapeOf(receiver) is not null
            && Closed(receiver).FindImplementationForInterfaceMember(closed) is IMethodSymbol implementation
            ? implementation
            : closed;
    }
}
