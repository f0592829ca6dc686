using System;
using System.Numerics;

namespace AutoDiff;

/// <content>Exponentials, logarithms and circular functions to other bases than the usual ones, and functions that derivatives of others use.</content>
public static partial class Tensor
{
    /// <summary>The power of 10, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Exp10<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Exp10Kernel<T>, T>(default, "Exp10Backward0", x);

    /// <summary>The power of 2 less 1, accurate near 0, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Exp2M1<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Exp2M1Kernel<T>, T>(default, "Exp2M1Backward0", x);

    /// <summary>The power of 10 less 1, accurate near 0, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Exp10M1<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Exp10M1Kernel<T>, T>(default, "Exp10M1Backward0", x);

    /// <summary>The logarithm to base 2 of 1 plus the argument, accurate near 0, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Log2P1<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Log2P1Kernel<T>, T>(default, "Log2P1Backward0", x);

    /// <summary>The logarithm to base 10 of 1 plus the argument, accurate near 0, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Log10P1<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Log10P1Kernel<T>, T>(default, "Log10P1Backward0", x);

    /// <summary>The sine of pi times the argument, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> SinPi<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.SinPiKernel<T>, T>(default, "SinPiBackward0", x);

    /// <summary>The cosine of pi times the argument, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> CosPi<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.CosPiKernel<T>, T>(default, "CosPiBackward0", x);

    /// <summary>The tangent of pi times the argument, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> TanPi<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.TanPiKernel<T>, T>(default, "TanPiBackward0", x);

    /// <summary>The arc sine divided by pi, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> AsinPi<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AsinPiKernel<T>, T>(default, "AsinPiBackward0", x);

    /// <summary>The arc cosine divided by pi, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> AcosPi<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AcosPiKernel<T>, T>(default, "AcosPiBackward0", x);

    /// <summary>The arc tangent divided by pi, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> AtanPi<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AtanPiKernel<T>, T>(default, "AtanPiBackward0", x);

    /// <summary>The angle of the point (x, y) divided by pi, element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">The second coordinates of the points.</param>
    /// <param name="x">The first coordinates of the points.</param>
    /// <returns>A tensor of the shape that the arguments broadcast to.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Atan2Pi<T>(Tensor<T> y, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Atan2PiKernel<T>, T>(default, "Atan2PiBackward0", y, x);

    /// <summary>The angle in radians, of each element: PyTorch's <c>torch.deg2rad</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> DegreesToRadians<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.DegreesToRadiansKernel<T>, T>(default, "Deg2RadBackward0", x);

    /// <summary>The angle in degrees, of each element: PyTorch's <c>torch.rad2deg</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> RadiansToDegrees<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.RadiansToDegreesKernel<T>, T>(default, "Rad2DegBackward0", x);

    /// <summary><c>exp(x^2) erfc(x)</c>, of each element: PyTorch's <c>torch.special.erfcx</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> ScaledErfc<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ScaledErfcKernel<T>, T>(default, "SpecialErfcxBackward0", x);

    /// <summary>The density of the standard normal distribution, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> NormalPdf<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.NormalPdfKernel<T>, T>(default, "NormalPdfBackward0", x);

    /// <summary>The derivative of order <paramref name="n"/> of the digamma function, of each element: PyTorch's <c>torch.polygamma</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="n">The order, at least 0; the same for all elements.</param>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    public static Tensor<T> Polygamma<T>(int n, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return Elementwise.Apply<ElementwiseFunctions.PolygammaKernel<T>, T>(
            new ElementwiseFunctions.PolygammaKernel<T>(n), "PolygammaBackward0", x);
    }
}
