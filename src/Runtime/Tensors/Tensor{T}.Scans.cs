using System;

namespace AutoDiff;

/// <content>Running sums and products, and products.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The running sums along a dimension: PyTorch's <c>cumsum</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <returns>A tensor of the same shape. Those of floats are added in double precision.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> CumSum(int dim)
    {
        dim = Shapes.Dimension(dim, Rank, nameof(dim));

        // x'[k] = sum of y'[j] over j >= k.
        return FunctionNode<T>.Record(
            AlongAxis(Kept(dim), _shape, AxisReduction.CumulativeSum), "CumsumBackward0", [this], [], (gradient, _, _) => [gradient.Reversed(dim).CumSum(dim).Reversed(dim)]);
    }

    /// <summary>The running products along a dimension: PyTorch's <c>cumprod</c>. Their gradients are right also where factors are 0.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <returns>A tensor of the same shape. Those of floats are multiplied in double precision.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> CumProd(int dim)
    {
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        Tensor<T> result = AlongAxis(Kept(dim), _shape, AxisReduction.CumulativeProduct);

        // x'[k] = a[k] y[k - 1] with a[k] = y'[k] + x[k + 1] a[k + 1]: nothing is divided by, so that factors may be 0.
        return FunctionNode<T>.Record(result, "CumprodBackward0", [this], [this, result], (gradient, saved, _) =>
        {
            Tensor<T> next = saved[0].Shifted(dim, -1, T.Zero);
            Tensor<T> sums = Recurrence(gradient.Reversed(dim), next.Reversed(dim), dim).Reversed(dim);
            return [sums * saved[1].Shifted(dim, 1, T.One)];
        });
    }

    /// <summary>The product of all elements: PyTorch's <c>prod()</c>. That of an empty tensor is 1. Its gradient is right also where factors are 0.</summary>
    /// <returns>A scalar.</returns>
    public Tensor<T> Prod() => Reshape(-1).Prod(0);

    /// <summary>The products over one dimension: PyTorch's <c>prod(dim)</c>. Their gradients are right also where factors are 0.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="keepDim">Whether it stays, with the length 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> Prod(int dim, bool keepDim = false)
    {
        (int[] kept, int[] shape, _) = Reduced([dim], keepDim, nameof(dim));
        dim = Shapes.Dimension(dim, Rank, nameof(dim));

        // x'[k] = y' times all factors before k and all behind it: nothing is divided by, so that factors may be 0.
        return FunctionNode<T>.Record(AlongAxis(kept, shape, AxisReduction.Product, operation: nameof(Prod)), "ProdBackward0", [this], [this], (gradient, saved, _) =>
        {
            Tensor<T> before = saved[0].CumProd(dim).Shifted(dim, 1, T.One);
            Tensor<T> behind = saved[0].Reversed(dim).CumProd(dim).Shifted(dim, 1, T.One).Reversed(dim);
            return [gradient.Reshape(kept) * (before * behind)];
        });
    }

    /// <summary>
    /// The recurrence <c>y[k] = a[k] + b[k] y[k - 1]</c> along a dimension, with y = 0 before the first; recorded. The first b counts for nothing.
    /// </summary>
    /// <remarks>
    /// Its gradients are recurrences from the other end: <c>a'[k] = y'[k] + b[k + 1] a'[k + 1]</c> and <c>b'[k] = a'[k] y[k - 1]</c>.
    /// </remarks>
    private static Tensor<T> Recurrence(Tensor<T> a, Tensor<T> b, int dim)
    {
        Tensor<T> result = a.Copy();
        Tensor<T> factors = b.ToContiguous();
        if (a.Rank > 0)
        {
            (int outer, int inner) = a.Around(dim);
            int length = a._shape[dim] * inner;
            for (int block = 0; block < outer; block++)
            {
                Span<T> y = result.ContiguousElements.Slice(block * length, length);
                ReadOnlySpan<T> factor = factors.ContiguousElements.Slice(block * length, length);
                for (int i = inner; i < length; i++)
                {
                    y[i] += factor[i] * y[i - inner];
                }
            }

            GC.KeepAlive(factors);
        }

        return FunctionNode<T>.Record(result, "CumprodBackwardBackward0", [a, b], [b, result], (gradient, saved, needed) =>
        {
            Tensor<T> next = saved[0].Shifted(dim, -1, T.Zero);
            Tensor<T> sums = Recurrence(gradient.Reversed(dim), next.Reversed(dim), dim).Reversed(dim);
            return [needed[0] ? sums : null, needed[1] ? sums * saved[1].Shifted(dim, 1, T.Zero) : null];
        });
    }

    /// <summary>The elements along a dimension from the last to the first. A scalar stays.</summary>
    private Tensor<T> Reversed(int dim) => Rank == 0 ? this : Flip(dim);

    /// <summary>The elements moved by one along a dimension; one of a given value comes in.</summary>
    private Tensor<T> Shifted(int dim, int distance, T value)
    {
        if (Rank == 0)
        {
            return Tensor.Full([], value);
        }

        int[] padding = new int[2 * Rank];
        padding[2 * (Rank - 1 - dim)] = distance;
        padding[(2 * (Rank - 1 - dim)) + 1] = -distance;
        return _shape[dim] == 0 ? this : Pad(padding, value);
    }
}
