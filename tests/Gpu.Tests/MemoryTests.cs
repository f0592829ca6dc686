using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Buffers, and the pool that they come from.</summary>
[Category("Gpu")]
[Category(TestDevice.VulkanCategory)]
public sealed class MemoryTests
{
    private VulkanSession _session = null!;
    private VulkanDevice _device = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _session = TestDevice.Open(options => options);
        _device = (VulkanDevice)_session.Devices[0];
    }

    [OneTimeTearDown]
    public void Close() => _session?.Dispose();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(255)]
    [TestCase(65_537)]
    [TestCase(3_000_001)]
    public void Buffers_AreReused(int bytes)
    {
        long used = _device.Pool.UsedBytes;
        _device.Allocate(bytes, sizeof(float)).Dispose();
        long reserved = _device.Pool.ReservedBytes;
        for (int i = 0; i < 100; i++)
        {
            using DeviceBuffer buffer = _device.Allocate(bytes, sizeof(float));
            Assert.That(buffer.Bytes, Is.EqualTo(bytes));
            Assert.That(_device.Pool.UsedBytes, Is.GreaterThanOrEqualTo(used + bytes));
        }

        Assert.That(_device.Pool.UsedBytes, Is.EqualTo(used));
        Assert.That(_device.Pool.ReservedBytes, Is.EqualTo(reserved));
    }

    [Test]
    public void SmallBuffers_ShareAnAllocation_AndKeepTheirContents()
    {
        List<DeviceBuffer> buffers = [.. Enumerable.Range(0, 10_000).Select(i => Comparison.Upload<int>(_device, [i, -i]))];
        Assert.That(buffers.Select(buffer => ((VulkanBuffer)buffer).Handle).Distinct().Count(), Is.LessThan(50));
        for (int i = 0; i < buffers.Count; i++)
        {
            Assert.That(Comparison.Download<int>(buffers[i], 2), Is.EqualTo(new[] { i, -i }));
            buffers[i].Dispose();
        }
    }

    [Test]
    public void UnusedMemory_GoesBack()
    {
        using (DeviceBuffer first = _device.Allocate(2_000_000, sizeof(float)))
        {
            using DeviceBuffer second = _device.Allocate(5_000_000, sizeof(float));
            _device.Pool.Trim(0);
            Assert.That(_device.Pool.ReservedBytes, Is.GreaterThanOrEqualTo(7_000_000));
        }

        _device.Pool.Trim(0);
        Assert.That(_device.Pool.ReservedBytes, Is.LessThan(7_000_000));
        Comparison.Check(_device, default(Functions.RootKernel), Comparison.Numbers<float>(1, 2, 700_000));
    }

    [Test]
    public void BuffersThatAreDropped_GoBackWithACollection()
    {
        // What other tests have dropped.
        Collect();
        long used = _device.Pool.UsedBytes;
        Drop();
        Assert.That(_device.Pool.UsedBytes, Is.GreaterThan(used));
        Collect();
        Assert.That(_device.Pool.UsedBytes, Is.EqualTo(used));
    }

    [Test]
    public void ADisposedBuffer_IsRefused()
    {
        DeviceBuffer buffer = _device.Allocate(64, sizeof(float));
        buffer.Dispose();
        Assert.DoesNotThrow(buffer.Dispose);
        Assert.Throws<ObjectDisposedException>(() => _device.Write(new byte[64], buffer, 0));
    }

    [Test]
    public void TooMuchMemory_IsAnErrorWithNumbers()
    {
        GpuException? exception = Assert.Throws<GpuException>(() => _device.Allocate(1L << 50, sizeof(float)));
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.OutOfMemory));
        Assert.That(exception.Message, Does.Contain("1,125,899,906,842,624 bytes").Or.Contain((1L << 50).ToString("N0", null)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.Allocate(-1, sizeof(float)));
    }

    [Test]
    public void AClosedDevice_IsRefused()
    {
        VulkanSession session = TestDevice.Open(options => options);
        GpuDevice device = session.Devices[0];
        DeviceBuffer buffer = Comparison.Upload<float>(device, [1f]);
        session.Dispose();
        Assert.DoesNotThrow(session.Dispose);
        Assert.Throws<ObjectDisposedException>(() => device.Allocate(4, sizeof(float)));
        Assert.Throws<ObjectDisposedException>(() => device.Write(new byte[4], buffer, 0));
        Assert.DoesNotThrow(buffer.Dispose);
    }

    [Test]
    public void Elements_AreCopiedThroughTheHost_WhereItDoesNotSeeTheDevice()
    {
        using VulkanSession session = TestDevice.Open(options => options with { AlwaysStages = true });
        var device = (VulkanDevice)session.Devices[0];
        Assert.That(device.Pool.Kinds.AreElementsVisible, Is.False);

        // More than is copied at once.
        int[] numbers = [.. Enumerable.Range(0, 10_000_000)];
        using DeviceBuffer buffer = Comparison.Upload<int>(device, numbers);
        Assert.That(Comparison.Download<int>(buffer, numbers.Length).AsSpan().SequenceEqual(numbers), Is.True);
        device.Write([9, 0, 0, 0], buffer, 4_000);
        Assert.That(Comparison.Download<int>(buffer, 1_002)[999..], Is.EqualTo(new[] { 999, 9, 1_001 }));
        Comparison.Check(device, default(Functions.BranchKernel), Comparison.Numbers<float>(1, 2, 50, 3), Comparison.Numbers<float>(1, 2, 3));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drop()
    {
        for (int i = 0; i < 10; i++)
        {
            _ = _device.Allocate(100_000, sizeof(float));
        }
    }
}
