using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// In training, replaces elements by 0 at random and divides the others by the probability to stay; otherwise the identity: PyTorch's <c>torch.nn.Dropout</c>
/// (Srivastava et al., <i>Dropout: a simple way to prevent neural networks from overfitting</i>, 2014).
/// </summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>Uses its random numbers one after the other, so that one module must not run on several threads at once.</remarks>
public sealed class Dropout<T> : Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _probability;
    private readonly Random _random;

    /// <summary>Makes the module.</summary>
    /// <param name="p">The probability that an element is replaced.</param>
    /// <param name="random">Draws which ones; the same seed gives the same ones. If null, they differ from run to run.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> does not lie from 0 to 1.</exception>
    public Dropout(double p = 0.5, Random? random = null)
    {
        _probability = p is >= 0 and <= 1
            ? p
            : throw new ArgumentOutOfRangeException(nameof(p), p, $"dropout probability has to be between 0 and 1, but got {p}");
        _random = random ?? Random.Shared;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public override Tensor<T> Forward(Tensor<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!IsTraining || _probability == 0)
        {
            return input;
        }

        T kept = _probability < 1 ? T.CreateChecked(1 / (1 - _probability)) : T.Zero;
        var factors = new T[input.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = _random.NextDouble() < _probability ? T.Zero : kept;
        }

        return input * Tensor.Create<T>(factors, input.Shape, device: input.Device);
    }
}
