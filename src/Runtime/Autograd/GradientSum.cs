using System.Numerics;

namespace AutoDiff;

/// <summary>The gradients that have arrived so far at one result of a node, added up.</summary>
internal struct GradientSum
{
    /// <summary>The sum, or null when nothing has arrived.</summary>
    internal IGradient? Value { get; private set; }

    /// <summary>
    /// Whether nobody else can see <see cref="Value"/>, so that it may be overwritten or become the gradient of a leaf.
    /// </summary>
    internal bool IsOwned { get; private set; }

    /// <summary>Adds a gradient.</summary>
    /// <param name="value">The gradient.</param>
    /// <param name="isOwned">Whether the caller gives it away; false when it is, or shares elements with, another tensor.</param>
    internal void Add(IGradient value, bool isOwned)
    {
        if (Value is null)
        {
            Value = value;
            IsOwned = isOwned;
        }
        else if (isOwned && !IsOwned)
        {
            Value = value.Plus(Value, reuse: true);
            IsOwned = true;
        }
        else
        {
            Value = Value.Plus(value, reuse: IsOwned);
            IsOwned = true;
        }
    }

    /// <summary>Adds a gradient that the caller owns, summed over the dimensions in which an input was stretched.</summary>
    /// <param name="gradient">The gradient, of the stretched shape.</param>
    /// <param name="shape">The shape of the input.</param>
    internal void AddReduced<T>(Tensor<T> gradient, int[] shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> reduced = AxisReduction.SumTo(gradient, shape);
        if (!ReferenceEquals(reduced, gradient))
        {
            gradient.Storage.Recycle();
        }

        Add(reduced, isOwned: true);
    }
}
