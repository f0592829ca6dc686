using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>
/// The compiler of Direct3D takes every shader without an error or a warning: those of all functions of the runtime, of the tutorial, and of these tests. The variable
/// <c>AUTODIFF_FXC</c> names the program that compiles a folder; tests/tools/fxc-on-linux.sh makes it.
/// </summary>
[Category("Fxc")]
public sealed class FxcTests
{
    [Test]
    public void EveryShader_IsTakenWithoutAWord()
    {
        using var folder = new TemporaryFolder();
        foreach (Type kernel in Kernels())
        {
            Type element = kernel.GetInterfaces().Single(IsKernel).GetGenericArguments()[1];
            typeof(FxcTests).GetMethod(nameof(Write), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(kernel, element).Invoke(null, [folder.Path]);
        }

        int count = Directory.GetFiles(folder.Path).Length;
        Assert.That(count, Is.GreaterThan(3 * 80));
        (int exitCode, string output) = Compile(folder.Path);
        Assert.That(output, Does.EndWith($"{count} shaders, 0 with messages"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public void ErrorsAndWarnings_AreNoticed()
    {
        using var folder = new TemporaryFolder();
        const string Head = "RWStructuredBuffer<float> x : register(u0);\n[numthreads(64, 1, 1)]\nvoid Execute(uint3 id : SV_DispatchThreadID) { x[id.x] = ";
        File.WriteAllText(Path.Combine(folder.Path, "good.hlsl"), Head + "x[id.x] * 2.0f; }\n");
        File.WriteAllText(Path.Combine(folder.Path, "warning.hlsl"), Head + "pow(x[id.x], 1.5f); }\n");
        File.WriteAllText(Path.Combine(folder.Path, "error.hlsl"), Head + "unknown(x[id.x]); }\n");
        (int exitCode, string output) = Compile(folder.Path);
        Assert.That(output, Does.Contain("warning.hlsl: ").And.Contain("error.hlsl: ").And.Contain("unknown").And.EndsWith("3 shaders, 2 with messages"));
        Assert.That(exitCode, Is.EqualTo(1));
    }

    private static bool IsKernel(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IElementwiseKernel<,>);

    // Those of type parameters for floats.
    private static IEnumerable<Type> Kernels() => new[] { typeof(Tensor), typeof(FxcTests) }
        .SelectMany(type => type.Assembly.GetTypes())
        .Where(type => type.IsValueType && type.GetInterfaces().Any(IsKernel))
        .Select(type => type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(float)) : type);

    /// <summary>All passes of a kernel, with strided operands and others.</summary>
    private static void Write<TKernel, T>(string folder)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (TKernel.Hlsl is not { } text)
        {
            return;
        }

        Span<uint> words = stackalloc uint[16];
        var constants = new HlslConstants(words);
        TKernel.WriteHlslConstants(default, ref constants);
        bool isDouble = typeof(T) == typeof(double);
        if (isDouble && HlslText.ReadsRealConstant(text))
        {
            return;
        }

        foreach (KernelPass pass in Enum.GetValues<KernelPass>())
        {
            int lanes = TKernel.Arity + 1 + (pass == KernelPass.Forward ? 0 : TKernel.Arity);
            LaneForm[] forms = [.. Enumerable.Range(0, lanes).Select(i => i == 0 ? LaneForm.Strided : i == 1 && TKernel.Arity > 1 ? LaneForm.Single : LaneForm.Contiguous)];
            var form = new ShaderForm(pass, isDouble, forms, [.. forms.Select(_ => 1)], 1 << 24, 3, constants.Count);
            string name = $"{typeof(TKernel).DeclaringType!.Name}.{TKernel.Name}.{typeof(T).Name}.{pass}.hlsl";
            File.WriteAllText(Path.Combine(folder, name), ShaderComposer.Compose(text, TKernel.Name, form).Text);
        }
    }

    private static (int ExitCode, string Output) Compile(string folder)
    {
        string? compiler = Environment.GetEnvironmentVariable("AUTODIFF_FXC");
        if (compiler is null)
        {
            Assert.Ignore("The variable AUTODIFF_FXC names no compiler of Direct3D; tests/tools/fxc-on-linux.sh makes one.");
        }

        using Process process = Process.Start(new ProcessStartInfo(compiler!, [folder]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.ReplaceLineEndings("\n").Trim());
    }

    /// <summary>A folder that is deleted in the end.</summary>
    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("autodiff-fxc-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
