namespace AutoDiff;

/// <summary>What kind of hardware a <see cref="Device"/> is.</summary>
public enum DeviceKind
{
    /// <summary>The processor and the memory that .NET manages.</summary>
    Cpu = 0,

    /// <summary>A graphics processor, offered by a back end such as AutoDiff.Gpu.</summary>
    Gpu = 1,
}
