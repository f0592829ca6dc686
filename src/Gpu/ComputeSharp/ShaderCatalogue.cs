using System;
using System.Collections.Generic;
using System.Runtime.Versioning;

namespace AutoDiff;

/// <summary>The runners of all shaders so far, for all devices: bytecode is that of Direct3D, not of a device.</summary>
/// <param name="compile">Compiles the text of a shader.</param>
[SupportedOSPlatform("windows6.2")]
internal sealed class ShaderCatalogue(Func<string, byte[]> compile)
{
    private readonly Dictionary<Shader, ShaderRunner> _runners = [];

    /// <summary>The runner of a shader, the same one every time.</summary>
    /// <exception cref="GpuException">The shader has more than Direct3D takes.</exception>
    public ShaderRunner RunnerOf(Shader shader)
    {
        lock (_runners)
        {
            if (!_runners.TryGetValue(shader, out ShaderRunner? runner))
            {
                runner = ShaderSlots.NewRunner(new ShaderProgram(shader, compile));
                _runners.Add(shader, runner);
            }

            return runner;
        }
    }

    /// <summary>Compiles with the compiler of Direct3D. What that only warns of is none of the user's business: tests look at it.</summary>
    /// <param name="text">The HLSL.</param>
    /// <exception cref="GpuException">It does not compile.</exception>
    public static byte[] Compile(string text)
    {
        try
        {
            return D3DCompiler.Compile(text, out string? messages)
                ?? throw new GpuException(GpuFailure.Compilation, $"A kernel does not compile for the graphics processor:\n{messages}\n\n{HlslText.Numbered(text)}");
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new GpuException(GpuFailure.Compilation, $"The shader compiler {D3DCompiler.Library} cannot be used: {exception.Message}", exception);
        }
    }
}
