using System;
using System.Numerics;
using System.Numerics.Tensors;

namespace AutoDiff;

/// <summary>Makes tensors, and holds their functions: PyTorch's module <c>torch</c>.</summary>
public static partial class Tensor
{
    /// <summary>A scalar: PyTorch's <c>torch.tensor(3.0)</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <returns>A tensor of rank 0.</returns>
    public static Tensor<T> Create<T>(T value, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Leaf([value], [], requiresGrad, device);

    /// <summary>A vector with a copy of the elements.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <returns>A tensor of rank 1.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public static Tensor<T> Create<T>(T[] elements, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(elements);
        return Leaf((T[])elements.Clone(), [elements.Length], requiresGrad, device);
    }

    /// <summary>A tensor with a copy of the elements, in row-major order.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">The elements.</param>
    /// <param name="shape">The length of each dimension.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <returns>A tensor of the shape.</returns>
    /// <exception cref="ArgumentException">The number of elements is not the product of the shape.</exception>
    public static Tensor<T> Create<T>(ReadOnlySpan<T> elements, ReadOnlySpan<int> shape, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shapes.RequireLength(shape, elements.Length, nameof(shape));
        return Leaf(elements.ToArray(), shape, requiresGrad, device);
    }

    /// <summary>A matrix with a copy of the elements.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">The rows.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <returns>A tensor of rank 2.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    public static Tensor<T> Create<T>(T[,] elements, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(elements);
        var copy = new T[elements.Length];
        int i = 0;
        foreach (T element in elements)
        {
            copy[i++] = element;
        }

        return Leaf(copy, [elements.GetLength(0), elements.GetLength(1)], requiresGrad, device);
    }

    /// <summary>A tensor over an array of the caller's, which is not copied: a change in one shows in the other. PyTorch's <c>torch.from_numpy</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">
    /// The elements, in row-major order. Changes in the array itself are not seen by a backward pass; those through another tensor over the same array are.
    /// </param>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <returns>A tensor of the shape.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="elements"/> is null.</exception>
    /// <exception cref="ArgumentException">The number of elements is not the product of the shape.</exception>
    public static Tensor<T> Wrap<T>(T[] elements, params ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(elements);
        Shapes.RequireLength(shape, elements.Length, nameof(shape));
        return new Tensor<T>(Storage<T>.Wrap(elements), 0, shape.ToArray(), Shapes.RowMajorStrides(shape));
    }

    /// <summary>A tensor with a copy of the elements of a tensor of .NET.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="elements">The elements, with any strides.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <returns>A tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">There are more elements than an array can hold.</exception>
    public static Tensor<T> FromTensorSpan<T>(in ReadOnlyTensorSpan<T> elements, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = new int[elements.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = (int)Math.Min(elements.Lengths[i], int.MaxValue);
        }

        var copy = new T[Shapes.Length(shape, nameof(elements))];
        if (copy.Length > 0)
        {
            elements.FlattenTo(copy);
        }

        return Leaf(copy, shape, requiresGrad, device);
    }

    /// <summary>A tensor of zeros: PyTorch's <c>torch.zeros</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    public static Tensor<T> Zeros<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T> => Full(shape, T.Zero);

    /// <inheritdoc cref="Zeros{T}(ReadOnlySpan{int})"/>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    public static Tensor<T> Zeros<T>(ReadOnlySpan<int> shape, bool requiresGrad, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Full(shape, T.Zero, requiresGrad, device);

    /// <summary>A tensor of zeros in the shape of another one: PyTorch's <c>torch.zeros_like</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="other">The tensor whose shape is taken.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; where those of <paramref name="other"/> do if null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public static Tensor<T> ZerosLike<T>(Tensor<T> other, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(other);
        return Full(other.Shape, T.Zero, requiresGrad, device ?? other.Device);
    }

    /// <summary>A tensor of ones: PyTorch's <c>torch.ones</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    public static Tensor<T> Ones<T>(params ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T> => Full(shape, T.One);

    /// <inheritdoc cref="Ones{T}(ReadOnlySpan{int})"/>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    public static Tensor<T> Ones<T>(ReadOnlySpan<int> shape, bool requiresGrad, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T> => Full(shape, T.One, requiresGrad, device);

    /// <summary>A tensor of ones in the shape of another one: PyTorch's <c>torch.ones_like</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="other">The tensor whose shape is taken.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; where those of <paramref name="other"/> do if null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public static Tensor<T> OnesLike<T>(Tensor<T> other, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(other);
        return Full(other.Shape, T.One, requiresGrad, device ?? other.Device);
    }

    /// <summary>A tensor that holds one value everywhere: PyTorch's <c>torch.full</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="shape">The length of each dimension; none for a scalar.</param>
    /// <param name="value">The value.</param>
    /// <param name="requiresGrad">Whether operations on the tensor are recorded.</param>
    /// <param name="device">Where the elements lie; the CPU if null.</param>
    /// <exception cref="ArgumentException">A length is negative, or there are too many elements for an array.</exception>
    public static Tensor<T> Full<T>(ReadOnlySpan<int> shape, T value, bool requiresGrad = false, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> result = Tensor<T>.Filled(shape.ToArray(), value, device ?? Device.Cpu);
        result.RequiresGrad = requiresGrad;
        return result;
    }

    // The elements belong to the tensor from now on.
    private static Tensor<T> Leaf<T>(T[] elements, ReadOnlySpan<int> shape, bool requiresGrad, Device? device = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tensor = new Tensor<T>(elements, shape.ToArray());
        tensor = device is null ? tensor : tensor.To(device);
        tensor.RequiresGrad = requiresGrad;
        return tensor;
    }
}
