using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>The tensors of <c>System.Numerics.Tensors</c>, over the same elements: nothing is copied.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The elements, to be read by functions for the tensors of .NET.</summary>
    /// <returns>A span over the same elements with the lengths and strides of this tensor; for a scalar one dimension of length 1, as there is no rank of 0.</returns>
    public ReadOnlyTensorSpan<T> AsReadOnlyTensorSpan()
    {
        Span<nint> strides = stackalloc nint[Math.Max(Rank, 1)];
        return new ReadOnlyTensorSpan<T>(SharedElements(), Start, Lengths(stackalloc nint[Math.Max(Rank, 1)]), SystemStrides(strides));
    }

    /// <summary>The elements, to be read and written by functions for the tensors of .NET.</summary>
    /// <returns>As <see cref="AsReadOnlyTensorSpan"/>.</returns>
    /// <remarks>
    /// Asking for the span counts as a change in place: a backward pass that needs the elements as they were before refuses to run. What is written later goes
    /// unseen, so do not keep the span.
    /// </remarks>
    /// <exception cref="AutogradException">This tensor requires a gradient, of which such changes would know nothing: use <see cref="Detach"/>.</exception>
    public TensorSpan<T> AsTensorSpan()
    {
        RequireNoGrad();
        Storage.MarkChanged();
        Span<nint> strides = stackalloc nint[Math.Max(Rank, 1)];
        return new TensorSpan<T>(SharedElements(), Start, Lengths(stackalloc nint[Math.Max(Rank, 1)]), SystemStrides(strides));
    }

    /// <summary>A tensor of .NET with the same elements: a change in one shows in the other.</summary>
    /// <returns>As <see cref="AsReadOnlyTensorSpan"/>, to be kept.</returns>
    /// <remarks>Asking for it counts as a change in place; what is written to it later is not seen by a backward pass.</remarks>
    /// <exception cref="AutogradException">This tensor requires a gradient, of which such changes would know nothing: use <see cref="Detach"/>.</exception>
    public System.Numerics.Tensors.Tensor<T> ToSystemTensor()
    {
        RequireNoGrad();
        Storage.MarkChanged();
        Span<nint> strides = stackalloc nint[Math.Max(Rank, 1)];
        return System.Numerics.Tensors.Tensor.Create(SharedElements(), Start, Lengths(stackalloc nint[Math.Max(Rank, 1)]), SystemStrides(strides));
    }

    // An empty tensor may lie behind the last element.
    private int Start => Length == 0 ? 0 : Offset;

    // A span keeps the array alive but not the storage, which would give the array to others.
    private T[] SharedElements([CallerMemberName] string operation = "")
    {
        RequireCpu(operation);
        Storage.LeavePool();
        return Storage.Elements;
    }

    private void RequireNoGrad()
    {
        if (RequiresGrad)
        {
            throw new AutogradException(AutogradErrors.SharedRequiresGrad);
        }
    }

    private ReadOnlySpan<nint> Lengths(Span<nint> lengths)
    {
        lengths[0] = 1;
        for (int i = 0; i < Rank; i++)
        {
            lengths[i] = _shape[i];
        }

        return lengths;
    }

    // The stride of a dimension of length 1 is never used, but it is checked there; those of an empty tensor are left to be computed.
    private ReadOnlySpan<nint> SystemStrides(Span<nint> strides)
    {
        strides[0] = 0;
        for (int i = 0; i < Rank; i++)
        {
            strides[i] = _shape[i] == 1 ? 0 : _strides[i];
        }

        return Length == 0 ? [] : strides;
    }
}
