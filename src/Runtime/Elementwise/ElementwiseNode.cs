using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The node of any element-wise operation: its backward pass is the kernel's, followed by sums over what was stretched.</summary>
internal sealed class ElementwiseNode<TKernel, T> : AutogradNode
    where TKernel : struct, IElementwiseKernel<TKernel, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Tensor<T> NotNeeded = new([T.One], []);

    private readonly TKernel _kernel;
    // Null where no input was stretched.
    private readonly int[][]? _inputShapes;
    private readonly bool _savesNothing;

    // An input that no gradient needs has no value here, so that it can be collected, and be changed in place.
    private SavedTensor<T>?[]? _saved;

    internal ElementwiseNode(in TKernel kernel, string name, ReadOnlySpan<Tensor<T>> inputs, ReadOnlySpan<int> shape)
        : base(name, AutogradEdge.Of(inputs))
    {
        _kernel = kernel;
        _saved = new SavedTensor<T>?[inputs.Length];
        _savesNothing = true;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].Shape.SequenceEqual(shape))
            {
                (_inputShapes ??= new int[inputs.Length][])[i] = inputs[i].ShapeArray;
            }

            if (IsRead(i))
            {
                _saved[i] = new SavedTensor<T>(inputs[i]);
                _savesNothing = false;
            }
        }
    }

    internal override void Propagate(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs, bool retainsGraph)
    {
        SavedTensor<T>?[] saved = _saved ?? throw new AutogradException(AutogradErrors.AlreadyFreed);
        var adjoint = (Tensor<T>)results[0].Value!;
        int arity = saved.Length;
        LaneBuffer<Tensor<T>?> few = default;
        int count = (2 * arity) + 1;
        Span<Tensor<T>?> lanes = count <= LaneBuffer<T>.Length ? few : new Tensor<T>?[count];
        lanes = lanes[..count];
        lanes[arity] = adjoint;
        for (int i = 0; i < arity; i++)
        {
            lanes[i] = saved[i] is { } operand ? operand.Unpack() : NotNeeded;
            if (Edges[i].Node is not null)
            {
                lanes[arity + 1 + i] = Tensor<T>.Uninitialized(adjoint.ShapeArray);
            }
        }

        ElementwiseLoop.Backward(_kernel, lanes, adjoint.Shape);
        for (int i = 0; i < arity; i++)
        {
            if (lanes[arity + 1 + i] is { } gradient)
            {
                inputs[i].AddReduced(gradient, _inputShapes?[i] ?? gradient.ShapeArray);
            }
        }
    }

    // A node that saves nothing can run any number of times, as in PyTorch.
    internal override void Release()
    {
        if (!_savesNothing)
        {
            _saved = null;
        }
    }

    private bool IsRead(int operand)
    {
        for (int gradient = 0; gradient < Edges.Length; gradient++)
        {
            if (Edges[gradient].Node is not null && TKernel.GradientReads(gradient, operand))
            {
                return true;
            }
        }

        return false;
    }
}
