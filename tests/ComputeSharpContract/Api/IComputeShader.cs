namespace ComputeSharp;

/// <summary>A compute shader.</summary>
public interface IComputeShader
{
    /// <summary>Computes one thread.</summary>
    void Execute();
}
