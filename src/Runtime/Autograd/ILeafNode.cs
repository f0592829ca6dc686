using System;

namespace AutoDiff;

/// <summary>A node that stands for a leaf of the graph, whatever its element type.</summary>
internal interface ILeafNode
{
    ReadOnlySpan<int> LeafShape { get; }
}
