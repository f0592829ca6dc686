using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace AutoDiff.ComputeSharpTests;

/// <summary>Buffers, and the pool that they come from.</summary>
public sealed class MemoryTests
{
    private TestBackEnd _backEnd = null!;

    private ComputeSharpPool Pool => _backEnd.Device.Pool;

    [SetUp]
    public void SetUp() => _backEnd = new TestBackEnd();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(65_537)]
    [TestCase(3_000_001)]
    public void Buffers_AreReused(int bytes)
    {
        for (int i = 0; i < 10; i++)
        {
            using DeviceBuffer buffer = _backEnd.Device.Allocate(bytes, sizeof(float));
            Assert.That(buffer.Bytes, Is.EqualTo(bytes));
            Assert.That(Pool.UsedBytes, Is.GreaterThanOrEqualTo(bytes));
        }

        Assert.That((Pool.Count, Pool.UsedBytes, _backEnd.Adapter.BufferCount), Is.EqualTo((1, 0L, 1)));
    }

    [Test]
    public void BuffersOfSimilarSize_AreTheSame_AndThoseOfDoublesOthers()
    {
        _backEnd.Device.Allocate(400_000, sizeof(float)).Dispose();
        _backEnd.Device.Allocate(500_000, sizeof(float)).Dispose();
        Assert.That(Pool.Count, Is.EqualTo(1));
        _backEnd.Device.Allocate(500_000, sizeof(double)).Dispose();
        Assert.That(Pool.Count, Is.EqualTo(2));
        _backEnd.Device.Allocate(600_000, sizeof(float)).Dispose();
        Assert.That(Pool.Count, Is.EqualTo(3));
        Pool.Trim(0);
        Assert.That((Pool.Count, Pool.ReservedBytes, _backEnd.Adapter.BufferCount), Is.EqualTo((0, 0L, 0)));
    }

    [Test]
    public void Elements_AreCopied_WhereverTheyLie()
    {
        using DeviceBuffer buffer = _backEnd.Floats(1000);
        float[] numbers = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];
        _backEnd.Device.Write(MemoryMarshal.AsBytes<float>(numbers), buffer, 0);
        _backEnd.Device.Write(MemoryMarshal.AsBytes<float>([-1, -2]), buffer, 400);
        _backEnd.Device.Write([], buffer, 4000);
        var read = new float[5];
        _backEnd.Device.Read(buffer, 396, MemoryMarshal.AsBytes(read.AsSpan()));
        Assert.That(read, Is.EqualTo(new[] { 99f, -1, -2, 102, 103 }));
        Assert.Throws<ArgumentException>(() => _backEnd.Device.Write(new byte[4], buffer, 2));
        Assert.Throws<ArgumentException>(() => _backEnd.Device.Read(buffer, 0, new byte[6]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _backEnd.Device.Read(buffer, 3996, new byte[8]));
        Assert.Throws<ArgumentException>(() => new TestBackEnd().Device.Read(buffer, 0, new byte[4]));

        using DeviceBuffer doubles = new TestBackEnd(supportsDouble: false).Device.Allocate(16, sizeof(double));
        ((GpuDevice)doubles.Device).Write(MemoryMarshal.AsBytes<double>([1.5]), doubles, 8);
        Assert.Throws<ArgumentException>(() => ((GpuDevice)doubles.Device).Write(new byte[4], doubles, 4));
    }

    [Test]
    public void MoreThanIsCopiedAtOnce_ArrivesWhole()
    {
        const int Length = 20_000_000;
        using DeviceBuffer buffer = _backEnd.Floats(Length);
        int[] numbers = [.. Enumerable.Range(0, Length)];
        _backEnd.Device.Write(MemoryMarshal.AsBytes<int>(numbers), buffer, 0);
        var read = new int[Length];
        _backEnd.Device.Read(buffer, 0, MemoryMarshal.AsBytes(read.AsSpan()));
        Assert.That(read.AsSpan().SequenceEqual(numbers), Is.True);
    }

    [Test]
    public void TooManyBuffers_AreAClearError_UntilSomeAreDisposedOf()
    {
        List<DeviceBuffer> buffers = [.. Enumerable.Range(0, ComputeSharpPool.MostBuffers).Select(_ => _backEnd.Floats(1))];
        GpuException? exception = Assert.Throws<GpuException>(() => _backEnd.Floats(1));
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.OutOfMemory));
        Assert.That(exception.Message, Does.StartWith("gpu:0 (Recorder) has no room for 4 bytes").And.Contain("Dispose of tensors"));

        // A free one of another size makes room.
        buffers[0].Dispose();
        buffers[1].Dispose();
        using DeviceBuffer large = _backEnd.Floats(100_000);
        Assert.That(_backEnd.Adapter.BufferCount, Is.LessThanOrEqualTo(ComputeSharpPool.MostBuffers));
        buffers.ForEach(buffer => buffer.Dispose());
    }

    [Test]
    public void BuffersThatWereDropped_MakeRoom()
    {
        Drop(ComputeSharpPool.MostBuffers);
        using DeviceBuffer buffer = _backEnd.Floats(1);
        Assert.That(Pool.UsedBytes, Is.EqualTo(64 << 10));

        // ComputeSharp's finalizers have not had it.
        Assert.DoesNotThrow(() => _backEnd.Device.Write(new byte[4], buffer, 0));
    }

    [Test]
    public void TooMuchMemory_IsAnErrorWithNumbers()
    {
        Assert.That(() => _backEnd.Device.Allocate(1L << 50, sizeof(float)), Throws.InstanceOf<GpuException>().With.Message.Contains("one buffer has at most"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _backEnd.Device.Allocate(-1, sizeof(float)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _backEnd.Device.Allocate(4, 2));
        using DeviceBuffer largest = _backEnd.Device.Allocate(GraphicsMemory.MostBytes, sizeof(double));
        Assert.That(largest.Bytes, Is.LessThan(1L << 32));
    }

    [Test]
    public void MoreThanTheDeviceHas_IsNotAskedFor()
    {
        var small = new TestBackEnd(memory: 1 << 20);
        DeviceBuffer first = small.Device.Allocate(1 << 19, sizeof(float));
        using DeviceBuffer second = small.Device.Allocate(1 << 18, sizeof(float));
        Assert.Throws<GpuException>(() => small.Device.Allocate(1 << 19, sizeof(float)));
        Assert.That(small.Adapter.BufferCount, Is.EqualTo(2));
        first.Dispose();

        // A free buffer of another size goes.
        using DeviceBuffer third = small.Device.Allocate(1 << 18, sizeof(double));
        using DeviceBuffer fourth = small.Device.Allocate(1 << 18, sizeof(double));
        Assert.That(small.Adapter.BufferCount, Is.EqualTo(3));
    }

    [Test]
    public void AfterABufferThatCouldNotBeMade_WhatThereIsMustDo()
    {
        DeviceBuffer kept = _backEnd.Floats(1);
        _backEnd.Adapter.NextFailure = new Win32Exception(unchecked((int)0x8007000E));
        Assert.That(() => _backEnd.Floats(1), Throws.InstanceOf<GpuException>().With.Property(nameof(GpuException.Failure)).EqualTo(GpuFailure.OutOfMemory));
        kept.Dispose();
        Pool.Trim(0);
        Assert.That(_backEnd.Adapter.BufferCount, Is.EqualTo(1));
        using DeviceBuffer again = _backEnd.Floats(1);
        Assert.Throws<GpuException>(() => _backEnd.Floats(1));
    }

    [Test]
    public void ADisposedBuffer_IsRefused()
    {
        DeviceBuffer buffer = _backEnd.Floats(16);
        buffer.Dispose();
        Assert.DoesNotThrow(buffer.Dispose);
        Assert.Throws<ObjectDisposedException>(() => _backEnd.Device.Write(new byte[64], buffer, 0));
        Assert.That(Pool.UsedBytes, Is.Zero);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drop(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _ = _backEnd.Floats(1);
        }
    }
}
