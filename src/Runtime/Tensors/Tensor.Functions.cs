using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The element-wise functions.</summary>
public static partial class Tensor
{
    /// <summary>The sine, of each element: PyTorch's <c>torch.sin</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Sin<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.SinKernel<T>, T>(default, "SinBackward0", x);

    /// <summary>The cosine, of each element: PyTorch's <c>torch.cos</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Cos<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.CosKernel<T>, T>(default, "CosBackward0", x);

    /// <summary>The tangent, of each element: PyTorch's <c>torch.tan</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Tan<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.TanKernel<T>, T>(default, "TanBackward0", x);

    /// <summary>The arc sine, of each element: PyTorch's <c>torch.asin</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Asin<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AsinKernel<T>, T>(default, "AsinBackward0", x);

    /// <summary>The arc cosine, of each element: PyTorch's <c>torch.acos</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Acos<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AcosKernel<T>, T>(default, "AcosBackward0", x);

    /// <summary>The arc tangent, of each element: PyTorch's <c>torch.atan</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Atan<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AtanKernel<T>, T>(default, "AtanBackward0", x);

    /// <summary>The hyperbolic sine, of each element: PyTorch's <c>torch.sinh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Sinh<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.SinhKernel<T>, T>(default, "SinhBackward0", x);

    /// <summary>The hyperbolic cosine, of each element: PyTorch's <c>torch.cosh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Cosh<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.CoshKernel<T>, T>(default, "CoshBackward0", x);

    /// <summary>The hyperbolic tangent, of each element: PyTorch's <c>torch.tanh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Tanh<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.TanhKernel<T>, T>(default, "TanhBackward0", x);

    /// <summary>The inverse hyperbolic sine, of each element: PyTorch's <c>torch.asinh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Asinh<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AsinhKernel<T>, T>(default, "AsinhBackward0", x);

    /// <summary>The inverse hyperbolic cosine, of each element: PyTorch's <c>torch.acosh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Acosh<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AcoshKernel<T>, T>(default, "AcoshBackward0", x);

    /// <summary>The inverse hyperbolic tangent, of each element: PyTorch's <c>torch.atanh</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Atanh<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AtanhKernel<T>, T>(default, "AtanhBackward0", x);

    /// <summary>The exponential, of each element: PyTorch's <c>torch.exp</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Exp<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ExpKernel<T>, T>(default, "ExpBackward0", x);

    /// <summary>The power of two, of each element: PyTorch's <c>torch.exp2</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Exp2<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Exp2Kernel<T>, T>(default, "Exp2Backward0", x);

    /// <summary>The exponential minus one, accurate near zero, of each element: PyTorch's <c>torch.expm1</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> ExpM1<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ExpM1Kernel<T>, T>(default, "Expm1Backward0", x);

    /// <summary>The natural logarithm, of each element: PyTorch's <c>torch.log</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Log<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.LogKernel<T>, T>(default, "LogBackward0", x);

    /// <summary>The logarithm to base 2, of each element: PyTorch's <c>torch.log2</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Log2<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Log2Kernel<T>, T>(default, "Log2Backward0", x);

    /// <summary>The logarithm to base 10, of each element: PyTorch's <c>torch.log10</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Log10<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Log10Kernel<T>, T>(default, "Log10Backward0", x);

    /// <summary>The logarithm of one plus the argument, accurate near zero, of each element: PyTorch's <c>torch.log1p</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> LogP1<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.LogP1Kernel<T>, T>(default, "Log1PBackward0", x);

    /// <summary>The square root, of each element: PyTorch's <c>torch.sqrt</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Sqrt<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.SqrtKernel<T>, T>(default, "SqrtBackward0", x);

    /// <summary>The reciprocal of the square root, of each element: PyTorch's <c>torch.rsqrt</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Rsqrt<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.RsqrtKernel<T>, T>(default, "RsqrtBackward0", x);

    /// <summary>The cube root, of each element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Cbrt<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.CbrtKernel<T>, T>(default, "CbrtBackward0", x);

    /// <summary>The absolute value; its gradient at 0 is 0, of each element: PyTorch's <c>torch.abs</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Abs<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.AbsKernel<T>, T>(default, "AbsBackward0", x);

    /// <summary>The square, of each element: PyTorch's <c>torch.square</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Square<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.SquareKernel<T>, T>(default, "PowBackward0", x);

    /// <summary>The reciprocal, of each element: PyTorch's <c>torch.reciprocal</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Reciprocal<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ReciprocalKernel<T>, T>(default, "ReciprocalBackward0", x);

    /// <summary>The logistic function 1 / (1 + e^-x), of each element: PyTorch's <c>torch.sigmoid</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Sigmoid<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.SigmoidKernel<T>, T>(default, "SigmoidBackward0", x);

