using System.Numerics;

namespace AutoDiff;

/// <summary>The element-wise functions that rest on <see cref="SpecialFunctions"/>.</summary>
internal static partial class ElementwiseFunctions
{
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T ExpM1<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.ExpM1(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T LogP1<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogP1(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Erf<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Erf(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Erfc<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Erfc(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Sigmoid(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T LogSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogSigmoid(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Softplus(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T LogGamma<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogGamma(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Digamma<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Digamma(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T NormalCdf<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.NormalCdf(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T LogAddExp<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogAddExp(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T XLogY<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.XLogY(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T ScaledErfc<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.ScaledErfc(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T NormalPdf<T>(T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.NormalPdf(x);

    // softplus(x) - x t, of which neither side cancels: softplus(x) = x + softplus(-x) where x is positive.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T BinaryCrossEntropyWithLogits<T>(T x, T t)
        where T : IFloatingPointIeee754<T> =>
        (x > T.Zero ? x * (T.One - t) : -(x * t)) + SpecialFunctions.Softplus(x > T.Zero ? -x : x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Polygamma<T>(int n, T x)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.Polygamma(n, x);
}
