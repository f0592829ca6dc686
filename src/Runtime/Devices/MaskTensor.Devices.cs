using System;
using System.Numerics;

namespace AutoDiff;

/// <content>Masks on devices: tensors of 1 and 0.</content>
public sealed partial class MaskTensor
{
    private readonly DeviceMask? _onDevice;

    private MaskTensor(DeviceMask onDevice, int[] shape)
    {
        _onDevice = onDevice;
        _shape = shape;
    }

    private enum Connective
    {
        And,
        Or,
        Xor,
    }

    /// <summary>Takes over numbers that are 1 or 0.</summary>
    /// <param name="numbers">A tensor on a device, which nobody changes.</param>
    internal static MaskTensor OnDevice<T>(Tensor<T> numbers)
        where T : unmanaged, IFloatingPointIeee754<T> => new(new Numbers<T>(numbers), numbers.ShapeArray);

    /// <summary>Whether an element may be true; false only where looking costs no copy from a device, and none is.</summary>
    internal bool MayHoldTrue => _onDevice is not null || Any();

    private abstract class DeviceMask
    {
        internal abstract Device Device { get; }

        internal abstract bool[] ToArray();

        internal abstract MaskTensor Not();

        /// <summary>The connection with another mask; null where that is not on this device in the same type.</summary>
        internal abstract MaskTensor? CombinedWith(MaskTensor other, Connective connective);
    }

    private sealed class Numbers<T>(Tensor<T> tensor) : DeviceMask
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal Tensor<T> Tensor => tensor;

        internal override Device Device => tensor.Device;

        internal override bool[] ToArray() => Array.ConvertAll(tensor.ToArray(), static number => number != T.Zero);

        internal override MaskTensor Not() => OnDevice(T.One - tensor);

        internal override MaskTensor? CombinedWith(MaskTensor other, Connective connective) =>
            other._onDevice is Numbers<T> numbers && numbers.Device == Device
                ? OnDevice(connective switch
                {
                    Connective.And => tensor * numbers.Tensor,
                    Connective.Or => AutoDiff.Tensor.Maximum(tensor, numbers.Tensor),
                    _ => (tensor - numbers.Tensor).Abs(),
                })
                : null;
    }
}
