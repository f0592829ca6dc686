using System;

namespace AutoDiff;

/// <summary>Sums and means over all elements.</summary>
public sealed partial class Tensor<T>
{
    /// <summary>The sum of all elements: PyTorch's <c>sum()</c>. The sum of an empty tensor is 0.</summary>
    /// <returns>A scalar.</returns>
    /// <remarks>Added in pairs, always in the same order: the result has the same bits in every run.</remarks>
    public Tensor<T> Sum() => Recorded(new Tensor<T>([Total()], []), "SumBackward0", T.One);

    /// <summary>The mean of all elements: PyTorch's <c>mean()</c>. The mean of an empty tensor is NaN.</summary>
    /// <returns>A scalar.</returns>
    public Tensor<T> Mean()
    {
        T count = T.CreateChecked(Length);
        return Recorded(new Tensor<T>([Total() / count], []), "MeanBackward0", count);
    }

    private T Total()
    {
        Tensor<T> contiguous = ToContiguous();
        T total = Reduction.Sum<T>(contiguous.ContiguousElements);
        GC.KeepAlive(contiguous);
        return total;
    }

    private Tensor<T> Recorded(Tensor<T> result, string name, T divisor)
    {
        if (RequiresGrad && Autograd.IsGradEnabled)
        {
            result.SetProducer(new ReductionNode<T>(name, this, divisor), 0);
        }

        return result;
    }
}
