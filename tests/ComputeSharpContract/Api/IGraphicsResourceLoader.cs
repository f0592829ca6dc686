namespace ComputeSharp.Descriptors;

/// <summary>Takes the resources of a dispatch.</summary>
public interface IGraphicsResourceLoader
{
    /// <summary>Takes one.</summary>
    void LoadGraphicsResource(IGraphicsResource resource, uint index);
}
