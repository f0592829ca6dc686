using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using System.Threading;
using ComputeSharp;

namespace AutoDiff;

/// <summary>A device of Direct3D 12.</summary>
/// <remarks>ComputeSharp gives the same <see cref="GraphicsDevice"/> to everyone in this process, so that it is not disposed of here.</remarks>
[SupportedOSPlatform("windows6.2")]
internal sealed class ComputeSharpDevice : GpuDevice
{
    // Direct3D's limit for one direction.
    private const uint MostGroups = 65535;

    // ComputeSharp takes as much memory of the host for the time of a copy.
    private const int CopyBytes = 64 << 20;

    // Dispatches of several threads to one device get in each other's way in ComputeSharp.
    private readonly Lock _lock = new();
    private readonly GraphicsDevice _device;
    private readonly ShaderCatalogue _shaders;
    private ReadOnlyBuffer<uint>? _words;
    private volatile bool _isLost;

    /// <summary>Describes a device.</summary>
    /// <param name="device">The device in ComputeSharp.</param>
    /// <param name="index">Its number.</param>
    /// <param name="shaders">The shaders.</param>
    public ComputeSharpDevice(GraphicsDevice device, int index, ShaderCatalogue shaders)
        : base(index, string.IsNullOrWhiteSpace(device.Name) ? "Direct3D 12 device" : device.Name)
    {
        _device = device;
        _shaders = shaders;
        SupportsDouble = device.IsDoublePrecisionSupportAvailable();
        Pool = new ComputeSharpPool(this, device);
    }

    /// <inheritdoc/>
    public override bool SupportsDouble { get; }

    /// <inheritdoc/>
    public override bool IsSoftware => !_device.IsHardwareAccelerated;

    /// <inheritdoc/>
    public override long MemoryBytes => (long)(_device.DedicatedMemorySize > 0 ? _device.DedicatedMemorySize : _device.SharedMemorySize);

    /// <summary>The memory for elements.</summary>
    public ComputeSharpPool Pool { get; }

    /// <inheritdoc/>
    internal override long UsedBytes => Pool.UsedBytes;

    /// <inheritdoc/>
    internal override long LargestBinding => 2 * BindingAlignment;

    /// <inheritdoc/>
    internal override int MostBindings => RootConstants.MostBindings;

    /// <summary>More than any buffer has: whole buffers are bound.</summary>
    internal override long BindingAlignment => 1L << 32;

    /// <inheritdoc/>
    internal override uint MostThreads => MostGroups * Shader.GroupSize;

    /// <summary>The exception for what ComputeSharp has thrown; remembers that the device is lost.</summary>
    /// <param name="exception">What it has thrown.</param>
    /// <param name="task">What was to be done.</param>
    public GpuException Failure(Exception exception, string task)
    {
        if (!ComputeSharpErrors.IsLoss(exception) && !(exception is InvalidOperationException && RefusesEverything()))
        {
            return ComputeSharpErrors.Of(exception, task, this);
        }

        _isLost = true;
        return GpuException.DeviceLost(this, exception);
    }

    /// <inheritdoc/>
    internal override DeviceBuffer Allocate(long bytes, int elementBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (elementBytes is not (sizeof(uint) or sizeof(ulong)))
        {
            throw new ArgumentOutOfRangeException(nameof(elementBytes), elementBytes, "Elements have four or eight bytes.");
        }

        ThrowIfLost();
        return Pool.Rent(bytes, elementBytes);
    }

    /// <inheritdoc/>
    internal override void Write(ReadOnlySpan<byte> source, DeviceBuffer buffer, long offset)
    {
        GraphicsMemory memory = ElementsOf(buffer, offset, source.Length);
        while (!source.IsEmpty)
        {
            ReadOnlySpan<byte> part = source[..Math.Min(source.Length, CopyBytes)];
            lock (_lock)
            {
                ThrowIfLost();
                try
                {
                    memory.Write(part, offset);
                }
                catch (Exception exception) when (ComputeSharpErrors.IsOfTheDevice(exception))
                {
                    throw Failure(exception, "a copy to the device");
                }
            }

            source = source[part.Length..];
            offset += part.Length;
        }

        GC.KeepAlive(buffer);
    }

