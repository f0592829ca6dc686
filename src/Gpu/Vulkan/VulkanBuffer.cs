using System;
using System.Threading;
using VkBuffer = Silk.NET.Vulkan.Buffer;

namespace AutoDiff;

/// <summary>A buffer of the pool. Who drops it without disposing of it gives its memory back at a later collection.</summary>
internal sealed unsafe class VulkanBuffer : DeviceBuffer
{
    private readonly VulkanPool _pool;
    private VulkanPool.Slot? _slot;

    /// <summary>Wraps a slot.</summary>
    public VulkanBuffer(VulkanDevice device, VulkanPool pool, VulkanPool.Slot slot, long bytes)
        : base(device, bytes)
    {
        _pool = pool;
        _slot = slot;
    }

    /// <summary>Gives the memory back.</summary>
    ~VulkanBuffer() => Return();

    /// <summary>The buffer in the driver, which others lie in too.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been given back.</exception>
    public VkBuffer Handle => Slot.Slab.Memory.Buffer;

    /// <summary>The first byte in <see cref="Handle"/>.</summary>
    public long Offset => Slot.Offset;

    /// <summary>Where the host sees the first byte, or null.</summary>
    public byte* Start => Slot.Slab.Memory.Start is var start && start is null ? null : start + Slot.Offset;

    private VulkanPool.Slot Slot => Volatile.Read(ref _slot) ?? throw new ObjectDisposedException(nameof(DeviceBuffer));

    /// <inheritdoc/>
    public override void Dispose()
    {
        Return();
        GC.SuppressFinalize(this);
    }

    private void Return()
    {
        if (Interlocked.Exchange(ref _slot, null) is { } slot)
        {
            _pool.Return(slot);
        }
    }
}
