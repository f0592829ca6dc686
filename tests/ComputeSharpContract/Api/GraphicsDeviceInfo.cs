namespace ComputeSharp;

/// <summary>What is known of an adapter before it is opened.</summary>
public readonly struct GraphicsDeviceInfo
{
    internal GraphicsDeviceInfo(GraphicsDevice device)
    {
        Luid = device.Luid;
        IsHardwareAccelerated = device.IsHardwareAccelerated;
    }

    /// <summary>Its identity.</summary>
    public Luid Luid { get; }

    /// <summary>Whether it is hardware.</summary>
    public bool IsHardwareAccelerated { get; }
}
