using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>An affine map of the last dimension, <c>x W^T + b</c>: PyTorch's <c>torch.nn.Linear</c>.</summary>
/// <typeparam name="T">The element type: <c>float</c> or <c>double</c>.</typeparam>
/// <remarks>
/// Weights and constants start as numbers drawn evenly between -1 / sqrt(in) and 1 / sqrt(in), as PyTorch's do. The random numbers are those of <see cref="Random"/>, not
/// PyTorch's.
/// </remarks>
public sealed class Linear<T> : Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes the map.</summary>
    /// <param name="inFeatures">The length of the last dimension of arguments.</param>
    /// <param name="outFeatures">That of values.</param>
    /// <param name="bias">Whether there is a term <c>b</c>.</param>
    /// <param name="random">Draws the first weights, then the constants; the same seed gives the same numbers. If null, they differ from run to run.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of features is negative.</exception>
    public Linear(int inFeatures, int outFeatures, bool bias = true, Random? random = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inFeatures);
        ArgumentOutOfRangeException.ThrowIfNegative(outFeatures);
        double bound = inFeatures > 0 ? 1 / Math.Sqrt(inFeatures) : 0;
        Random source = random ?? Random.Shared;
        Weight = RegisterParameter("weight", Uniform([outFeatures, inFeatures], bound, source));
        Bias = bias ? RegisterParameter("bias", Uniform([outFeatures], bound, source)) : null;
    }

    /// <summary>The weights, of shape [out, in].</summary>
    public Tensor<T> Weight { get; }

    /// <summary>The constants, of shape [out], or null.</summary>
    public Tensor<T>? Bias { get; }

    /// <summary>Computes the map.</summary>
    /// <param name="input">The arguments, of shape [..., in].</param>
    /// <returns>The values, of shape [..., out].</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentException">The last dimension has another length.</exception>
    public override Tensor<T> Forward(Tensor<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank == 0 || input.Shape[^1] != Weight.Shape[1])
        {
            throw new ArgumentException(
                $"The input, of shape {Shapes.Text(input.Shape)}, must have a last dimension of length {Weight.Shape[1]}, as the weights of shape {Shapes.Text(Weight.Shape)}.",
                nameof(input));
        }

        return Tensor.Linear(input, Weight, Bias);
    }

    private static Tensor<T> Uniform(int[] shape, double bound, Random random)
    {
        var elements = new T[Shapes.Length(shape, nameof(shape))];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = T.CreateChecked(bound * ((2 * random.NextDouble()) - 1));
        }

        return Tensor.Create<T>(elements, shape);
    }
}
