using System;
using System.Collections.Generic;
using Silk.NET.Vulkan;
using VkBuffer = Silk.NET.Vulkan.Buffer;

namespace AutoDiff;

/// <summary>All that an open device owns.</summary>
internal sealed unsafe class VulkanContext : IDisposable
{
    private const long StagingBytes = 16 << 20;

    // Held during runs and copies, so that the device cannot be closed under them.
    private readonly object _queueLock = new();
    private readonly Dictionary<Shader, PipelinePlace> _pipelines = [];
    private readonly VulkanDevice _owner;
    private readonly SpirvCache _cache;
    private readonly LogicalDevice _device;
    private readonly VulkanCommands? _commands;
    private readonly VulkanMemory? _constants;
    private VulkanMemory? _staging;
    private volatile bool _isDisposed;

    /// <summary>Opens a device.</summary>
    public VulkanContext(Vk vk, VulkanDevice owner, VulkanAdapter adapter, SpirvCache cache, GpuOptions options)
    {
        _owner = owner;
        _cache = cache;
        _device = new LogicalDevice(vk, adapter, owner);
        try
        {
            Pool = new VulkanPool(owner, _device, options.AlwaysStages);
            _commands = new VulkanCommands(_device);
            _constants = new VulkanMemory(_device, adapter.UniformBytes, BufferUsageFlags.UniformBufferBit, Pool.Kinds.Host, isMapped: true);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The memory for elements.</summary>
    public VulkanPool Pool { get; } = null!;

    /// <summary>See <see cref="GpuDevice.Write"/>.</summary>
    public void Write(ReadOnlySpan<byte> source, VulkanBuffer buffer, long offset)
    {
        lock (_queueLock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, _owner);
            if (Pool.Kinds.AreElementsVisible)
            {
                source.CopyTo(new Span<byte>(buffer.Start + offset, source.Length));
                return;
            }

            VulkanMemory staging = Staging();
            for (int done = 0; done < source.Length; done += (int)StagingBytes)
            {
                ReadOnlySpan<byte> part = source[done..Math.Min(source.Length, done + (int)StagingBytes)];
                part.CopyTo(new Span<byte>(staging.Start, part.Length));
                Copy(staging.Buffer, 0, buffer.Handle, buffer.Offset + offset + done, part.Length);
            }
        }
    }

    /// <summary>See <see cref="GpuDevice.Read"/>.</summary>
    public void Read(VulkanBuffer buffer, long offset, Span<byte> target)
    {
        lock (_queueLock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, _owner);
            if (Pool.Kinds.AreElementsCached)
            {
                new Span<byte>(buffer.Start + offset, target.Length).CopyTo(target);
                return;
            }

            VulkanMemory staging = Staging();
            for (int done = 0; done < target.Length; done += (int)StagingBytes)
            {
                Span<byte> part = target[done..Math.Min(target.Length, done + (int)StagingBytes)];
                Copy(buffer.Handle, buffer.Offset + offset + done, staging.Buffer, 0, part.Length);
                new Span<byte>(staging.Start, part.Length).CopyTo(part);
            }
        }
    }

    /// <summary>See <see cref="GpuDevice.Run"/>.</summary>
    public void Run(Shader shader, ReadOnlySpan<uint> constants, ReadOnlySpan<BufferRange> bindings, uint threads)
    {
        VulkanPipeline pipeline = PipelineOf(shader);
        lock (_queueLock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, _owner);
            constants.CopyTo(new Span<uint>(_constants!.Start, _device.Adapter.UniformBytes / sizeof(uint)));
            _commands!.Begin();
            pipeline.Dispatch(_commands, _constants, bindings, (threads + Shader.GroupSize - 1) / Shader.GroupSize);
            _commands.Run();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_queueLock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _device.Vk.DeviceWaitIdle(_device.Handle);
            lock (_pipelines)
            {
                foreach (PipelinePlace place in _pipelines.Values)
                {
                    lock (place)
                    {
                        place.Pipeline?.Dispose();
                    }
                }

                _pipelines.Clear();
            }

            _staging?.Dispose();
            _constants?.Dispose();
            _commands?.Dispose();
            Pool?.Dispose();
            _device.Dispose();
        }
    }

    // A lock for each: others go on running while one is compiled, and a second user waits for the first.
    private VulkanPipeline PipelineOf(Shader shader)
    {
        PipelinePlace? place;
        lock (_pipelines)
        {
            if (!_pipelines.TryGetValue(shader, out place))
            {
                _pipelines.Add(shader, place = new PipelinePlace());
            }
        }

        lock (place)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, _owner);
            _device.ThrowIfLost();
            return place.Pipeline ??= new VulkanPipeline(_device, _cache.Get(shader.Text), shader.BindingCount);
        }
    }

    private VulkanMemory Staging() => _staging ??= new VulkanMemory(
        _device, StagingBytes, BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit, Pool.Kinds.Host, isMapped: true);

    private void Copy(VkBuffer source, long sourceOffset, VkBuffer target, long targetOffset, long bytes)
    {
        var region = new BufferCopy((ulong)sourceOffset, (ulong)targetOffset, (ulong)bytes);
        _commands!.Begin();
        _device.Vk.CmdCopyBuffer(_commands.Buffer, source, target, 1, &region);
        _commands.Run();
    }

    private sealed class PipelinePlace
    {
        public VulkanPipeline? Pipeline { get; set; }
    }
}
