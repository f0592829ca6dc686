using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Buffers of whatever back end the default device has.</summary>
[Category("Gpu")]
public sealed class BufferTests
{
    private GpuDevice _device = null!;

    [SetUp]
    public void SetUp() => _device = TestDevice.Default;

    [Test]
    public void Elements_AreCopiedToAnyPlace()
    {
        using DeviceBuffer buffer = Comparison.Upload<int>(_device, [.. Enumerable.Range(0, 5_000_000)]);
        _device.Write(MemoryMarshal.AsBytes<int>([-1, -2]), buffer, 4 * 1_234_567);
        var part = new int[4];
        _device.Read(buffer, 4 * 1_234_566, MemoryMarshal.AsBytes(part.AsSpan()));
        Assert.That(part, Is.EqualTo(new[] { 1_234_566, -1, -2, 1_234_569 }));
        Assert.That(Comparison.Download<int>(buffer, 5_000_000)[^1], Is.EqualTo(4_999_999));
        _device.Write([], buffer, 0);
        _device.Read(buffer, 4, []);

        using DeviceBuffer doubles = Comparison.Upload<double>(_device, [0.1, 0.2, 0.3]);
        _device.Write(MemoryMarshal.AsBytes<double>([0.4]), doubles, 8);
        Assert.That(Comparison.Download<double>(doubles, 3), Is.EqualTo(new[] { 0.1, 0.4, 0.3 }));
    }

    [Test]
    public void ManyBuffers_KeepTheirContents()
    {
        List<DeviceBuffer> buffers = [.. Enumerable.Range(0, 1_500).Select(i => Comparison.Upload<int>(_device, [i, -i]))];
        for (int i = 0; i < buffers.Count; i++)
        {
            Assert.That(Comparison.Download<int>(buffers[i], 2), Is.EqualTo(new[] { i, -i }));
            buffers[i].Dispose();
        }
    }

    [Test]
    public void BuffersThatAreDropped_MakeRoomForOthers()
    {
        for (int i = 0; i < 5; i++)
        {
            Drop(1_000);
        }

        using DeviceBuffer buffer = Comparison.Upload<float>(_device, [1f]);
        Assert.That(Comparison.Download<float>(buffer, 1), Is.EqualTo(new[] { 1f }));
    }

    [Test]
    public void Refusals()
    {
        DeviceBuffer buffer = _device.Allocate(64, sizeof(float));
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.Write(new byte[8], buffer, 60));
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.Read(buffer, -4, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _device.Allocate(-1, sizeof(float)));
        buffer.Dispose();
        Assert.DoesNotThrow(buffer.Dispose);
        Assert.Throws<ObjectDisposedException>(() => _device.Write(new byte[64], buffer, 0));
        GpuException? exception = Assert.Throws<GpuException>(() => _device.Allocate(1L << 50, sizeof(float)));
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.OutOfMemory));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drop(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _ = _device.Allocate(1_000, sizeof(float));
        }
    }
}
