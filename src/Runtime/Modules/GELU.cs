using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Each element times the probability that a normal variable is below it, <c>x cdf(x)</c>: PyTorch's <c>torch.nn.GELU</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>The exact function, not the approximation by a hyperbolic tangent.</remarks>
public sealed class GELU<T> : Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public override Tensor<T> Forward(Tensor<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input * input.NormalCdf();
    }
}
