using System;
using System.Numerics;

namespace AutoDiff;

public static partial class Tensor
{
    /// <summary>The square of each element: PyTorch's <c>torch.square</c>, which is recorded as a power, as it is there.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Square<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.SquareKernel<T>(), "PowBackward0", x);

    /// <summary>One divided by the square root of each element: PyTorch's <c>torch.rsqrt</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Rsqrt<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.RsqrtKernel<T>(), "RsqrtBackward0", x);

    /// <summary>The cube root of each element; also of negative ones. PyTorch has no function for it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Cbrt<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.CbrtKernel<T>(), "CbrtBackward0", x);

    /// <summary>The absolute value of each element: PyTorch's <c>torch.abs</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <remarks>The derivative at 0 is 0.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Abs<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AbsKernel<T>(), "AbsBackward0", x);

    /// <summary>2 to the power of each element: PyTorch's <c>torch.exp2</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Exp2<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.Exp2Kernel<T>(), "Exp2Backward0", x);

    /// <summary>e to the power of each element, minus one, accurate near 0: PyTorch's <c>torch.expm1</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> ExpM1<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.ExpM1Kernel<T>(), "Expm1Backward0", x);

    /// <summary>The natural logarithm of one plus each element, accurate near 0: PyTorch's <c>torch.log1p</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> LogP1<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.LogP1Kernel<T>(), "Log1PBackward0", x);

    /// <summary>The logarithm to base 2 of each element: PyTorch's <c>torch.log2</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Log2<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.Log2Kernel<T>(), "Log2Backward0", x);

    /// <summary>The logarithm to base 10 of each element: PyTorch's <c>torch.log10</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Log10<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.Log10Kernel<T>(), "Log10Backward0", x);

    /// <summary>The tangent of each element, in radians: PyTorch's <c>torch.tan</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Tan<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.TanKernel<T>(), "TanBackward0", x);

    /// <summary>The angle in radians whose sine is the element: PyTorch's <c>torch.asin</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Asin<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AsinKernel<T>(), "AsinBackward0", x);

    /// <summary>The angle in radians whose cosine is the element: PyTorch's <c>torch.acos</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Acos<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AcosKernel<T>(), "AcosBackward0", x);

    /// <summary>The angle in radians whose tangent is the element: PyTorch's <c>torch.atan</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Atan<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AtanKernel<T>(), "AtanBackward0", x);

    /// <summary>The hyperbolic sine of each element: PyTorch's <c>torch.sinh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Sinh<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.SinhKernel<T>(), "SinhBackward0", x);

    /// <summary>The hyperbolic cosine of each element: PyTorch's <c>torch.cosh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Cosh<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.CoshKernel<T>(), "CoshBackward0", x);

    /// <summary>The hyperbolic tangent of each element: PyTorch's <c>torch.tanh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Tanh<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.TanhKernel<T>(), "TanhBackward0", x);

    /// <summary>The inverse hyperbolic sine of each element: PyTorch's <c>torch.asinh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Asinh<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AsinhKernel<T>(), "AsinhBackward0", x);

    /// <summary>The inverse hyperbolic cosine of each element: PyTorch's <c>torch.acosh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Acosh<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AcoshKernel<T>(), "AcoshBackward0", x);

    /// <summary>The inverse hyperbolic tangent of each element: PyTorch's <c>torch.atanh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Atanh<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AtanhKernel<T>(), "AtanhBackward0", x);
}
