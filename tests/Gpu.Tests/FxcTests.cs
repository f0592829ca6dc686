using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>
/// The compiler of Direct3D takes every shader without an error or a warning: those of all functions of the runtime, of the tutorial, and of these tests.
/// </summary>
[Category("Fxc")]
public sealed class FxcTests
{
    [Test]
    public void EveryShader_IsTakenWithoutAWord()
    {
        using var fxc = new FxcProgram();
        foreach (Type kernel in Kernels())
        {
            Type element = kernel.GetInterfaces().Single(IsKernel).GetGenericArguments()[1];
            typeof(FxcTests).GetMethod(nameof(Write), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(kernel, element).Invoke(null, [fxc]);
        }

        Assert.That(fxc.Count, Is.GreaterThan(3 * 80));
        (int exitCode, string output) = fxc.Compile();
        Assert.That(output, Does.EndWith($"{fxc.Count} shaders, 0 with messages"));
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public void ErrorsAndWarnings_AreNoticed()
    {
        using var fxc = new FxcProgram();
        const string Head = "RWStructuredBuffer<float> x : register(u0);\n[numthreads(64, 1, 1)]\nvoid Execute(uint3 id : SV_DispatchThreadID) { x[id.x] = ";
        fxc.Add("good.hlsl", Head + "x[id.x] * 2.0f; }\n");
        fxc.Add("warning.hlsl", Head + "pow(x[id.x], 1.5f); }\n");
        fxc.Add("error.hlsl", Head + "unknown(x[id.x]); }\n");
        (int exitCode, string output) = fxc.Compile();
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
    private static void Write<TKernel, T>(FxcProgram fxc)
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
            fxc.Add(name, ShaderComposer.Compose(text, TKernel.Name, form).Text);
        }
    }
}
