using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// Which methods are element-wise: those that map numbers of one type to a number of that type. They have an overload on tensors, and maps.
/// </summary>
internal static class Elementwise
{
    /// <summary>What keeps a method from being element-wise.</summary>
    /// <param name="Parameter">The parameter in the way, or null if it is something else.</param>
    /// <param name="IsResult">Whether it is the result.</param>
    /// <param name="Why">A clause about it.</param>
    public readonly record struct Misfit(IParameterSymbol? Parameter, bool IsResult, string Why);

    public static bool Is(IMethodSymbol method) => Against(method) is null;

    /// <summary>
    /// The first thing that is in the way, or null. A type parameter of the containing type cannot be an element type, since a tensor demands more of it than the type does.
    /// </summary>
    public static Misfit? Against(IMethodSymbol method)
    {
        if (!method.IsStatic)
        {
            return new Misfit(null, false, "it belongs to an instance");
        }

        bool isElement = method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single
            || method.ReturnType is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method };
        return isElement
            ? method.Parameters.Select(parameter => Against(parameter, method)).FirstOrDefault(misfit => misfit is not null)
            : new Misfit(null, true, $"its result is of type '{method.ReturnType.ToDisplayString()}'");
    }

    private static Misfit? Against(IParameterSymbol parameter, IMethodSymbol method) =>
        parameter.RefKind != RefKind.None ? new Misfit(parameter, false, $"'{parameter.Name}' is passed by reference")
        : TypeMap.Ir(parameter.Type).IsBuffer ? new Misfit(parameter, false, $"'{parameter.Name}' is an array or a span")
        : MethodContract.IsActive(parameter) && !SymbolEqualityComparer.Default.Equals(parameter.Type, method.ReturnType)
            ? new Misfit(parameter, false, $"'{parameter.Name}' is of another type than the result")
        : null;
}
