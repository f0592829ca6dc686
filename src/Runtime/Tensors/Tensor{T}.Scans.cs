using System;
using System.Linq;

namespace AutoDiff;

/// <content>Running sums and products, and products.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The running sums along a dimension: PyTorch's <c>cumsum</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> CumSum(int dim)
    {
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        return Rank == 0 ? Clone() : Scan(this, Tensor.Full(_shape, T.One), dim, "CumsumBackward0");
    }

    /// <summary>The running products along a dimension: PyTorch's <c>cumprod</c>. Right also where factors are 0.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> CumProd(int dim)
    {
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        return Rank == 0 ? Clone() : Scan(First(dim), this, dim, "CumprodBackward0");
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
        dim = Shapes.Dimension(dim, Rank, nameof(dim));
        if (Rank == 0)
        {
            return Clone();
        }

        int[] shape = Reduced([dim], keepDim, nameof(dim)).Shape;
        return _shape[dim] == 0 ? Tensor.Full(shape, T.One) : Scan(First(dim), this, dim, "ProdBackward0").Select(dim, -1).Reshape(shape);
    }

    /// <summary>The first slice along a dimension, and zeros: what a running product starts from.</summary>
    private Tensor<T> First(int dim) => Narrow(dim, 0, Math.Min(1, _shape[dim])).Clone().PadAlong(dim, 0, Math.Max(0, _shape[dim] - 1));

    private Tensor<T> PadAlong(int dim, int before, int behind)
    {
        int[] padding = new int[2 * Rank];
        padding[2 * (Rank - 1 - dim)] = before;
        padding[(2 * (Rank - 1 - dim)) + 1] = behind;
        return Pad(padding);
    }

    /// <summary>
    /// The recurrence <c>y[k] = a[k] + b[k] y[k - 1]</c> along a dimension, with y = 0 before the first; recorded. The first b counts for nothing.
    /// </summary>
    /// <remarks>
    /// Its gradients are recurrences from the other end: <c>a'[k] = y'[k] + b[k + 1] a'[k + 1]</c> and <c>b'[k] = a'[k] y[k - 1]</c>. Nothing
    /// is divided by, so that factors may be 0.
    /// </remarks>
    private static Tensor<T> Scan(Tensor<T> a, Tensor<T> b, int dim, string name)
    {
        Tensor<T> result = Tensor<T>.Uninitialized(a._shape);
        (int outer, int inner) = a.Around(dim);
        int count = a._shape[dim];
        T[] terms = a.ToArray();
        T[] factors = b.ToArray();
        Span<T> y = result.ContiguousElements;
        for (int block = 0; block < outer; block++)
        {
            for (int i = block * count * inner; i < (block + 1) * count * inner; i++)
            {
                y[i] = i < (block * count * inner) + inner ? terms[i] : terms[i] + (factors[i] * y[i - inner]);
            }
        }

        return FunctionNode<T>.Record(result, name, [a, b], [b, result], (gradient, saved, needed) =>
        {
            Tensor<T> next = saved[0].Shifted(dim, -1);
            Tensor<T> terms = Scan(gradient.Flip(dim), next.Flip(dim), dim, name).Flip(dim);
            return [needed[0] ? terms : null, needed[1] ? terms * saved[1].Shifted(dim, 1) : null];
        });
    }

    /// <summary>The elements moved along a dimension; zeros come in.</summary>
    private Tensor<T> Shifted(int dim, int distance)
    {
        int length = _shape[dim];
        return length == 0 ? this
            : distance > 0 ? Narrow(dim, 0, length - 1).PadAlong(dim, 1, 0)
            : Narrow(dim, 1, length - 1).PadAlong(dim, 0, 1);
    }
}
