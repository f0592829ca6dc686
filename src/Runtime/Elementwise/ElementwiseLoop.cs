using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// Runs a kernel over tensors of any strides. Dimensions that can be walked as one are merged, so that contiguous operands,
/// with or without scalars among them, need a single call.
/// </summary>
internal static class ElementwiseLoop
{
    // An inner loop shorter than this costs more for its call than for its elements; then the longest dimension goes inside.
    private const int ShortRun = 16;

    // Strides up to this many integers live on the stack.
    private const int StackStrides = 128;

    private interface IBody<T>
        where T : unmanaged
    {
        void Run(ReadOnlySpan<ElementwiseOperand<T>> lanes, int count);
    }

    /// <summary>Computes the values of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operands">Its operands, which broadcast to the shape of the result.</param>
    /// <param name="result">Receives the values.</param>
    internal static void Forward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>> operands, Tensor<T> result)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = new Tensor<T>?[operands.Length + 1];
        operands.CopyTo(lanes!);
        lanes[^1] = result;
        Run(new ForwardBody<TKernel, T>(kernel), result.Shape, lanes);
    }

    /// <summary>Computes the gradients of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="lanes">The operands, the adjoint of the result, and for each operand its gradient, or null where it is not wanted.</param>
    /// <param name="shape">The shape of the result, to which everything broadcasts. The gradients must have it.</param>
    internal static void Backward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>?> lanes, ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(new BackwardBody<TKernel, T>(kernel), shape, lanes);

    /// <summary>Adds a tensor of the same shape to another one, in place and unrecorded.</summary>
    internal static void AddInto<T>(Tensor<T> target, Tensor<T> term)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Forward(new ElementwiseFunctions.AddKernel<T>(), [target, term], target);

    /// <summary>The unrecorded sum of two tensors of the same shape.</summary>
    internal static Tensor<T> Sum<T>(Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = new Tensor<T>(GC.AllocateUninitializedArray<T>(a.Length), a.ShapeArray);
        Forward(new ElementwiseFunctions.AddKernel<T>(), [a, b], sum);
        return sum;
    }

    private static void Run<TBody, T>(TBody body, ReadOnlySpan<int> shape, ReadOnlySpan<Tensor<T>?> lanes)
        where TBody : struct, IBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = 1;
        foreach (int dimension in shape)
        {
            count *= dimension;
        }

        if (count == 0)
        {
            return;
        }

        var operands = new ElementwiseOperand<T>[lanes.Length];
        if (TryFlatten(lanes, count, operands))
        {
            body.Run(operands, count);
            return;
        }

        int rank = shape.Length;
        int needed = (lanes.Length + 2) * rank;
        Span<int> scratch = needed <= StackStrides ? stackalloc int[StackStrides] : new int[needed];
        Span<int> lengths = scratch[..rank];
        Span<int> counter = scratch.Slice(rank, rank);
        Span<int> strides = scratch.Slice(2 * rank, lanes.Length * rank);
        shape.CopyTo(lengths);
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            if (lanes[lane] is { } tensor)
            {
                Shapes.BroadcastStrides(tensor.Shape, tensor.Strides, shape, strides.Slice(lane * rank, rank));
            }
            else
            {
                strides.Slice(lane * rank, rank).Clear();
            }
        }

        int merged = Merge(lengths, strides, rank);
        MoveLongestInside(lengths[..merged], strides, rank);
        Walk(body, lanes, operands, lengths[..merged], strides, counter[..merged], rank);
    }

    /// <summary>The case without a plan: every tensor is a single element or has all elements in the order of the result.</summary>
    private static bool TryFlatten<T>(ReadOnlySpan<Tensor<T>?> lanes, int count, Span<ElementwiseOperand<T>> operands)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < lanes.Length; i++)
        {
            if (lanes[i] is { } tensor)
            {
                bool isSingle = tensor.Length == 1;
                if (!isSingle && (!tensor.IsContiguous || tensor.Length != count))
                {
                    return false;
                }

                operands[i] = new ElementwiseOperand<T>(tensor.Storage.Elements, tensor.Offset, isSingle ? 0 : 1);
            }
        }

        return true;
    }

    /// <summary>
    /// Drops dimensions of length 1 and joins two neighbours where every tensor walks from the end of one inner run straight on to the
    /// next. Returns the number of dimensions that remain.
    /// </summary>
    private static int Merge(Span<int> lengths, Span<int> strides, int rank)
    {
        int last = -1;
        for (int dimension = 0; dimension < rank; dimension++)
        {
            int length = lengths[dimension];
            if (length == 1)
            {
                continue;
            }

            bool joins = last >= 0;
            for (int start = 0; joins && start < strides.Length; start += rank)
            {
                joins = strides[start + last] == strides[start + dimension] * length;
            }

            if (joins)
            {
                lengths[last] *= length;
            }
            else
            {
                last++;
                lengths[last] = length;
            }

            for (int start = 0; start < strides.Length; start += rank)
            {
                strides[start + last] = strides[start + dimension];
            }
        }

        return last + 1;
    }

    private static void MoveLongestInside(Span<int> lengths, Span<int> strides, int rank)
    {
        int inner = lengths.Length - 1;
        if (lengths[inner] >= ShortRun)
        {
            return;
        }

        int longest = inner;
        for (int dimension = 0; dimension < inner; dimension++)
        {
            if (lengths[dimension] > lengths[longest])
            {
                longest = dimension;
            }
        }

        (lengths[inner], lengths[longest]) = (lengths[longest], lengths[inner]);
        for (int start = 0; start < strides.Length; start += rank)
        {
            (strides[start + inner], strides[start + longest]) = (strides[start + longest], strides[start + inner]);
        }
    }

    private static void Walk<TBody, T>(
        TBody body,
        ReadOnlySpan<Tensor<T>?> lanes,
        Span<ElementwiseOperand<T>> operands,
        ReadOnlySpan<int> lengths,
        ReadOnlySpan<int> strides,
        Span<int> counter,
        int rank)
        where TBody : struct, IBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int inner = lengths.Length - 1;
        counter.Clear();
        while (true)
        {
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                if (lanes[lane] is { } tensor)
                {
                    ReadOnlySpan<int> laneStrides = strides.Slice(lane * rank, lengths.Length);
                    int offset = tensor.Offset;
                    for (int dimension = 0; dimension < inner; dimension++)
                    {
                        offset += counter[dimension] * laneStrides[dimension];
                    }

                    operands[lane] = new ElementwiseOperand<T>(tensor.Storage.Elements, offset, laneStrides[inner]);
                }
            }

            body.Run(operands, lengths[inner]);

            int next = inner - 1;
            while (next >= 0 && ++counter[next] == lengths[next])
            {
                counter[next--] = 0;
            }

            if (next < 0)
            {
                return;
            }
        }
    }

    private readonly struct ForwardBody<TKernel, T>(TKernel kernel) : IBody<T>
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged
    {
        private readonly TKernel _kernel = kernel;

        public void Run(ReadOnlySpan<ElementwiseOperand<T>> lanes, int count) =>
            TKernel.Forward(in _kernel, lanes[..^1], lanes[^1], count);
    }

    private readonly struct BackwardBody<TKernel, T>(TKernel kernel) : IBody<T>
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged
    {
        private readonly TKernel _kernel = kernel;

        public void Run(ReadOnlySpan<ElementwiseOperand<T>> lanes, int count)
        {
            int arity = lanes.Length / 2;
            TKernel.Backward(in _kernel, lanes[..arity], lanes[arity], lanes[(arity + 1)..], count);
        }
    }
}
