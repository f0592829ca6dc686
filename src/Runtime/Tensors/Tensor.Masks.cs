using System;
using System.Numerics;

namespace AutoDiff;

/// <content>Masks: how they are made, by comparing and otherwise, and the choice by one. Nothing here but the choice is recorded.</content>
public static partial class Tensor
{
    /// <summary>A scalar mask.</summary>
    /// <param name="value">The value.</param>
    /// <returns>A mask of rank 0.</returns>
    public static MaskTensor Mask(bool value) => new([value], []);

    /// <summary>A vector with a copy of the elements.</summary>
    /// <param name="elements">The elements.</param>
    /// <returns>A mask of rank 1.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public static MaskTensor Mask(bool[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new MaskTensor((bool[])elements.Clone(), [elements.Length]);
    }

    /// <summary>A mask with a copy of the elements, in row-major order.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="shape">The length of each dimension.</param>
    /// <returns>A mask of the shape.</returns>
    /// <exception cref="ArgumentException">The number of elements is not the product of the shape.</exception>
    public static MaskTensor Mask(ReadOnlySpan<bool> elements, ReadOnlySpan<int> shape)
    {
        Shapes.RequireLength(shape, elements.Length, nameof(shape));
        return new MaskTensor(elements.ToArray(), shape.ToArray());
    }

    /// <summary>A matrix with a copy of the elements.</summary>
    /// <param name="elements">The rows.</param>
    /// <returns>A mask of rank 2.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public static MaskTensor Mask(bool[,] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        var copy = new bool[elements.Length];
        int i = 0;
        foreach (bool element in elements)
        {
            copy[i++] = element;
        }

        return new MaskTensor(copy, [elements.GetLength(0), elements.GetLength(1)]);
    }

    /// <summary>
    /// For each element one of two numbers: PyTorch's <c>torch.where</c>. All three arguments are broadcast; what is not chosen has no
    /// influence on the value or on a gradient, even if it is NaN.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="mask">Which to choose.</param>
    /// <param name="x">The numbers where the mask is true.</param>
    /// <param name="y">The numbers where it is false.</param>
    /// <returns>A tensor of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static Tensor<T> Where<T>(MaskTensor mask, Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);

        // A mask of the CPU goes where the numbers are.
        Tensor<T> choice = mask.ToNumbers<T>();
        choice = choice.To(x.Storage.OnDevice ?? y.Storage.OnDevice ?? choice.Device);
        return Elementwise.Apply<ElementwiseFunctions.WhereKernel<T>, T>(default, "WhereBackward0", choice, x, y);
    }

    /// <inheritdoc cref="Where{T}(MaskTensor, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where<T>(MaskTensor mask, Tensor<T> x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => Where(mask, x, Create(y));

    /// <inheritdoc cref="Where{T}(MaskTensor, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where<T>(MaskTensor mask, T x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Where(mask, Create(x), y);

    /// <inheritdoc cref="Where{T}(MaskTensor, Tensor{T}, Tensor{T})"/>
    public static Tensor<T> Where<T>(MaskTensor mask, T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => Where(mask, Create(x), Create(y));

    /// <summary>For each element one of two truth values. All three arguments are broadcast.</summary>
    /// <param name="mask">Which to choose.</param>
    /// <param name="x">The values where the mask is true.</param>
    /// <param name="y">The values where it is false.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor Where(MaskTensor mask, MaskTensor x, MaskTensor y)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return (mask & x) | (!mask & y);
    }

    /// <summary>Whether the elements are equal, on broadcast shapes: PyTorch's <c>torch.eq</c>. NaN equals nothing.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor Equal<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Of<Comparison.IsEqual, T>(x, y);

    /// <inheritdoc cref="Equal{T}(Tensor{T}, Tensor{T})"/>
    public static MaskTensor Equal<T>(Tensor<T> x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Of<Comparison.IsEqual, T>(x, y);

    /// <summary>Whether the elements differ, on broadcast shapes: PyTorch's <c>torch.ne</c>. NaN differs from everything.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The first numbers.</param>
    /// <param name="y">The second numbers.</param>
    /// <returns>A mask of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast together.</exception>
    public static MaskTensor NotEqual<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => !Equal(x, y);

    /// <inheritdoc cref="NotEqual{T}(Tensor{T}, Tensor{T})"/>
    public static MaskTensor NotEqual<T>(Tensor<T> x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> => !Equal(x, y);

    /// <summary>Whether each element is NaN: PyTorch's <c>torch.isnan</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsNaN<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsNaNKernel<T>, T>(x, T.IsNaN);

    /// <summary>Whether each element is infinite: PyTorch's <c>torch.isinf</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsInfinity<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsInfinityKernel<T>, T>(x, T.IsInfinity);

    /// <summary>Whether each element is a finite number: PyTorch's <c>torch.isfinite</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsFinite<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsFiniteKernel<T>, T>(x, T.IsFinite);

    /// <summary>Whether each element is positive infinity: PyTorch's <c>torch.isposinf</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsPositiveInfinity<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsPositiveInfinityKernel<T>, T>(x, T.IsPositiveInfinity);

    /// <summary>Whether each element is negative infinity: PyTorch's <c>torch.isneginf</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsNegativeInfinity<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsNegativeInfinityKernel<T>, T>(x, T.IsNegativeInfinity);

    /// <summary>Whether each element has the sign of negative numbers, as -0 and some NaN have too: PyTorch's <c>torch.signbit</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsNegative<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsNegativeKernel<T>, T>(x, T.IsNegative);

    /// <summary>Whether each element has the sign of positive numbers, as 0 and some NaN have too.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsPositive<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsPositiveKernel<T>, T>(x, T.IsPositive);

    /// <summary>Whether each element is a finite number that is neither 0 nor subnormal.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsNormal<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsNormalKernel<T>, T>(x, T.IsNormal);

    /// <summary>Whether each element is a subnormal number.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsSubnormal<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsSubnormalKernel<T>, T>(x, T.IsSubnormal);

    /// <summary>Whether each element is a whole number.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsInteger<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsIntegerKernel<T>, T>(x, T.IsInteger);

    /// <summary>Whether each element is an even whole number.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsEvenInteger<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsEvenIntegerKernel<T>, T>(x, T.IsEvenInteger);

    /// <summary>Whether each element is an odd whole number.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsOddInteger<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsOddIntegerKernel<T>, T>(x, T.IsOddInteger);

    /// <summary>Whether each element is 0 or -0.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The numbers, of any shape.</param>
    /// <returns>A mask of the same shape.</returns>
    public static MaskTensor IsZero<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Comparison.Each<ElementwiseFunctions.IsZeroKernel<T>, T>(x, T.IsZero);
}
