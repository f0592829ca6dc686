using System;
using System.Globalization;
using System.Text;

namespace AutoDiff;

/// <summary>The arithmetic of shapes and strides.</summary>
internal static partial class Shapes
{
    // Shapes and strides are never written to, so that tensors can share them.
    private static readonly int[] UnitStride = [1];

    /// <summary>Writes a shape as PyTorch does: <c>[2, 3]</c>, <c>[]</c> for a scalar.</summary>
    internal static string Text(ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < shape.Length; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ").Append(shape[i].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(']').ToString();
    }

    /// <summary>The number of elements of a shape given by a caller.</summary>
    /// <exception cref="ArgumentException">A length is negative, or there are more elements than an array can have.</exception>
    internal static int Length(ReadOnlySpan<int> shape, string parameterName)
    {
        long length = 1;
        bool isEmpty = false;
        foreach (int dimension in shape)
        {
            if (dimension < 0)
            {
                throw new ArgumentException($"The shape {Text(shape)} has a negative length.", parameterName);
            }

            isEmpty |= dimension == 0;
            length = isEmpty ? 0 : length * dimension;
            if (length > Array.MaxLength)
            {
                // A later length of 0 would make the tensor empty, but no stride could be given for its other dimensions.
                throw new ArgumentException(
                    $"The shape {Text(shape)} has more elements than an array can hold ({Array.MaxLength}).", parameterName);
            }
        }

        return (int)length;
    }

    /// <summary>The distances between neighbours of a row-major tensor without gaps.</summary>
    internal static int[] RowMajorStrides(ReadOnlySpan<int> shape)
    {
        if (shape.Length <= 1)
        {
            return shape.IsEmpty ? [] : UnitStride;
        }

        var strides = new int[shape.Length];
        int stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(shape[i], 1);
        }

        return strides;
    }

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    internal static bool IsContiguous(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        int expected = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] == 0)
            {
                return true;
            }

            // The stride of a dimension of length 1 is never used.
            if (shape[i] != 1)
            {
                if (strides[i] != expected)
                {
                    return false;
                }

                expected *= shape[i];
            }
        }

        return true;
    }

    /// <summary>
    /// The shape that both operands broadcast to: aligned at the last dimension; a length of 1, or a missing dimension, stretches.
    /// </summary>
    /// <exception cref="ArgumentException">Two lengths differ and neither is 1.</exception>
    internal static int[] Broadcast(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int rank = Math.Max(a.Length, b.Length);
        var shape = new int[rank];
        for (int i = rank - 1; i >= 0; i--)
        {
            int lengthA = i - rank + a.Length >= 0 ? a[i - rank + a.Length] : 1;
            int lengthB = i - rank + b.Length >= 0 ? b[i - rank + b.Length] : 1;
            if (lengthA != lengthB && lengthA != 1 && lengthB != 1)
            {
                throw new ArgumentException(
                    $"The size of tensor a ({lengthA}) must match the size of tensor b ({lengthB}) at non-singleton dimension {i}: "
                    + $"the shapes {Text(a)} and {Text(b)} cannot be broadcast together.");
            }

            shape[i] = lengthA == 1 ? lengthB : lengthA;
        }

        return shape;
    }

    /// <summary>
    /// Writes the strides with which a tensor is read as if it had the shape that it broadcasts to: 0 where it is stretched.
    /// </summary>
    internal static void BroadcastStrides(
        ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, ReadOnlySpan<int> targetShape, Span<int> targetStrides)
    {
        int missing = targetShape.Length - shape.Length;
        targetStrides[..missing].Clear();
        for (int i = 0; i < shape.Length; i++)
        {
            targetStrides[missing + i] = shape[i] == 1 ? 0 : strides[i];
        }
    }

    /// <summary>The distance of an element from the first one.</summary>
    /// <exception cref="ArgumentException">The number of indices is not the number of dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its dimension.</exception>
    internal static int Position(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, ReadOnlySpan<int> indices)
    {
        if (indices.Length != shape.Length)
        {
            throw new ArgumentException(
                $"An element of a tensor of shape {Text(shape)} has {shape.Length} indices, not {indices.Length}.", nameof(indices));
        }

        int position = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            position += Index(indices[i], shape[i], i, nameof(indices)) * strides[i];
        }

        return position;
    }
}
