using System;
using System.Collections.Generic;

namespace ComputeSharp;

/// <summary>A device.</summary>
public sealed partial class GraphicsDevice : IDisposable
{
    /// <summary>Its identity.</summary>
    public Luid Luid { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The bytes of its own memory.</summary>
    public nuint DedicatedMemorySize { get; }

    /// <summary>The bytes of the host's memory that it can use.</summary>
    public nuint SharedMemorySize { get; }

    /// <summary>Whether it is hardware.</summary>
    public bool IsHardwareAccelerated { get; }

    /// <summary>The hardware of the highest performance, or the device in software.</summary>
    public static GraphicsDevice GetDefault() => Adapters.GetDefault();

    /// <summary>The devices that a condition selects.</summary>
    public static IEnumerable<GraphicsDevice> QueryDevices(Predicate<GraphicsDeviceInfo> predicate) => Adapters.Query(predicate);

    /// <summary>Whether shaders can compute with doubles.</summary>
    public bool IsDoublePrecisionSupportAvailable()
    {
        ThrowIfLost();
        return SupportsDouble;
    }

    /// <inheritdoc/>
    public void Dispose() => IsDisposed = true;
}
