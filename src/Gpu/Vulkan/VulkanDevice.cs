using System;
using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>A device of Vulkan, opened when it is first used.</summary>
internal sealed class VulkanDevice : GpuDevice, IDisposable
{
    private readonly object _lock = new();
    private readonly Func<VulkanContext> _open;
    private readonly VulkanAdapter _adapter;
    private VulkanContext? _context;
    private bool _isDisposed;

    /// <summary>Describes a device.</summary>
    /// <param name="vk">The functions of Vulkan.</param>
    /// <param name="adapter">What the driver says of it.</param>
    /// <param name="index">Its number.</param>
    /// <param name="cache">Compiles shaders.</param>
    /// <param name="options">How to use it.</param>
    public VulkanDevice(Vk vk, VulkanAdapter adapter, int index, SpirvCache cache, GpuOptions options)
        : base(index, adapter.Name)
    {
        _adapter = adapter;
        _open = () => new VulkanContext(vk, this, adapter, cache, options);
        LargestBinding = Math.Min(adapter.LargestBinding, options.LargestBinding);
    }

    /// <inheritdoc/>
    public override bool SupportsDouble => _adapter.SupportsDouble;

    /// <inheritdoc/>
    public override bool IsSoftware => _adapter.Type == PhysicalDeviceType.Cpu;

    /// <inheritdoc/>
    public override long MemoryBytes => _adapter.MemoryBytes;

    /// <summary>The memory for elements.</summary>
    public VulkanPool Pool => Open().Pool;

    /// <inheritdoc/>
    internal override long UsedBytes => Pool.UsedBytes;

    /// <inheritdoc/>
    internal override long LargestBinding { get; }

    /// <inheritdoc/>
    internal override int MostBindings => _adapter.MostBindings;

    /// <inheritdoc/>
    internal override long BindingAlignment => _adapter.BindingAlignment;

    /// <inheritdoc/>
    internal override uint MostThreads => _adapter.Groups * Shader.GroupSize;

    /// <summary>Opens the device, if that has not been done.</summary>
    /// <exception cref="GpuException">It does not open.</exception>
    public VulkanContext Open()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _context ??= _open();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _context?.Dispose();
            _context = null;
        }
    }

    /// <inheritdoc/>
    internal override DeviceBuffer Allocate(long bytes, int elementBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return Pool.Rent(bytes);
    }

    /// <inheritdoc/>
    internal override void Write(ReadOnlySpan<byte> source, DeviceBuffer buffer, long offset)
    {
        CheckRange(buffer, offset, source.Length);
        Open().Write(source, (VulkanBuffer)buffer, offset);
        GC.KeepAlive(buffer);
    }

    /// <inheritdoc/>
    private protected override void ReadBuffer(DeviceBuffer buffer, long offset, Span<byte> target)
    {
        CheckRange(buffer, offset, target.Length);
        Open().Read((VulkanBuffer)buffer, offset, target);
        GC.KeepAlive(buffer);
    }

    /// <inheritdoc/>
    private protected override void RunShader(Shader shader, ReadOnlySpan<uint> constants, ReadOnlySpan<BufferRange> bindings, uint threads)
    {
        if (constants.Length * sizeof(uint) > _adapter.UniformBytes)
        {
            throw new GpuException(GpuFailure.Unsupported, $"A kernel has {constants.Length} words of constants; {this} takes {_adapter.UniformBytes / sizeof(uint)}.");
        }

        foreach (BufferRange binding in bindings)
        {
            CheckRange(binding.Buffer, binding.Offset, binding.Bytes);
        }

        Open().Run(shader, constants, bindings, threads);
        foreach (BufferRange binding in bindings)
        {
            GC.KeepAlive(binding.Buffer);
        }
    }
}
