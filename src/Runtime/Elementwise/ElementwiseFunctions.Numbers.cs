using System.Numerics;

namespace AutoDiff;

/// <content>Rounding, choosing among arguments, and sums of products.</content>
internal static partial class ElementwiseFunctions
{
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Floor<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Floor(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Ceiling<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Ceiling(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Truncate<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Truncate(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Round<T>(T x)
        where T : IFloatingPointIeee754<T> => T.Round(x);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T CopySign<T>(T x, T sign)
        where T : IFloatingPointIeee754<T> => T.CopySign(x, sign);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MaxMagnitude<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MaxMagnitude(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MinMagnitude<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MinMagnitude(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MaxNumber<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MaxNumber(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MinNumber<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MinNumber(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MaxMagnitudeNumber<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MaxMagnitudeNumber(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MinMagnitudeNumber<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MinMagnitudeNumber(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MaxNative<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MaxNative(x, y);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MinNative<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.MinNative(x, y);

    // The bounds of ClampScalar are the same for all elements, those of Clamp tensors with gradients of their own.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Clamp<T>(T x, T min, T max)
        where T : IFloatingPointIeee754<T> => T.Clamp(x, min, max);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T ClampNative<T>(T x, T min, T max)
        where T : IFloatingPointIeee754<T> => T.ClampNative(x, min, max);

    // Math.Clamp has no generic form.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MathClamp<T>(T x, T min, T max)
        where T : IFloatingPointIeee754<T> => x < min ? min : x > max ? max : x;

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Lerp<T>(T x, T y, T amount)
        where T : IFloatingPointIeee754<T> => T.Lerp(x, y, amount);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T FusedMultiplyAdd<T>(T x, T y, T z)
        where T : IFloatingPointIeee754<T> => T.FusedMultiplyAdd(x, y, z);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T MultiplyAddEstimate<T>(T x, T y, T z)
        where T : IFloatingPointIeee754<T> => T.MultiplyAddEstimate(x, y, z);

    // A partial derivative, which may be infinite, times an adjoint: an adjoint of 0 contributes 0.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T GuardedMultiply<T>(T seed, T partial)
        where T : IFloatingPointIeee754<T> => Autograd.GuardedMultiply(seed, partial);

    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T GuardedDivide<T>(T seed, T divisor)
        where T : IFloatingPointIeee754<T> => Autograd.GuardedDivide(seed, divisor);

    // The shift of a sum of exponentials.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T FiniteOrZero<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsFinite(x) ? x : T.Zero;

    // The mask is 1 or 0.
    [Differentiable(Emit = DerivativeMembers.Tensor)]
    internal static T Where<T>(T mask, T x, T y)
        where T : IFloatingPointIeee754<T> => mask != T.Zero ? x : y;
}
