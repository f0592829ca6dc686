using System;
using System.Diagnostics;
using System.IO;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>
/// A folder of shaders for the compiler of Direct3D. The variable <c>AUTODIFF_FXC</c> names the program that compiles it; tests/tools/fxc-on-linux.sh makes one. Without it tests
/// are skipped.
/// </summary>
internal sealed class FxcProgram : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autodiff-fxc-").FullName;

    /// <summary>The number of shaders so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a shader.</summary>
    public void Add(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        Count++;
    }

    /// <summary>Compiles them all.</summary>
    /// <returns>The exit code, and what the program says of those with messages.</returns>
    public (int ExitCode, string Output) Compile()
    {
        string? compiler = Environment.GetEnvironmentVariable("AUTODIFF_FXC");
        if (compiler is null)
        {
            Assert.Ignore("The variable AUTODIFF_FXC names no compiler of Direct3D; tests/tools/fxc-on-linux.sh makes one.");
        }

        using Process process = Process.Start(new ProcessStartInfo(compiler!, [_folder]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.ReplaceLineEndings("\n").Trim());
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
