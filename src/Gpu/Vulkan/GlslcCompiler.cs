using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace AutoDiff;

/// <summary>Compiles HLSL to SPIR-V with the program glslc.</summary>
internal sealed class GlslcCompiler
{
    /// <summary>The number of the binding that b0 becomes.</summary>
    public const uint ConstantBuffer = 0;

    /// <summary>The number of the binding that u0 becomes; u1 and so on follow.</summary>
    public const uint FirstBuffer = 33;

    // With -fhlsl-iomap, since t0 and u0 would otherwise share a binding.
    private static readonly string[] Arguments =
    [
        "-x", "hlsl", "-fshader-stage=compute", "-fentry-point=Execute", "--target-env=vulkan1.1", "-fhlsl-iomap",
        "-fcbuffer-binding-base", "0", "-ftexture-binding-base", "1", "-fuav-binding-base", "33", "-", "-o", "-",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _program;

    private GlslcCompiler(string program, string version)
    {
        _program = program;
        Version = $"{version}\n{string.Join(' ', Arguments)}";
    }

    /// <summary>All that decides what comes out, but for the shader.</summary>
    public string Version { get; }

    /// <summary>Looks for the compiler.</summary>
    /// <param name="program">Its name or path.</param>
    /// <exception cref="GpuException">It is not there.</exception>
    public static GlslcCompiler Find(string program)
    {
        try
        {
            (int exitCode, byte[] output, string errors) = Run(program, ["--version"], "");
            string version = Encoding.UTF8.GetString(output);
            return exitCode == 0 && version.Length > 0
                ? new GlslcCompiler(program, version)
                : throw new GpuException(GpuFailure.Unavailable, $"The shader compiler {program} does not work: {errors}");
        }
        catch (Win32Exception exception)
        {
            throw new GpuException(
                GpuFailure.Unavailable,
                $"The shader compiler {program} cannot be started ({exception.Message}). Install glslc, a package of that name or a part of the Vulkan SDK.",
                exception);
        }
    }

    /// <summary>Compiles a shader.</summary>
    /// <param name="source">The text.</param>
    /// <exception cref="GpuException">It does not compile, or the compiler cannot be run.</exception>
    public byte[] Compile(string source)
    {
        try
        {
            (int exitCode, byte[] output, string errors) = Run(_program, Arguments, source);
            return exitCode == 0 && output.Length > 0
                ? output
                : throw new GpuException(GpuFailure.Compilation, $"A kernel does not compile for the graphics processor:\n{errors.TrimEnd()}\n\n{HlslText.Numbered(source)}");
        }
        catch (Exception exception) when (exception is Win32Exception or TimeoutException)
        {
            throw new GpuException(GpuFailure.Compilation, $"The shader compiler {_program} cannot be run: {exception.Message}", exception);
        }
    }

    private static (int ExitCode, byte[] Output, string Errors) Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        using Process process = Process.Start(start)!;

        // All three at once: a full pipe stops the other side.
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<byte[]> output = Task.Run(() =>
        {
            using var bytes = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(bytes);
            return bytes.ToArray();
        });
        Task write = Task.Run(() =>
        {
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading all; its exit code and its errors say why.
            }
        });
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"it did not end within {Patience.TotalSeconds} seconds.");
        }

        write.Wait();
        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
