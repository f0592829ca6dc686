using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The node of a sum or a mean of all elements: every element gets the same gradient.</summary>
internal sealed class ReductionNode<T> : AutogradNode
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _inputShape;
    private readonly T _divisor;

    internal ReductionNode(string name, Tensor<T> input, T divisor)
        : base(name, [input.GradientEdge])
    {
        _inputShape = input.ShapeArray;
        _divisor = divisor;
    }

    // A view that repeats one element, which a leaf must copy before it keeps it: hence not owned.
    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph)
    {
        var adjoint = (Tensor<T>)results[0].Value!;
        if (adjoint.Storage.OnDevice is not null)
        {
            PropagateRecorded(results, inputs);
            return;
        }

        T gradient = adjoint.Item() / _divisor;
        inputs[0].Add(new Tensor<T>(new Storage<T>([gradient]), 0, _inputShape, new int[_inputShape.Length]), isOwned: false);
    }

    internal override void PropagateRecorded(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs)
    {
        var adjoint = (Tensor<T>)results[0].Value!;
        inputs[0].Add((_divisor == T.One ? adjoint : adjoint / _divisor).Expand(_inputShape), isOwned: false);
    }
}
