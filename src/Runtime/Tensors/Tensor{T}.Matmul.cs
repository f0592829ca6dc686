using System;
using System.Linq;

namespace AutoDiff;

/// <content>Matrix products.</content>
public sealed partial class Tensor<T>
{
    /// <summary>
    /// The matrix product: PyTorch's <c>matmul</c>, <c>a @ b</c>. Two vectors give their inner product; a vector on the left counts as one row, on the
    /// right as one column, and that dimension is left out of the result; dimensions in front of the last two are batches and broadcast.
    /// </summary>
    /// <param name="other">The right factor.</param>
    /// <returns>A new tensor.</returns>
    /// <remarks>
    /// Rounded like a sum of fused multiplications in an order that depends on the shapes only; for a matrix and a vector, on whether the rows or the
    /// columns of the matrix lie one after the other, too.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="ArgumentException">A factor is a scalar, the inner lengths differ, or the batches cannot be broadcast together.</exception>
    public Tensor<T> Matmul(Tensor<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Rank == 0 || other.Rank == 0)
        {
            throw new ArgumentException(
                $"both arguments to matmul need to be at least 1D, but they are {Rank}D and {other.Rank}D ({Shapes.Text(_shape)} and {Shapes.Text(other._shape)})", nameof(other));
        }

        Tensor<T> left = Rank == 1 ? Unsqueeze(0) : this;
        Tensor<T> right = other.Rank == 1 ? other.Unsqueeze(1) : other;
        if (left._shape[^1] != right._shape[^2])
        {
            throw new ArgumentException(
                $"mat1 and mat2 shapes cannot be multiplied ({Shapes.Text(_shape)} and {Shapes.Text(other._shape)}: {left._shape[^1]} is not {right._shape[^2]})", nameof(other));
        }

        Tensor<T> product = Product(left, right);
        product = Rank == 1 ? product.Squeeze(-2) : product;
        return other.Rank == 1 ? product.Squeeze(-1) : product;
    }

    private static Tensor<T> Product(Tensor<T> left, Tensor<T> right)
    {
        int[] batch = Shapes.Broadcast(left._shape.AsSpan(0, left.Rank - 2), right._shape.AsSpan(0, right.Rank - 2));
        int[] shape = [.. batch, left._shape[^2], right._shape[^1]];
        if (left.Device != right.Device)
        {
            throw DeviceErrors.Mixed(nameof(Matmul), left.Device, right.Device);
        }

        Tensor<T> result = Uninitialized(shape, left.Storage.OnDevice);
        if (result.Length > 0)
        {
            Multiply(left, right, result, batch);
        }

        // A' = C' B^T, B' = A^T C', summed over the batches that were stretched.
        return FunctionNode<T>.Record(result, left.Rank == 2 && right.Rank == 2 ? "MmBackward0" : "BmmBackward0", [left, right], [left, right], static (gradient, saved, needed) =>
        [
            needed[0] ? Product(gradient, saved[1].Transpose(-2, -1)).SumToShape(saved[0]._shape) : null,
            needed[1] ? Product(saved[0].Transpose(-2, -1), gradient).SumToShape(saved[1]._shape) : null,
        ]);
    }

    private static unsafe void Multiply(Tensor<T> left, Tensor<T> right, Tensor<T> result, int[] batch)
    {
        int m = left._shape[^2];
        int k = left._shape[^1];
        int n = right._shape[^1];
        if (result.Storage.OnDevice is { } device)
        {
            device.Operations.Multiply(left.Detach().Expand([.. batch, m, k]), right.Detach().Expand([.. batch, k, n]), result);
            return;
        }

        nint[] leftOffsets = BatchOffsets(left, batch);
        nint[] rightOffsets = BatchOffsets(right, batch);
        nint[] offsets = new nint[leftOffsets.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = (nint)i * m * n;
        }

        fixed (T* a = left.Storage.Elements)
        fixed (T* b = right.Storage.Elements)
        fixed (T* c = result.Storage.Elements)
        {
            MatrixProduct.MultiplyBatches(
                new StridedMatrix<T>(a + left.Offset, left._strides[^2], left._strides[^1]),
                new StridedMatrix<T>(b + right.Offset, right._strides[^2], right._strides[^1]),
                c,
                n,
                m,
                n,
                k,
                leftOffsets,
                rightOffsets,
                offsets);
        }

        GC.KeepAlive(left.Storage);
        GC.KeepAlive(right.Storage);
        GC.KeepAlive(result.Storage);
    }

    /// <summary>For each batch of a product, where a factor's matrix starts.</summary>
    private static nint[] BatchOffsets(Tensor<T> factor, int[] batch)
    {
        var strides = new int[batch.Length];
        Shapes.BroadcastStrides(factor._shape.AsSpan(0, factor.Rank - 2), factor._strides.AsSpan(0, factor.Rank - 2), batch, strides);
        var offsets = new nint[batch.Aggregate(1, (product, length) => product * length)];
        for (int i = 0; i < offsets.Length; i++)
        {
            int rest = i;
            for (int dimension = batch.Length - 1; dimension >= 0; dimension--)
            {
                rest = Math.DivRem(rest, batch[dimension], out int position);
                offsets[i] += (nint)position * strides[dimension];
            }
        }

        return offsets;
    }
}
