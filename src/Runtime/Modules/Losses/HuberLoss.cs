using System.Numerics;

namespace AutoDiff;

/// <summary>Half the squared distance up to a limit, and on from there by a straight line: PyTorch's <c>torch.nn.HuberLoss</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <param name="reduction">What becomes of the losses of single elements.</param>
/// <param name="delta">Where the straight line begins, greater than 0.</param>
/// <remarks>The same as <see cref="Tensor.HuberLoss"/>.</remarks>
public sealed class HuberLoss<T>(LossReduction reduction = LossReduction.Mean, double delta = 1)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss.</summary>
    /// <inheritdoc cref="Tensor.HuberLoss" path="/param[@name='input' or @name='target']"/>
    /// <returns>A scalar, unless <see cref="LossReduction.None"/> was asked for.</returns>
    /// <inheritdoc cref="Tensor.HuberLoss" path="/exception"/>
    public Tensor<T> Forward(Tensor<T> input, Tensor<T> target) => Tensor.HuberLoss(input, target, T.CreateChecked(delta), reduction);
}
