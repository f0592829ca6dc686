using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The node of any element-wise operation: its backward pass is the kernel's, followed by sums over what was stretched.</summary>
internal sealed class ElementwiseNode<TKernel, T> : KernelNode<TKernel, T>
    where TKernel : struct, IElementwiseKernel<TKernel, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Tensor<T> Zero = new([T.Zero], []);

    internal ElementwiseNode(in TKernel kernel, string name, ReadOnlySpan<Tensor<T>> inputs, ReadOnlySpan<int> shape)
        : base(kernel, name, inputs, shape)
    {
    }

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph)
    {
        var adjoint = (Tensor<T>)results[0].Value!;
        int arity = Edges.Length;
        LaneBuffer<Tensor<T>?> few = default;
        int count = (2 * arity) + 1;
        Span<Tensor<T>?> lanes = count <= LaneBuffer<T>.Length ? few : new Tensor<T>?[count];
        lanes = lanes[..count];
        Unpack(lanes[..arity]!);
        lanes[arity] = adjoint;
        for (int i = 0; i < arity; i++)
        {
            if (Edges[i].Node is not null)
            {
                lanes[arity + 1 + i] = Tensor<T>.Uninitialized(adjoint.ShapeArray, adjoint.Storage.OnDevice);
            }
        }

        ElementwiseLoop.Backward(Kernel, lanes, adjoint.Shape);
        for (int i = 0; i < arity; i++)
        {
            if (lanes[arity + 1 + i] is { } gradient)
            {
                if (IsOfBackwardPass)
                {
                    ElementwiseLoop.Forward(default(ElementwiseFunctions.WhereKernel<T>), [adjoint, gradient, Zero], gradient);
                }

                inputs[i].AddReduced(gradient, InputShape(i, adjoint));
            }
        }
    }

    // A node that saves nothing can run any number of times, as in PyTorch.
    internal override void Release()
    {
        if (!SavesNothing)
        {
            base.Release();
        }
    }
}
