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
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new GpuException(GpuFailure.Unsupported, $"Graphics processors compute with float or double; {typeof(T).Name} is not supported.");
        }

        if (typeof(T) == typeof(double) && !device.SupportsDouble)
        {
            throw new GpuException(GpuFailure.Unsupported, $"{device} ({device.Name}) does not compute with doubles, which {TKernel.Name} is to do there.");
        }

        Span<uint> room = stackalloc uint[256];
        var constants = new HlslConstants(room);
        TKernel.WriteHlslConstants(kernel, ref constants);
        var run = new KernelRun(device, pass, lanes, new PositionLayout(shape, lanes), Unsafe.SizeOf<T>(), constants.Count);
        if (!run.IsEmpty)
        {
            run.Execute(Shaders<TKernel, T>.Get(run.Form), room[..constants.Count]);
        }
    }

    private static class Shaders<TKernel, T>
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private static readonly ConcurrentDictionary<string, Shader> Composed = new(StringComparer.Ordinal);

        public static Shader Get(ShaderForm form) => Composed.GetOrAdd(
            form.Key,
            static (_, form) => ShaderComposer.Compose(
                TKernel.Hlsl ?? throw new GpuException(
                    GpuFailure.Unsupported,
                    $"The kernel {TKernel.Name} has no form for graphics processors, as it does something that they cannot"
                    + (typeof(T) == typeof(double) ? "; with doubles they do arithmetic only. Use float, or run" : ". Run")
                    + " it on the CPU, where .To(Device.Cpu) takes its operands. [Differentiable(RunsOnGpu = true)] on the method shows at compile time what is in the way."),
                TKernel.Name,
                form),
            form);
    }
}
