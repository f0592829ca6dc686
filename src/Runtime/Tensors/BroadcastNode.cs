using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The node of a stretching of dimensions, or of a sum over stretched dimensions: the backward pass of each is the other.</summary>
internal sealed class BroadcastNode<T> : AutogradNode
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _inputShape;
    private readonly bool _isSum;

    internal BroadcastNode(Tensor<T> input, bool isSum)
        : base(isSum ? "SumBackward1" : "ExpandBackward0", [input.GradientEdge])
    {
        _inputShape = input.ShapeArray;
        _isSum = isSum;
    }

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph)
    {
        var adjoint = (Tensor<T>)results[0].Value!;
        inputs[0].Add(_isSum ? adjoint.Expand(_inputShape) : Reduction.SumTo(adjoint.ToContiguous(), _inputShape), isOwned: false);
    }

    internal override void PropagateRecorded(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs)
    {
        using GradModeScope scope = Autograd.EnableGrad();
        var adjoint = (Tensor<T>)results[0].Value!;
        inputs[0].Add(_isSum ? adjoint.BroadcastToShape(_inputShape) : adjoint.SumToShape(_inputShape), isOwned: false);
    }
}
