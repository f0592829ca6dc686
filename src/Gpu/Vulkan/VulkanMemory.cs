using System;
using Silk.NET.Vulkan;
using VkBuffer = Silk.NET.Vulkan.Buffer;

namespace AutoDiff;

/// <summary>A buffer with memory of its own.</summary>
internal sealed unsafe class VulkanMemory : IDisposable
{
    private readonly LogicalDevice _device;
    private DeviceMemory _memory;

    /// <summary>Allocates.</summary>
    /// <param name="device">The device.</param>
    /// <param name="bytes">The size.</param>
    /// <param name="usage">What the buffer is for.</param>
    /// <param name="type">The type of the memory.</param>
    /// <param name="isMapped">Whether the host is to see it.</param>
    /// <exception cref="GpuException">There is not so much memory.</exception>
    public VulkanMemory(LogicalDevice device, long bytes, BufferUsageFlags usage, uint type, bool isMapped)
    {
        _device = device;
        Bytes = bytes;
        Buffer = CreateBuffer(device, bytes, usage);
        try
        {
            device.Vk.GetBufferMemoryRequirements(device.Handle, Buffer, out MemoryRequirements requirements);
            var info = new MemoryAllocateInfo
            {
                SType = StructureType.MemoryAllocateInfo,
                AllocationSize = requirements.Size,
                MemoryTypeIndex = type,
            };
            DeviceMemory memory;
            device.Check(device.Vk.AllocateMemory(device.Handle, &info, null, &memory), nameof(Vk.AllocateMemory));
            _memory = memory;
            device.Check(device.Vk.BindBufferMemory(device.Handle, Buffer, memory, 0), nameof(Vk.BindBufferMemory));
            if (isMapped)
            {
                void* start;
                device.Check(device.Vk.MapMemory(device.Handle, memory, 0, Vk.WholeSize, 0, &start), nameof(Vk.MapMemory));
                Start = (byte*)start;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The buffer in the driver.</summary>
    public VkBuffer Buffer { get; }

    /// <summary>The size.</summary>
    public long Bytes { get; }

    /// <summary>Where the host sees it, or null.</summary>
    public byte* Start { get; }

    /// <summary>The types of memory, one bit each, that buffers for a purpose can have.</summary>
    public static uint UsableTypes(LogicalDevice device, BufferUsageFlags usage)
    {
        VkBuffer probe = CreateBuffer(device, 256, usage);
        device.Vk.GetBufferMemoryRequirements(device.Handle, probe, out MemoryRequirements requirements);
        device.Vk.DestroyBuffer(device.Handle, probe, null);
        return requirements.MemoryTypeBits;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Vk.DestroyBuffer(_device.Handle, Buffer, null);
        if (_memory.Handle != 0)
        {
            // This unmaps it too.
            _device.Vk.FreeMemory(_device.Handle, _memory, null);
            _memory = default;
        }
    }

    private static VkBuffer CreateBuffer(LogicalDevice device, long bytes, BufferUsageFlags usage)
    {
        var info = new BufferCreateInfo
        {
            SType = StructureType.BufferCreateInfo,
            Size = (ulong)bytes,
            Usage = usage,
            SharingMode = SharingMode.Exclusive,
        };
        VkBuffer buffer;
        device.Check(device.Vk.CreateBuffer(device.Handle, &info, null, &buffer), nameof(Vk.CreateBuffer));
        return buffer;
    }
}
