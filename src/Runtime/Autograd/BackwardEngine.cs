using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>
/// Carries a gradient from a result to the leaves. A node runs once, after all gradients that flow into it have arrived.
/// </summary>
/// <remarks>
/// All state of a run is local to it, so threads may run backward at the same time, also over graphs that share nodes
/// (with retained graphs) or leaves (always: a leaf locks while it adds).
/// </remarks>
internal static class BackwardEngine
{
    /// <summary>Runs the graph behind a result.</summary>
    /// <param name="root">The result.</param>
    /// <param name="gradient">The gradient of the result. It is not changed and not kept.</param>
    /// <param name="retainGraph">Whether the nodes keep their saved tensors for another run.</param>
    internal static void Run(AutogradEdge root, IGradient gradient, bool retainGraph)
    {
        AutogradNode start = root.Node!;
        Dictionary<AutogradNode, NodeState> states = CountUses(start);
        states[start].Receive(start, root.InputIndex, gradient, isOwned: false);

        var ready = new PriorityQueue<AutogradNode, long>();
        ready.Enqueue(start, 0);
        GradientSum[] inputs = [];
        while (ready.TryDequeue(out AutogradNode? node, out _))
        {
            // Leaving the table here lets the gradients be collected while the rest of the graph runs.
            states.Remove(node, out NodeState? state);
            ReadOnlySpan<AutogradEdge> edges = node.Edges;
            if (inputs.Length < edges.Length)
            {
                inputs = new GradientSum[edges.Length];
            }

            Array.Clear(inputs);
            if (state!.Results is { } results)
            {
                node.Propagate(results, inputs.AsSpan(0, edges.Length), retainGraph);
            }

            if (!retainGraph)
            {
                node.Release();
            }

            for (int i = 0; i < edges.Length; i++)
            {
                if (edges[i].Node is { } next)
                {
                    NodeState nextState = states[next];
                    if (inputs[i].Value is { } value)
                    {
                        nextState.Receive(next, edges[i].InputIndex, value, inputs[i].IsOwned);
                    }

                    if (--nextState.PendingUses == 0)
                    {
                        ready.Enqueue(next, -next.Sequence);
                    }
                }
            }
        }
    }

    private static Dictionary<AutogradNode, NodeState> CountUses(AutogradNode start)
    {
        var states = new Dictionary<AutogradNode, NodeState> { [start] = new NodeState() };
        var unvisited = new Stack<AutogradNode>();
        unvisited.Push(start);
        while (unvisited.TryPop(out AutogradNode? node))
        {
            foreach (AutogradEdge edge in node.Edges)
            {
                if (edge.Node is { } next)
                {
                    ref NodeState? state = ref CollectionsMarshal.GetValueRefOrAddDefault(states, next, out bool isKnown);
                    if (!isKnown)
                    {
                        state = new NodeState();
                        unvisited.Push(next);
                    }

                    state!.PendingUses++;
                }
            }
        }

        return states;
    }

    /// <summary>What one run knows about one node.</summary>
    private sealed class NodeState
    {
        /// <summary>How many edges into the node have not delivered yet.</summary>
        internal int PendingUses { get; set; }

        /// <summary>The gradients of the node's results, or null when none has arrived.</summary>
        internal GradientSum[]? Results { get; private set; }

        internal void Receive(AutogradNode node, int resultIndex, IGradient value, bool isOwned)
        {
            Results ??= new GradientSum[node.ResultCount];
            Results[resultIndex].Add(value, isOwned);
        }
    }
}
