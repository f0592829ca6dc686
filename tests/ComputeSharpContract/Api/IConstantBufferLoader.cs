using System;

namespace ComputeSharp.Descriptors;

/// <summary>Takes the constants of a dispatch.</summary>
public interface IConstantBufferLoader
{
    /// <summary>Takes them.</summary>
    void LoadConstantBuffer(ReadOnlySpan<byte> data);
}
