using System;
using ComputeSharp.Interop;

namespace ComputeSharp.Descriptors;

/// <summary>What a device must know of a shader.</summary>
/// <typeparam name="T">The shader.</typeparam>
public interface IComputeShaderDescriptor<T>
    where T : struct
{
    /// <summary>The threads of a group in the first direction.</summary>
    static abstract int ThreadsX { get; }

    /// <summary>The threads of a group in the second direction.</summary>
    static abstract int ThreadsY { get; }

    /// <summary>The threads of a group in the third direction.</summary>
    static abstract int ThreadsZ { get; }

    /// <summary>The bytes of the constants.</summary>
    static abstract int ConstantBufferSize { get; }

    /// <summary>Whether textures are sampled.</summary>
    static abstract bool IsStaticSamplerRequired { get; }

    /// <summary>The registers of the resources.</summary>
    static abstract ReadOnlyMemory<ResourceDescriptorRange> ResourceDescriptorRanges { get; }

    /// <summary>The text.</summary>
    static abstract string HlslSource { get; }

    /// <summary>The bytecode.</summary>
    static abstract ReadOnlyMemory<byte> HlslBytecode { get; }

    /// <summary>Hands over the constants of a dispatch.</summary>
    static abstract void LoadConstantBuffer<TLoader>(in T shader, ref TLoader loader, int x, int y, int z)
        where TLoader : struct, IConstantBufferLoader;

    /// <summary>Hands over the resources of a dispatch.</summary>
    static abstract void LoadGraphicsResources<TLoader>(in T shader, ref TLoader loader)
        where TLoader : struct, IGraphicsResourceLoader;
}
