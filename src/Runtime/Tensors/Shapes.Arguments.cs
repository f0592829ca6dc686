using System;

namespace AutoDiff;

/// <content>Dimensions, places and shapes as callers give them.</content>
internal static partial class Shapes
{
    /// <summary>A length that has been computed from a caller's arguments, as a length of a dimension.</summary>
    /// <exception cref="ArgumentException">It is too large.</exception>
    internal static int Sized(long length, string parameterName) => length <= Array.MaxLength
        ? (int)length
        : throw new ArgumentException($"A dimension of length {length} has more elements than an array can hold ({Array.MaxLength}).", parameterName);

    /// <summary>The dimension that a caller names, counted from the start. A scalar is treated as a vector of one element, as in PyTorch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    internal static int Dimension(int dim, int rank, string parameterName)
    {
        int count = Math.Max(rank, 1);
        return dim >= -count && dim < count
            ? (dim < 0 ? dim + count : dim)
            : throw new ArgumentOutOfRangeException(
                parameterName, dim, $"Dimension out of range (expected to be in range of [{-count}, {count - 1}], but got {dim})");
    }

    /// <summary>The dimensions that a caller names, each once, counted from the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">One is named twice.</exception>
    internal static int[] Dimensions(ReadOnlySpan<int> dims, int rank, string parameterName)
    {
        var result = new int[dims.Length];
        for (int i = 0; i < dims.Length; i++)
        {
            result[i] = Dimension(dims[i], rank, parameterName);
            if (result.AsSpan(0, i).Contains(result[i]))
            {
                throw new ArgumentException($"dim {result[i]} appears multiple times in the list of dims {Text(dims)}", parameterName);
            }
        }

        return result;
    }

    /// <summary>The place along a dimension that a caller names, counted from the start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    internal static int Index(int index, int length, int dimension, string parameterName) =>
        index >= -length && index < length
            ? (index < 0 ? index + length : index)
            : throw new ArgumentOutOfRangeException(parameterName, index, $"index {index} is out of bounds for dimension {dimension} with size {length}");

    /// <summary>The shape that a caller wants for a number of elements; one length of -1 is what is left.</summary>
    /// <exception cref="ArgumentException">There is no such shape.</exception>
    internal static int[] Infer(ReadOnlySpan<int> shape, int length, string parameterName)
    {
        int[] result = shape.ToArray();
        int open = Array.IndexOf(result, -1);
        if (open >= 0)
        {
            if (Array.LastIndexOf(result, -1) != open)
            {
                throw new ArgumentException($"only one dimension can be inferred: {Text(shape)}", parameterName);
            }

            result[open] = 1;
            int rest = Length(result, parameterName);
            if (rest == 0)
            {
                throw new ArgumentException(
                    $"cannot reshape tensor of {length} elements into shape {Text(shape)} because the unspecified dimension size -1 can be any value and is ambiguous",
                    parameterName);
            }

            result[open] = length / rest;
        }

        if (Length(result, parameterName) != length)
        {
            // With the -1 that the caller has written.
            throw WrongLength(shape, length, parameterName);
        }

        return result;
    }

    /// <summary>Refuses a shape that does not have as many elements as the caller gives.</summary>
    /// <exception cref="ArgumentException">It has not, or there is no such shape.</exception>
    internal static void RequireLength(ReadOnlySpan<int> shape, int length, string parameterName)
    {
        if (Length(shape, parameterName) != length)
        {
            throw WrongLength(shape, length, parameterName);
        }
    }

    private static ArgumentException WrongLength(ReadOnlySpan<int> shape, int length, string parameterName) =>
        new($"shape '{Text(shape)}' is invalid for input of size {length}", parameterName);

    /// <summary>The shape that a caller wants a tensor to be repeated to; -1 leaves a length as it is.</summary>
    /// <exception cref="ArgumentException">A dimension of another length than 1 would be changed.</exception>
    internal static int[] Expanded(ReadOnlySpan<int> shape, ReadOnlySpan<int> target, string parameterName)
    {
        int added = target.Length - shape.Length;
        if (added < 0)
        {
            throw new ArgumentException(
                $"expand({Text(shape)}, size={Text(target)}): the number of sizes provided ({target.Length}) must be greater or equal to the number of dimensions in the tensor ({shape.Length})",
                parameterName);
        }

        int[] result = target.ToArray();
        for (int i = 0; i < result.Length; i++)
        {
            if (i < added)
            {
                if (result[i] < 0)
                {
                    throw new ArgumentException(
                        $"The expanded size of the tensor ({result[i]}) isn't allowed in a leading, non-existing dimension {i}: {Text(shape)} to {Text(target)}",
                        parameterName);
                }
            }
            else if (result[i] == -1)
            {
                result[i] = shape[i - added];
            }
            else if (result[i] != shape[i - added] && shape[i - added] != 1)
            {
                throw new ArgumentException(
                    $"The expanded size of the tensor ({result[i]}) must match the existing size ({shape[i - added]}) at non-singleton dimension {i}. Target sizes: {Text(target)}. Tensor sizes: {Text(shape)}",
                    parameterName);
            }
        }

        Length(result, parameterName);
        return result;
    }

    /// <summary>The strides with which elements that lie at given strides are seen in another shape, or null where no strides can do that.</summary>
    /// <param name="shape">The shape they have.</param>
    /// <param name="strides">Their strides.</param>
    /// <param name="target">Another shape of as many elements.</param>
    internal static int[]? ViewStrides(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, ReadOnlySpan<int> target)
    {
        if (IsContiguous(shape, strides))
        {
            return RowMajorStrides(target);
        }

        // From the last dimension on: runs of dimensions here that lie one behind the other must be as long as runs of dimensions there.
        var result = new int[target.Length];
        int own = shape.Length - 1;
        int other = target.Length - 1;
        while (own >= 0)
        {
            int stride = strides[own];
            long length = shape[own--];
            while (own >= 0 && (shape[own] == 1 || strides[own] == stride * length))
            {
                length *= shape[own--];
            }

            long covered = 1;
            while (other >= 0 && (covered < length || target[other] == 1))
            {
                result[other] = (int)(stride * covered);
                covered *= target[other--];
            }

            if (covered != length)
            {
                return null;
            }
        }

        return result;
    }
}
