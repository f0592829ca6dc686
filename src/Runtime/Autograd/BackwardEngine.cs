using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>
/// Carries gradients from results to the leaves, or to the tensors that are asked for. A node runs once, after all gradients that flow into it
/// have arrived.
/// </summary>
/// <remarks>
/// All state of a run is local to it, so threads may run backward at the same time, also over graphs that share nodes
/// (with retained graphs) or leaves (always: a leaf locks while it adds). A node or a hook may start another run.
/// </remarks>
internal sealed class BackwardEngine
{
    // What a run needs is kept for the next one on the same thread, up to this many nodes: for small graphs it costs more to make than to use.
    private const int KeptNodes = 1024;

    [ThreadStatic]
    private static BackwardEngine? _idle;

    [ThreadStatic]
    private static bool _isCapturing;

    private readonly Dictionary<AutogradNode, NodeState> _states = [];
    private readonly PriorityQueue<AutogradNode, long> _ready = new();
    private readonly Stack<AutogradNode> _unvisited = new();
    private readonly Stack<NodeState> _free = new();
    private GradientSum[] _inputs = [];
    private bool _runsOperations;

    /// <summary>Whether the run on this thread computes gradients that were asked for, and leaves those of the leaves alone.</summary>
    internal static bool IsCapturing => _isCapturing;

    /// <summary>Runs the graph behind one result, for the leaves.</summary>
    /// <param name="root">The result.</param>
    /// <param name="gradient">The gradient of the result. It is not changed and not kept.</param>
    /// <param name="request">What to do.</param>
    internal static void Run(AutogradEdge root, IGradient gradient, BackwardRequest request)
    {
        Span<(AutogradEdge Edge, IGradient Gradient)> roots = [(root, gradient)];
        Run(roots, request);
    }

    /// <summary>Runs the graph behind some results.</summary>
    /// <param name="roots">The results, which have nodes, and their gradients, which are not changed and not kept.</param>
    /// <param name="request">What to do.</param>
    internal static void Run(ReadOnlySpan<(AutogradEdge Edge, IGradient Gradient)> roots, BackwardRequest request)
    {
        // A node whose backward pass leads back to itself must not end the process.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new AutogradException(AutogradErrors.NestedTooDeeply);
        }

        // Taken away while it runs; it does not come back from a run that fails, nor a large one.
        BackwardEngine engine = _idle ?? new BackwardEngine();
        _idle = null;
        bool wasCapturing = _isCapturing;
        _isCapturing = request.Captures is not null;
        try
        {
            engine.Propagate(roots, request);
        }
        finally
        {
            _isCapturing = wasCapturing;
        }

