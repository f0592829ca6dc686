using System.Numerics;

namespace AutoDiff;

/// <summary>The distances: PyTorch's <c>torch.nn.L1Loss</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <param name="reduction">What becomes of the losses of single elements.</param>
/// <remarks>The same as <see cref="Tensor.L1Loss"/>.</remarks>
public sealed class L1Loss<T>(LossReduction reduction = LossReduction.Mean)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss.</summary>
    /// <inheritdoc cref="Tensor.L1Loss" path="/param[@name='input' or @name='target']"/>
    /// <returns>A scalar, unless <see cref="LossReduction.None"/> was asked for.</returns>
    /// <inheritdoc cref="Tensor.L1Loss" path="/exception"/>
    public Tensor<T> Forward(Tensor<T> input, Tensor<T> target) => Tensor.L1Loss(input, target, reduction);
}
