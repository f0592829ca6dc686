using System;

namespace ComputeSharp.Resources;

/// <summary>A buffer.</summary>
/// <typeparam name="T">Its elements.</typeparam>
public abstract partial class Buffer<T> : IGraphicsResource, IDisposable
    where T : unmanaged
{
    /// <inheritdoc/>
    public GraphicsDevice GraphicsDevice { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>Gives the memory back.</summary>
    ~Buffer() => Release();

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }
}
