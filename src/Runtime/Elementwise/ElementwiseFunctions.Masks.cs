using System.Numerics;

namespace AutoDiff;

/// <content>Comparisons on devices, where masks are numbers: 1 for true and 0 for false.</content>
internal static partial class ElementwiseFunctions
{
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Less<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x < y ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T LessOrEqual<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x <= y ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Equal<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x == y ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsNaN<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsNaN(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsInfinity<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsInfinity(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsFinite<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsFinite(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsPositiveInfinity<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsPositiveInfinity(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsNegativeInfinity<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsNegativeInfinity(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsNegative<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsNegative(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsPositive<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsPositive(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsNormal<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsNormal(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsSubnormal<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsSubnormal(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsInteger<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsInteger(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsEvenInteger<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsEvenInteger(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsOddInteger<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsOddInteger(x) ? T.One : T.Zero;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T IsZero<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsZero(x) ? T.One : T.Zero;
}
