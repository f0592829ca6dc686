using System;

namespace AutoDiff;

/// <summary>
/// The operators. They work element by element on broadcast shapes; a scalar operand is a constant.
/// </summary>
public sealed partial class Tensor<T>
{
    /// <summary>The sum, element by element.</summary>
    /// <param name="x">The first terms.</param>
    /// <param name="y">The second terms.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator +(Tensor<T> x, Tensor<T> y) =>
        Elementwise.Apply<ElementwiseFunctions.AddKernel<T>, T>(default, "AddBackward0", x, y);

    /// <inheritdoc cref="op_Addition(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator +(Tensor<T> x, T y) => x + Scalar(y);

    /// <inheritdoc cref="op_Addition(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator +(T x, Tensor<T> y) => y + Scalar(x);

    /// <summary>The difference, element by element.</summary>
    /// <param name="x">The terms to subtract from.</param>
    /// <param name="y">The terms to subtract.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator -(Tensor<T> x, Tensor<T> y) =>
        Elementwise.Apply<ElementwiseFunctions.SubKernel<T>, T>(default, "SubBackward0", x, y);

    /// <inheritdoc cref="op_Subtraction(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator -(Tensor<T> x, T y) => x - Scalar(y);

    /// <inheritdoc cref="op_Subtraction(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator -(T x, Tensor<T> y) =>
        Elementwise.Apply<ElementwiseFunctions.SubKernel<T>, T>(default, "RsubBackward1", Scalar(x), y);

    /// <summary>The product, element by element.</summary>
    /// <param name="x">The first factors.</param>
    /// <param name="y">The second factors.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator *(Tensor<T> x, Tensor<T> y) =>
        Elementwise.Apply<ElementwiseFunctions.MulKernel<T>, T>(default, "MulBackward0", x, y);

    /// <inheritdoc cref="op_Multiply(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator *(Tensor<T> x, T y) => x * Scalar(y);

    /// <inheritdoc cref="op_Multiply(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator *(T x, Tensor<T> y) => y * Scalar(x);

    /// <summary>The quotient, element by element.</summary>
    /// <param name="x">The dividends.</param>
    /// <param name="y">The divisors.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator /(Tensor<T> x, Tensor<T> y) =>
        Elementwise.Apply<ElementwiseFunctions.DivKernel<T>, T>(default, "DivBackward0", x, y);

    /// <inheritdoc cref="op_Division(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator /(Tensor<T> x, T y) => x / Scalar(y);

    /// <summary>A scalar over each element: its reciprocal times the scalar, as PyTorch computes and records it.</summary>
    /// <param name="x">The dividend.</param>
    /// <param name="y">The divisors.</param>
    public static Tensor<T> operator /(T x, Tensor<T> y) => Tensor.Reciprocal(y) * x;

    /// <summary>The negative of each element.</summary>
    /// <param name="x">The terms.</param>
    public static Tensor<T> operator -(Tensor<T> x) =>
        Elementwise.Apply<ElementwiseFunctions.NegKernel<T>, T>(default, "NegBackward0", x);

    private static Tensor<T> Scalar(T value) => new([value], []);
}
