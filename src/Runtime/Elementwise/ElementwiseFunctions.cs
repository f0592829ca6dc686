using System.Numerics;

namespace AutoDiff;

/// <summary>
/// The element-wise functions of tensors, as formulas of one element. The generator differentiates them and writes a kernel for each:
/// there is no second set of formulas for the backward pass.
/// </summary>
/// <remarks>Their documented face is <see cref="Tensor"/>. What happens at kinks and poles is decided by the generator's rules.</remarks>
internal static partial class ElementwiseFunctions
{
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Add<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x + y;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Sub<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x - y;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Mul<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x * y;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Div<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => x / y;

    // What copies elements on a device.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Copy<T>(T x)
        where T : IFloatingPointIeee754<T> => x;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Neg<T>(T x)
        where T : IFloatingPointIeee754<T> => -x;

    // The exponent of Pow is the same for all elements, that of Power is a tensor with a gradient of its own.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Pow<T>(T x, [NoGrad] T exponent)
        where T : IFloatingPointIeee754<T> => T.Pow(x, exponent);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Power<T>(T x, T exponent)
        where T : IFloatingPointIeee754<T> => T.Pow(x, exponent);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Reciprocal<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / x;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Square<T>(T x)
        where T : IFloatingPointIeee754<T> => x * x;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Sqrt<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Sqrt(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Rsqrt<T>(T x)
        where T : IFloatingPointIeee754<T> => T.One / T.Sqrt(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Cbrt<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Cbrt(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Abs<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Abs(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Exp<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Exp2<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Exp2(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Log<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Log2<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log2(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Log10<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Log10(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Sin<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Sin(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Cos<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Cos(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Tan<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Tan(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Asin<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Asin(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Acos<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Acos(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Atan<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Atan(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Sinh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Sinh(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Cosh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Cosh(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Tanh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Tanh(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Asinh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Asinh(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Acosh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Acosh(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Atanh<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Atanh(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Atan2<T>(T y, T x)
        where T : IFloatingPointIeee754<T> => T.Atan2(y, x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Hypot<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Hypot(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Maximum<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Max(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Minimum<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Min(x, y);

    // A NaN passes through, as in PyTorch: the comparison is false for it.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Relu<T>(T x)
        where T : IFloatingPointIeee754<T> => x <= T.Zero ? T.Zero : x;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T ClampScalar<T>(T x, [NoGrad] T min, [NoGrad] T max)
        where T : IFloatingPointIeee754<T> => T.Clamp(x, min, max);
}
