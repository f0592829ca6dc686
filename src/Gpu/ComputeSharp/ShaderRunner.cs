using System.Runtime.Versioning;
using ComputeSharp;

namespace AutoDiff;

/// <summary>Runs one shader on devices: what is known of its type is behind virtual calls.</summary>
[SupportedOSPlatform("windows6.2")]
internal abstract class ShaderRunner
{
    /// <summary>The shader.</summary>
    public abstract ShaderProgram Program { get; }

    /// <summary>Says which shader it is: once, before anything else.</summary>
    public abstract void Attach(ShaderProgram program);

    /// <summary>Runs it, and waits for it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="threads">The number of threads, above 0.</param>
    /// <param name="arguments">What to hand over.</param>
    public abstract void Run(GraphicsDevice device, int threads, ShaderArguments arguments);
}