    /// <inheritdoc/>
    private protected override void ReadBuffer(DeviceBuffer buffer, long offset, Span<byte> target)
    {
        GraphicsMemory memory = ElementsOf(buffer, offset, target.Length);
        while (!target.IsEmpty)
        {
            Span<byte> part = target[..Math.Min(target.Length, CopyBytes)];
            lock (_lock)
            {
                ThrowIfLost();
                try
                {
                    memory.Read(offset, part);
                }
                catch (Exception exception) when (ComputeSharpErrors.IsOfTheDevice(exception))
                {
                    throw Failure(exception, "a copy from the device");
                }
            }

            target = target[part.Length..];
            offset += part.Length;
        }

        GC.KeepAlive(buffer);
    }

    /// <inheritdoc/>
    private protected override void RunShader(Shader shader, ReadOnlySpan<uint> constants, ReadOnlySpan<BufferRange> bindings, uint threads)
    {
        ShaderRunner runner = _shaders.RunnerOf(shader);
        ShaderProgram program = runner.Program;
        if (constants.Length != program.WordCount)
        {
            throw new ArgumentException($"A shader of {program.WordCount} words of constants is given {constants.Length}.", nameof(constants));
        }

        var resources = new IGraphicsResource[program.ResourceCount];
        Bind(program, bindings, resources);
        if (threads == 0)
        {
            return;
        }

        // What the compiler complains of is not to pass through ComputeSharp, and others go on meanwhile.
        _ = program.Bytecode;
        lock (_lock)
        {
            ThrowIfLost();
            try
            {
                if (program.HasWords)
                {
                    _words ??= AllocateWords();
                    _words.CopyFrom(constants[program.RootCount..], 0);
                    resources[^1] = _words;
                }

                runner.Run(_device, checked((int)threads), new ShaderArguments(constants[..program.RootCount].ToArray(), resources));
            }
            catch (Exception exception) when (ComputeSharpErrors.IsOfTheDevice(exception))
            {
                throw Failure(exception, "a run");
            }
        }

        foreach (BufferRange binding in bindings)
        {
            GC.KeepAlive(binding.Buffer);
        }
    }

    private void Bind(ShaderProgram program, ReadOnlySpan<BufferRange> bindings, IGraphicsResource[] resources)
    {
        if (bindings.Length != program.BindingCount)
        {
            throw new ArgumentException($"A shader of {program.BindingCount} buffers is given {bindings.Length}.", nameof(bindings));
        }

        for (int i = 0; i < bindings.Length; i++)
        {
            CheckRange(bindings[i].Buffer, bindings[i].Offset, bindings[i].Bytes);
            GraphicsMemory memory = ((ComputeSharpBuffer)bindings[i].Buffer).Memory;
            if (bindings[i].Offset != 0)
            {
                throw new ArgumentException($"Buffer {i} of a run begins at byte {bindings[i].Offset}; {this} binds whole buffers.", nameof(bindings));
            }

            if (memory.ElementBytes != program.ElementBytes(i))
            {
                throw new ArgumentException(
                    $"Buffer {i} of a run was allocated for elements of {memory.ElementBytes} bytes; the shader reads {program.ElementBytes(i)}.", nameof(bindings));
            }

            resources[i] = memory.Resource;
        }
    }

    private GraphicsMemory ElementsOf(DeviceBuffer buffer, long offset, int bytes)
    {
        CheckRange(buffer, offset, bytes);
        GraphicsMemory memory = ((ComputeSharpBuffer)buffer).Memory;
        return offset % memory.ElementBytes == 0 && bytes % memory.ElementBytes == 0
            ? memory
            : throw new ArgumentException($"{bytes} bytes from {offset} on are not whole elements of {memory.ElementBytes} bytes.", nameof(offset));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "ComputeSharp reads the fields of the elements' type; numbers have none.")]
    private ReadOnlyBuffer<uint> AllocateWords() => _device.AllocateReadOnlyBuffer<uint>(RootConstants.MostMoved);

    // Of a lost device ComputeSharp says so in a text only, and then at every call.
    private bool RefusesEverything()
    {
        try
        {
            _ = _device.IsDoublePrecisionSupportAvailable();
            return false;
        }
        catch (Exception exception) when (ComputeSharpErrors.IsOfTheDevice(exception))
        {
            return true;
        }
    }

    private void ThrowIfLost()
    {
        if (_isLost)
        {
            throw GpuException.DeviceLost(this);
        }
    }
}
