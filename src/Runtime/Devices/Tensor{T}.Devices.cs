using System;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>Where the elements lie.</content>
public sealed partial class Tensor<T>
{
    /// <summary>The device on which the elements lie, and on which operations with this tensor run.</summary>
    public Device Device => Storage.OnDevice ?? Device.Cpu;

    /// <summary>The tensor on a device: PyTorch's <c>to(device)</c>. Gradients flow back to where this tensor lies.</summary>
    /// <param name="device">The device.</param>
    /// <returns>A copy, or this tensor if it lies there already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="device"/> is null.</exception>
    public Tensor<T> To(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device own = Device;
        if (own == device)
        {
            return this;
        }

        Tensor<T> copy = Uninitialized(_shape, device);
        DeviceOperations.Copy(this, copy);
        return FunctionNode<T>.Record(copy, "ToCopyBackward0", [this], [], (gradient, _, _) => [gradient.To(own)]);
    }

    /// <summary>A row-major tensor with one value everywhere, on a device.</summary>
    internal static Tensor<T> Filled(int[] shape, T value, Device device)
    {
        Tensor<T> result = Uninitialized(shape, device);
        result.Overwrite(value);
        return result;
    }

    /// <summary>Whether the elements lie apart along more dimensions than what runs on devices can follow.</summary>
    internal bool IsTooScattered => !IsContiguous && Rank > DeviceOperations.MostDimensions;

    /// <summary>Has the elements, and those of the gradient, lie on another device from now on: PyTorch's <c>x.data = x.data.to(device)</c>.</summary>
    /// <remarks>Views of this tensor stay where they are, and see no later changes.</remarks>
    internal void MoveTo(Device device)
    {
        if (Device == device)
        {
            return;
        }

        // All of the storage, so that the strides stay.
        Storage<T> old = Storage;
        int length = old.Length;
        var whole = new Tensor<T>(old, 0, [length], [1]);
        Tensor<T> moved = Uninitialized([length], device);
        DeviceOperations.Copy(whole, moved);
        Storage = moved.Storage;
        Grad?.MoveTo(device);
    }

    /// <summary>Refuses an operation that does not run on the device of this tensor.</summary>
    /// <param name="operation">The public member.</param>
    /// <exception cref="NotSupportedException">The tensor does not lie on the CPU.</exception>
    internal void RequireCpu([CallerMemberName] string operation = "")
    {
        if (Storage.OnDevice is { } device)
        {
            throw DeviceErrors.NotSupported(operation, device);
        }
    }

    /// <summary>Sets all elements without a word to autograd.</summary>
    private void Overwrite(T value)
    {
        if (Storage.OnDevice is { } device)
        {
            device.Operations.Forward(default(ElementwiseFunctions.CopyKernel<T>), [Scalar(value)], this);
        }
        else if (IsContiguous)
        {
            ContiguousElements.Fill(value);
            GC.KeepAlive(Storage);
        }
        else
        {
            StridedCopy.Copy(Scalar(value).Expand(_shape), this);
        }
    }
}
