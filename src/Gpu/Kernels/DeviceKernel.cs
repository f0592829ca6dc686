using System;
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Runs element-wise kernels over the buffers of a device.</summary>
/// <remarks>
/// Results may be the same elements as an operand; a partial overlap is not allowed. What lies beyond the limits of one run or one binding is split up here.
/// </remarks>
internal static class DeviceKernel
{
    // The words of passive arguments that fit into the constants of a shader.
    private const int MostConstants = 256;

    /// <summary>Computes the values of a kernel.</summary>
    /// <param name="device">Where to run.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="result">Receives the values.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <exception cref="GpuException">The kernel or the device cannot do it.</exception>
    public static void Forward<TKernel, T>(
        GpuDevice device, in TKernel kernel, ReadOnlySpan<DeviceOperand> operands, DeviceOperand result, ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckCount<TKernel, T>(operands.Length, TKernel.Arity);
        Run<TKernel, T>(device, kernel, KernelPass.Forward, [.. operands, result], shape);
    }

    /// <summary>Computes the gradients of a kernel, without those that are left out.</summary>
    /// <param name="device">Where to run.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operands">Its operands; one that no wanted gradient reads may be left out.</param>
    /// <param name="adjoint">The adjoint of the result.</param>
    /// <param name="gradients">Receives them, one for each operand, of the result's shape.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <exception cref="GpuException">The kernel or the device cannot do it.</exception>
    public static void Backward<TKernel, T>(
        GpuDevice device,
        in TKernel kernel,
        ReadOnlySpan<DeviceOperand> operands,
        DeviceOperand adjoint,
        ReadOnlySpan<DeviceOperand> gradients,
        ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckCount<TKernel, T>(operands.Length, TKernel.Arity);
        CheckCount<TKernel, T>(gradients.Length, TKernel.Arity);
        Run<TKernel, T>(device, kernel, KernelPass.Backward, [.. operands, adjoint, .. gradients], shape);
    }

    /// <summary>Computes the values and the partial derivatives of a kernel, without the partials that are left out.</summary>
    /// <param name="device">Where to run.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="result">Receives the values.</param>
    /// <param name="partials">Receives the partials, one for each operand, of the result's shape.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <exception cref="GpuException">The kernel or the device cannot do it.</exception>
    public static void ForwardWithPartials<TKernel, T>(
        GpuDevice device,
        in TKernel kernel,
        ReadOnlySpan<DeviceOperand> operands,
        DeviceOperand result,
        ReadOnlySpan<DeviceOperand> partials,
        ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckCount<TKernel, T>(operands.Length, TKernel.Arity);
        CheckCount<TKernel, T>(partials.Length, TKernel.Arity);
        Run<TKernel, T>(device, kernel, KernelPass.ForwardWithPartials, [.. operands, result, .. partials], shape);
    }

    /// <summary>Runs an update rule.</summary>
    /// <param name="device">Where to run.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="values">The parameter and three memories; what the rule does not have may be left out.</param>
    /// <param name="gradient">The gradients of the parameter.</param>
    /// <param name="shape">The shape of all of them.</param>
    /// <exception cref="GpuException">The device cannot do it.</exception>
    public static void Update<TRule, T>(
        GpuDevice device, in TRule rule, ReadOnlySpan<DeviceOperand> values, DeviceOperand gradient, ReadOnlySpan<int> shape)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckType<T>(device, "an optimizer");
        Span<uint> room = stackalloc uint[MostConstants];
        var constants = new HlslConstants(room);
        rule.WriteConstants(ref constants);
        Run<TRule, T>(device, "of an optimizer", UpdateText(TRule.Hlsl), room[..constants.Count], KernelPass.Update, [.. values, gradient, .. values], shape);
    }

    /// <summary>The function that runs the body of a rule, on copies of what is read.</summary>
    internal static string UpdateText(string body) =>
        $$"""
        void Update(real x0, real x1, real x2, real x3, real given, out real result0, out real result1, out real result2, out real result3)
        {
            real value = x0;
            real first = x1;
            real second = x2;
            real third = x3;
            real gradient = given;
            {{body.ReplaceLineEndings("\n    ")}}
            result0 = value;
            result1 = first;
            result2 = second;
            result3 = third;
        }
        """;

    private static void CheckCount<TKernel, T>(int count, int expected)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (count != expected)
        {
            throw new ArgumentException($"{TKernel.Name} has {expected} operands, not {count}.", nameof(count));
        }
    }

    private static void Run<TKernel, T>(GpuDevice device, in TKernel kernel, KernelPass pass, DeviceOperand[] lanes, ReadOnlySpan<int> shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckType<T>(device, TKernel.Name);
        Span<uint> room = stackalloc uint[MostConstants];
        var constants = new HlslConstants(room);
        TKernel.WriteHlslConstants(kernel, ref constants);
        Run<TKernel, T>(device, TKernel.Name, TKernel.Hlsl, room[..constants.Count], pass, lanes, shape);
    }

    /// <summary>Runs a function of elements.</summary>
    /// <typeparam name="TKey">A type that has one text only.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="device">Where to run.</param>
    /// <param name="name">The name of the function, for messages.</param>
    /// <param name="hlsl">The text with the function of the pass, or null where there is none.</param>
    /// <param name="constants">The passive arguments.</param>
    /// <param name="pass">What to compute.</param>
    /// <param name="lanes">The operands and results, in the order of the function's parameters.</param>
    /// <param name="shape">The shape of the results.</param>
    private static void Run<TKey, T>(
        GpuDevice device, string name, string? hlsl, ReadOnlySpan<uint> constants, KernelPass pass, DeviceOperand[] lanes, ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = new KernelRun(device, pass, lanes, new PositionLayout(shape, lanes), Unsafe.SizeOf<T>(), constants.Length);
        if (!run.IsEmpty)
        {
            run.Execute(Shaders<TKey, T>.Get(name, hlsl, run.Form), constants);
        }
    }

    private static void CheckType<T>(GpuDevice device, string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new GpuException(GpuFailure.Unsupported, $"Graphics processors compute with float or double; {typeof(T).Name} is not supported.");
        }

        if (typeof(T) == typeof(double))
        {
            device.RequireDoubles(name);
        }
    }

    private static class Shaders<TKey, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private static readonly ConcurrentDictionary<string, Shader> Composed = new(StringComparer.Ordinal);

        public static Shader Get(string name, string? hlsl, ShaderForm form) => Composed.GetOrAdd(
            form.Key,
            static (_, given) => ShaderComposer.Compose(
                given.Hlsl ?? throw new GpuException(
                    GpuFailure.Unsupported,
                    $"The kernel {given.Name} has no form for graphics processors, as it does something that they cannot"
                    + (typeof(T) == typeof(double) ? "; with doubles they do arithmetic only. Use float, or run" : ". Run")
                    + " it on the CPU, where .To(Device.Cpu) takes its operands. [Differentiable(RunsOnGpu = true)] on the method shows at compile time what is in the way."),
                given.Name,
                given.Form),
            (Name: name, Hlsl: hlsl, Form: form));
    }
}
