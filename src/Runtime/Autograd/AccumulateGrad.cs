using System;
using System.Numerics;
using System.Threading;

namespace AutoDiff;

/// <summary>The end of the graph at a leaf: adds what arrives to the leaf's gradient.</summary>
internal sealed class AccumulateGrad<T> : AutogradNode, ILeafNode
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T> _leaf;
    private readonly Lock _lock = new();

    // Runs before any other node that is ready: what has arrived is complete, and adding it now frees it.
    internal AccumulateGrad(Tensor<T> leaf)
        : base("AccumulateGrad", [], long.MaxValue) => _leaf = leaf;

    ReadOnlySpan<int> ILeafNode.LeafShape => _leaf.Shape;

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph)
    {
        // Threads that run backward over separate graphs may meet at a leaf.
        lock (_lock)
        {
            _leaf.AccumulateGradient((Tensor<T>)results[0].Value!, results[0].IsOwned);
        }
    }
}
