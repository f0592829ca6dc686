using System.ComponentModel;
using System.Numerics;

namespace AutoDiff;

/// <content>Rounding, choosing among arguments, and sums of products.</content>
public static partial class Tensor
{
    /// <summary>The largest whole number that is not larger, of each element: PyTorch's <c>torch.floor</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <remarks>The derivative is 0 everywhere, at the jumps too.</remarks>
    public static Tensor<T> Floor<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.FloorKernel<T>, T>(default, "FloorBackward0", x);

    /// <summary>The smallest whole number that is not smaller, of each element: PyTorch's <c>torch.ceil</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <remarks>The derivative is 0 everywhere, at the jumps too.</remarks>
    public static Tensor<T> Ceiling<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.CeilingKernel<T>, T>(default, "CeilBackward0", x);

    /// <summary>The argument without its fraction, of each element: PyTorch's <c>torch.trunc</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <remarks>The derivative is 0 everywhere, at the jumps too.</remarks>
    public static Tensor<T> Truncate<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.TruncateKernel<T>, T>(default, "TruncBackward0", x);

    /// <summary>The nearest whole number, an even one from the middle, of each element: PyTorch's <c>torch.round</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <remarks>The derivative is 0 everywhere, at the jumps too.</remarks>
    public static Tensor<T> Round<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.RoundKernel<T>, T>(default, "RoundBackward0", x);

    /// <summary>The magnitude of one number with the sign of another, element by element: PyTorch's <c>torch.copysign</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers with the magnitudes.</param>
    /// <param name="sign">The numbers with the signs; they get no gradient.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> CopySign<T>(Tensor<T> x, Tensor<T> sign)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.CopySignKernel<T>, T>(default, "CopysignBackward0", x, sign);

    /// <summary>The argument with the larger magnitude, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MaxMagnitude<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MaxMagnitudeKernel<T>, T>(default, "MaxMagnitudeBackward0", x, y);

    /// <summary>The argument with the smaller magnitude, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MinMagnitude<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MinMagnitudeKernel<T>, T>(default, "MinMagnitudeBackward0", x, y);

    /// <summary>The larger argument, or the other one where one is NaN, element by element: PyTorch's <c>torch.fmax</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MaxNumber<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MaxNumberKernel<T>, T>(default, "FmaxBackward0", x, y);

    /// <summary>The smaller argument, or the other one where one is NaN, element by element: PyTorch's <c>torch.fmin</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MinNumber<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MinNumberKernel<T>, T>(default, "FminBackward0", x, y);

    /// <summary>The argument with the larger magnitude, or the other one where one is NaN, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MaxMagnitudeNumber<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MaxMagnitudeNumberKernel<T>, T>(default, "MaxMagnitudeNumberBackward0", x, y);

    /// <summary>The argument with the smaller magnitude, or the other one where one is NaN, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MinMagnitudeNumber<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MinMagnitudeNumberKernel<T>, T>(default, "MinMagnitudeNumberBackward0", x, y);

    /// <summary>The larger argument, in the way of the machine where one is NaN, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MaxNative<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MaxNativeKernel<T>, T>(default, "MaxNativeBackward0", x, y);

    /// <summary>The smaller argument, in the way of the machine where one is NaN, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MinNative<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MinNativeKernel<T>, T>(default, "MinNativeBackward0", x, y);

    /// <summary>The number itself, or the bound beyond which it lies, element by element: PyTorch's <c>torch.clamp</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers.</param>
    /// <param name="min">The lower bounds.</param>
    /// <param name="max">The upper bounds.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Clamp<T>(Tensor<T> x, Tensor<T> min, Tensor<T> max)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ClampKernel<T>, T>(default, "ClampBackward0", x, min, max);

    /// <summary>The number itself, or the bound beyond which it lies, in the way of the machine where one is NaN, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers.</param>
    /// <param name="min">The lower bounds.</param>
    /// <param name="max">The upper bounds.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> ClampNative<T>(Tensor<T> x, Tensor<T> min, Tensor<T> max)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ClampNativeKernel<T>, T>(default, "ClampNativeBackward0", x, min, max);

    /// <summary><c>Math.Clamp</c>, which ignores a bound that is NaN, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers.</param>
    /// <param name="min">The lower bounds.</param>
    /// <param name="max">The upper bounds.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Tensor<T> MathClamp<T>(Tensor<T> x, Tensor<T> min, Tensor<T> max)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MathClampKernel<T>, T>(default, "MathClampBackward0", x, min, max);

    /// <summary>The number between two others at a fraction of the way, element by element: PyTorch's <c>torch.lerp</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers at 0.</param>
    /// <param name="y">The numbers at 1.</param>
    /// <param name="amount">The fractions.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Lerp<T>(Tensor<T> x, Tensor<T> y, Tensor<T> amount)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.LerpKernel<T>, T>(default, "LerpBackward1", x, y, amount);

    /// <summary><c>x y + z</c>, rounded once, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first factors.</param>
    /// <param name="y">The second factors.</param>
    /// <param name="z">The terms.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> FusedMultiplyAdd<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.FusedMultiplyAddKernel<T>, T>(default, "FusedMultiplyAddBackward0", x, y, z);

    /// <summary><c>x y + z</c>, rounded once or twice, whichever is faster on the machine, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first factors.</param>
    /// <param name="y">The second factors.</param>
    /// <param name="z">The terms.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> MultiplyAddEstimate<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MultiplyAddEstimateKernel<T>, T>(default, "MultiplyAddEstimateBackward0", x, y, z);

    /// <summary>The product, but 0 where the first factor is exactly 0, whatever the second one is: how the derivatives of singular functions are scaled, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="seed">The adjoints.</param>
    /// <param name="partial">The partial derivatives, which may be infinite or NaN.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Tensor<T> GuardedMultiply<T>(Tensor<T> seed, Tensor<T> partial)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.GuardedMultiplyKernel<T>, T>(default, "MulBackward0", seed, partial);

    /// <summary>The quotient, but 0 where the dividend is exactly 0, whatever the divisor is: how the derivatives of singular functions are scaled, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="seed">The adjoints.</param>
    /// <param name="divisor">The divisors, which may be 0.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Tensor<T> GuardedDivide<T>(Tensor<T> seed, Tensor<T> divisor)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.GuardedDivideKernel<T>, T>(default, "DivBackward0", seed, divisor);
}
