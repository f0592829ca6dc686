using System;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <summary>What becomes of the losses of single elements.</summary>
public enum LossReduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Nothing: they are the result.</summary>
    None,
}

/// <content>Losses, and the normalisation of layers.</content>
public static partial class Tensor
{
    /// <summary>The squared distances: PyTorch's <c>mse_loss</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">The predictions.</param>
    /// <param name="target">What they should be, of the same shape.</param>
    /// <param name="reduction">What becomes of the losses of single elements.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> MseLoss<T>(Tensor<T> input, Tensor<T> target, LossReduction reduction = LossReduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduced(Square(Difference(input, target)), reduction);

    /// <summary>The distances: PyTorch's <c>l1_loss</c>.</summary>
    /// <inheritdoc cref="MseLoss"/>
    public static Tensor<T> L1Loss<T>(Tensor<T> input, Tensor<T> target, LossReduction reduction = LossReduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduced(Difference(input, target).Abs(), reduction);

    /// <summary>Half the squared distance up to <paramref name="delta"/>, and on from there by a straight line: PyTorch's <c>huber_loss</c>.</summary>
    /// <inheritdoc cref="MseLoss"/>
    /// <param name="input">The predictions.</param>
    /// <param name="target">What they should be, of the same shape.</param>
    /// <param name="reduction">What becomes of the losses of single elements.</param>
    /// <param name="delta">Where the straight line begins, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not positive.</exception>
    public static Tensor<T> HuberLoss<T>(Tensor<T> input, Tensor<T> target, T delta, LossReduction reduction = LossReduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!(delta > T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "huber_loss does not support non-positive values for delta.");
        }

        Tensor<T> distance = Difference(input, target);
        Tensor<T> size = distance.Abs();
        MaskTensor isNear = size <= delta;
        T half = T.CreateChecked(0.5);

        // The square of an infinite distance would have the gradient 0 * infinity, though it is not chosen.
        Tensor<T> near = Where(isNear, distance, T.Zero);
        return Reduced(Where(isNear, half * near * near, delta * (size - (half * delta))), reduction);
    }

    /// <summary>The Huber loss divided by <paramref name="beta"/>: PyTorch's <c>smooth_l1_loss</c>.</summary>
    /// <inheritdoc cref="MseLoss"/>
    /// <param name="input">The predictions.</param>
    /// <param name="target">What they should be, of the same shape.</param>
    /// <param name="reduction">What becomes of the losses of single elements.</param>
    /// <param name="beta">Where the straight line begins, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is not positive.</exception>
    public static Tensor<T> SmoothL1Loss<T>(Tensor<T> input, Tensor<T> target, T beta, LossReduction reduction = LossReduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T> => beta > T.Zero
            ? HuberLoss(input, target, beta, reduction) / beta
            : throw new ArgumentOutOfRangeException(nameof(beta), beta, "smooth_l1_loss does not support non-positive values for beta.");

    /// <summary>
    /// The cross entropy of probabilities that are given by their logits, <c>softplus(x) - x t</c>: PyTorch's
    /// <c>binary_cross_entropy_with_logits</c>.
    /// </summary>
    /// <inheritdoc cref="MseLoss"/>
    /// <param name="input">The logits.</param>
    /// <param name="target">The probabilities, from 0 to 1.</param>
    /// <param name="reduction">What becomes of the losses of single elements.</param>
    public static Tensor<T> BinaryCrossEntropyWithLogits<T>(Tensor<T> input, Tensor<T> target, LossReduction reduction = LossReduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSameShape(input, target);
        return Reduced(
            Elementwise.Apply<ElementwiseFunctions.BinaryCrossEntropyWithLogitsKernel<T>, T>(default, "BinaryCrossEntropyWithLogitsBackward0", input, target),
            reduction);
    }

    /// <summary>The negative log-probabilities of given classes: PyTorch's <c>nll_loss</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">Log-probabilities, of shape [batch, classes].</param>
    /// <param name="target">The classes, of shape [batch].</param>
    /// <param name="reduction">What becomes of the losses of single elements.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static Tensor<T> NllLoss<T>(Tensor<T> input, IndexTensor target, LossReduction reduction = LossReduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireClasses(input, target);
        return Reduced(OfClasses(input, target), reduction);
    }

