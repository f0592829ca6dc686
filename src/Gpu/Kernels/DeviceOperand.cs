using System;

namespace AutoDiff;

/// <summary>One operand or result of a run of a kernel on a device. The default value stands for what is not wanted, or not read.</summary>
internal readonly struct DeviceOperand
{
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

    /// <summary>Elements one after the other.</summary>
    public static DeviceOperand Contiguous(DeviceBuffer buffer, long offset = 0) => new(buffer, offset, null);

    /// <summary>One element for all positions of a shape with so many dimensions.</summary>
    public static DeviceOperand Single(DeviceBuffer buffer, int dimensions, long offset = 0) => new(buffer, offset, new int[dimensions]);

    /// <summary>Elements at any strides.</summary>
    public static DeviceOperand Strided(DeviceBuffer buffer, int[] strides, long offset = 0) => new(buffer, offset, strides);
}
