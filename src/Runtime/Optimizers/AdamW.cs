using System;
using System.Collections.Generic;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// <see cref="Adam{T}"/> with a decay of the parameters that is not scaled with their gradients: PyTorch's <c>torch.optim.AdamW</c> (Loshchilov and Hutter,
/// <i>Decoupled weight decay regularization</i>, 2019).
/// </summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>A parameter is multiplied by <c>1 - learningRate weightDecay</c> before Adam's step, whose gradient has no term for the decay.</remarks>
public sealed class AdamW<T> : Adam<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The tensors to change.</param>
    /// <param name="learningRate">The factor of a step.</param>
    /// <param name="beta1">The share of the mean of gradients that is kept in a step, below 1.</param>
    /// <param name="beta2">The share of the mean of squares that is kept in a step, below 1.</param>
    /// <param name="epsilon">What is added to the root of the mean of squares.</param>
    /// <param name="weightDecay">The share of the parameters, times the learning rate, that a step takes away.</param>
    /// <param name="amsgrad">Whether the largest mean of squares so far is divided by, rather than the present one.</param>
    /// <inheritdoc cref="Adam{T}.Adam(IEnumerable{Tensor{T}}, double, double, double, double, double, bool)" path="/exception"/>
    public AdamW(
        IEnumerable<Tensor<T>> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 1e-2,
        bool amsgrad = false)
        : base(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, isDecoupled: true)
    {
    }
}
