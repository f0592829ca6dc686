namespace ComputeSharp.Interop;

/// <summary>The register of a resource.</summary>
/// <param name="type">Its kind.</param>
/// <param name="register">Its number.</param>
public readonly struct ResourceDescriptorRange(ResourceDescriptorRangeType type, uint register)
{
    /// <summary>Its kind.</summary>
    public ResourceDescriptorRangeType Type { get; } = type;

    /// <summary>Its number.</summary>
    public uint Register { get; } = register;
}