    /// <summary>The logarithm of the logistic function, of each element: PyTorch's <c>torch.nn.functional.logsigmoid</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> LogSigmoid<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.LogSigmoidKernel<T>, T>(default, "LogSigmoidBackward0", x);

    /// <summary>The softplus log(1 + e^x), exact for every argument (PyTorch returns x itself above 20), of each element: PyTorch's <c>torch.nn.functional.softplus</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Softplus<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.SoftplusKernel<T>, T>(default, "SoftplusBackward0", x);

    /// <summary>The rectifier max(x, 0); its gradient at 0 is 0, of each element: PyTorch's <c>torch.relu</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Relu<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ReluKernel<T>, T>(default, "ReluBackward0", x);

    /// <summary>The error function, of each element: PyTorch's <c>torch.erf</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Erf<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ErfKernel<T>, T>(default, "ErfBackward0", x);

    /// <summary>The complementary error function, of each element: PyTorch's <c>torch.erfc</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Erfc<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.ErfcKernel<T>, T>(default, "ErfcBackward0", x);

    /// <summary>The logarithm of the absolute value of the gamma function, of each element: PyTorch's <c>torch.lgamma</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> LogGamma<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.LogGammaKernel<T>, T>(default, "LgammaBackward0", x);

    /// <summary>The digamma function, of each element: PyTorch's <c>torch.digamma</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Digamma<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.DigammaKernel<T>, T>(default, "DigammaBackward0", x);

    /// <summary>The cumulative distribution function of the standard normal distribution, of each element: PyTorch's <c>torch.special.ndtr</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments, of any shape.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> NormalCdf<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.NormalCdfKernel<T>, T>(default, "SpecialNdtrBackward0", x);

    /// <summary>The arc tangent of y / x in the quadrant of (x, y), element by element: PyTorch's <c>torch.atan2</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">The first arguments.</param>
    /// <param name="x">The second arguments; the shapes are broadcast.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Atan2<T>(Tensor<T> y, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.Atan2Kernel<T>, T>(default, "Atan2Backward0", y, x);

    /// <summary>The length of the hypotenuse, element by element: PyTorch's <c>torch.hypot</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments; the shapes are broadcast.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Hypot<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.HypotKernel<T>, T>(default, "HypotBackward0", x, y);

    /// <summary>The larger of two elements; a tie gives half of the gradient to each, element by element: PyTorch's <c>torch.maximum</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments; the shapes are broadcast.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Maximum<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MaximumKernel<T>, T>(default, "MaximumBackward0", x, y);

    /// <summary>The smaller of two elements; a tie gives half of the gradient to each, element by element: PyTorch's <c>torch.minimum</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments; the shapes are broadcast.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Minimum<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.MinimumKernel<T>, T>(default, "MinimumBackward0", x, y);

    /// <summary>The logarithm of the sum of exponentials, element by element: PyTorch's <c>torch.logaddexp</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments; the shapes are broadcast.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> LogAddExp<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.LogAddExpKernel<T>, T>(default, "LogaddexpBackward0", x, y);

    /// <summary>The product x log y, 0 where x is 0, element by element: PyTorch's <c>torch.xlogy</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments; the shapes are broadcast.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> XLogY<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.XLogYKernel<T>, T>(default, "XlogyBackward0", x, y);

    /// <summary>A power with the same exponent for all elements: PyTorch's <c>torch.pow</c>. The gradient for exponent 0 is 0.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The bases, of any shape.</param>
    /// <param name="exponent">The exponent.</param>
    /// <returns>A tensor of the same shape.</returns>
    public static Tensor<T> Pow<T>(Tensor<T> x, T exponent)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.PowKernel<T>, T>(new ElementwiseFunctions.PowKernel<T>(exponent), "PowBackward0", x);

    /// <summary>A power, element by element, differentiable in both arguments: PyTorch's <c>torch.pow</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The bases.</param>
    /// <param name="exponent">The exponents; the shapes are broadcast.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="System.ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Pow<T>(Tensor<T> x, Tensor<T> exponent)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply<ElementwiseFunctions.PowerKernel<T>, T>(default, "PowBackward1", x, exponent);

    /// <summary>Limits the elements to an interval: PyTorch's <c>torch.clamp</c>. The gradient passes at the bounds themselves.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The values, of any shape.</param>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="System.ArgumentException"><paramref name="min"/> is greater than <paramref name="max"/>.</exception>
    public static Tensor<T> Clamp<T>(Tensor<T> x, T min, T max)
        where T : unmanaged, IFloatingPointIeee754<T> => min > max
        ? throw new ArgumentException(FormattableString.Invariant($"The bound min, {min}, cannot be greater than max, {max}."), nameof(min))
        : Elementwise.Apply<ElementwiseFunctions.ClampScalarKernel<T>, T>(new ElementwiseFunctions.ClampScalarKernel<T>(min, max), "ClampBackward1", x);
}
