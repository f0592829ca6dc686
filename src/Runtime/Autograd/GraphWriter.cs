using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AutoDiff;

/// <summary>Writes a graph as text: one numbered line for each node, results before their inputs.</summary>
internal static class GraphWriter
{
    internal static string Write(AutogradNode root)
    {
        List<AutogradNode> order = ResultsFirst(root);
        var numbers = new Dictionary<AutogradNode, int>(order.Count);
        foreach (AutogradNode node in order)
        {
            numbers.Add(node, numbers.Count);
        }

        int width = Number(order.Count - 1).Length;
        var text = new StringBuilder();
        foreach (AutogradNode node in order)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(Number(numbers[node]).PadLeft(width)).Append(": ").Append(node.Name);
            if (node is ILeafNode leaf)
            {
                text.Append(" of a leaf of shape ").Append(Shapes.Text(leaf.LeafShape));
            }

            AppendInputs(text, node, numbers);
        }

        return text.ToString();
    }

    private static void AppendInputs(StringBuilder text, AutogradNode node, Dictionary<AutogradNode, int> numbers)
    {
        ReadOnlySpan<AutogradEdge> edges = node.Edges;
        for (int i = 0; i < edges.Length; i++)
        {
            text.Append(i == 0 ? " <- " : ", ");
            text.Append(edges[i].Node is { } input ? Number(numbers[input]) : "constant");
            if (edges[i].InputIndex != 0)
            {
                text.Append('[').Append(Number(edges[i].InputIndex)).Append(']');
            }
        }
    }

    // A node is listed when all its users are: the reverse of the order in which a depth-first walk leaves the nodes.
    private static List<AutogradNode> ResultsFirst(AutogradNode root)
    {
        var order = new List<AutogradNode>();
        var seen = new HashSet<AutogradNode> { root };
        var path = new Stack<(AutogradNode Node, int NextEdge)>();
        path.Push((root, root.Edges.Length));
        while (path.TryPop(out (AutogradNode Node, int NextEdge) step))
        {
            if (step.NextEdge == 0)
            {
                order.Add(step.Node);
                continue;
            }

            // The last edge first, so that after reversing the first input comes first.
            int edge = step.NextEdge - 1;
            path.Push((step.Node, edge));
            if (step.Node.Edges[edge].Node is { } input && seen.Add(input))
            {
                path.Push((input, input.Edges.Length));
            }
        }

        order.Reverse();
        return order;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
