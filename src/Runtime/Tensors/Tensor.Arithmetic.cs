using System;
using System.Numerics;

namespace AutoDiff;

public static partial class Tensor
{
    /// <summary>The sum, element by element: PyTorch's <c>torch.add</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Add<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.AddKernel<T>(), "AddBackward0", x, y);

    /// <summary>The difference, element by element: PyTorch's <c>torch.sub</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Subtract<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.SubKernel<T>(), "SubBackward0", x, y);

    /// <summary>The product, element by element: PyTorch's <c>torch.mul</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Multiply<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.MulKernel<T>(), "MulBackward0", x, y);

    /// <summary>The quotient, element by element: PyTorch's <c>torch.div</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="y">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Divide<T>(this Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.DivKernel<T>(), "DivBackward0", x, y);

    /// <summary>The negative of each element: PyTorch's <c>torch.neg</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Negate<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.NegKernel<T>(), "NegBackward0", x);

    /// <summary>One divided by each element: PyTorch's <c>torch.reciprocal</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Reciprocal<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.ReciprocalKernel<T>(), "ReciprocalBackward0", x);

    /// <summary>Each element to the same power: PyTorch's <c>x ** 2</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <param name="exponent">The exponent. The derivative of the power 0 is 0 everywhere.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Pow<T>(this Tensor<T> x, T exponent)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.PowKernel<T>(exponent), "PowBackward0", x);

    /// <summary>The power, element by element, with a gradient for both: PyTorch's <c>torch.pow</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor.</param>
    /// <param name="exponent">A tensor; its shape and that of <paramref name="x"/> are broadcast.</param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Pow<T>(this Tensor<T> x, Tensor<T> exponent)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.PowerKernel<T>(), "PowBackward1", x, exponent);

    /// <summary>One base to the power of each element: PyTorch's <c>2 ** x</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="baseValue">The base.</param>
    /// <param name="exponent">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exponent"/> is null.</exception>
    public static Tensor<T> Pow<T>(T baseValue, Tensor<T> exponent)
        where T : unmanaged, IFloatingPointIeee754<T> => Pow(Constant(baseValue), exponent);

    /// <summary>e to the power of each element: PyTorch's <c>torch.exp</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Exp<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.ExpKernel<T>(), "ExpBackward0", x);

    /// <summary>The natural logarithm of each element: PyTorch's <c>torch.log</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Log<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.LogKernel<T>(), "LogBackward0", x);

    /// <summary>The square root of each element: PyTorch's <c>torch.sqrt</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Sqrt<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.SqrtKernel<T>(), "SqrtBackward0", x);

    /// <summary>The sine of each element, in radians: PyTorch's <c>torch.sin</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Sin<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.SinKernel<T>(), "SinBackward0", x);

    /// <summary>The cosine of each element, in radians: PyTorch's <c>torch.cos</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Cos<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Elementwise.Apply(new ElementwiseFunctions.CosKernel<T>(), "CosBackward0", x);
}
