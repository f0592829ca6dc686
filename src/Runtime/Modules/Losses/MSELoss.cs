using System.Numerics;

namespace AutoDiff;

/// <summary>The squared distances: PyTorch's <c>torch.nn.MSELoss</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <param name="reduction">What becomes of the losses of single elements.</param>
/// <remarks>The same as <see cref="Tensor.MseLoss"/>.</remarks>
public sealed class MSELoss<T>(LossReduction reduction = LossReduction.Mean)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss.</summary>
    /// <inheritdoc cref="Tensor.MseLoss" path="/param[@name='input' or @name='target']"/>
    /// <returns>A scalar, unless <see cref="LossReduction.None"/> was asked for.</returns>
    /// <inheritdoc cref="Tensor.MseLoss" path="/exception"/>
    public Tensor<T> Forward(Tensor<T> input, Tensor<T> target) => Tensor.MseLoss(input, target, reduction);
}
