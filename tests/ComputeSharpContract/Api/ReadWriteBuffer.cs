using ComputeSharp.Resources;

namespace ComputeSharp;

/// <summary>A buffer that shaders read and write.</summary>
/// <typeparam name="T">Its elements.</typeparam>
public sealed class ReadWriteBuffer<T> : StructuredBuffer<T>
    where T : unmanaged
{
    internal ReadWriteBuffer(GraphicsDevice device, int length)
        : base(device, length)
    {
    }
}
