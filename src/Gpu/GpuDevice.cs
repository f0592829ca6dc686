using System;
using System.Threading;

namespace AutoDiff;

/// <summary>A graphics processor. <see cref="Gpu.Devices"/> lists those of this machine; it prints as <c>gpu:0</c>.</summary>
/// <remarks>A device may be used by several threads. Its runs follow each other, and each call returns when its run has ended.</remarks>
public abstract class GpuDevice : Device
{
    private long _runCount;
    private long _readCount;

    private protected GpuDevice(int index, string name)
        : base(DeviceKind.Gpu, index, name) => Operations = new GpuOperations(this);

    /// <summary>Whether kernels over <c>double</c> elements run on the device, as far as they consist of arithmetic.</summary>
    public abstract bool SupportsDouble { get; }

    /// <summary>Whether the device is a processor that runs shaders in software.</summary>
    public abstract bool IsSoftware { get; }

    /// <summary>The bytes of the device's own memory.</summary>
    public abstract long MemoryBytes { get; }

    /// <inheritdoc/>
    internal override DeviceOperations Operations { get; }

    /// <summary>How many shaders have run.</summary>
    internal long RunCount => Volatile.Read(ref _runCount);

    /// <summary>How often something was copied from the device.</summary>
    internal long ReadCount => Volatile.Read(ref _readCount);

    /// <summary>The bytes of all buffers that are in use.</summary>
    internal abstract long UsedBytes { get; }

    /// <summary>The bytes that a kernel can see of one operand at once; at least one <see cref="BindingAlignment"/>.</summary>
    internal abstract long LargestBinding { get; }

    /// <summary>The number of operands and results that a kernel can see.</summary>
    internal abstract int MostBindings { get; }

    /// <summary>
    /// What the place of a binding in its buffer is a multiple of, in bytes; a power of two. More than any buffer has where buffers are only bound as a whole.
    /// </summary>
    internal abstract long BindingAlignment { get; }

    /// <summary>The number of threads of a run; more positions are shared out among them.</summary>
    internal abstract uint MostThreads { get; }

    /// <summary>A buffer with any contents. Its memory goes back to the pool when it is disposed of, or collected.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="elementBytes">The bytes of an element, four or eight: Direct3D reads a buffer in steps of what it was made for.</param>
    /// <exception cref="GpuException">There is not so much memory.</exception>
    internal abstract DeviceBuffer Allocate(long bytes, int elementBytes);

    /// <summary>Copies to a buffer.</summary>
    /// <param name="source">What to copy: whole elements.</param>
    /// <param name="buffer">Where to.</param>
    /// <param name="offset">The place in the buffer, in bytes: that of an element.</param>
    internal abstract void Write(ReadOnlySpan<byte> source, DeviceBuffer buffer, long offset);

    /// <summary>Copies from a buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">The place in it, in bytes: that of an element.</param>
    /// <param name="target">Where to: whole elements.</param>
    internal void Read(DeviceBuffer buffer, long offset, Span<byte> target)
    {
        Interlocked.Increment(ref _readCount);
        ReadBuffer(buffer, offset, target);
    }

    /// <summary>Runs a shader, and waits for it.</summary>
    /// <param name="shader">The shader.</param>
    /// <param name="constants">The words of its constant buffer, the numbers of threads included.</param>
    /// <param name="bindings">The parts of buffers that it sees as u0, u1 ...</param>
    /// <param name="threads">The number of threads.</param>
    internal void Run(Shader shader, ReadOnlySpan<uint> constants, ReadOnlySpan<BufferRange> bindings, uint threads)
    {
        Interlocked.Increment(ref _runCount);
        RunShader(shader, constants, bindings, threads);
    }

    /// <inheritdoc cref="Read"/>
    private protected abstract void ReadBuffer(DeviceBuffer buffer, long offset, Span<byte> target);

    /// <inheritdoc cref="Run"/>
    private protected abstract void RunShader(Shader shader, ReadOnlySpan<uint> constants, ReadOnlySpan<BufferRange> bindings, uint threads);

    /// <summary>Refuses doubles where the device does not compute with them.</summary>
    /// <param name="name">What is to compute with them.</param>
    /// <exception cref="GpuException">It does not.</exception>
    internal void RequireDoubles(string name)
    {
        if (!SupportsDouble)
        {
            throw new GpuException(
                GpuFailure.Unsupported, $"{this} ({Name}) does not compute with doubles, which {name} is to do there. Use float, or call .To(Device.Cpu) on the tensor before.");
        }
    }

    /// <summary>Refuses what is not a part of one of this device's buffers. Nothing else stands between a wrong number and memory of others.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    private protected void CheckRange(DeviceBuffer buffer, long offset, long bytes)
    {
        if (buffer.Device != this)
        {
            throw new ArgumentException($"A buffer of {buffer.Device} is given to {this}.", nameof(buffer));
        }

        if (offset < 0 || bytes < 0 || bytes > buffer.Bytes - offset)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), $"{bytes} bytes from {offset} on are not in a buffer of {buffer.Bytes} bytes.");
        }
    }
}
