using System;
using System.Collections.Generic;

namespace AutoDiff.Generator.Analysis;

/// <summary>A minimum cut between a source and a sink, by shortest augmenting paths (Edmonds and Karp 1972).</summary>
internal sealed class MinimumCut
{
    public const int Source = 0;
    public const int Sink = 1;
    public const int Infinite = 1_000_000_000;

    private readonly List<int>[] _edgesOf;
    private readonly List<int> _target = [];
    private readonly List<int> _capacity = [];

    /// <summary>Creates a network; nodes 0 and 1 are the source and the sink.</summary>
    public MinimumCut(int nodes)
    {
        _edgesOf = new List<int>[nodes];
        for (int i = 0; i < nodes; i++)
        {
            _edgesOf[i] = [];
        }
    }

    /// <summary>Adds an edge. An edge and its reverse have neighbouring numbers, so that one is the other with the lowest bit turned.</summary>
    public void Add(int from, int to, int capacity)
    {
        _edgesOf[from].Add(_target.Count);
        _target.Add(to);
        _capacity.Add(capacity);
        _edgesOf[to].Add(_target.Count);
        _target.Add(from);
        _capacity.Add(0);
    }

    /// <summary>Which nodes lie on the source's side of the cut with the fewest nodes there.</summary>
    public bool[] SourceSide()
    {
        int[] path = FindPath();
        while (path[Sink] >= 0)
        {
            int flow = Infinite;
            for (int node = Sink; node != Source; node = _target[path[node] ^ 1])
            {
                flow = Math.Min(flow, _capacity[path[node]]);
            }

            for (int node = Sink; node != Source; node = _target[path[node] ^ 1])
            {
                _capacity[path[node]] -= flow;
                _capacity[path[node] ^ 1] += flow;
            }

            path = FindPath();
        }

        var side = new bool[_edgesOf.Length];
        for (int node = 0; node < side.Length; node++)
        {
            side[node] = node == Source || path[node] >= 0;
        }

        return side;
    }

    /// <summary>For each node the last edge of a shortest path with capacity left, or -1.</summary>
    private int[] FindPath()
    {
        var last = new int[_edgesOf.Length];
        for (int i = 0; i < last.Length; i++)
        {
            last[i] = -1;
        }

        var open = new Queue<int>();
        open.Enqueue(Source);
        while (open.Count > 0)
        {
            int node = open.Dequeue();
            foreach (int edge in _edgesOf[node])
            {
                int next = _target[edge];
                if (_capacity[edge] > 0 && next != Source && last[next] < 0)
                {
                    last[next] = edge;
                    open.Enqueue(next);
                }
            }
        }

        return last;
    }
}
