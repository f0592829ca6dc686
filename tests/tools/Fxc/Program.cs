using System;
using System.IO;

namespace AutoDiff.Tools.Fxc;

/// <summary>
/// Compiles every shader of a folder with the ComputeSharp back end's own code for the compiler of Direct3D, and prints what that has to say. Runs on Windows, or on Linux
/// through Wine: see fxc-on-linux.sh.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 1 || !Directory.Exists(arguments[0]))
        {
            Console.Error.WriteLine("Usage: AutoDiff.Tools.Fxc FOLDER");
            return 2;
        }

        if (!D3DCompiler.IsInstalled)
        {
            Console.Error.WriteLine($"{D3DCompiler.Library} is not there.");
            return 2;
        }

        int count = 0;
        int complaints = 0;
        foreach (string file in Directory.EnumerateFiles(arguments[0], "*.hlsl"))
        {
            byte[]? code = D3DCompiler.Compile(File.ReadAllText(file), out string? messages);
            count++;
            if (messages is not null || !IsBytecode(code))
            {
                complaints++;
                Console.WriteLine($"{Path.GetFileName(file)}: {messages ?? "what comes out is no bytecode"}");
            }
        }

        Console.WriteLine($"{count} shaders, {complaints} with messages");
        return complaints == 0 ? 0 : 1;
    }

    private static bool IsBytecode(byte[]? code) => code is not null && code.AsSpan().StartsWith("DXBC"u8);
}
