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
    private GradientHook[] _afterHooks = [];

    internal AccumulateGrad(Tensor<T> leaf)
        : base("AccumulateGrad", []) => _leaf = leaf;

    ReadOnlySpan<int> ILeafNode.LeafShape => _leaf.Shape;

    // Runs before any other node that is ready: what has arrived is complete, and adding it now frees it.
    internal override long Sequence => long.MaxValue;

    internal override bool RunsOperations => Volatile.Read(ref _afterHooks).Length > 0;

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph) =>
        Accumulate((Tensor<T>)results[0].Value!, results[0].IsOwned, isRecorded: false);

    internal override void PropagateRecorded(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs) =>
        Accumulate((Tensor<T>)results[0].Value!, isOwned: false, isRecorded: true);

    /// <summary>Adds code that runs after each addition.</summary>
    internal GradientHook AddAfterHook(Action<Tensor<T>> run)
    {
        var hook = new GradientHook(0, isLast: true, _ => { run(_leaf); return null; }, RemoveAfterHook);
        lock (_lock)
        {
            _afterHooks = [.. _afterHooks, hook];
        }

        return hook;
    }

    private void RemoveAfterHook(GradientHook hook)
    {
        lock (_lock)
        {
            _afterHooks = Array.FindAll(_afterHooks, other => other != hook);
        }
    }

    private void Accumulate(Tensor<T> gradient, bool isOwned, bool isRecorded)
    {
        // Threads that run backward over separate graphs may meet at a leaf.
        lock (_lock)
        {
            _leaf.AccumulateGradient(gradient, isOwned, isRecorded);
        }

        foreach (GradientHook hook in Volatile.Read(ref _afterHooks))
        {
            hook.Run(gradient);
        }
    }
}
