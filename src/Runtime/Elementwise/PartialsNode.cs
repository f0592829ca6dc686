using System;
using System.Numerics;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// The node of an element-wise function whose partial derivatives were computed with its values: the backward pass only scales them,
/// so that no function is evaluated twice. The operands are there for a backward pass that is recorded.
/// </summary>
internal sealed class PartialsNode<TKernel, T> : KernelNode<TKernel, T>
    where TKernel : struct, IElementwiseKernel<TKernel, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // One for each edge with a node.
    private Tensor<T>?[]? _partials;

    private PartialsNode(in TKernel kernel, string name, ReadOnlySpan<Tensor<T>> inputs, ReadOnlySpan<int> shape)
        : base(kernel, name, inputs, shape)
    {
    }

    /// <summary>Computes the values of a kernel and makes the node.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">The name of the node.</param>
    /// <param name="inputs">The operands.</param>
    /// <param name="result">Receives the values.</param>
    internal static PartialsNode<TKernel, T> Record(in TKernel kernel, string name, ReadOnlySpan<Tensor<T>> inputs, Tensor<T> result)
    {
        var node = new PartialsNode<TKernel, T>(kernel, name, inputs, result.Shape);
        int arity = inputs.Length;
        var tensors = new Tensor<T>?[(2 * arity) + 1];
        inputs.CopyTo(tensors!);
        tensors[arity] = result;
        for (int i = 0; i < arity; i++)
        {
            if (node.Edges[i].Node is not null)
            {
                tensors[arity + 1 + i] = Tensor<T>.Uninitialized(result.ShapeArray, result.Storage.OnDevice);
            }
        }

        ElementwiseLoop.ForwardWithPartials(kernel, tensors, result.Shape);
        node._partials = tensors[(arity + 1)..];
        return node;
    }

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph)
    {
        // Taken out by the last run, the partials are its own: they become the gradients where they lie.
        Tensor<T>?[] partials = (retainsGraph ? Volatile.Read(ref _partials) : Interlocked.Exchange(ref _partials, null))
            ?? throw new AutogradException(AutogradErrors.AlreadyFreed);
        var adjoint = (Tensor<T>)results[0].Value!;

        // Not worth a copy from a device.
        bool isOne = adjoint.Storage.OnDevice is null && adjoint.IsUniform && adjoint.Storage.Elements[adjoint.Offset] == T.One;
        for (int i = 0; i < partials.Length; i++)
        {
            if (partials[i] is { } partial)
            {
                Tensor<T> gradient = retainsGraph ? Tensor<T>.Uninitialized(partial.ShapeArray, partial.Storage.OnDevice) : partial;
                if (retainsGraph || !isOne)
                {
                    ElementwiseLoop.Forward(default(ElementwiseFunctions.GuardedMultiplyKernel<T>), [adjoint, partial], gradient);
                }

                inputs[i].AddReduced(gradient, InputShape(i, adjoint));
            }
        }

        GC.KeepAlive(adjoint);
    }

    internal override void Release()
    {
        Volatile.Write(ref _partials, null);
        base.Release();
    }
}
