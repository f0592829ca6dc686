using System;
using System.Collections.Generic;
using ComputeSharp.Descriptors;
using ComputeSharp.Interop;

namespace ComputeSharp;

/// <summary>What a device was told to run.</summary>
/// <param name="Shader">The type of the shader.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="GroupSize">The threads of a group in the three directions.</param>
/// <param name="ConstantBufferSize">The bytes of constants that were announced.</param>
/// <param name="Constants">The constants that came.</param>
/// <param name="Ranges">The registers.</param>
/// <param name="Resources">The resources that came, with their indices.</param>
/// <param name="Source">The text.</param>
internal sealed record Dispatch(
    Type Shader,
    int Threads,
    (int X, int Y, int Z) GroupSize,
    int ConstantBufferSize,
    byte[] Constants,
    ResourceDescriptorRange[] Ranges,
    List<(IGraphicsResource Resource, uint Index)> Resources,
    string Source)
{
    /// <summary>Keeps constants.</summary>
    internal struct ConstantLoader : IConstantBufferLoader
    {
        /// <summary>The bytes, once they have come.</summary>
        public byte[]? Bytes { get; private set; }

        /// <inheritdoc/>
        public void LoadConstantBuffer(ReadOnlySpan<byte> data) =>
            Bytes = Bytes is null && data.Length % 4 == 0 ? data.ToArray() : throw new InvalidOperationException("Constants come once, and are words.");
    }

    /// <summary>Keeps resources.</summary>
    internal readonly struct ResourceLoader(List<(IGraphicsResource Resource, uint Index)> resources) : IGraphicsResourceLoader
    {
        /// <inheritdoc/>
        public void LoadGraphicsResource(IGraphicsResource resource, uint index) => resources.Add((resource, index));
    }
}
