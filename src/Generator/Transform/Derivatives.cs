using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>Whether the reverse sweep is analysed: off, it keeps whatever it can on the tape, the reference that tests compare with.</summary>
internal enum Analyses : byte
{
    On,
    Off,
}

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
    public static Derivatives Of(MethodModel method) => Of(method, Analyses.On);

    /// <summary>Differentiates with or without the analyses that make the reverse sweep fast.</summary>
    public static Derivatives Of(MethodModel method, Analyses analyses)
    {
        Members members = method.Members;
        bool isKernel = (members & Members.Elementwise) != 0;

        // Sharing first: two equal subexpressions would otherwise both be differentiated and kept.
        Function primal = Simplify.Run(method.Function, int.MaxValue);
        bool[] active = method.Signature.Parameters.Where(parameter => parameter.IsInput)
            .SelectMany(parameter => parameter.Shape.Leaves.Select(leaf => parameter.IsActive && leaf.Type.HasDerivative)).ToArray();
        Function? valueAndGradient = isKernel || (members & (Members.Gradient | Members.ValueAndGradient | Members.Graph)) != 0
            ? InReverse(primal, active, seeded: false, analyses)
            : null;
        Function? vjp = isKernel || (members & (Members.Vjp | Members.Jacobian)) != 0 ? InReverse(primal, active, seeded: true, analyses) : null;
        return new Derivatives(
            method with { Function = primal },
            (members & Members.Gradient) != 0 ? WithoutValue(valueAndGradient!, primal.NextId) : null,
            valueAndGradient,
            (members & (Members.Jvp | Members.Jacobian)) != 0 ? Simplify.Run(Forward.Run(primal, active), primal.NextId) : null,
            vjp,
            isKernel ? WithoutValue(vjp!, primal.NextId) : null);
    }

    private static Function InReverse(Function primal, IReadOnlyList<bool> active, bool seeded, Analyses analyses)
    {
        Function reverse = Reverse.Run(primal, active, seeded);
        reverse = reverse with { Body = DeadCode.Remove(reverse.Body) };
        var links = new Links();
        if (analyses == Analyses.On)
        {
            reverse = Fusion.Run(reverse, links);
        }

        return Simplify.Run(Legalise.Run(reverse, links, keepsAll: analyses == Analyses.Off), primal.NextId);
    }

    /// <summary>The gradients alone: the code that only the value needs goes.</summary>
    private static Function WithoutValue(Function function, int primalLimit) => Simplify.Run(
        function with { Body = function.Body with { Yields = function.Body.Yields.Skip(1).ToArray() } }, primalLimit);
}
