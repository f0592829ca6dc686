using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Values, gradients and partials on a device are those of the processor.</summary>
[Category("Gpu")]
public sealed class KernelTests
{
    private static Tensor<float> Floats(params int[] shape) => Comparison.Numbers<float>(0.25, 4, shape);

    [TestCase(1)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(1000)]
    public void Arithmetic(int length) => Comparison.Check(
        TestDevice.Default, default(Functions.BlendKernel), Floats(length), Comparison.Numbers<float>(-3, 3, length), Comparison.Numbers<float>(-1, 5, length));

    [Test]
    public void Branches() => Comparison.Check(TestDevice.Default, default(Functions.BranchKernel), Floats(500), Comparison.Numbers<float>(1, 3, 500));

    [Test]
    public void Loops_WithState() => Comparison.Check(TestDevice.Default, default(Functions.NewtonKernel), Floats(300));

    [Test]
    public void Functions_OfThePrelude() => Comparison.Check(TestDevice.Default, default(Functions.RootKernel), Floats(300));

    [TestCase(0, false, 0.5f)]
    [TestCase(3, true, -2.25f)]
    [TestCase(5, false, 1e-3f)]
    public void PassiveArguments(int power, bool negates, float scale) =>
        Comparison.Check(TestDevice.Default, new Functions.ChooseKernel(power, negates, scale), Comparison.Numbers<float>(-2, 2, 200));

    [Test]
    public void NamedConstants() => Comparison.Check(TestDevice.Default, default(Functions.TurnsKernel), Floats(100));

    [Test]
    public void Doubles()
    {
        GpuDevice device = TestDevice.Default;
        Assume.That(device.SupportsDouble, "The device does not compute with doubles.");
        Comparison.Check(device, default(Functions.CubicKernel), Comparison.Numbers<double>(-2, 2, 333), Comparison.Numbers<double>(1, 4, 333));
        Comparison.Check(device, default(Functions.CubicKernel), Comparison.Numbers<double>(-2, 2, 9, 1, 7), Comparison.Numbers<double>(1, 4, 5, 1));
    }

