using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Runs a kernel on a device and on the processor, and compares.</summary>
internal static class Comparison
{
    /// <summary>All three passes, with all gradients and with each alone.</summary>
    public static void Check<TKernel, T>(GpuDevice device, TKernel kernel, params Tensor<T>[] operands)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] shape = [];
        foreach (Tensor<T> operand in operands)
        {
            shape = Shapes.Broadcast(shape, operand.Shape);
        }

        bool[] all = [.. operands.Select(_ => true)];
        CheckForward(device, kernel, operands, shape);
        CheckPartials(device, kernel, operands, shape, all);
        CheckBackward(device, kernel, operands, shape, all);
        for (int i = 0; i < operands.Length && operands.Length > 1; i++)
        {
            bool[] wanted = [.. operands.Select((_, k) => k == i)];
            CheckPartials(device, kernel, operands, shape, wanted);
            CheckBackward(device, kernel, operands, shape, wanted);
        }
    }

    /// <summary>Numbers between two bounds, the same ones every time.</summary>
    public static Tensor<T> Numbers<T>(double from, double to, params int[] shape)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Tensor.RandomUniform(new Random((int)(from + (2 * to)) + shape.Sum()), shape, T.CreateTruncating(from), T.CreateTruncating(to));

    /// <summary>The elements of a tensor in a buffer, with what lies between and around them.</summary>
    public static DeviceOperand Upload<T>(GpuDevice device, Tensor<T> tensor, ReadOnlySpan<int> shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var strides = new int[shape.Length];
        Shapes.BroadcastStrides(tensor.Shape, tensor.Strides, shape, strides);
        return DeviceOperand.Strided(Upload<T>(device, tensor.Storage.Elements), strides, tensor.Offset);
    }

    /// <summary>A buffer with elements.</summary>
    public static DeviceBuffer Upload<T>(GpuDevice device, ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(elements);
        DeviceBuffer buffer = device.Allocate(bytes.Length, Unsafe.SizeOf<T>());
        device.Write(bytes, buffer, 0);
        return buffer;
    }

    /// <summary>The elements of a buffer.</summary>
    public static T[] Download<T>(DeviceBuffer buffer, int length)
        where T : unmanaged
    {
        var elements = new T[length];
        buffer.Device.Read(buffer, 0, MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    /// <summary>Fails where numbers differ by more than some roundings.</summary>
    public static void AreClose<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> expected, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double tolerance = typeof(T) == typeof(float) ? 4e-6 : 1e-14;
        Assert.That(actual.Length, Is.EqualTo(expected.Length), what);
        for (int i = 0; i < actual.Length; i++)
        {
            double a = double.CreateTruncating(actual[i]);
            double e = double.CreateTruncating(expected[i]);
            bool isSame = a.Equals(e) || Math.Abs(a - e) <= tolerance * (1 + Math.Abs(e));
            if (!isSame)
            {
                Assert.Fail($"{what}, element {i}: {a} on the device, {e} on the processor.");
            }
        }
    }

    private static void CheckForward<TKernel, T>(GpuDevice device, TKernel kernel, Tensor<T>[] operands, int[] shape)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> expected = Tensor<T>.Uninitialized(shape);
        ElementwiseLoop.Forward(kernel, operands, expected);

        DeviceOperand[] uploaded = [.. operands.Select(operand => Upload(device, operand, shape))];
        using DeviceBuffer result = Result<T>(device, expected.Length);
        DeviceKernel.Forward<TKernel, T>(device, kernel, uploaded, DeviceOperand.Contiguous(result), shape);
        AreClose<T>(Download<T>(result, expected.Length), expected.ContiguousElements, $"{TKernel.Name}");
        Dispose(uploaded);
    }

    private static void CheckPartials<TKernel, T>(GpuDevice device, TKernel kernel, Tensor<T>[] operands, int[] shape, bool[] wanted)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> expected = Tensor<T>.Uninitialized(shape);
        Tensor<T>?[] partials = [.. wanted.Select(isWanted => isWanted ? Tensor<T>.Uninitialized(shape) : null)];
        ElementwiseLoop.ForwardWithPartials<TKernel, T>(kernel, [.. operands, expected, .. partials], shape);

        DeviceOperand[] uploaded = [.. operands.Select(operand => Upload(device, operand, shape))];
        using DeviceBuffer result = Result<T>(device, expected.Length);
        DeviceOperand[] results = Results<T>(device, wanted, expected.Length);
        DeviceKernel.ForwardWithPartials<TKernel, T>(device, kernel, uploaded, DeviceOperand.Contiguous(result), results, shape);
        AreClose<T>(Download<T>(result, expected.Length), expected.ContiguousElements, $"{TKernel.Name} with partials");
        CheckResults(results, partials, $"partial of {TKernel.Name}");
        Dispose(uploaded);
        Dispose(results);
    }

    private static void CheckBackward<TKernel, T>(GpuDevice device, TKernel kernel, Tensor<T>[] operands, int[] shape, bool[] wanted)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> adjoint = Numbers<T>(-2, 3, shape);
        Tensor<T>?[] gradients = [.. wanted.Select(isWanted => isWanted ? Tensor<T>.Uninitialized(shape) : null)];
        ElementwiseLoop.Backward<TKernel, T>(kernel, [.. operands, adjoint, .. gradients], shape);

        // What no wanted gradient reads is left out.
        DeviceOperand[] uploaded =
        [
            .. operands.Select((operand, k) => wanted.Where((isWanted, i) => isWanted && TKernel.GradientReads(i, k)).Any()
                ? Upload(device, operand, shape)
                : default),
        ];
        DeviceOperand seed = Upload(device, adjoint, shape);
        DeviceOperand[] results = Results<T>(device, wanted, adjoint.Length);
        DeviceKernel.Backward<TKernel, T>(device, kernel, uploaded, seed, results, shape);
        CheckResults(results, gradients, $"gradient of {TKernel.Name}");
        Dispose(uploaded);
        Dispose([seed]);
        Dispose(results);
    }

    private static DeviceOperand[] Results<T>(GpuDevice device, bool[] wanted, int length)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. wanted.Select(isWanted => isWanted ? DeviceOperand.Contiguous(Result<T>(device, length)) : default)];

    // With numbers that no test expects, in memory that was another's before.
    private static DeviceBuffer Result<T>(GpuDevice device, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var elements = new T[length];
        elements.AsSpan().Fill(T.CreateTruncating(-987654321));
        return Upload<T>(device, elements);
    }

    private static void CheckResults<T>(DeviceOperand[] results, Tensor<T>?[] expected, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < results.Length; i++)
        {
            if (expected[i] is { } tensor)
            {
                AreClose<T>(Download<T>(results[i].Buffer!, tensor.Length), tensor.ContiguousElements, $"{what}, operand {i}");
            }
        }
    }

    private static void Dispose(DeviceOperand[] operands)
    {
        foreach (DeviceOperand operand in operands)
        {
            operand.Buffer?.Dispose();
        }
    }
}
