using System.Numerics;

namespace AutoDiff;

/// <summary>The negative log-probabilities of given classes: PyTorch's <c>torch.nn.NLLLoss</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <param name="reduction">What becomes of the losses of single elements.</param>
/// <remarks>The same as <see cref="Tensor.NllLoss"/>.</remarks>
public sealed class NLLLoss<T>(LossReduction reduction = LossReduction.Mean)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss.</summary>
    /// <inheritdoc cref="Tensor.NllLoss" path="/param[@name='input' or @name='target']"/>
    /// <returns>A scalar, unless <see cref="LossReduction.None"/> was asked for.</returns>
    /// <inheritdoc cref="Tensor.NllLoss" path="/exception"/>
    public Tensor<T> Forward(Tensor<T> input, IndexTensor target) => Tensor.NllLoss(input, target, reduction);
}
