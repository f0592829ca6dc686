using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>
/// The compiler of Direct3D takes every shader without an error or a warning: those of all functions, reductions and optimizers of the runtime, of the samples, and of these tests.
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

        foreach (Type rule in typeof(Tensor).Assembly.GetTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(IsRule)))
        {
            typeof(FxcTests).GetMethod(nameof(WriteUpdate), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(rule.MakeGenericType(typeof(float))).Invoke(null, [fxc]);
        }

        int programs = 0;
        foreach (DeviceProgram program in GpuOperations.Programs)
        {
            fxc.Add($"{program.Name}{++programs}.float.hlsl", program.Get(isDouble: false).Text);
            fxc.Add($"{program.Name}{programs}.double.hlsl", program.Get(isDouble: true).Text);
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

    private static bool IsRule(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IUpdateRule<>);

    private static void WriteUpdate<TRule>(FxcProgram fxc)
        where TRule : struct, IUpdateRule<float>
    {
        LaneForm[] forms = [.. Enumerable.Repeat(LaneForm.Contiguous, 9)];
        var form = new ShaderForm(KernelPass.Update, false, forms, [.. forms.Select(_ => 1)], 1 << 24, 0, 16);
        string name = typeof(TRule).FullName!.Split('[')[0];
        fxc.Add($"{name}.hlsl", ShaderComposer.Compose(DeviceKernel.UpdateText(TRule.Hlsl), name, form).Text);
    }

    private static bool IsKernel(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IElementwiseKernel<,>);

    // Those of type parameters for floats.
    private static IEnumerable<Type> Kernels() => new[] { typeof(Tensor).Assembly, typeof(FxcTests).Assembly, Assembly.Load("AutoDiff.Samples.GpuImage") }
        .SelectMany(assembly => assembly.GetTypes())
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

        foreach (KernelPass pass in new[] { KernelPass.Forward, KernelPass.Backward, KernelPass.ForwardWithPartials })
        {
            int lanes = TKernel.Arity + 1 + (pass == KernelPass.Forward ? 0 : TKernel.Arity);
            LaneForm[] forms = [.. Enumerable.Range(0, lanes).Select(i => i switch
            {
                0 => LaneForm.Strided,
                1 when TKernel.Arity > 1 => LaneForm.Single,
                2 when TKernel.Arity > 2 => LaneForm.Number,
                _ => LaneForm.Contiguous,
            })];
            var form = new ShaderForm(pass, isDouble, forms, [.. forms.Select(lane => lane == LaneForm.Number ? 0 : 1)], 1 << 24, 3, constants.Count);
            string name = $"{typeof(TKernel).DeclaringType!.Name}.{TKernel.Name}.{typeof(T).Name}.{pass}.hlsl";
            fxc.Add(name, ShaderComposer.Compose(text, TKernel.Name, form).Text);
        }
    }
}
