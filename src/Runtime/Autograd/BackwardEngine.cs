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
internal sealed class BackwardEngine
{
    // What a run needs is kept for the next one on the same thread, up to this many nodes: for small graphs it costs more to make than to use.
    private const int KeptNodes = 1024;

    [ThreadStatic]
    private static BackwardEngine? _idle;

    private readonly Dictionary<AutogradNode, NodeState> _states = [];
    private readonly PriorityQueue<AutogradNode, long> _ready = new();
    private readonly Stack<AutogradNode> _unvisited = new();
    private readonly Stack<NodeState> _free = new();
    private GradientSum[] _inputs = [];

    /// <summary>Runs the graph behind a result.</summary>
    /// <param name="root">The result.</param>
    /// <param name="gradient">The gradient of the result. It is not changed and not kept.</param>
    /// <param name="retainGraph">Whether the nodes keep their saved tensors for another run.</param>
    internal static void Run(AutogradEdge root, IGradient gradient, bool retainGraph)
    {
        // Taken away while it runs; it does not come back from a run that fails, nor a large one.
        BackwardEngine engine = _idle ?? new BackwardEngine();
        _idle = null;
        engine.Propagate(root, gradient, retainGraph);
        if (engine._states.Capacity <= KeptNodes)
        {
            _idle = engine;
        }
    }

    private void Propagate(AutogradEdge root, IGradient gradient, bool retainGraph)
    {
        AutogradNode start = root.Node!;
        CountUses(start);
        _states[start].Receive(start, root.InputIndex, gradient, isOwned: false);
        _ready.Enqueue(start, 0);
        while (_ready.TryDequeue(out AutogradNode? node, out _))
        {
            _states.Remove(node, out NodeState? state);
            ReadOnlySpan<AutogradEdge> edges = node.Edges;
            if (_inputs.Length < edges.Length)
            {
                _inputs = new GradientSum[edges.Length];
            }

            Span<GradientSum> inputs = _inputs.AsSpan(0, edges.Length);
            if (state!.HasResults)
            {
                node.Propagate(state.Results, inputs, retainGraph);
            }

            if (!retainGraph)
            {
                node.Release();
            }

            // Clearing lets the gradients be collected while the rest of the graph runs.
            state.Clear();
            _free.Push(state);
            for (int i = 0; i < edges.Length; i++)
            {
                if (edges[i].Node is { } next)
                {
                    NodeState nextState = _states[next];
                    if (inputs[i].Value is { } value)
                    {
                        nextState.Receive(next, edges[i].InputIndex, value, inputs[i].IsOwned);
                    }

                    if (--nextState.PendingUses == 0)
                    {
                        _ready.Enqueue(next, -next.Sequence);
                    }
                }
            }

            inputs.Clear();
        }
    }

    private void CountUses(AutogradNode start)
    {
        _states.Add(start, NewState());
        _unvisited.Push(start);
        while (_unvisited.TryPop(out AutogradNode? node))
        {
            foreach (AutogradEdge edge in node.Edges)
            {
                if (edge.Node is { } next)
                {
                    ref NodeState? state = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, next, out bool isKnown);
                    if (!isKnown)
                    {
                        state = NewState();
                        _unvisited.Push(next);
                    }

                    state!.PendingUses++;
                }
            }
        }
    }

    private NodeState NewState() => _free.TryPop(out NodeState? state) ? state : new NodeState();

    /// <summary>What one run knows about one node.</summary>
    private sealed class NodeState
    {
        private GradientSum[] _results = [];
        private int _resultCount;

        /// <summary>How many edges into the node have not delivered yet.</summary>
        internal int PendingUses { get; set; }

        /// <summary>Whether a gradient of one of the node's results has arrived.</summary>
        internal bool HasResults => _resultCount > 0;

        /// <summary>The gradients of the node's results.</summary>
        internal ReadOnlySpan<GradientSum> Results => _results.AsSpan(0, _resultCount);

        internal void Receive(AutogradNode node, int resultIndex, IGradient value, bool isOwned)
        {
            if (_resultCount == 0)
            {
                _resultCount = node.ResultCount;
                if (_results.Length < _resultCount)
                {
                    _results = new GradientSum[_resultCount];
                }
            }

            _results[resultIndex].Add(value, isOwned);
        }

        internal void Clear()
        {
            Array.Clear(_results);
            _resultCount = 0;
            PendingUses = 0;
        }
    }
}
