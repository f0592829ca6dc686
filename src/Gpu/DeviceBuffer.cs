using System;

namespace AutoDiff;

/// <summary>Memory of a device.</summary>
/// <param name="device">The device.</param>
/// <param name="bytes">The size.</param>
internal abstract class DeviceBuffer(GpuDevice device, long bytes) : IDisposable
{
    /// <summary>The device.</summary>
    public GpuDevice Device { get; } = device;

    /// <summary>The size.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Gives the memory back; nobody uses the buffer afterwards.</summary>
    public abstract void Dispose();
}
