using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>One operand or result of a run of a kernel on a device. The default value stands for what is not wanted, or not read.</summary>
internal readonly struct DeviceOperand
{
    private DeviceOperand(ulong bits)
    {
        IsNumber = true;
        Bits = bits;
    }

    private DeviceOperand(DeviceBuffer buffer, long offset, int[]? strides)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Buffer = buffer;
        Offset = offset;
        Strides = strides;
    }

    /// <summary>The memory, or null.</summary>
    public DeviceBuffer? Buffer { get; }

    /// <summary>The first element.</summary>
    public long Offset { get; }

    /// <summary>The distances between neighbours along each dimension of the result's shape, 0 where an element is repeated; null for elements one after the other.</summary>
    public int[]? Strides { get; }

    /// <summary>Whether there is one number for all positions, and no memory.</summary>
    public bool IsNumber { get; }

    /// <summary>The bits of the number: 32 of a float, 64 of a double.</summary>
    public ulong Bits { get; }

    /// <summary>One number for all positions.</summary>
    public static DeviceOperand Number<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(typeof(T) == typeof(double) ? BitConverter.DoubleToUInt64Bits(double.CreateTruncating(value)) : BitConverter.SingleToUInt32Bits(float.CreateTruncating(value)));

    /// <summary>Elements one after the other.</summary>
    public static DeviceOperand Contiguous(DeviceBuffer buffer, long offset = 0) => new(buffer, offset, null);

    /// <summary>One element for all positions of a shape with so many dimensions.</summary>
    public static DeviceOperand Single(DeviceBuffer buffer, int dimensions, long offset = 0) => new(buffer, offset, new int[dimensions]);

    /// <summary>Elements at any strides.</summary>
    public static DeviceOperand Strided(DeviceBuffer buffer, int[] strides, long offset = 0) => new(buffer, offset, strides);
}
