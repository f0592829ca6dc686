using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Exponentials along a dimension, divided by their sum: PyTorch's <c>torch.nn.Softmax</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <param name="dim">The dimension; a negative one counts from the end.</param>
/// <remarks>To train a classifier give its logits to <see cref="CrossEntropyLoss{T}"/>, which needs no softmax before it.</remarks>
public sealed class Softmax<T>(int dim) : Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The input has no such dimension.</exception>
    public override Tensor<T> Forward(Tensor<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Softmax(dim);
    }
}
