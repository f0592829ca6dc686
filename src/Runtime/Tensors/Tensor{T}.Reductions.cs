using System;
using System.Linq;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Sums, means and what is made of them.</summary>
public sealed partial class Tensor<T>
{
    private delegate void AxisKernel(ReadOnlySpan<T> source, int outer, int count, int inner, Span<T> result);

    /// <summary>What a device computes in place of an <see cref="AxisKernel"/>, unrecorded: the tensor has the shape [outer, count, inner].</summary>
    private delegate Tensor<T> AxisForm(Tensor<T> source);

    /// <summary>The sum of all elements: PyTorch's <c>sum()</c>. The sum of an empty tensor is 0.</summary>
    /// <returns>A scalar.</returns>
    /// <remarks>Added in pairs, always in the same order: the result has the same bits in every run.</remarks>
    public Tensor<T> Sum() => Recorded(Total(T.One), "SumBackward0", T.One);

    /// <summary>The sums over one dimension: PyTorch's <c>sum(dim)</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="keepDim">Whether it stays, with the length 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> Sum(int dim, bool keepDim = false) => Sum([dim], keepDim);

    /// <summary>The sums over some dimensions: PyTorch's <c>sum(dims)</c>.</summary>
    /// <param name="dims">The dimensions, each once; none for all of them.</param>
    /// <param name="keepDim">Whether they stay, with the length 1.</param>
    /// <exception cref="ArgumentException">There is no such dimension, or one is named twice.</exception>
    public Tensor<T> Sum(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        (int[] kept, int[] shape, _) = Reduced(dims, keepDim, nameof(dims));
        int[] own = _shape;
        return FunctionNode<T>.Record(
            Totals(kept).Relabelled(shape), "SumBackward1", [this], [], (gradient, _, _) => [gradient.Reshape(kept).Expand(own)]);
    }

    /// <summary>The mean of all elements: PyTorch's <c>mean()</c>. The mean of an empty tensor is NaN.</summary>
    /// <returns>A scalar.</returns>
    public Tensor<T> Mean()
    {
        T count = T.CreateChecked(Length);
        return Recorded(Total(count), "MeanBackward0", count);
    }

    /// <summary>The means over one dimension: PyTorch's <c>mean(dim)</c>. Those of no elements are NaN.</summary>
    /// <inheritdoc cref="Sum(int, bool)"/>
    public Tensor<T> Mean(int dim, bool keepDim = false) => Mean([dim], keepDim);

    /// <summary>The means over some dimensions: PyTorch's <c>mean(dims)</c>. Those of no elements are NaN.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool)"/>
    public Tensor<T> Mean(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        (int[] kept, int[] shape, int count) = Reduced(dims, keepDim, nameof(dims));
        int[] own = _shape;
        T divisor = T.CreateChecked(count);
        Tensor<T> result;
        using (Autograd.NoGrad())
        {
            result = (Totals(kept) / divisor).Relabelled(shape);
        }

        return FunctionNode<T>.Record(
            result, "MeanBackward1", [this], [], (gradient, _, _) => [(gradient / divisor).Reshape(kept).Expand(own)]);
    }

    /// <summary>The variance of all elements: PyTorch's <c>var()</c>, with Bessel's correction; without it, <c>Var([], correction: 0)</c>.</summary>
    /// <returns>A scalar; NaN for fewer than two elements.</returns>
    public Tensor<T> Var() => Var([]);

    /// <summary>The variances over one dimension: PyTorch's <c>var(dim)</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="correction">What is subtracted from the number of elements before dividing: 1 for a sample (Bessel), 0 for a population.</param>
    /// <param name="keepDim">Whether the dimension stays, with the length 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> Var(int dim, int correction = 1, bool keepDim = false) => Var([dim], correction, keepDim);

