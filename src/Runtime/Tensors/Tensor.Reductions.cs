using System;
using System.Numerics;

namespace AutoDiff;

public static partial class Tensor
{
    /// <summary>The sum of all elements: PyTorch's <c>torch.sum</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A scalar; 0 for an empty tensor. The same elements give the same bits on every machine.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Sum<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return Reduced(x, T.One, "SumBackward0");
    }

    /// <summary>The mean of all elements: PyTorch's <c>torch.mean</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">A tensor of any shape.</param>
    /// <returns>A scalar; NaN for an empty tensor.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> is null.</exception>
    public static Tensor<T> Mean<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return Reduced(x, T.CreateChecked(x.Length), "MeanBackward0");
    }

    private static Tensor<T> Reduced<T>(Tensor<T> x, T divisor, string nodeName)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = Reduction.Sum<T>(x.ToContiguous().ContiguousElements);
        var result = new Tensor<T>([sum / divisor], []);
        if (x.RequiresGrad && Autograd.IsGradEnabled)
        {
            result.SetProducer(new ReductionNode<T>(nodeName, x, divisor), 0);
        }

        return result;
    }
}
