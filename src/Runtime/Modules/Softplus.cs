using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>A smooth <see cref="ReLU{T}"/> of each element, <c>log(1 + exp(x))</c>: PyTorch's <c>torch.nn.Softplus</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>Computed by the formula for all arguments, where PyTorch switches to <c>x</c> above a threshold.</remarks>
public sealed class Softplus<T> : Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public override Tensor<T> Forward(Tensor<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Softplus();
    }
}
