using System.Numerics;

namespace AutoDiff;

/// <content>Exponentials, logarithms and circular functions to other bases than the usual ones.</content>
internal static partial class ElementwiseFunctions
{
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Exp10<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp10(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Exp2M1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp2M1(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Exp10M1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp10M1(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Log2P1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log2P1(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Log10P1<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log10P1(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T SinPi<T>(T x)
        where T : IFloatingPointIeee754<T> => T.SinPi(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T CosPi<T>(T x)
        where T : IFloatingPointIeee754<T> => T.CosPi(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T TanPi<T>(T x)
        where T : IFloatingPointIeee754<T> => T.TanPi(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T AsinPi<T>(T x)
        where T : IFloatingPointIeee754<T> => T.AsinPi(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T AcosPi<T>(T x)
        where T : IFloatingPointIeee754<T> => T.AcosPi(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T AtanPi<T>(T x)
        where T : IFloatingPointIeee754<T> => T.AtanPi(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Atan2Pi<T>(T y, T x)
        where T : IFloatingPointIeee754<T> => T.Atan2Pi(y, x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T DegreesToRadians<T>(T x)
        where T : IFloatingPointIeee754<T> => T.DegreesToRadians(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T RadiansToDegrees<T>(T x)
        where T : IFloatingPointIeee754<T> => T.RadiansToDegrees(x);
}
