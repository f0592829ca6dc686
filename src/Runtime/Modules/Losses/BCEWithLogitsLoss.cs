using System.Numerics;

namespace AutoDiff;

/// <summary>The cross entropy of probabilities that are given by their logits: PyTorch's <c>torch.nn.BCEWithLogitsLoss</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <param name="reduction">What becomes of the losses of single elements.</param>
/// <remarks>The same as <see cref="Tensor.BinaryCrossEntropyWithLogits"/>.</remarks>
public sealed class BCEWithLogitsLoss<T>(LossReduction reduction = LossReduction.Mean)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss.</summary>
    /// <inheritdoc cref="Tensor.BinaryCrossEntropyWithLogits" path="/param[@name='input' or @name='target']"/>
    /// <returns>A scalar, unless <see cref="LossReduction.None"/> was asked for.</returns>
    /// <inheritdoc cref="Tensor.BinaryCrossEntropyWithLogits" path="/exception"/>
    public Tensor<T> Forward(Tensor<T> input, Tensor<T> target) => Tensor.BinaryCrossEntropyWithLogits(input, target, reduction);
}
