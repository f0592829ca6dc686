using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>A method with its derivatives as IR, simplified; what is not asked for is null.</summary>
/// <param name="Method">The method.</param>
/// <param name="Gradient">Parameters to gradients.</param>
/// <param name="ValueAndGradient">Parameters to value and gradients.</param>
/// <param name="Jvp">Parameters and tangents to value and tangent.</param>
/// <param name="Vjp">Parameters and the adjoint of the result to value and gradients.</param>
/// <param name="Pullback">Parameters and the adjoint of the result to gradients: the backward pass of a kernel.</param>
internal sealed record Derivatives(
    MethodModel Method, Function? Gradient, Function? ValueAndGradient, Function? Jvp, Function? Vjp, Function? Pullback)
{
    public Members Members => Method.Members;

    /// <summary>Differentiates in every way that the members need.</summary>
    public static Derivatives Of(MethodModel method)
    {
        Members members = method.Members;
        bool isKernel = (members & Members.Tensor) != 0;

        // Sharing first: two equal subexpressions would otherwise both be differentiated and kept.
        Function primal = Simplify.Run(method.Function, int.MaxValue);
        bool[] active = method.Signature.Parameters.Select(parameter => parameter.IsActive).ToArray();
        return new Derivatives(
            method with { Function = primal },
            (members & Members.Gradient) != 0 ? InReverse(primal, active, seeded: false, withValue: false) : null,
            isKernel || (members & (Members.ValueAndGradient | Members.Graph)) != 0 ? InReverse(primal, active, seeded: false, withValue: true) : null,
            (members & Members.Jvp) != 0 ? Simplify.Run(Forward.Run(primal, active), primal.NextId) : null,
            (members & Members.Vjp) != 0 ? InReverse(primal, active, seeded: true, withValue: true) : null,
            isKernel ? InReverse(primal, active, seeded: true, withValue: false) : null);
    }

    private static Function InReverse(Function primal, IReadOnlyList<bool> active, bool seeded, bool withValue)
    {
        Function reverse = Reverse.Run(primal, active, seeded);
        Region body = withValue ? reverse.Body : reverse.Body with { Yields = reverse.Body.Yields.Skip(1).ToArray() };
        Function legal = Mirrors.Run(reverse with { Body = DeadCode.Remove(body) });
        return Simplify.Run(legal, primal.NextId);
    }
}