    /// <summary>The variances over some dimensions: PyTorch's <c>var(dims)</c>.</summary>
    /// <param name="dims">The dimensions, each once; none for all of them.</param>
    /// <param name="correction">What is subtracted from the number of elements before dividing: 1 for a sample (Bessel), 0 for a population.</param>
    /// <param name="keepDim">Whether they stay, with the length 1.</param>
    /// <exception cref="ArgumentException">There is no such dimension, or one is named twice.</exception>
    public Tensor<T> Var(ReadOnlySpan<int> dims, int correction = 1, bool keepDim = false)
    {
        (int[] kept, int[] shape, int count) = Reduced(dims, keepDim, nameof(dims));
        int[] chosen = dims.ToArray();
        Tensor<T> result = Variance(chosen, kept, shape, count - correction);

        // dv/dx = 2 (x - mean) / (n - correction).
        T factor = T.CreateChecked(2) / T.CreateChecked(Math.Max(count - correction, 0));
        return FunctionNode<T>.Record(
            result, "VarBackward0", [this], [this], (gradient, saved, _) => [gradient.Reshape(kept) * (factor * (saved[0] - saved[0].Mean(chosen, keepDim: true)))]);
    }

    /// <summary>The standard deviation of all elements: PyTorch's <c>std()</c>, with Bessel's correction.</summary>
    /// <returns>A scalar; NaN for fewer than two elements.</returns>
    public Tensor<T> Std() => Std([]);

    /// <summary>The standard deviations over one dimension: PyTorch's <c>std(dim)</c>.</summary>
    /// <inheritdoc cref="Var(int, int, bool)"/>
    public Tensor<T> Std(int dim, int correction = 1, bool keepDim = false) => Std([dim], correction, keepDim);

    /// <summary>The standard deviations over some dimensions: PyTorch's <c>std(dims)</c>. The gradient of one that is 0 is 0.</summary>
    /// <inheritdoc cref="Var(ReadOnlySpan{int}, int, bool)"/>
    public Tensor<T> Std(ReadOnlySpan<int> dims, int correction = 1, bool keepDim = false)
    {
        (int[] kept, int[] shape, int count) = Reduced(dims, keepDim, nameof(dims));
        int[] chosen = dims.ToArray();
        T divisor = T.CreateChecked(Math.Max(count - correction, 0));
        Tensor<T> result;
        using (Autograd.NoGrad())
        {
            (Tensor<T> squares, Tensor<T> scale) = (this - Mean(chosen, keepDim: true)).ScaledSquares(dims, kept, count);
            result = ((squares / divisor).Sqrt() * scale).Relabelled(shape);
        }

        // ds/dx = (x - mean) / s / (n - correction). Divided before it is multiplied by a gradient: that quotient is in range.
        return FunctionNode<T>.Record(result, "StdBackward0", [this], [this, result], (gradient, saved, _) =>
        {
            Tensor<T> distance = saved[0] - saved[0].Mean(chosen, keepDim: true);
            return [gradient.Reshape(kept) * (Quotient(distance, saved[1].Reshape(kept)) / divisor)];
        });
    }

    /// <summary>The Euclidean norm of all elements: PyTorch's <c>norm()</c>. Its gradient at 0 is 0.</summary>
    /// <returns>A scalar.</returns>
    public Tensor<T> Norm() => Norm([]);

    /// <summary>The Euclidean norms over some dimensions: PyTorch's <c>norm(dim=dims)</c>. The gradient of one that is 0 is 0.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool)"/>
    public Tensor<T> Norm(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        (int[] kept, int[] shape, int count) = Reduced(dims, keepDim, nameof(dims));
        Tensor<T> result;
        using (Autograd.NoGrad())
        {
            (Tensor<T> squares, Tensor<T> scale) = ScaledSquares(dims, kept, count);
            result = (squares.Sqrt() * scale).Relabelled(shape);
        }

        // dn/dx = x / n. Divided before it is multiplied by a gradient: that quotient is in range.
        return FunctionNode<T>.Record(result, "LinalgVectorNormBackward0", [this], [this, result], (gradient, saved, _) =>
            [gradient.Reshape(kept) * Quotient(saved[0], saved[1].Reshape(kept))]);
    }

