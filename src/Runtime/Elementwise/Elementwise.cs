using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Applies an element-wise kernel to tensors. The tensor overloads that the generator writes call it.</summary>
public static class Elementwise
{
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
    /// <exception cref="ArgumentException">The number of inputs is not the kernel's, or their shapes cannot be broadcast together.</exception>
    public static Tensor<T> Apply<TKernel, T>(in TKernel kernel, params ReadOnlySpan<Tensor<T>> inputs)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Apply(kernel, nodeName: null, inputs);

    /// <summary>The same with a name for the node, such as PyTorch's <c>SinBackward0</c>.</summary>
    internal static Tensor<T> Apply<TKernel, T>(in TKernel kernel, string? nodeName, params ReadOnlySpan<Tensor<T>> inputs)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] shape = CommonShape<TKernel, T>(inputs, out bool requiresGrad);
        T[] elements = GC.AllocateUninitializedArray<T>(Shapes.Length(shape, nameof(inputs)));
        var result = new Tensor<T>(elements, shape);
        ElementwiseLoop.Forward(kernel, inputs, result);
        if (requiresGrad && Autograd.IsGradEnabled)
        {
            result.SetProducer(new ElementwiseNode<TKernel, T>(kernel, nodeName ?? TKernel.Name + "Backward", inputs), 0);
        }

        return result;
    }

    private static int[] CommonShape<TKernel, T>(ReadOnlySpan<Tensor<T>> inputs, out bool requiresGrad)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (inputs.Length != TKernel.Arity)
        {
            throw new ArgumentException($"{TKernel.Name} takes {TKernel.Arity} tensors, not {inputs.Length}.", nameof(inputs));
        }

        int[] shape = [];
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
                shape = added.ToArray();
            }
            else if (!added.SequenceEqual(shape))
            {
                shape = Shapes.Broadcast(shape, added);
            }

            requiresGrad |= inputs[i].RequiresGrad;
        }

        return shape;
    }
}
