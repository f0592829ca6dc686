using System;
using System.Collections.Generic;

namespace AutoDiff;

/// <summary>A node of a <see cref="ComputationGraph"/>: one value and the operation that makes it.</summary>
public sealed class GraphNode
{
    /// <summary>Creates a node.</summary>
    /// <param name="id">The number of the node, unique in its list.</param>
    /// <param name="operation">The operation: <c>parameter</c>, <c>output</c>, a function's name, or the text of a constant.</param>
    /// <param name="name">The name of the variable it stands for, or empty.</param>
    /// <param name="region">The branch it belongs to, such as <c>if1.then</c>, or empty outside any branch.</param>
    /// <param name="inputs">The numbers of the nodes it uses, in order.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public GraphNode(int id, string operation, string name, string region, params int[] inputs)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(inputs);
        Id = id;
        Operation = operation;
        Name = name;
        Region = region;
        Inputs = inputs;
    }

    /// <summary>The number of the node, unique in its list.</summary>
    public int Id { get; }

    /// <summary>The operation: <c>parameter</c>, <c>output</c>, a function's name, or the text of a constant.</summary>
    public string Operation { get; }

    /// <summary>The name of the variable it stands for, or empty.</summary>
    public string Name { get; }

    /// <summary>The branch it belongs to, such as <c>if1.then</c>, or empty outside any branch.</summary>
    public string Region { get; }

    /// <summary>The numbers of the nodes it uses, in order: the edges that come in.</summary>
    public IReadOnlyList<int> Inputs { get; }

    /// <summary>The name and the operation, as graphs show them.</summary>
    /// <returns>For example <c>y = multiply</c>.</returns>
    public override string ToString() => Name.Length == 0 ? Operation
        : Operation == "parameter" ? Name
        : $"{Name} = {Operation}";
}