        if (engine._states.Capacity <= KeptNodes)
        {
            _idle = engine;
        }
    }

    private void Propagate(ReadOnlySpan<(AutogradEdge Edge, IGradient Gradient)> roots, BackwardRequest request)
    {
        HashSet<AutogradNode>? relevant = request.Captures is { } captures ? CaptureSearch.NodesBefore(roots, captures) : null;
        _runsOperations = request.CreatesGraph;
        CountUses(roots, relevant);

        // Before the first gradient is added: that of a tensor that is several of the roots is a sum already.
        using GradModeScope? mode = !_runsOperations ? null : request.CreatesGraph ? Autograd.EnableGrad() : Autograd.NoGrad();
        foreach ((AutogradEdge edge, IGradient gradient) in roots)
        {
            if (_states.TryGetValue(edge.Node!, out NodeState? state))
            {
                state.Receive(edge.Node!, edge.InputIndex, gradient, isOwned: false);
            }
        }

        foreach ((AutogradEdge edge, _) in roots)
        {
            if (_states.TryGetValue(edge.Node!, out NodeState? state) && state is { PendingUses: 0, IsQueued: false })
            {
                Enqueue(edge.Node!, state);
            }
        }

        while (_ready.TryDequeue(out AutogradNode? node, out _))
        {
            _states.Remove(node, out NodeState? state);
            Visit(node, state!, request, relevant);
        }
    }

    private void Visit(AutogradNode node, NodeState state, BackwardRequest request, HashSet<AutogradNode>? relevant)
    {
        ReadOnlySpan<AutogradEdge> edges = node.Edges;

        // A run that a node or a hook starts has an engine of its own.
        if (_inputs.Length < edges.Length)
        {
            _inputs = new GradientSum[edges.Length];
        }

        Span<GradientSum> inputs = _inputs.AsSpan(0, edges.Length);
        bool isRun = relevant is null || relevant.Contains(node);
        if (state.HasResults)
        {
            state.RunHooks(node);
            if (request.Captures is { } captures)
            {
                state.Capture(node, captures);
            }

            if (isRun)
            {
                Compute(node, state, inputs, request);
            }
        }

        if (isRun && !request.RetainsGraph)
        {
            node.Release();
        }

        // Clearing lets the gradients be collected while the rest of the graph runs.
        state.Clear();
        _free.Push(state);
        for (int i = 0; isRun && i < edges.Length; i++)
        {
            if (edges[i].Node is { } next && _states.TryGetValue(next, out NodeState? nextState))
            {
                if (inputs[i].Value is { } value)
                {
                    nextState.Receive(next, edges[i].InputIndex, value, inputs[i].IsOwned);
                }

                if (--nextState.PendingUses == 0)
                {
                    Enqueue(next, nextState);
                }
            }
        }

        inputs.Clear();
    }

    private static void Compute(AutogradNode node, NodeState state, Span<GradientSum> inputs, BackwardRequest request)
    {
        if (request.CreatesGraph)
        {
            node.PropagateRecorded(state.Results, inputs);
        }
        else
        {
            node.Propagate(state.Results, inputs, request.RetainsGraph);
        }

        if (AnomalyScope.IsEnabled)
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                if (inputs[i].Value is { HasNaN: true })
                {
                    throw new AutogradException(AutogradErrors.Anomaly(node, i));
                }
            }
        }
    }

    private void Enqueue(AutogradNode node, NodeState state)
    {
        state.IsQueued = true;
        _ready.Enqueue(node, -node.Sequence);
    }

    private void CountUses(ReadOnlySpan<(AutogradEdge Edge, IGradient Gradient)> roots, HashSet<AutogradNode>? relevant)
    {
        foreach ((AutogradEdge edge, _) in roots)
        {
            if (_states.TryAdd(edge.Node!, NewState()))
            {
                _unvisited.Push(edge.Node!);
            }
        }

        while (_unvisited.TryPop(out AutogradNode? node))
        {
            _runsOperations |= node.RunsOperations || !node.Hooks.IsEmpty;
            if (relevant is not null && !relevant.Contains(node))
            {
                // Its gradient may be wanted, those behind it are not.
                continue;
            }

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

        internal bool IsQueued { get; set; }

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

        internal void RunHooks(AutogradNode node)
        {
            foreach (GradientHook hook in node.Hooks)
            {
                ref GradientSum result = ref _results[hook.ResultIndex];
                if (result.Value is { } gradient)
                {
                    // Whoever sees it may keep it.
                    IGradient seen = hook.Run(gradient) ?? gradient;
                    result = default;
                    result.Add(seen, isOwned: false);
                }
            }
        }

        internal void Capture(AutogradNode node, Dictionary<AutogradEdge, GradientSum> captures)
        {
            for (int i = 0; i < _resultCount; i++)
            {
                var edge = new AutogradEdge(node, i);
                if (captures.ContainsKey(edge))
                {
                    captures[edge] = _results[i];

                    // It is the caller's now.
                    GradientSum shared = default;
                    if (_results[i].Value is { } gradient)
                    {
                        shared.Add(gradient, isOwned: false);
                    }

                    _results[i] = shared;
                }
            }
        }

        internal void Clear()
        {
            Array.Clear(_results);
            _resultCount = 0;
            PendingUses = 0;
            IsQueued = false;
        }
    }
}
