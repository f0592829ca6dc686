using System;

namespace AutoDiff;

/// <content>Stretching, and its transpose, as recorded operations.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The elements repeated along the dimensions in which a shape stretches them, row-major; this tensor itself where it has the shape.</summary>
    /// <param name="shape">A shape that this one broadcasts to.</param>
    internal Tensor<T> BroadcastToShape(int[] shape) =>
        Shape.SequenceEqual(shape) ? this : RecordBroadcast(Expand(shape).ToContiguous(), isSum: false);

    /// <summary>The sums over the dimensions in which a shape was stretched to this one; this tensor itself where it has the shape.</summary>
    /// <param name="shape">A shape that broadcasts to this one.</param>
    internal Tensor<T> SumToShape(int[] shape) =>
        Shape.SequenceEqual(shape) ? this : RecordBroadcast(Reduction.SumTo(ToContiguous(), shape), isSum: true);

    private Tensor<T> RecordBroadcast(Tensor<T> result, bool isSum)
    {
        if (RequiresGrad && Autograd.IsGradEnabled)
        {
            result.SetProducer(new BroadcastNode<T>(this, isSum), 0);
        }

        return result;
    }
}
