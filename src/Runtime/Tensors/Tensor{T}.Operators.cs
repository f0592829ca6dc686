using System;

namespace AutoDiff;

// A scalar operand counts as a tensor of rank 0 that needs no gradient, and its operation has the same name as that of two tensors.
public sealed partial class Tensor<T>
{
    /// <summary>The sum, element by element; shapes are broadcast as in NumPy and PyTorch.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator +(Tensor<T> left, Tensor<T> right) => Tensor.Add(left, right);

    /// <summary>The sum of each element and a scalar.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator +(Tensor<T> left, T right) => Tensor.Add(left, Tensor.Constant(right));

    /// <summary>The sum of a scalar and each element.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator +(T left, Tensor<T> right) => Tensor.Add(right, Tensor.Constant(left));

    /// <summary>The difference, element by element; shapes are broadcast as in NumPy and PyTorch.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator -(Tensor<T> left, Tensor<T> right) => Tensor.Subtract(left, right);

    /// <summary>The difference of each element and a scalar.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator -(Tensor<T> left, T right) => Tensor.Subtract(left, Tensor.Constant(right));

    /// <summary>A scalar minus each element. PyTorch has an operation of its own for it, whose name is kept.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator -(T left, Tensor<T> right) =>
        Elementwise.Apply(new ElementwiseFunctions.SubKernel<T>(), "RsubBackward1", Tensor.Constant(left), right);

    /// <summary>The negative of each element.</summary>
    /// <param name="value">The operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator -(Tensor<T> value) => Tensor.Negate(value);

    /// <summary>The product, element by element; shapes are broadcast as in NumPy and PyTorch.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator *(Tensor<T> left, Tensor<T> right) => Tensor.Multiply(left, right);

    /// <summary>The product of each element and a scalar.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator *(Tensor<T> left, T right) => Tensor.Multiply(left, Tensor.Constant(right));

    /// <summary>The product of a scalar and each element.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator *(T left, Tensor<T> right) => Tensor.Multiply(right, Tensor.Constant(left));

    /// <summary>The quotient, element by element; shapes are broadcast as in NumPy and PyTorch.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> operator /(Tensor<T> left, Tensor<T> right) => Tensor.Divide(left, right);

    /// <summary>The quotient of each element and a scalar.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator /(Tensor<T> left, T right) => Tensor.Divide(left, Tensor.Constant(right));

    /// <summary>A scalar divided by each element: as in PyTorch, the reciprocal times the scalar.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    public static Tensor<T> operator /(T left, Tensor<T> right) =>
        Tensor.Multiply(Tensor.Reciprocal(right), Tensor.Constant(left));
}
