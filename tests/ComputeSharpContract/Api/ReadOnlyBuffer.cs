using ComputeSharp.Resources;

namespace ComputeSharp;

/// <summary>A buffer that shaders read.</summary>
/// <typeparam name="T">Its elements.</typeparam>
public sealed class ReadOnlyBuffer<T> : StructuredBuffer<T>
    where T : unmanaged
{
    internal ReadOnlyBuffer(GraphicsDevice device, int length)
        : base(device, length)
    {
    }
}
