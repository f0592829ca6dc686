using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>Over tensors of any strides.</content>
internal static unsafe partial class ElementwiseLoop
{
    // Up to this many elements are copied to the stack.
    private const int FewElements = 64;

    /// <summary>Computes the values of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operands">Its operands, which broadcast to the shape of the result.</param>
    /// <param name="result">Receives the values.</param>
    internal static void Forward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>> operands, Tensor<T> result)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (result.Storage.OnDevice is { } device)
        {
            device.Operations.Forward(kernel, operands, result);
            return;
        }

        LaneBuffer<Tensor<T>?> few = default;
        int count = operands.Length + 1;
        Span<Tensor<T>?> tensors = count <= LaneBuffer<T>.Length ? few : new Tensor<T>?[count];
        operands.CopyTo(tensors!);
        tensors[operands.Length] = result;
        Run(new ForwardBody<TKernel, T>(kernel), tensors[..count], operands.Length, result.Shape);
    }

    /// <summary>Computes the values and the partial derivatives of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tensors">The operands, the result, and for each operand its partials, or null where they are not wanted.</param>
    /// <param name="shape">The shape of the result and of the partials.</param>
    internal static void ForwardWithPartials<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>?> tensors, ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tensors[TKernel.Arity]!.Storage.OnDevice is { } device)
        {
            device.Operations.ForwardWithPartials(kernel, tensors, shape);
        }
        else
        {
            Run(new PartialsBody<TKernel, T>(kernel), tensors, TKernel.Arity, shape);
        }
    }

    /// <summary>Computes the gradients of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tensors">The operands, the adjoint of the result, and for each operand its gradient, or null where it is not wanted.</param>
    /// <param name="shape">The shape of the result, to which everything broadcasts. The gradients must have it.</param>
    internal static void Backward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>?> tensors, ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tensors[TKernel.Arity]!.Storage.OnDevice is { } device)
        {
            device.Operations.Backward(kernel, tensors, shape);
        }
        else
        {
            Run(new BackwardBody<TKernel, T>(kernel), tensors, TKernel.Arity + 1, shape);
        }
    }

    /// <summary>Adds a tensor of the same shape to another one, in place and unrecorded.</summary>
    internal static void AddInto<T>(Tensor<T> target, Tensor<T> term)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Forward(default(ElementwiseFunctions.AddKernel<T>), [target, term], target);

    /// <summary>The unrecorded sum of two tensors of the same shape.</summary>
    internal static Tensor<T> Sum<T>(Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> sum = Tensor<T>.Uninitialized(a.ShapeArray, a.Storage.OnDevice);
        Forward(default(ElementwiseFunctions.AddKernel<T>), [a, b], sum);
        return sum;
    }

    private static void Run<TBody, T>(TBody body, ReadOnlySpan<Tensor<T>?> tensors, int inputCount, ReadOnlySpan<int> shape)
        where TBody : struct, IBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = 1;
        foreach (int dimension in shape)
        {
            count *= dimension;
        }

        if (count is > 0 and <= FewElements && tensors.Length <= LaneBuffer<T>.Length && AreCopied(tensors, count))
        {
            RunFew(body, tensors, inputCount, count);
        }
        else if (count > 0)
        {
            RunPinned(body, tensors, inputCount, shape, count);
        }
    }

    private static void RunPinned<TBody, T>(TBody body, ReadOnlySpan<Tensor<T>?> tensors, int inputCount, ReadOnlySpan<int> shape, int count)
        where TBody : struct, IBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LaneBuffer<PinnedLane<T>> few = default;
        Span<PinnedLane<T>> lanes = tensors.Length <= LaneBuffer<T>.Length ? few : new PinnedLane<T>[tensors.Length];
        Pin(body, tensors, lanes[..tensors.Length], inputCount, shape, count, 0);
    }

    // Whether every tensor has one element, or all elements one after the other.
    private static bool AreCopied<T>(ReadOnlySpan<Tensor<T>?> tensors, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Tensor<T>? tensor in tensors)
        {
            if (tensor is not null && tensor.Length != 1 && !(tensor.Length == count && tensor.IsContiguous))
            {
                return false;
            }
        }

        return true;
    }

    // Where the elements are few, finding out how they lie would cost more than computing with them: they are copied. The blocks are written before
    // they are read.
    [SkipLocalsInit]
    private static void RunFew<TBody, T>(TBody body, ReadOnlySpan<Tensor<T>?> tensors, int inputCount, int count)
        where TBody : struct, IBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int block = RoundUp(count, TBody.Granularity);
        byte* memory = stackalloc byte[(block * tensors.Length * sizeof(T)) + 63];
        T* own = (T*)((nuint)(memory + 63) & ~(nuint)63);
        ElementwiseOperand<T>* operands = stackalloc ElementwiseOperand<T>[LaneBuffer<T>.Length];
        for (int i = 0; i < tensors.Length; i++, own += block)
        {
            operands[i] = tensors[i] is null ? default : new ElementwiseOperand<T>(own);
            if (i < inputCount)
            {
                // The lanes behind the end repeat the last element, which brings no case that does not occur anyway.
                Tensor<T> operand = tensors[i]!;
                int length = operand.Length;
                operand.Storage.Elements.AsSpan(operand.Offset, length).CopyTo(new Span<T>(own, length));
                new Span<T>(own + length, block - length).Fill(own[length - 1]);
                GC.KeepAlive(operand.Storage);
            }
        }

        body.Run(new ReadOnlySpan<ElementwiseOperand<T>>(operands, tensors.Length), block);
        for (int i = tensors.Length - 1; i >= inputCount; i--)
        {
            own -= block;
            if (tensors[i] is { } result)
            {
                new Span<T>(own, count).CopyTo(result.ContiguousElements);
                GC.KeepAlive(result.Storage);
            }
        }
    }

    // One frame for each tensor: only a statement can pin.
    private static void Pin<TBody, T>(
        TBody body, ReadOnlySpan<Tensor<T>?> tensors, Span<PinnedLane<T>> lanes, int inputCount, ReadOnlySpan<int> shape, int count, int index)
        where TBody : struct, IBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (index == lanes.Length)
        {
            Run(body, lanes, inputCount, count);
        }
        else if (tensors[index] is { } tensor)
        {
            fixed (T* elements = tensor.Storage.Elements)
            {
                lanes[index] = LaneOf(tensor, elements + tensor.Offset, shape, count);
                Pin(body, tensors, lanes, inputCount, shape, count, index + 1);
            }

            // The storage of a tensor that nobody else knows must not go back to the pool while the kernel runs.
            GC.KeepAlive(tensor.Storage);
        }
        else
        {
            Pin(body, tensors, lanes, inputCount, shape, count, index + 1);
        }
    }

    private static PinnedLane<T> LaneOf<T>(Tensor<T> tensor, T* start, ReadOnlySpan<int> shape, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tensor.Length == count && tensor.IsContiguous)
        {
            return new PinnedLane<T>(start);
        }

        if (tensor.Length == 1)
        {
            return PinnedLane<T>.Single(start);
        }

        Span<int> strides = shape.Length <= 16 ? stackalloc int[16] : new int[shape.Length];
        strides = strides[..shape.Length];
        Shapes.BroadcastStrides(tensor.Shape, tensor.Strides, shape, strides);
        return new PinnedLane<T>(start, shape, strides);
    }
}
