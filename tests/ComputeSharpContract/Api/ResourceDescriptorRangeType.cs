namespace ComputeSharp.Interop;

/// <summary>Kinds of registers.</summary>
public enum ResourceDescriptorRangeType
{
    /// <summary>Register t.</summary>
    ShaderResourceView = 0,

    /// <summary>Register u.</summary>
    UnorderedAccessView = 1,

    /// <summary>Register b.</summary>
    ConstantBufferView = 2,
}
