using System;
using System.Collections.Generic;
using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>
/// The memory for elements. It is taken from the driver in slabs and kept: to allocate takes long, and drivers allow some thousand allocations only.
/// </summary>
/// <remarks>
/// The slots of a slab have one size: powers of two up to 1 MiB, many to a slab; above, four sizes to an octave with a slab each. Several threads may rent and return, the
/// finalizer's among them: the lock is therefore never held while a collection is waited for.
/// </remarks>
internal sealed unsafe class VulkanPool : IDisposable
{
    // Bindings lie at multiples of at most this.
    private const long SmallestSlot = 256;
    private const long LargestShared = 1 << 20;
    private const long SlabBytes = 4 << 20;
    private const int MostSlots = 256;

    // More free memory than this, and than what is in use, goes back to the driver.
    private const long FreeBytesKept = 256L << 20;

    private const BufferUsageFlags Usage = BufferUsageFlags.StorageBufferBit | BufferUsageFlags.TransferSrcBit | BufferUsageFlags.TransferDstBit;

    private readonly object _lock = new();
    private readonly VulkanDevice _owner;
    private readonly LogicalDevice _device;
    private readonly Dictionary<long, Stack<Slot>> _free = [];
    private readonly HashSet<Slab> _slabs = [];
    private bool _isDisposed;

    /// <summary>A pool without memory.</summary>
    /// <param name="owner">The device of the buffers.</param>
    /// <param name="device">The open device.</param>
    /// <param name="alwaysStages">Whether elements are to lie where the host does not see them.</param>
    public VulkanPool(VulkanDevice owner, LogicalDevice device, bool alwaysStages)
    {
        _owner = owner;
        _device = device;
        Kinds = new MemoryKinds(device.Adapter.Memory, VulkanMemory.UsableTypes(device, Usage), alwaysStages);
    }

    /// <summary>The types of memory.</summary>
    public MemoryKinds Kinds { get; }

    /// <summary>The bytes of the slots that are in use.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>The bytes of all slabs.</summary>
    public long ReservedBytes { get; private set; }

    /// <summary>A buffer with any contents.</summary>
    /// <param name="bytes">Its size.</param>
    /// <exception cref="GpuException">There is not so much memory.</exception>
    public VulkanBuffer Rent(long bytes)
    {
        if (bytes <= Math.Min(_device.Adapter.MemoryBytes, _device.Adapter.LargestAllocation))
        {
            long size = PoolSize.Of(bytes, SmallestSlot, LargestShared);
            if (TryRent(size) is { } slot)
            {
                return new VulkanBuffer(_owner, this, slot, bytes);
            }

            // First what lies here unused, then what nobody can reach any more.
            Trim(0);
            slot = TryRent(size);
            if (slot is null)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Trim(0);
                slot = TryRent(size);
            }

            if (slot is not null)
            {
                return new VulkanBuffer(_owner, this, slot, bytes);
            }
        }

        throw new GpuException(
            GpuFailure.OutOfMemory,
            $"{_owner} ({_owner.Name}) has no room for {bytes:N0} bytes: {UsedBytes:N0} of its {_device.Adapter.MemoryBytes:N0} bytes are in use by this process, and one buffer has at most {_device.Adapter.LargestAllocation:N0}.");
    }

    /// <summary>Takes memory back.</summary>
    public void Return(Slot slot)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            UsedBytes -= slot.Slab.SlotBytes;
            slot.Slab.Used--;
            _free[slot.Slab.SlotBytes].Push(slot);
            long limit = Math.Max(FreeBytesKept, UsedBytes);
            if (ReservedBytes - UsedBytes > limit)
            {
                Trim(limit / 2);
            }
        }
    }

    /// <summary>Gives slabs without a used slot back to the driver until no more than so many bytes are free.</summary>
    public void Trim(long freeBytes)
    {
        lock (_lock)
        {
            HashSet<Slab> released = [];
            foreach (Slab slab in _slabs)
            {
                if (ReservedBytes - UsedBytes <= freeBytes)
                {
                    break;
                }

                if (slab.Used == 0)
                {
                    released.Add(slab);
                    ReservedBytes -= slab.Memory.Bytes;
                }
            }

            if (released.Count == 0)
            {
                return;
            }

            foreach (Stack<Slot> slots in _free.Values)
            {
                Slot[] kept = [.. slots];
                slots.Clear();
                for (int i = kept.Length - 1; i >= 0; i--)
                {
                    if (!released.Contains(kept[i].Slab))
                    {
                        slots.Push(kept[i]);
                    }
                }
            }

            foreach (Slab slab in released)
            {
                _slabs.Remove(slab);
                slab.Memory.Dispose();
            }
        }
    }

    /// <summary>Frees all memory, also of buffers that are in use.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (Slab slab in _slabs)
            {
                slab.Memory.Dispose();
            }

            _slabs.Clear();
            _free.Clear();
        }
    }

    private Slot? TryRent(long size)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, _owner);
            if (!_free.TryGetValue(size, out Stack<Slot>? free))
            {
                _free.Add(size, free = new Stack<Slot>());
            }

            if (free.Count == 0 && !TryAddSlab(size, free))
            {
                return null;
            }

            Slot slot = free.Pop();
            slot.Slab.Used++;
            UsedBytes += size;
            return slot;
        }
    }

    private bool TryAddSlab(long size, Stack<Slot> free)
    {
        int count = (int)Math.Clamp(SlabBytes / size, 1, MostSlots);
        VulkanMemory memory;
        try
        {
            memory = new VulkanMemory(_device, count * size, Usage, Kinds.Elements, Kinds.AreElementsVisible);
        }
        catch (GpuException exception) when (exception.Failure == GpuFailure.OutOfMemory)
        {
            return false;
        }

        var slab = new Slab(memory, size);
        _slabs.Add(slab);
        ReservedBytes += memory.Bytes;
        for (int i = count - 1; i >= 0; i--)
        {
            free.Push(new Slot(slab, i * size));
        }

        return true;
    }

    /// <summary>One allocation.</summary>
    internal sealed class Slab(VulkanMemory memory, long slotBytes)
    {
        /// <summary>The memory.</summary>
        public VulkanMemory Memory { get; } = memory;

        /// <summary>The bytes of each slot.</summary>
        public long SlotBytes { get; } = slotBytes;

        /// <summary>The number of slots in use.</summary>
        public int Used { get; set; }
    }

    /// <summary>A part of a slab.</summary>
    /// <param name="Slab">The slab.</param>
    /// <param name="Offset">The first byte.</param>
    internal sealed record Slot(Slab Slab, long Offset);
}
