namespace ComputeSharp.Resources;

/// <summary>A buffer of structures.</summary>
/// <typeparam name="T">Its elements.</typeparam>
public abstract class StructuredBuffer<T> : Buffer<T>
    where T : unmanaged
{
    private protected StructuredBuffer(GraphicsDevice device, int length)
        : base(device, length)
    {
    }
}
