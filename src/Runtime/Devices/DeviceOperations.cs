using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>
/// What a back end does with tensors on its devices. All else is made of it: views need nothing, and gradients are operations themselves.
/// </summary>
/// <remarks>
/// In: tensors whose elements lie on one device; rank-0 tensors of the CPU may stand beside them as operands of kernels, as numbers. Out: as the same operation on the
/// CPU gives, but for rounding. Calls return when the work is done.
/// </remarks>
internal abstract class DeviceOperations
{
    /// <summary>Elements with any contents.</summary>
    internal abstract Storage<T> Allocate<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Copies to a storage.</summary>
    /// <param name="elements">What to copy.</param>
    /// <param name="storage">Where to.</param>
    /// <param name="start">The first element there.</param>
    internal abstract void Write<T>(ReadOnlySpan<T> elements, Storage<T> storage, int start)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Copies from a storage.</summary>
    /// <param name="storage">Where from.</param>
    /// <param name="start">The first element there.</param>
    /// <param name="elements">Receives them.</param>
    internal abstract void Read<T>(Storage<T> storage, int start, Span<T> elements)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Computes the values of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operands">Its operands, which broadcast to the shape of the result.</param>
    /// <param name="result">Receives the values; may lie where an operand does.</param>
    internal abstract void Forward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>> operands, Tensor<T> result)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Computes the values and the partial derivatives of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tensors">The operands, the result, and for each operand its partials, or null where they are not wanted.</param>
    /// <param name="shape">The shape of the result and of the partials.</param>
    internal abstract void ForwardWithPartials<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>?> tensors, ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Computes the gradients of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tensors">The operands, the adjoint of the result, and for each operand its gradient, or null where it is not wanted.</param>
    /// <param name="shape">The shape of the result, to which everything broadcasts. The gradients must have it.</param>
    internal abstract void Backward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>?> tensors, ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Reduces the middle dimension of elements of shape [outer, count, inner].</summary>
    /// <param name="kind">What to compute.</param>
    /// <param name="source">A row-major tensor with outer * count * inner elements, at least one.</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <param name="result">Receives outer * inner results, in row-major order.</param>
    internal abstract void Reduce<T>(AxisKind kind, Tensor<T> source, int outer, int count, int inner, Tensor<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Finds the first greatest or least elements along the middle dimension of elements of shape [outer, count, inner]; NaN counts as both.</summary>
    /// <param name="isMax">Whether the greatest ones are looked for.</param>
    /// <param name="source">A row-major tensor with outer * count * inner elements, at least one.</param>
    /// <param name="outer">The product of the dimensions before the axis.</param>
    /// <param name="count">The length of the axis.</param>
    /// <param name="inner">The product of the dimensions after the axis.</param>
    /// <returns>Their places along the axis, outer * inner of them.</returns>
    internal abstract int[] Extremes<T>(bool isMax, Tensor<T> source, int outer, int count, int inner)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Multiplies matrices, those in the last two dimensions.</summary>
    /// <param name="left">The left factors, of any strides.</param>
    /// <param name="right">The right factors, of any strides.</param>
    /// <param name="result">Receives the products; row-major, not empty. The batches of the factors have been stretched to its batches.</param>
    internal abstract void Multiply<T>(Tensor<T> left, Tensor<T> right, Tensor<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Computes <c>result[i] = source[map[i]]</c>, or a value where the map is below 0.</summary>
    /// <param name="source">A row-major tensor.</param>
    /// <param name="map">A place in it for each element of the result.</param>
    /// <param name="missing">The value.</param>
    /// <param name="result">Receives the elements, in row-major order.</param>
    internal abstract void Take<T>(Tensor<T> source, int[] map, T missing, Tensor<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Computes the sums of a value and all <c>source[i]</c> with <c>map[i] = k</c>, for each element <c>k</c> of the result.</summary>
    /// <param name="source">A row-major tensor.</param>
    /// <param name="map">For each of its elements a place in the result; one below 0 is left out.</param>
    /// <param name="start">The value.</param>
    /// <param name="result">Receives the sums, in row-major order.</param>
    internal abstract void Put<T>(Tensor<T> source, int[] map, T start, Tensor<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Runs an update rule, as <see cref="UpdateLoop"/> does.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="target">The tensor to change.</param>
    /// <param name="gradient">The gradients, of the same shape.</param>
    /// <param name="memories">What is remembered of the elements: three tensors like the target in row-major order, null where the rule has none.</param>
    internal abstract void Update<TRule, T>(in TRule rule, Tensor<T> target, Tensor<T> gradient, ReadOnlySpan<Tensor<T>?> memories)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Along how many dimensions, neighbours that can be joined counted as one, operands on devices may lie apart.</summary>
    internal const int MostDimensions = 8;

    /// <summary>Copies elements, also between devices and the CPU.</summary>
    /// <param name="source">Where the elements come from.</param>
    /// <param name="target">Where they go to; of the same shape.</param>
    internal static void Copy<T>(Tensor<T> source, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (target.Storage.OnDevice is not { } device)
        {
            if (target.IsContiguous)
            {
                source.CopyTo(target.ContiguousElements);
                GC.KeepAlive(target.Storage);
            }
            else
            {
                StridedCopy.Copy(OnCpu(source), target);
            }
        }
        else if (source.Device == device && !(target.IsContiguous && source.IsTooScattered))
        {
            device.Operations.Forward(default(ElementwiseFunctions.CopyKernel<T>), [source], target);
        }
        else if (target.IsContiguous && target.Length > 0)
        {
            Tensor<T> contiguous = OnCpu(source).ToContiguous();
            device.Operations.Write<T>(contiguous.ContiguousElements, target.Storage, target.Offset);
            GC.KeepAlive(contiguous.Storage);
        }
        else if (target.Length > 0)
        {
            Tensor<T> moved = Tensor<T>.Uninitialized(target.ShapeArray, device);
            Copy(source, moved);
            Copy(moved, target);
        }
    }

    // Unrecorded, and this tensor itself if it lies there.
    private static Tensor<T> OnCpu<T>(Tensor<T> source)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        source.Storage.OnDevice is null ? source : new Tensor<T>(source.ToArray(), source.ShapeArray);
}
