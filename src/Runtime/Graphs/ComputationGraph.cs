using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AutoDiff;

/// <summary>
/// What a differentiable method computes, as a graph: the method itself, and its value and gradient in reverse mode.
/// </summary>
public sealed class ComputationGraph
{
    /// <summary>Creates a graph.</summary>
    /// <param name="name">The method's name.</param>
    /// <param name="forward">The nodes of the method, each after its inputs.</param>
    /// <param name="reverse">The nodes of its value and gradient, each after its inputs.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ComputationGraph(string name, IReadOnlyList<GraphNode> forward, IReadOnlyList<GraphNode> reverse)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(reverse);
        Name = name;
        Forward = forward;
        Reverse = reverse;
    }

    /// <summary>The method's name.</summary>
    public string Name { get; }

    /// <summary>The nodes of the method, each after its inputs.</summary>
    public IReadOnlyList<GraphNode> Forward { get; }

    /// <summary>The nodes of its value and gradient, each after its inputs.</summary>
    public IReadOnlyList<GraphNode> Reverse { get; }

    /// <summary>Both graphs in the language of Graphviz.</summary>
    /// <returns>A <c>digraph</c> with one cluster for each direction.</returns>
    public string ToDot()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"digraph \"{EscapeDot(Name)}\" {{\n");
        AppendDot(text, "forward", "f", Forward);
        AppendDot(text, "reverse", "r", Reverse);
        return text.Append("}\n").ToString();
    }

    /// <summary>Both graphs in the language of Mermaid, which Markdown viewers draw.</summary>
    /// <returns>A <c>flowchart</c> with one subgraph for each direction.</returns>
    public string ToMermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        AppendMermaid(text, "forward", "f", Forward);
        AppendMermaid(text, "reverse", "r", Reverse);
        return text.ToString();
    }

    private static void AppendDot(StringBuilder text, string title, string prefix, IReadOnlyList<GraphNode> nodes)
    {
        text.Append(CultureInfo.InvariantCulture, $"  subgraph cluster_{title} {{\n    label=\"{title}\";\n");
        foreach (GraphNode node in nodes)
        {
            string shape = node.Operation is "parameter" or "output" ? "ellipse" : "box";
            text.Append(CultureInfo.InvariantCulture, $"    {prefix}{node.Id} [label=\"{EscapeDot(Label(node))}\", shape={shape}];\n");
        }

        foreach (GraphNode node in nodes)
        {
            foreach (int input in node.Inputs)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {prefix}{input} -> {prefix}{node.Id};\n");
            }
        }

        text.Append("  }\n");
    }

    private static void AppendMermaid(StringBuilder text, string title, string prefix, IReadOnlyList<GraphNode> nodes)
    {
        text.Append(CultureInfo.InvariantCulture, $"    subgraph {title}\n");
        foreach (GraphNode node in nodes)
        {
            (string open, string close) = node.Operation is "parameter" or "output" ? ("([", "])") : ("[", "]");
            text.Append(CultureInfo.InvariantCulture, $"        {prefix}{node.Id}{open}\"{EscapeMermaid(Label(node))}\"{close}\n");
        }

        foreach (GraphNode node in nodes)
        {
            foreach (int input in node.Inputs)
            {
                text.Append(CultureInfo.InvariantCulture, $"        {prefix}{input} --> {prefix}{node.Id}\n");
            }
        }

        text.Append("    end\n");
    }

    private static string Label(GraphNode node) => node.Region.Length == 0 ? node.ToString() : $"{node} ({node.Region})";

    private static string EscapeDot(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string EscapeMermaid(string text) =>
        text.Replace("\"", "#quot;", StringComparison.Ordinal);
}
