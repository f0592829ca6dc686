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

/// <summary>The three functions of an element-wise kernel.</summary>
/// <param name="Forward">Parameters to the value.</param>
/// <param name="Pullback">Parameters and the adjoint of the result to gradients.</param>
/// <param name="Partials">Parameters to value and gradients.</param>
internal sealed record KernelFunctions(Function Forward, Function Pullback, Function Partials);

/// <summary>A method with its derivatives as IR, simplified; what is not asked for is null.</summary>
/// <param name="Method">The method.</param>
/// <param name="Gradient">Parameters to gradients.</param>
/// <param name="ValueAndGradient">Parameters to value and gradients.</param>
/// <param name="Jvp">Parameters and tangents to value and tangent.</param>
/// <param name="Vjp">Parameters and the adjoint of the result to value and gradients.</param>
/// <param name="Kernel">What an element-wise kernel computes.</param>
internal sealed record Derivatives(
    MethodModel Method, Function? Gradient, Function? ValueAndGradient, Function? Jvp, Function? Vjp, KernelFunctions? Kernel)
{
    public Members Members => Method.Members;

    /// <summary>Differentiates in every way that the members need.</summary>
    public static Derivatives Of(MethodModel method) => Of(method, Analyses.On);

    /// <summary>Differentiates with or without the analyses that make the reverse sweep fast.</summary>
    public static Derivatives Of(MethodModel method, Analyses analyses)
    {
        Members members = method.Members;

        // Sharing first: two equal subexpressions would otherwise both be differentiated and kept.
        Function primal = Simplify.Run(method.Function, int.MaxValue);
        bool[] active = method.Signature.Parameters.Where(parameter => parameter.IsInput)
            .SelectMany(parameter => parameter.Shape.Leaves.Select(leaf => parameter.IsActive && leaf.Type.HasDerivative)).ToArray();
        Function? valueAndGradient = (members & (Members.Gradient | Members.ValueAndGradient | Members.Graph)) != 0
            ? InReverse(primal, active, seeded: false, analyses)
            : null;
        Function? vjp = (members & (Members.Vjp | Members.Jacobian)) != 0 ? InReverse(primal, active, seeded: true, analyses) : null;
        KernelFunctions? kernel = null;
        if ((members & Members.Elementwise) != 0)
        {
            bool isOwn = method.Inlined is null;
            Function forward = isOwn ? primal : Simplify.Run(method.Inlined!, int.MaxValue);
            Function partials = (isOwn ? valueAndGradient : null) ?? InReverse(forward, active, seeded: false, analyses);
            Function pullback = (isOwn ? vjp : null) ?? InReverse(forward, active, seeded: true, analyses);
            kernel = new KernelFunctions(forward, WithoutValue(pullback, forward.NextId), partials);
        }

        return new Derivatives(
            method with { Function = primal },
            (members & Members.Gradient) != 0 ? WithoutValue(valueAndGradient!, primal.NextId) : null,
            valueAndGradient,
            (members & (Members.Jvp | Members.Jacobian)) != 0 ? Simplify.Run(Forward.Run(primal, active), primal.NextId) : null,
            vjp,
            kernel);
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
