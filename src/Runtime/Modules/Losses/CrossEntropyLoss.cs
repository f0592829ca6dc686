using System.Numerics;

namespace AutoDiff;

/// <summary>The cross entropy of classes whose logits are given: PyTorch's <c>torch.nn.CrossEntropyLoss</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <param name="reduction">What becomes of the losses of single elements.</param>
/// <param name="labelSmoothing">How much of the probability is spread evenly over all classes, from 0 to 1.</param>
/// <remarks>The same as <see cref="Tensor.CrossEntropy"/>.</remarks>
public sealed class CrossEntropyLoss<T>(LossReduction reduction = LossReduction.Mean, double labelSmoothing = 0)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss.</summary>
    /// <inheritdoc cref="Tensor.CrossEntropy" path="/param[@name='input' or @name='target']"/>
    /// <returns>A scalar, unless <see cref="LossReduction.None"/> was asked for.</returns>
    /// <inheritdoc cref="Tensor.CrossEntropy" path="/exception"/>
    public Tensor<T> Forward(Tensor<T> input, IndexTensor target) => Tensor.CrossEntropy(input, target, reduction, labelSmoothing);
}