    /// <summary>The logarithm of the sum of the exponentials over some dimensions: PyTorch's <c>logsumexp</c>.</summary>
    /// <param name="dims">The dimensions, each once; none for all of them.</param>
    /// <param name="keepDim">Whether they stay, with the length 1.</param>
    /// <returns>The logarithms; exponentials neither overflow nor vanish on the way.</returns>
    /// <exception cref="ArgumentException">There is no such dimension, or one is named twice.</exception>
    public Tensor<T> LogSumExp(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        (int[] kept, int[] shape, _) = Reduced(dims, keepDim, nameof(dims));
        Tensor<T> result = AlongAxis(kept, shape, AxisReduction.LogSumExp, static x =>
        {
            // An infinite maximum would make the differences NaN; without it, the exponentials are infinite or 0, as they should be.
            Tensor<T> greatest = x.OverAxis(AxisKind.Max);
            Tensor<T> shift = Elementwise.Apply(default(ElementwiseFunctions.FiniteOrZeroKernel<T>), greatest);
            return (x - shift).Exp().OverAxis(AxisKind.Sum).Log() + shift;
        });

        // d/dx = e^(x - y).
        return FunctionNode<T>.Record(result, "LogsumexpBackward0", [this], [this, result], (gradient, saved, _) =>
        {
            Tensor<T> shift = saved[1].Reshape(kept);
            return [gradient.Reshape(kept) * (saved[0] - shift).Exp()];
        });
    }

    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{int}, bool)"/>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <param name="keepDim">Whether it stays, with the length 1.</param>
    public Tensor<T> LogSumExp(int dim, bool keepDim = false) => LogSumExp([dim], keepDim);

    /// <summary>The exponentials divided by their sum along a dimension: PyTorch's <c>softmax</c>.</summary>
    /// <param name="dim">The dimension; a negative one counts from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor<T> Softmax(int dim)
    {
        Tensor<T> result = AlongAxis(Kept(dim), _shape, AxisReduction.Softmax, static x =>
        {
            Tensor<T> exponential = (x - x.OverAxis(AxisKind.Max)).Exp();
            return exponential / exponential.OverAxis(AxisKind.Sum);
        });

        // x' = y (g - sum(g y)).
        return FunctionNode<T>.Record(result, "SoftmaxBackward0", [this], [result], (gradient, saved, _) =>
        {
            Tensor<T> product = gradient * saved[0];
            return [product - (saved[0] * product.Sum(dim, keepDim: true))];
        });
    }

    /// <summary>The logarithm of <see cref="Softmax"/>, without its loss of digits: PyTorch's <c>log_softmax</c>.</summary>
    /// <inheritdoc cref="Softmax"/>
    public Tensor<T> LogSoftmax(int dim)
    {
        Tensor<T> result = AlongAxis(Kept(dim), _shape, AxisReduction.LogSoftmax, static x =>
        {
            Tensor<T> shifted = x - x.OverAxis(AxisKind.Max);
            return shifted - shifted.Exp().OverAxis(AxisKind.Sum).Log();
        });

        // x' = g - e^y sum(g).
        return FunctionNode<T>.Record(
            result, "LogSoftmaxBackward0", [this], [result], (gradient, saved, _) => [gradient - (saved[0].Exp() * gradient.Sum(dim, keepDim: true))]);
    }

    /// <summary>The lengths with the reduced dimensions as 1, the shape of the result, and how many elements become one.</summary>
    private (int[] Kept, int[] Shape, int Count) Reduced(ReadOnlySpan<int> dims, bool keepDim, string parameterName)
    {
        int[] chosen = dims.IsEmpty ? [.. Enumerable.Range(0, Rank)] : Shapes.Dimensions(dims, Rank, parameterName);
        int[] kept = [.. _shape];
        int count = 1;
        foreach (int dim in chosen)
        {
            if (Rank > 0)
            {
                count *= _shape[dim];
                kept[dim] = 1;
            }
        }

        return (kept, keepDim ? kept : [.. kept.Where((_, i) => !chosen.Contains(i))], count);
    }

    /// <summary>The lengths with one dimension as 1: what <see cref="AlongAxis"/> takes for a kernel along it.</summary>
    private int[] Kept(int dim) => Reduced([dim], keepDim: true, nameof(dim)).Kept;

    /// <summary>The sums over the dimensions that are 1 in a shape, unrecorded.</summary>
    private Tensor<T> Totals(int[] kept)
    {
        Tensor<T> sums = AxisReduction.SumTo(ToContiguous(), kept);
        return ReferenceEquals(sums, this) ? Copy() : sums;
    }

    /// <summary>The same elements of a new row-major tensor in another shape, unrecorded and no view.</summary>
    private Tensor<T> Relabelled(int[] shape) => new(Storage, Offset, shape, Shapes.RowMajorStrides(shape));

    /// <summary>What a kernel computes along one axis, unrecorded, over the dimensions that are 1 in a shape.</summary>
    /// <param name="kept">The shape of this tensor, with 1 for those dimensions.</param>
    /// <param name="shape">The shape of the result, with the elements in the order of the kept dimensions, or that of this tensor.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="onDevice">The same on a device; null where it does not run there.</param>
    /// <param name="operation">The public member.</param>
    private Tensor<T> AlongAxis(int[] kept, int[] shape, AxisKernel kernel, AxisForm? onDevice = null, [CallerMemberName] string operation = "")
    {
        if (onDevice is null)
        {
            RequireCpu(operation);
        }

        int first = 0;
        int end = 0;
        int count = 1;
        for (int i = 0; i < Rank; i++)
        {
            if (kept[i] != _shape[i])
            {
                first = end == 0 ? i : first;
                end = i + 1;
                count *= _shape[i];
            }
        }

        Tensor<T> source = this;
        int inner = Product(_shape.AsSpan(end));
        if (Product(_shape.AsSpan(first, end - first)) != count)
        {
            // Others lie between them: they go behind all others.
            int[] order = [.. Enumerable.Range(0, Rank).OrderBy(i => kept[i] != _shape[i])];
            source = Detach().Permute(order);
            inner = 1;
        }

        source = source.ToContiguous();
        int outer = Product(kept) / Math.Max(inner, 1);
        if (Storage.OnDevice is not null)
        {
            using (Autograd.NoGrad())
            {
                return onDevice!(source.Relabelled([outer, count, inner])).Relabelled(shape);
            }
        }

        Tensor<T> result = Uninitialized(shape);
        kernel(source.ContiguousElements, outer, count, inner, result.ContiguousElements);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
        return result;

        static int Product(ReadOnlySpan<int> lengths)
        {
            int product = 1;
            foreach (int length in lengths)
            {
                product *= length;
            }

            return product;
        }
    }

    /// <summary>Reduces the middle one of three dimensions, which stays with the length 1, on a device; unrecorded.</summary>
    private Tensor<T> OverAxis(AxisKind kind)
    {
        Tensor<T> result = Uninitialized([_shape[0], 1, _shape[2]], Device);
        AxisReduction.Reduce(Device, kind, ToContiguous(), _shape[0], _shape[1], _shape[2], result);
        return result;
    }

    private Tensor<T> Variance(int[] dims, int[] kept, int[] shape, int divisor)
    {
        using (Autograd.NoGrad())
        {
            Tensor<T> distance = this - Mean(dims, keepDim: true);
            return ((distance * distance).Totals(kept) / T.CreateChecked(Math.Max(divisor, 0))).Relabelled(shape);
        }
    }

    /// <summary>The sums of squares over the dimensions that are 1 in a shape, of elements that are scaled so that no square overflows or vanishes; unrecorded.</summary>
    /// <returns>The sums, and the greatest magnitudes, by which the elements were divided; 1 where that is 0 or not finite.</returns>
    private (Tensor<T> Sums, Tensor<T> Scale) ScaledSquares(ReadOnlySpan<int> dims, int[] kept, int count)
    {
        Tensor<T> greatest = count == 0 ? Filled(kept, T.Zero, Device) : Abs().AMax(dims, keepDim: true);
        Tensor<T> scale = Tensor.Where(Tensor.IsFinite(greatest) & (greatest > T.Zero), greatest, T.One);
        Tensor<T> scaled = this / scale;
        return ((scaled * scaled).Totals(kept), scale);
    }

    /// <summary>A quotient, or 0 where the divisor is 0: there the derivative is taken for 0. Recorded.</summary>
    private static Tensor<T> Quotient(Tensor<T> dividend, Tensor<T> divisor)
    {
        MaskTensor isZero = Tensor.Equal(divisor, T.Zero);
        return isZero.MayHoldTrue
            ? dividend * (!isZero).ToTensor<T>() / (divisor + isZero.ToTensor<T>())
            : dividend / divisor;
    }

    private Tensor<T> Total(T divisor)
    {
        if (Storage.OnDevice is not null)
        {
            using (Autograd.NoGrad())
            {
                Tensor<T> sum = Totals([.. Enumerable.Repeat(1, Rank)]).Relabelled([]);
                return divisor == T.One ? sum : sum / divisor;
            }
        }

        Tensor<T> contiguous = ToContiguous();
        T total = AxisReduction.Sum<T>(contiguous.ContiguousElements);
        GC.KeepAlive(contiguous);
        return new Tensor<T>([total / divisor], []);
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
