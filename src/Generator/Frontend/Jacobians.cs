using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Frontend;

/// <summary>Which methods have a Jacobian as one matrix.</summary>
internal static class Jacobians
{
    /// <summary>The spelling of the one type that all active inputs and all outputs have, or null.</summary>
    public static string? ElementOf(IMethodSymbol method)
    {
        IEnumerable<string> inputs = method.Parameters.Where(MethodContract.IsActive).SelectMany(parameter => Reals(parameter.Type, method));
        string[] all = [.. inputs.Concat(method.ReturnsVoid ? [] : Reals(method.ReturnType, method)).Distinct()];
        return all.Length == 1 ? all[0] : null;
    }

    private static IEnumerable<string> Reals(ITypeSymbol type, IMethodSymbol method) =>
        Boundary.ShapeOf(type, method) is { } shape
            ? shape.Leaves.Where(leaf => leaf.Type.HasDerivative).Select(leaf => leaf.Type.ElementName ?? leaf.Type.Name)
            : [];
}
