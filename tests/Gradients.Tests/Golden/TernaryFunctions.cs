using System.Numerics;

namespace AutoDiff.Gradients.Tests.Golden;

/// <summary>The golden functions of three arguments.</summary>
internal static partial class TernaryFunctions
{
    private const DerivativeMembers Scalars = DerivativeMembers.ValueAndGradient | DerivativeMembers.Jvp | DerivativeMembers.Vjp;

    [Differentiable(Emit = Scalars), Golden("lerp")]
    internal static T Lerp<T>(T x, T y, T z)
        where T : IFloatingPointIeee754<T> => x + (z * (y - x));

    [Differentiable(Emit = Scalars), Golden("addcmul")]
    internal static T Addcmul<T>(T x, T y, T z)
        where T : IFloatingPointIeee754<T> => x + (T.CreateChecked(0.5) * y * z);

    [Differentiable(Emit = Scalars), Golden("addcdiv")]
    internal static T Addcdiv<T>(T x, T y, T z)
        where T : IFloatingPointIeee754<T> => x + (T.CreateChecked(0.5) * y / z);

    [Differentiable(Emit = Scalars), Golden("where_sign")]
    internal static T WhereSign<T>(T x, T y, T z)
        where T : IFloatingPointIeee754<T> => x > T.Zero ? y : z;
}
