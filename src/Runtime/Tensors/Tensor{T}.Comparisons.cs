using System;

namespace AutoDiff;

/// <summary>
/// The comparisons. They work element by element on broadcast shapes, and are false where an element is NaN. They are not recorded: == and !=
/// compare references; <see cref="Tensor.Equal{T}(Tensor{T}, Tensor{T})"/> compares elements.
/// </summary>
public sealed partial class Tensor<T>
{
    /// <summary>Whether each element is less than the other one.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator <(Tensor<T> x, Tensor<T> y) => Comparison.Of<Comparison.IsLess, T>(x, y);

    /// <inheritdoc cref="op_LessThan(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator <(Tensor<T> x, T y) => Comparison.Of<Comparison.IsLess, T>(x, y);

    /// <inheritdoc cref="op_LessThan(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator <(T x, Tensor<T> y) => Comparison.Of<Comparison.IsGreater, T>(y, x);

    /// <summary>Whether each element is greater than the other one.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator >(Tensor<T> x, Tensor<T> y) => Comparison.Of<Comparison.IsGreater, T>(x, y);

    /// <inheritdoc cref="op_GreaterThan(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator >(Tensor<T> x, T y) => Comparison.Of<Comparison.IsGreater, T>(x, y);

    /// <inheritdoc cref="op_GreaterThan(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator >(T x, Tensor<T> y) => Comparison.Of<Comparison.IsLess, T>(y, x);

    /// <summary>Whether each element is less than or equal to the other one.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator <=(Tensor<T> x, Tensor<T> y) => Comparison.Of<Comparison.IsLessOrEqual, T>(x, y);

    /// <inheritdoc cref="op_LessThanOrEqual(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator <=(Tensor<T> x, T y) => Comparison.Of<Comparison.IsLessOrEqual, T>(x, y);

    /// <inheritdoc cref="op_LessThanOrEqual(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator <=(T x, Tensor<T> y) => Comparison.Of<Comparison.IsGreaterOrEqual, T>(y, x);

    /// <summary>Whether each element is greater than or equal to the other one.</summary>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor operator >=(Tensor<T> x, Tensor<T> y) => Comparison.Of<Comparison.IsGreaterOrEqual, T>(x, y);

    /// <inheritdoc cref="op_GreaterThanOrEqual(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator >=(Tensor<T> x, T y) => Comparison.Of<Comparison.IsGreaterOrEqual, T>(x, y);

    /// <inheritdoc cref="op_GreaterThanOrEqual(Tensor{T}, Tensor{T})"/>
    public static MaskTensor operator >=(T x, Tensor<T> y) => Comparison.Of<Comparison.IsLessOrEqual, T>(y, x);
}
