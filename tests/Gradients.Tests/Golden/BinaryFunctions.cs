using System.Numerics;

namespace AutoDiff.Gradients.Tests.Golden;

/// <summary>The golden functions of two arguments.</summary>
internal static partial class BinaryFunctions
{
    private const DerivativeMembers Scalars = DerivativeMembers.ValueAndGradient | DerivativeMembers.Jvp | DerivativeMembers.Vjp;

    [Differentiable(Emit = Scalars), Golden("add")]
    internal static T Add<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x + y;

    [Differentiable(Emit = Scalars), Golden("sub")]
    internal static T Sub<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x - y;

    [Differentiable(Emit = Scalars), Golden("mul")]
    internal static T Mul<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x * y;

    [Differentiable(Emit = Scalars), Golden("div")]
    internal static T Div<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x / y;

    [Differentiable(Emit = Scalars), Golden("pow")]
    internal static T Pow<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Pow(x, y);

    [Differentiable(Emit = Scalars), Golden("atan2")]
    internal static T Atan2<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Atan2(x, y);

    [Differentiable(Emit = Scalars), Golden("hypot")]
    internal static T Hypot<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Hypot(x, y);

    [Differentiable(Emit = Scalars), Golden("maximum")]
    internal static T Maximum<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Max(x, y);

    [Differentiable(Emit = Scalars), Golden("minimum")]
    internal static T Minimum<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Min(x, y);

    [Differentiable(Emit = Scalars), Golden("fmod")]
    internal static T Fmod<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x % y;

    [Differentiable(Emit = Scalars), Golden("xlogy")]
    internal static T Xlogy<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.XLogY(x, y);

    [Differentiable(Emit = Scalars), Golden("logaddexp")]
    internal static T Logaddexp<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => SpecialFunctions.LogAddExp(x, y);

    [Differentiable(Emit = Scalars), Golden("copysign")]
    internal static T Copysign<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.CopySign(x, y);

    [Differentiable(Emit = Scalars), Golden("where_gt")]
    internal static T WhereGt<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x > y ? x : y;

    [Differentiable(Emit = Scalars), Golden("mse")]
    internal static T Mse<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => (x - y) * (x - y);
}