    /// <summary>The cross entropy of classes whose logits are given: PyTorch's <c>cross_entropy</c>.</summary>
    /// <inheritdoc cref="NllLoss"/>
    /// <param name="input">Logits, of shape [batch, classes].</param>
    /// <param name="target">The classes, of shape [batch].</param>
    /// <param name="reduction">What becomes of the losses of single elements.</param>
    /// <param name="labelSmoothing">How much of the probability is spread evenly over all classes, from 0 to 1.</param>
    public static Tensor<T> CrossEntropy<T>(
        Tensor<T> input, IndexTensor target, LossReduction reduction = LossReduction.Mean, double labelSmoothing = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireClasses(input, target);
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, $"label_smoothing must be between 0.0 and 1.0. Got: {labelSmoothing}");
        }

        Tensor<T> logarithms = input.LogSoftmax(1);
        Tensor<T> right = OfClasses(logarithms, target);
        if (labelSmoothing == 0)
        {
            return Reduced(right, reduction);
        }

        Tensor<T> even = -logarithms.Mean(1);
        T share = T.CreateChecked(labelSmoothing);
        return Reduced(((T.One - share) * right) + (share * even), reduction);
    }

    /// <summary>The last dimensions brought to mean 0 and variance 1, then scaled and moved: PyTorch's <c>layer_norm</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="input">The values.</param>
    /// <param name="normalizedShape">The last lengths of their shape.</param>
    /// <param name="weight">The factors, of that shape; none if null.</param>
    /// <param name="bias">The terms, of that shape; none if null.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor<T> LayerNorm<T>(
        Tensor<T> input, ReadOnlySpan<int> normalizedShape, Tensor<T>? weight = null, Tensor<T>? bias = null, double epsilon = 1e-5)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(input);
        int count = normalizedShape.Length;
        if (count == 0 || count > input.Rank || !input.Shape[^count..].SequenceEqual(normalizedShape))
        {
            throw new ArgumentException(
                $"Given normalized_shape={Shapes.Text(normalizedShape)}, expected input with shape [*, {Shapes.Text(normalizedShape)[1..]}, but got input of size {Shapes.Text(input.Shape)}", nameof(normalizedShape));
        }

        int[] dims = [.. Enumerable.Range(input.Rank - count, count)];
        Tensor<T> centred = input - input.Mean(dims, keepDim: true);
        Tensor<T> variance = (centred * centred).Mean(dims, keepDim: true);
        Tensor<T> result = centred / (variance + T.CreateChecked(epsilon)).Sqrt();
        result = weight is null ? result : result * Fitting(weight, normalizedShape, nameof(weight));
        return bias is null ? result : result + Fitting(bias, normalizedShape, nameof(bias));
    }

    private static Tensor<T> Fitting<T>(Tensor<T> tensor, ReadOnlySpan<int> shape, string parameterName)
        where T : unmanaged, IFloatingPointIeee754<T> => tensor.Shape.SequenceEqual(shape)
            ? tensor
            : throw new ArgumentException($"Expected a tensor of shape {Shapes.Text(shape)}, but got one of shape {Shapes.Text(tensor.Shape)}", parameterName);

    private static Tensor<T> Difference<T>(Tensor<T> input, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSameShape(input, target);
        return input - target;
    }

    // PyTorch only warns when a target is stretched; it is nearly always a mistake, and the loss a wrong one.
    private static void RequireSameShape<T>(Tensor<T> input, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (!input.Shape.SequenceEqual(target.Shape))
        {
            throw new ArgumentException(
                $"The target's shape {Shapes.Text(target.Shape)} must be that of the input, {Shapes.Text(input.Shape)}.", nameof(target));
        }
    }

    /// <summary>The negative log-probability of each class, which has been checked.</summary>
    private static Tensor<T> OfClasses<T>(Tensor<T> logarithms, IndexTensor classes)
        where T : unmanaged, IFloatingPointIeee754<T> => -logarithms.Gather(1, Indices(classes.Elements, [classes.Length, 1])).Squeeze(1);

    private static void RequireClasses<T>(Tensor<T> input, IndexTensor target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        if (input.Rank != 2 || target.Rank != 1 || target.Length != input.Shape[0])
        {
            throw new ArgumentException(
                $"Expected input of shape [batch, classes] and target of shape [batch], but got {Shapes.Text(input.Shape)} and {Shapes.Text(target.Shape)}", nameof(target));
        }

        // A class is a name, not a place: -1 is none.
        int classes = input.Shape[1];
        foreach (int label in target.Elements)
        {
            if (label < 0 || label >= classes)
            {
                throw new ArgumentOutOfRangeException(nameof(target), label, $"Target {label} is out of bounds: there are {classes} classes in an input of shape {Shapes.Text(input.Shape)}.");
            }
        }
    }

    private static Tensor<T> Reduced<T>(Tensor<T> losses, LossReduction reduction)
        where T : unmanaged, IFloatingPointIeee754<T> => reduction switch
        {
            LossReduction.Mean => losses.Mean(),
            LossReduction.Sum => losses.Sum(),
            LossReduction.None => losses,
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, $"{reduction} is not a valid value for reduction"),
        };
}
