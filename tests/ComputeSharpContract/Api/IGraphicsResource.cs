namespace ComputeSharp;

/// <summary>Something that a shader can be given.</summary>
public interface IGraphicsResource
{
    /// <summary>The device on which it lies.</summary>
    GraphicsDevice GraphicsDevice { get; }
}
