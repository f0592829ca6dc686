using System;
using System.Collections.Generic;

namespace AutoDiff;

/// <summary>Finds the nodes that have to run for the gradients that are asked for.</summary>
internal static class CaptureSearch
{
    /// <summary>The nodes from which a wanted edge can be reached by one step at least.</summary>
    /// <param name="roots">Where the backward pass starts.</param>
    /// <param name="captures">The wanted edges.</param>
    internal static HashSet<AutogradNode> NodesBefore(
        ReadOnlySpan<(AutogradEdge Edge, IGradient Gradient)> roots, Dictionary<AutogradEdge, GradientSum> captures)
    {
        var relevant = new HashSet<AutogradNode>();
        var seen = new HashSet<AutogradNode>();
        var path = new Stack<(AutogradNode Node, int NextEdge)>();
        foreach ((AutogradEdge root, _) in roots)
        {
            if (seen.Add(root.Node!))
            {
                path.Push((root.Node!, 0));
            }

            // Depth first, by hand: a graph may be deeper than the stack. A node is judged when all behind it are.
            while (path.TryPop(out (AutogradNode Node, int NextEdge) step))
            {
                ReadOnlySpan<AutogradEdge> edges = step.Node.Edges;
                if (step.NextEdge < edges.Length)
                {
                    path.Push((step.Node, step.NextEdge + 1));
                    if (edges[step.NextEdge].Node is { } next && seen.Add(next))
                    {
                        path.Push((next, 0));
                    }

                    continue;
                }

                foreach (AutogradEdge edge in edges)
                {
                    if (edge.Node is { } next && (captures.ContainsKey(edge) || relevant.Contains(next)))
                    {
                        relevant.Add(step.Node);
                        break;
                    }
                }
            }
        }

        return relevant;
    }
}
