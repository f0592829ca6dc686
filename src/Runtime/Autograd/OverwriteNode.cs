using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>A result whose elements were overwritten by constants: what it was computed from gets a gradient of zero.</summary>
internal sealed class OverwriteNode<T> : AutogradNode
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _shape;

    internal OverwriteNode(string name, Tensor<T> overwritten)
        : base(name, [overwritten.GradientEdge]) => _shape = overwritten.ShapeArray;

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph) =>
        inputs[0].Add(new Tensor<T>(new T[Shapes.Length(_shape, nameof(_shape))], _shape), isOwned: true);

    // Zero whatever the gradient is: nothing to record.
    internal override void PropagateRecorded(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs) =>
        inputs[0].Add(new Tensor<T>(new T[Shapes.Length(_shape, nameof(_shape))], _shape), isOwned: false);
}
