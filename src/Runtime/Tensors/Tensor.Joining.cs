using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <content>Indices, and tensors that are put together.</content>
public static partial class Tensor
{
    /// <summary>Places along a dimension, with a copy of the elements.</summary>
    /// <param name="elements">The places in row-major order.</param>
    /// <param name="shape">The length of each dimension.</param>
    /// <exception cref="ArgumentException">The number of elements is not the product of the shape.</exception>
    public static IndexTensor Indices(ReadOnlySpan<int> elements, ReadOnlySpan<int> shape)
    {
        Shapes.RequireLength(shape, elements.Length, nameof(shape));
        return new IndexTensor(elements.ToArray(), shape.ToArray());
    }

    /// <summary>A vector of places along a dimension, with a copy of the elements.</summary>
    /// <param name="elements">The places.</param>
    public static IndexTensor Indices(params ReadOnlySpan<int> elements) => new(elements.ToArray(), [elements.Length]);

    /// <summary>Puts tensors one behind the other along a dimension: PyTorch's <c>cat</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensors">The tensors, at least one, of the same lengths in the other dimensions.</param>
    /// <param name="dim">The dimension.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There are no tensors, they are scalars, or their shapes do not fit.</exception>
    public static Tensor<T> Cat<T>(IReadOnlyList<Tensor<T>> tensors, int dim = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>[] parts = Checked(tensors, nameof(tensors));
        if (parts[0].Rank == 0)
        {
            throw new ArgumentException("zero-dimensional tensor (at position 0) cannot be concatenated", nameof(tensors));
        }

        dim = Shapes.Dimension(dim, parts[0].Rank, nameof(dim));
        int[] shape = parts[0].Shape.ToArray();
        shape[dim] = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            bool fits = parts[i].Rank == shape.Length;
            for (int k = 0; fits && k < shape.Length; k++)
            {
                fits = k == dim || parts[i].Shape[k] == shape[k];
            }

            if (!fits)
            {
                throw new ArgumentException(
                    $"Sizes of tensors must match except in dimension {dim}. The shape {Shapes.Text(parts[0].Shape)} of the first tensor does not go with {Shapes.Text(parts[i].Shape)}, tensor number {i} in the list.",
                    nameof(tensors));
            }

            if (shape[dim] > int.MaxValue - parts[i].Shape[dim])
            {
                throw new ArgumentException(
                    $"The tensors have more places along dimension {dim} than a tensor can have ({int.MaxValue}); tensor number {i}, of shape {Shapes.Text(parts[i].Shape)}, no longer fits.",
                    nameof(tensors));
            }

            shape[dim] += parts[i].Shape[dim];
        }

        foreach (Tensor<T> part in parts)
        {
            if (part.Device != parts[0].Device)
            {
                throw DeviceErrors.Mixed(nameof(Cat), parts[0].Device, part.Device);
            }
        }

        Tensor<T> result = Tensor<T>.Uninitialized(shape, parts[0].Storage.OnDevice);
        int[] starts = new int[parts.Length];
        for (int i = 0, start = 0; i < parts.Length; i++)
        {
            starts[i] = start;
            using (Autograd.NoGrad())
            {
                StridedCopy.Copy(parts[i], result.Narrow(dim, start, parts[i].Shape[dim]));
            }

            start += parts[i].Shape[dim];
        }

        int[] lengths = [.. parts.Select(part => part.Shape[dim])];
        return FunctionNode<T>.Record(
            result,
            "CatBackward0",
            parts,
            [],
            (gradient, _, needed) => [.. needed.Select((isNeeded, i) => isNeeded ? gradient.Narrow(dim, starts[i], lengths[i]) : null)]);
    }

    /// <summary>Puts tensors of one shape side by side along a new dimension: PyTorch's <c>stack</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tensors">The tensors, at least one.</param>
    /// <param name="dim">Where the new dimension stands in the result.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There are no tensors, or their shapes differ.</exception>
    public static Tensor<T> Stack<T>(IReadOnlyList<Tensor<T>> tensors, int dim = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>[] parts = Checked(tensors, nameof(tensors));
        dim = Shapes.Dimension(dim, parts[0].Rank + 1, nameof(dim));
        for (int i = 1; i < parts.Length; i++)
        {
            if (!parts[i].Shape.SequenceEqual(parts[0].Shape))
            {
                throw new ArgumentException(
                    $"stack expects each tensor to be equal size, but got {Shapes.Text(parts[0].Shape)} at entry 0 and {Shapes.Text(parts[i].Shape)} at entry {i}", nameof(tensors));
            }
        }

        return Cat([.. parts.Select(part => part.Unsqueeze(dim))], dim);
    }

    private static Tensor<T>[] Checked<T>(IReadOnlyList<Tensor<T>> tensors, string parameterName)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Autograd.RequireTensors(tensors, parameterName);
        return tensors.Count > 0 ? [.. tensors] : throw new ArgumentException("expected a non-empty list of Tensors", parameterName);
    }
}
