using System;
using System.Diagnostics;
using System.IO;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary><see cref="Program"/> in a process of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Environment variables that it does not share.</param>
    public ChildProcess(string[] arguments, params (string Name, string Value)[] variables)
    {
        // The runtime lies in dotnet/shared/Microsoft.NETCore.App/version.
        string dotnet = Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        var start = new ProcessStartInfo(dotnet, [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Waits for it, and returns what it has written.</summary>
    public string Output()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        string output = _process.StandardOutput.ReadToEnd();
        _process.WaitForExit();
        Assert.That(_process.ExitCode, Is.Zero, errors.Result);
        return output.Trim();
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
