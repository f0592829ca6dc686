using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <summary>Applies an element-wise kernel to tensors. The tensor overloads that the generator writes call it.</summary>
public static class Elementwise
{
    /// <summary>The bits of the vectors that vectorised kernels compute with on this machine: 128, 256 or 512.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static int VectorBits { get; internal set; } =
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>
    /// Computes a kernel's function element by element. When an input requires a gradient and recording is on, the result's
    /// <see cref="Tensor{T}.GradFn"/> is one node named after the kernel: <c>VBackward</c> for a method <c>V</c>.
    /// </summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="inputs">
    /// The active arguments. Their shapes are broadcast as in NumPy and PyTorch: aligned at the last dimension, where a length of 1,
    /// or a missing dimension, is stretched to that of the others. The gradient of a stretched input is summed back to its shape.
    /// </param>
    /// <returns>A new tensor of the common shape.</returns>
    /// <exception cref="ArgumentNullException">An input is null.</exception>
    /// <exception cref="ArgumentException">The number of inputs is not the kernel's, their shapes cannot be broadcast together, or they lie on different devices.</exception>
    public static Tensor<T> Apply<TKernel, T>(in TKernel kernel, params ReadOnlySpan<Tensor<T>> inputs)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Apply(kernel, nodeName: null, inputs);

    /// <summary>The same with a name for the node, such as PyTorch's <c>SinBackward0</c>.</summary>
    internal static Tensor<T> Apply<TKernel, T>(in TKernel kernel, string? nodeName, params ReadOnlySpan<Tensor<T>> inputs)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] shape = CommonShape<TKernel, T>(inputs, out Device? device, out bool requiresGrad);
        Tensor<T> result = Tensor<T>.Uninitialized(shape, device);
        if (!requiresGrad || !Autograd.IsGradEnabled)
        {
            ElementwiseLoop.Forward(kernel, inputs, result);
            return result;
        }

        nodeName ??= TKernel.Name + "Backward";
        AutogradNode node;
        if (TKernel.KeepsPartials)
        {
            node = PartialsNode<TKernel, T>.Record(kernel, nodeName, inputs, result);
        }
        else
        {
            ElementwiseLoop.Forward(kernel, inputs, result);
            node = new ElementwiseNode<TKernel, T>(kernel, nodeName, inputs, shape);
        }

        result.SetProducer(node, 0);
        return result;
    }

    /// <summary>Computes a kernel's function over spans: the generated <c>FMap</c>.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="spans">The operands, then the result.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Map<TKernel, T>(in TKernel kernel, in ElementwiseSpans<T> spans)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckCount(spans.InputCount, TKernel.Arity, spans.Count, TKernel.Arity + 1);
        ElementwiseLoop.Forward(kernel, spans);
    }

    /// <summary>Computes a kernel's function and its partial derivatives over spans: the generated <c>FMapValueAndGradient</c>.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="kernel">The passive arguments.</param>
    /// <param name="spans">The operands, then the result, then a partial for each operand.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void MapWithPartials<TKernel, T>(in TKernel kernel, in ElementwiseSpans<T> spans)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckCount(spans.InputCount, TKernel.Arity, spans.Count, (2 * TKernel.Arity) + 1);
        ElementwiseLoop.ForwardWithPartials(kernel, spans);
    }

    // Kernels run unchecked over what they are given.
    private static void CheckCount(int inputs, int expectedInputs, int spans, int expectedSpans)
    {
        if (inputs != expectedInputs || spans != expectedSpans)
        {
            throw new ArgumentException($"The kernel takes {expectedInputs} operands among {expectedSpans} spans, not {inputs} among {spans}.", nameof(spans));
        }
    }

    private static int[] CommonShape<TKernel, T>(ReadOnlySpan<Tensor<T>> inputs, out Device? device, out bool requiresGrad)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (inputs.Length != TKernel.Arity)
        {
            throw new ArgumentException($"{TKernel.Name} takes {TKernel.Arity} tensors, not {inputs.Length}.", nameof(inputs));
        }

        int[] shape = [];
        device = null;
        requiresGrad = false;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is null)
            {
                throw new ArgumentNullException(nameof(inputs), $"Tensor {i} given to {TKernel.Name} is null.");
            }

            ReadOnlySpan<int> added = inputs[i].Shape;
            if (i == 0)
            {
                shape = inputs[i].ShapeArray;
            }
            else if (!added.SequenceEqual(shape))
            {
                shape = Shapes.Broadcast(shape, added);
            }

            requiresGrad |= inputs[i].RequiresGrad;
            device ??= inputs[i].Storage.OnDevice;
        }

        if (device is not null)
        {
            CheckDevices<TKernel, T>(inputs, device);
        }

        return shape;
    }

    // The kernel must have a form for devices. As in PyTorch, scalars of the CPU go with tensors of any device, as numbers.
    private static void CheckDevices<TKernel, T>(ReadOnlySpan<Tensor<T>> inputs, Device device)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TKernel.Hlsl is null)
        {
            throw DeviceErrors.NoKernel(TKernel.Name, device, isOfUser: typeof(TKernel).Assembly != typeof(Elementwise).Assembly);
        }

        foreach (Tensor<T> input in inputs)
        {
            bool isNumber = input.Rank == 0 && input.Storage.OnDevice is null && !(input.RequiresGrad && Autograd.IsGradEnabled);
            if (input.Device != device && !isNumber)
            {
                throw DeviceErrors.Mixed(TKernel.Name, device, input.Device);
            }
        }
    }
}