    [Test]
    public void Doubles_BeyondArithmetic_AreRefused()
    {
        GpuDevice device = TestDevice.Default;
        Assume.That(device.SupportsDouble, "The device does not compute with doubles.");
        DeviceOperand x = DeviceOperand.Contiguous(device.Allocate(64, sizeof(double)));
        GpuException? exception = Assert.Throws<GpuException>(() => DeviceKernel.Forward<ElementwiseFunctions.SinKernel<double>, double>(device, default, [x], x, [8]));
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.Unsupported));
        Assert.That(exception.Message, Does.Contain("The kernel Sin needs Sin of doubles").And.Contain(".To(Device.Cpu)"));

        // It would be rounded to a float.
        exception = Assert.Throws<GpuException>(() => DeviceKernel.Forward<ElementwiseFunctions.ClampScalarKernel<double>, double>(device, new(0.1, 0.2), [x], x, [8]));
        Assert.That(exception!.Message, Does.Contain("passive argument"));
        exception = Assert.Throws<GpuException>(() => DeviceKernel.Forward<Functions.ScaledKernel, double>(device, new Functions.ScaledKernel(0.1), [x], x, [8]));
        Assert.That(exception!.Message, Does.Contain("Scaled has no form for graphics processors").And.Contain("with doubles they do arithmetic only").And.Contain("RunsOnGpu"));
    }

    [Test]
    public void KernelsWithoutHlsl_AreRefused()
    {
        GpuDevice device = TestDevice.Default;
        DeviceOperand x = DeviceOperand.Contiguous(device.Allocate(64, sizeof(float)));
        GpuException? exception = Assert.Throws<GpuException>(() => DeviceKernel.Forward<Functions.CheckedKernel, float>(device, default, [x], x, [8]));
        Assert.That(exception!.Message, Does.Contain("Checked has no form for graphics processors"));
    }

    [Test]
    public void Kernels_OfManyOperands() => Comparison.Check(
        TestDevice.Default, default(Functions.Sum5Kernel), Floats(40), Floats(40), Floats(40), Floats(1), Floats(40));

    /// <summary>On Direct3D they do not fit into the root signature.</summary>
    [Test]
    public void Kernels_OfManyConstants()
    {
        Tensor<float>[] x = [.. Enumerable.Range(1, 5).Select(i => Comparison.Numbers<float>(i, i + 2, 2, 3, 2, 2, 2, 3, 2, 2).Permute(7, 6, 5, 4, 3, 2, 1, 0))];
        Comparison.Check(TestDevice.Default, default(Functions.Sum5Kernel), x);
    }

    [Test]
    public void AdjointsOfZero_AreNotMultipliedByPoles()
    {
        GpuDevice device = TestDevice.Default;
        DeviceOperand zero = DeviceOperand.Contiguous(Comparison.Upload<float>(device, [0f, 0f]));
        DeviceOperand x = DeviceOperand.Contiguous(Comparison.Upload<float>(device, [1f, -1f]));
        DeviceBuffer gradient = device.Allocate(8, sizeof(float));
        DeviceKernel.Backward<Functions.QuotientKernel, float>(device, default, [x, zero], zero, [default, DeviceOperand.Contiguous(gradient)], [2]);
        Assert.That(Comparison.Download<float>(gradient, 2), Is.EqualTo(new[] { 0f, 0f }));
    }

    [Test]
    public void Operands_AreBroadcast()
    {
        GpuDevice device = TestDevice.Default;
        Comparison.Check(device, default(Functions.BlendKernel), Floats(4, 5), Floats(5), Floats(4, 1));
        Comparison.Check(device, default(Functions.BlendKernel), Floats(3, 1, 7), Floats(1, 2, 1), Floats(1));
        Comparison.Check(device, default(Functions.BlendKernel), Floats(6, 70), Floats(70), Floats());
        Comparison.Check(device, default(Functions.BranchKernel), Floats(1), Floats(1));
        Comparison.Check(device, default(Functions.NewtonKernel), Floats(1, 1, 1));
    }

    [Test]
    public void Operands_MayBeViews()
    {
        GpuDevice device = TestDevice.Default;
        Comparison.Check(device, default(Functions.BlendKernel), Floats(6, 5).Transpose(0, 1), Floats(5, 6), Floats(8, 6)[2..7]);
        Comparison.Check(device, default(Functions.BranchKernel), Floats(4, 9)[.., 3..5], Floats(2, 4, 3)[1, .., 0..2]);
        Comparison.Check(device, default(Functions.BranchKernel), Floats(3, 4, 5).Permute(2, 0, 1), Floats(3, 4, 5).Permute(2, 0, 1));
    }

    [Test]
    public void EightDimensions_ThatDoNotJoin()
    {
        Tensor<float> x = Floats(2, 1, 2, 1, 3, 1, 2, 1);
        Tensor<float> y = Floats(1, 3, 1, 2, 1, 2, 1, 2);
        Comparison.Check(TestDevice.Default, default(Functions.BranchKernel), x, y);
    }

    [Test]
    public void NineDimensions_ThatDoNotJoin_AreRefused()
    {
        GpuDevice device = TestDevice.Default;
        DeviceBuffer buffer = device.Allocate(4096, sizeof(float));
        DeviceOperand x = DeviceOperand.Strided(buffer, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
        GpuException? exception = Assert.Throws<GpuException>(() => DeviceKernel.Forward<Functions.NewtonKernel, float>(
            device, default, [x], DeviceOperand.Contiguous(buffer), [2, 2, 2, 2, 2, 2, 2, 2, 2]));
        Assert.That(exception!.Message, Does.Contain("8 dimensions"));
    }

    [Test]
    public void BackwardStrides_AreRead()
    {
        GpuDevice device = TestDevice.Default;
        DeviceBuffer x = Comparison.Upload<float>(device, [1f, 4f, 9f, 16f]);
        DeviceBuffer result = device.Allocate(16, sizeof(float));
        DeviceKernel.Forward<Functions.RootKernel, float>(device, default, [DeviceOperand.Strided(x, [-1], 3)], DeviceOperand.Contiguous(result), [4]);
        Assert.That(Comparison.Download<float>(result, 4), Is.EqualTo(new[] { 4f, 3f, 2f, 1f }));
    }

    [Test]
    public void Results_MayBeStrided_OrTheOperand()
    {
        GpuDevice device = TestDevice.Default;
        DeviceBuffer x = Comparison.Upload<float>(device, [1f, 4f, 9f, 16f, 25f, 36f]);
        DeviceOperand column = DeviceOperand.Strided(x, [2], 1);
        DeviceKernel.Forward<Functions.RootKernel, float>(device, default, [column], column, [3]);
        Assert.That(Comparison.Download<float>(x, 6), Is.EqualTo(new[] { 1f, 2f, 9f, 4f, 25f, 6f }));
    }

    [Test]
    public void Nothing_IsComputedOfNothing()
    {
        GpuDevice device = TestDevice.Default;
        Comparison.Check(device, default(Functions.BranchKernel), Floats(0), Floats(1));
        Comparison.Check(device, default(Functions.BranchKernel), Floats(3, 0, 2), Floats(1, 1, 2));
    }

    [Test]
    public void TenMillionElements()
    {
        GpuDevice device = TestDevice.Default;
        const int Length = 10_000_000;
        Assert.That(device.MostThreads, Is.LessThan((uint)Length), "so that a thread computes several positions");
        var x = new float[Length];
        for (int i = 0; i < Length; i++)
        {
            x[i] = i & 0xFFFFF;
        }

        using DeviceBuffer operand = Comparison.Upload<float>(device, x);
        using DeviceBuffer result = device.Allocate(Length * sizeof(float), sizeof(float));
        DeviceKernel.Forward<Functions.BranchKernel, float>(
            device, default, [DeviceOperand.Contiguous(operand), DeviceOperand.Single(operand, 1, 1)], DeviceOperand.Contiguous(result), [Length]);
        float[] actual = Comparison.Download<float>(result, Length);
        for (int i = 0; i < Length; i++)
        {
            // Branch(x, 1)
            float expected = x[i] > 1 ? x[i] * x[i] * 1 : 0.5f * x[i];
            if (actual[i] != expected)
            {
                Assert.Fail($"Element {i}: {actual[i]}, not {expected}.");
            }
        }
    }

    [TestCase(1024)]
    [TestCase(4096)]
    [Category(TestDevice.VulkanCategory)]
    public void MoreThanABindingHolds_IsSplit(long largest)
    {
        using VulkanSession session = TestDevice.Open(options => options with { LargestBinding = largest });
        GpuDevice device = session.Devices[0];
        Assert.That(device.LargestBinding, Is.EqualTo(largest));
        Comparison.Check(device, default(Functions.BlendKernel), Floats(5000), Floats(1), Floats(5000));
        Comparison.Check(device, default(Functions.BranchKernel), Floats(60, 50).Transpose(0, 1), Floats(60));
        Comparison.Check(device, default(Functions.BranchKernel), Floats(7, 300)[3..4], Floats(300, 1));

        // All operands and the result are strided, four bindings each.
        DeviceBuffer x = Comparison.Upload<float>(device, [.. Enumerable.Range(0, (int)largest).Select(i => (float)i)]);
        DeviceOperand even = DeviceOperand.Strided(x, [2]);
        DeviceKernel.Forward<Functions.BlendKernel, float>(device, default, [even, even, DeviceOperand.Single(x, 1)], even, [(int)largest / 2]);
        Assert.That(
            Comparison.Download<float>(x, (int)largest),
            Is.EqualTo(Enumerable.Range(0, (int)largest).Select(i => i % 2 == 0 ? (float)i * i : i)));
    }

    [Test]
    public void EightThreads_MayRunAtOnce()
    {
        GpuDevice device = TestDevice.Default;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (int run = 0; run < 125; run++)
            {
                float[] x = [.. Enumerable.Range(0, 100 + run).Select(i => (float)((i + thread) * (i + thread)))];
                using DeviceBuffer operand = Comparison.Upload<float>(device, x);
                using DeviceBuffer result = device.Allocate(x.Length * sizeof(float), sizeof(float));
                DeviceKernel.Forward<Functions.RootKernel, float>(
                    device, default, [DeviceOperand.Contiguous(operand)], DeviceOperand.Contiguous(result), [x.Length]);
                Assert.That(Comparison.Download<float>(result, x.Length), Is.EqualTo(Enumerable.Range(thread, x.Length).Select(i => (float)i)));
            }
        });
    }

    [Test]
    [Category(TestDevice.VulkanCategory)]
    public void MoreOperandsThanTheDeviceBinds_AreRefused()
    {
        using VulkanSession session = TestDevice.Open(options => options with { LargestBinding = 256 });
        GpuDevice device = session.Devices[0];
        DeviceBuffer buffer = device.Allocate(1 << 20, sizeof(float));
        DeviceOperand spread = DeviceOperand.Strided(buffer, [1024]);
        GpuException? exception = Assert.Throws<GpuException>(() => DeviceKernel.Forward<Functions.RootKernel, float>(
            device, default, [spread], DeviceOperand.Contiguous(buffer), [256]));
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.Unsupported));
        Assert.That(exception.Message, Does.Contain("bindings"));
    }

    [Test]
    [Category(TestDevice.VulkanCategory)]
    public void BuffersOfAnotherDevice_AndWrongRanges_AreRefused()
    {
        GpuDevice device = TestDevice.Default;
        using VulkanSession session = TestDevice.Open(options => options);
        using DeviceBuffer own = device.Allocate(64, sizeof(float));
        using DeviceBuffer other = session.Devices[0].Allocate(64, sizeof(float));
        Assert.Throws<ArgumentException>(() => DeviceKernel.Forward<Functions.RootKernel, float>(
            device, default, [DeviceOperand.Contiguous(own)], DeviceOperand.Contiguous(other), [4]));
        Assert.Throws<ArgumentException>(() => DeviceKernel.Forward<Functions.RootKernel, float>(
            device, default, [DeviceOperand.Contiguous(own, 13)], DeviceOperand.Contiguous(own), [4]));
        Assert.Throws<ArgumentException>(() => DeviceKernel.Forward<Functions.RootKernel, float>(
            device, default, [DeviceOperand.Strided(own, [8])], DeviceOperand.Contiguous(own), [4]));
        Assert.Throws<ArgumentException>(() => DeviceKernel.Forward<Functions.RootKernel, float>(device, default, [], DeviceOperand.Contiguous(own), [4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Read(own, 60, MemoryMarshal.AsBytes(new float[2].AsSpan())));
    }
}
