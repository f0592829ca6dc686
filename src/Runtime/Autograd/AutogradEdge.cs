using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Where the gradient of one input of a node goes: PyTorch's pair in <c>next_functions</c>.</summary>
/// <param name="Node">The node that takes the gradient, or null when the input needs none.</param>
/// <param name="InputIndex">Which result of the operation behind <paramref name="Node"/> the gradient belongs to; 0 for an operation with one result.</param>
public readonly record struct AutogradEdge(AutogradNode? Node, int InputIndex)
{
    /// <summary>The edges to the inputs of an operation.</summary>
    internal static AutogradEdge[] Of<T>(ReadOnlySpan<Tensor<T>> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var edges = new AutogradEdge[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            edges[i] = inputs[i].GradientEdge;
        }

        return edges;
    }
}
