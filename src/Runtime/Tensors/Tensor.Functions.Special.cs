using System;
using System.Numerics;

namespace AutoDiff;

public static partial class Tensor
{
    /// <summary>Each element, or 0 where it is negative: PyTorch's <c>torch.relu</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <remarks>The derivative at 0 is 0.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Relu<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.ReluKernel<T>(), "ReluBackward0", x);

    /// <summary>The logistic function <c>1 / (1 + exp(-x))</c> of each element: PyTorch's <c>torch.sigmoid</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Sigmoid<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.SigmoidKernel<T>(), "SigmoidBackward0", x);

    /// <summary>The logarithm of the logistic function of each element: PyTorch's <c>torch.nn.functional.logsigmoid</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> LogSigmoid<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.LogSigmoidKernel<T>(), "LogSigmoidBackward0", x);

    /// <summary>The smooth form <c>log(1 + exp(x))</c> of <see cref="Relu"/>: PyTorch's <c>torch.nn.functional.softplus</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Softplus<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.SoftplusKernel<T>(), "SoftplusBackward0", x);

    /// <summary>The error function of each element: PyTorch's <c>torch.erf</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Erf<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.ErfKernel<T>(), "ErfBackward0", x);

    /// <summary>One minus the error function of each element, accurate also where that is tiny: PyTorch's <c>torch.erfc</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Erfc<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.ErfcKernel<T>(), "ErfcBackward0", x);

    /// <summary>The logarithm of the absolute value of the gamma function of each element: PyTorch's <c>torch.lgamma</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> LogGamma<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.LogGammaKernel<T>(), "LgammaBackward0", x);

    /// <summary>The derivative of <see cref="LogGamma"/>: PyTorch's <c>torch.digamma</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Digamma<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.DigammaKernel<T>(), "DigammaBackward0", x);

    /// <summary>The distribution function of the standard normal distribution: PyTorch's <c>torch.special.ndtr</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> NormalCdf<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.NormalCdfKernel<T>(), "SpecialNdtrBackward0", x);

    /// <summary>The angle in radians of the point with coordinates x and y: PyTorch's <c>torch.atan2</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="y">The second coordinates.</param>
    /// <param name="x">The first coordinates; their shape and that of <paramref name="y"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Atan2<T>(this Tensor<T> y, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.Atan2Kernel<T>(), "Atan2Backward0", y, x);

    /// <summary>The length <c>sqrt(x*x + y*y)</c>, without overflow: PyTorch's <c>torch.hypot</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Hypot<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.HypotKernel<T>(), "HypotBackward0", x, y);

    /// <summary>The larger one of two elements: PyTorch's <c>torch.maximum</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <remarks>Where both are equal, each gets half of the gradient. NaN wins.</remarks>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Maximum<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.MaximumKernel<T>(), "MaximumBackward0", x, y);

    /// <summary>The smaller one of two elements: PyTorch's <c>torch.minimum</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <remarks>Where both are equal, each gets half of the gradient. NaN wins.</remarks>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Minimum<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.MinimumKernel<T>(), "MinimumBackward0", x, y);

    /// <summary>The logarithm of the sum of the exponentials, without overflow: PyTorch's <c>torch.logaddexp</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> LogAddExp<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.LogAddExpKernel<T>(), "LogaddexpBackward0", x, y);

    /// <summary>The product <c>x * log(y)</c>, 0 where x is 0: PyTorch's <c>torch.xlogy</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> XLogY<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.XLogYKernel<T>(), "XlogyBackward0", x, y);

    /// <summary>The larger one of each element and one value.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <param name="value">The value.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <remarks>Where both are equal, the gradient is halved, as for two tensors.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Maximum<T>(this Tensor<T> x, T value)
        where T : unmanaged, IFloatingPointIeee754<T> => Maximum(x, Constant(value));

    /// <summary>The smaller one of each element and one value.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <param name="value">The value.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <remarks>Where both are equal, the gradient is halved, as for two tensors.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Minimum<T>(this Tensor<T> x, T value)
        where T : unmanaged, IFloatingPointIeee754<T> => Minimum(x, Constant(value));

    /// <summary>Each element, moved into an interval: PyTorch's <c>torch.clamp</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <remarks>The gradient passes inside the interval and at its bounds, and is 0 outside.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="min"/> is greater than <paramref name="max"/>.</exception>
    public static Tensor<T> Clamp<T>(this Tensor<T> x, T min, T max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Checked here too, since an empty tensor would hide the mistake.
        if (min > max)
        {
            throw new ArgumentException($"The least value {min} is greater than the greatest value {max}.", nameof(min));
        }

        return Elementwise.Apply(new ElementwiseFunctions.ClampKernel<T>(min, max), "ClampBackward1", x);
    }
}
