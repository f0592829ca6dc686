using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>The operations of tensors on a graphics processor.</summary>
/// <param name="device">The device.</param>
internal sealed partial class GpuOperations(GpuDevice device) : DeviceOperations
{
    /// <inheritdoc/>
    internal override Storage<T> Allocate<T>(int length) => new GpuStorage<T>(device, length);

    /// <inheritdoc/>
    internal override void Write<T>(ReadOnlySpan<T> elements, Storage<T> storage, int start)
    {
        device.Write(MemoryMarshal.AsBytes(elements), BufferOf(storage), (long)start * Unsafe.SizeOf<T>());
        GC.KeepAlive(storage);
    }

    /// <inheritdoc/>
    internal override void Read<T>(Storage<T> storage, int start, Span<T> elements)
    {
        device.Read(BufferOf(storage), (long)start * Unsafe.SizeOf<T>(), MemoryMarshal.AsBytes(elements));
        GC.KeepAlive(storage);
    }

    /// <inheritdoc/>
    internal override void Forward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>> operands, Tensor<T> result)
    {
        ReadOnlySpan<int> shape = result.Shape;
        DeviceKernel.Forward<TKernel, T>(device, kernel, Operands(operands!, shape), Operand(result, shape), shape);
        KeepAlive<T>(operands!);
        GC.KeepAlive(result);
    }

    /// <inheritdoc/>
    internal override void ForwardWithPartials<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>?> tensors, ReadOnlySpan<int> shape)
    {
        int arity = TKernel.Arity;
        DeviceOperand[] operands = Operands(tensors, shape);
        DeviceKernel.ForwardWithPartials<TKernel, T>(device, kernel, operands.AsSpan(0, arity), operands[arity], operands.AsSpan(arity + 1), shape);
        KeepAlive(tensors);
    }

    /// <inheritdoc/>
    internal override void Backward<TKernel, T>(in TKernel kernel, ReadOnlySpan<Tensor<T>?> tensors, ReadOnlySpan<int> shape)
    {
        int arity = TKernel.Arity;
        DeviceOperand[] operands = Operands(tensors, shape);
        DeviceKernel.Backward<TKernel, T>(device, kernel, operands.AsSpan(0, arity), operands[arity], operands.AsSpan(arity + 1), shape);
        KeepAlive(tensors);
    }

    /// <inheritdoc/>
    internal override void Update<TRule, T>(in TRule rule, Tensor<T> target, Tensor<T> gradient, ReadOnlySpan<Tensor<T>?> memories)
    {
        ReadOnlySpan<int> shape = target.Shape;
        var values = new DeviceOperand[memories.Length + 1];
        values[0] = Operand(target, shape);
        for (int i = 0; i < memories.Length; i++)
        {
            values[i + 1] = memories[i] is { } memory ? DeviceOperand.Contiguous(BufferOf(memory.Storage), memory.Offset) : default;
        }

        DeviceKernel.Update<TRule, T>(device, rule, values, Operand(gradient, shape), shape);
        KeepAlive(memories);
        GC.KeepAlive(target);
        GC.KeepAlive(gradient);
    }

    private DeviceOperand[] Operands<T>(ReadOnlySpan<Tensor<T>?> tensors, ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var operands = new DeviceOperand[tensors.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = tensors[i] is { } tensor ? Operand(tensor, shape) : default;
        }

        return operands;
    }

    /// <summary>The elements of a tensor, repeated to a shape.</summary>
    private DeviceOperand Operand<T>(Tensor<T> tensor, ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tensor.Storage.OnDevice is null)
        {
            return tensor.Rank == 0 ? DeviceOperand.Number(tensor.Item()) : throw DeviceErrors.Mixed("an operation", device, Device.Cpu);
        }

        DeviceBuffer buffer = BufferOf(tensor.Storage);
        if (tensor.IsContiguous && tensor.Shape.SequenceEqual(shape))
        {
            return DeviceOperand.Contiguous(buffer, tensor.Offset);
        }

        var strides = new int[shape.Length];
        Shapes.BroadcastStrides(tensor.Shape, tensor.Strides, shape, strides);
        return DeviceOperand.Strided(buffer, strides, tensor.Offset);
    }

    private DeviceBuffer BufferOf<T>(Storage<T> storage)
        where T : unmanaged, IFloatingPointIeee754<T> => storage is GpuStorage<T> own && own.OnDevice == device
        ? own.Buffer
        : throw DeviceErrors.Mixed("an operation", device, storage.OnDevice ?? Device.Cpu);

    private static void KeepAlive<T>(ReadOnlySpan<Tensor<T>?> tensors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (Tensor<T>? tensor in tensors)
        {
            GC.KeepAlive(tensor);
        }
    }
}
