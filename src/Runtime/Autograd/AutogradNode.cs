using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// One recorded operation: what has to be done to carry the gradient of its result on to its inputs. PyTorch's <c>grad_fn</c>.
/// </summary>
/// <remarks>
/// Nodes point from results to inputs and end at the leaves, each of which has a node named <c>AccumulateGrad</c>. Nothing
/// here is recursive, since a graph may be deeper than the stack.
/// </remarks>
public abstract class AutogradNode
{
    private static long _lastNumber;

    private readonly AutogradEdge[] _edges;
    private readonly long _number = Interlocked.Increment(ref _lastNumber);

    // Replaced as a whole, so that a backward pass on another thread sees one list or the other.
    private GradientHook[] _hooks = [];

    private protected AutogradNode(string name, AutogradEdge[] edges)
    {
        Name = name;
        _edges = edges;
        if (AnomalyScope.IsEnabled)
        {
            Trace = new StackTrace(2, fNeedFileInfo: true);
        }
    }

    /// <summary>The name of the operation, with PyTorch's ending: <c>SinBackward0</c>; <c>VBackward</c> for a fused function V.</summary>
    public string Name { get; }

    /// <summary>Where the gradients of the inputs go, in the order of the inputs. Empty at a leaf.</summary>
    public IReadOnlyList<AutogradEdge> NextFunctions => Array.AsReadOnly(_edges);

    internal ReadOnlySpan<AutogradEdge> Edges => _edges;

    /// <summary>
    /// Of the nodes that are ready the latest one runs first. That frees saved tensors early, and makes the order of
    /// additions, and so the rounding, the same in every run.
    /// </summary>
    internal virtual long Sequence => _number;

    /// <summary>The number of results of the operation, each with its own gradient.</summary>
    internal virtual int ResultCount => 1;

    /// <summary>Where the operation was recorded, if anomalies were being detected then.</summary>
    internal StackTrace? Trace { get; }

    /// <summary>Whether the backward pass is made of operations on tensors, or of a user's code, which must know whether to record.</summary>
    internal virtual bool RunsOperations => false;

    /// <summary>What wants to see, or to change, the gradients of the results, in this order.</summary>
    internal ReadOnlySpan<GradientHook> Hooks => Volatile.Read(ref _hooks);

    /// <summary>Tells nodes apart in the tables of a backward pass; made with the node, which is faster than on demand.</summary>
    /// <returns>A number that few nodes share.</returns>
    public sealed override int GetHashCode() => (int)_number;

    /// <summary>The node as PyTorch prints it: <c>&lt;SinBackward0&gt;</c>.</summary>
    public override string ToString() => $"<{Name}>";

    /// <summary>Adds a hook. One that keeps the gradient sees what the others have made of it, whenever they were added.</summary>
    internal void AddHook(GradientHook hook) =>
        ChangeHooks(hooks =>
        {
            int place = hook.IsLast ? hooks.Length : Array.FindIndex(hooks, other => other.IsLast);
            var changed = new List<GradientHook>(hooks);
            changed.Insert(place < 0 ? hooks.Length : place, hook);
            return [.. changed];
        });

    /// <summary>Takes a hook away, if it is there.</summary>
    internal void RemoveHook(GradientHook hook) => ChangeHooks(hooks => Array.FindAll(hooks, other => other != hook));

    /// <summary>Computes the gradients of the inputs.</summary>
    /// <param name="results">For each result of the operation its gradient; one that nothing depends on has no value. At least one has.</param>
    /// <param name="inputs">For each edge: to be filled in where the edge has a node.</param>
    /// <param name="retainsGraph">Whether what is saved must be left as it is for another run; otherwise <see cref="Release"/> follows.</param>
    internal abstract void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph);

    /// <summary>
    /// Computes the gradients of the inputs with recorded operations, so that they can be differentiated in turn: <c>createGraph</c>. What is
    /// saved is left as it is.
    /// </summary>
    /// <param name="results">As in <see cref="Propagate"/>.</param>
    /// <param name="inputs">As in <see cref="Propagate"/>. What is added is never owned: it is part of a graph, and must not be written to.</param>
    /// <exception cref="AutogradException">The operation has no such form.</exception>
    internal virtual void PropagateRecorded(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs) =>
        throw AutogradErrors.NoSecondDerivative(Name);

    /// <summary>Drops the saved tensors, after which <see cref="Propagate"/> fails if it needs them.</summary>
    internal virtual void Release()
    {
    }

    private void ChangeHooks(Func<GradientHook[], GradientHook[]> change)
    {
        GradientHook[] hooks;
        do
        {
            hooks = Volatile.Read(ref _hooks);
        }
        while (Interlocked.CompareExchange(ref _hooks, change(hooks), hooks) != hooks);
    }
}
