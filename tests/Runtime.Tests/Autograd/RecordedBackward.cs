using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>A backward pass made of recorded operations, so that its gradients can be differentiated again.</summary>
internal static class RecordedBackward
{
    /// <summary>The gradients of a result, as results of recorded operations; null where the result does not depend on a leaf.</summary>
    public static Tensor<T>?[] Gradients<T>(Tensor<T> result, Tensor<T> adjoint, params Tensor<T>[] leaves)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sums = new Dictionary<AutogradNode, Tensor<T>> { [result.GradFn!] = adjoint };
        var ready = new PriorityQueue<AutogradNode, long>();
        ready.Enqueue(result.GradFn!, 0);
        while (ready.TryDequeue(out AutogradNode? node, out _))
        {
            var arrived = default(GradientSum);
            arrived.Add(sums[node], isOwned: false);
            var inputs = new GradientSum[node.Edges.Length];
            node.PropagateRecorded([arrived], inputs);
            for (int i = 0; i < inputs.Length; i++)
            {
                if (node.Edges[i].Node is not { } next)
                {
                    continue;
                }

                var gradient = (Tensor<T>)inputs[i].Value!;
                bool isKnown = sums.TryGetValue(next, out Tensor<T>? sum);
                sums[next] = isKnown ? sum! + gradient : gradient;
                if (!isKnown && next is not ILeafNode)
                {
                    ready.Enqueue(next, -next.Sequence);
                }
            }
        }

        return [.. leaves.Select(leaf => sums.GetValueOrDefault(leaf.GradientEdge.Node!))];
    }

    /// <summary>The gradient of the sum of a result with respect to its only leaf, any number of times.</summary>
    public static Tensor<T> Derivative<T>(Tensor<T> result, Tensor<T> leaf, int order = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < order; i++)
        {
            result = result.GradFn is null
                ? Tensor.Zeros<T>(leaf.Shape)
                : Gradients(result, Tensor.Full(result.Shape, T.One), leaf)[0] ?? Tensor.Zeros<T>(leaf.Shape);
        }

        return result;
    }
}
