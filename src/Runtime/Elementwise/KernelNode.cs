using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The node of an element-wise operation. It keeps the operands from which gradients are computed.</summary>
/// <remarks>
/// In a backward pass that is recorded, a choice between elements is a select of which both arms are computed. The arm that an element does not
/// take may be infinite or NaN there; what comes back to it is an adjoint of 0. So in the nodes of such a pass an adjoint of exactly 0 contributes 0,
/// whatever the partial derivative: not only, as in other nodes, where a rule is singular.
/// </remarks>
internal abstract class KernelNode<TKernel, T> : AutogradNode
    where TKernel : struct, IElementwiseKernel<TKernel, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Tensor<T> NotNeeded = new([T.One], []);

    private readonly TKernel _kernel;
    private readonly bool _isOfBackwardPass;

    // Null where no input was stretched.
    private readonly int[][]? _inputShapes;

    // An input that no gradient needs has no value here, so that it can be collected, and be changed in place.
    private SavedTensor<T>?[]? _saved;

    private protected KernelNode(in TKernel kernel, string name, ReadOnlySpan<Tensor<T>> inputs, ReadOnlySpan<int> shape)
        : base(name, AutogradEdge.Of(inputs))
    {
        _kernel = kernel;
        _isOfBackwardPass = BackwardRecording.IsUnderWay;
        _saved = new SavedTensor<T>?[inputs.Length];
        SavesNothing = true;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!inputs[i].Shape.SequenceEqual(shape))
            {
                (_inputShapes ??= new int[inputs.Length][])[i] = inputs[i].ShapeArray;
            }

            if (IsRead(i))
            {
                _saved[i] = new SavedTensor<T>(inputs[i]);
                SavesNothing = false;
            }
        }
    }

    private protected TKernel Kernel => _kernel;

    /// <summary>Whether the operation is one of a recorded backward pass, where an adjoint of 0 contributes 0.</summary>
    private protected bool IsOfBackwardPass => _isOfBackwardPass;

    /// <summary>Whether no gradient reads an operand, so that there is nothing to drop.</summary>
    private protected bool SavesNothing { get; }

    internal override void PropagateRecorded(ReadOnlySpan<GradientSum> results, Span<GradientSum> inputs)
    {
        Tensor<T>?[] gradients = RecordedGradients((Tensor<T>)results[0].Value!);
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient)
            {
                inputs[i].Add(gradient, isOwned: false);
            }
        }
    }

    internal override void Release() => _saved = null;

    /// <summary>The gradients of the inputs as recorded results, each of the shape of its input; null for an input that needs none.</summary>
    /// <param name="adjoint">The gradient of the result.</param>
    internal Tensor<T>?[] RecordedGradients(Tensor<T> adjoint)
    {
        int arity = Edges.Length;
        var operands = new Tensor<T>[arity];
        Unpack(operands);
        var wanted = new bool[arity];
        for (int i = 0; i < arity; i++)
        {
            wanted[i] = Edges[i].Node is not null;
        }

        var gradients = new Tensor<T>?[arity];
        bool wasUnderWay = BackwardRecording.IsUnderWay;
        BackwardRecording.IsUnderWay = true;
        try
        {
            TKernel.RecordGradients(_kernel, operands, adjoint, wanted, gradients);
            for (int i = 0; i < arity; i++)
            {
                gradients[i] = wanted[i] ? Finished(gradients[i]!, adjoint, InputShape(i, adjoint)) : null;
            }
        }
        finally
        {
            BackwardRecording.IsUnderWay = wasUnderWay;
        }

        return gradients;
    }

    private Tensor<T> Finished(Tensor<T> gradient, Tensor<T> adjoint, int[] inputShape)
    {
        // A constant gradient comes as a scalar on the CPU.
        gradient = gradient.To(adjoint.Device);
        if (_isOfBackwardPass)
        {
            // Only where it is no number: elsewhere the derivative with respect to the adjoint, the partial, must stay.
            MaskTensor isVoid = Tensor.Equal(adjoint, T.Zero) & !Tensor.IsFinite(gradient);
            gradient = isVoid.MayHoldTrue ? Tensor.Where(isVoid, T.Zero, gradient) : gradient;
        }

        // A gradient of zero may come as a scalar: it is stretched before what the input was stretched by is summed.
        return gradient.Expand(adjoint.ShapeArray).SumToShape(inputShape);
    }

    /// <summary>The saved operands; any number in the place of one that is not needed.</summary>
    private protected void Unpack(Span<Tensor<T>> operands)
    {
        SavedTensor<T>?[] saved = _saved ?? throw new AutogradException(AutogradErrors.AlreadyFreed);
        for (int i = 0; i < saved.Length; i++)
        {
            operands[i] = saved[i] is { } operand ? operand.Unpack(this) : NotNeeded;
        }
    }

    /// <summary>The shape of an input.</summary>
    private protected int[] InputShape(int i, Tensor<T> adjoint) => _inputShapes?[i] ?? adjoint.ShapeArray;

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
