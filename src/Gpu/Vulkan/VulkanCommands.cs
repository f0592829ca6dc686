using System;
using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>One list of commands at a time, run to its end. Its user holds the device's lock.</summary>
internal sealed unsafe class VulkanCommands : IDisposable
{
    private readonly LogicalDevice _device;
    private readonly CommandPool _pool;
    private readonly Fence _fence;

    /// <summary>Makes the list.</summary>
    public VulkanCommands(LogicalDevice device)
    {
        _device = device;
        try
        {
            var poolInfo = new CommandPoolCreateInfo
            {
                SType = StructureType.CommandPoolCreateInfo,
                Flags = CommandPoolCreateFlags.ResetCommandBufferBit,
                QueueFamilyIndex = device.Adapter.QueueFamily,
            };
            CommandPool pool;
            device.Check(device.Vk.CreateCommandPool(device.Handle, &poolInfo, null, &pool), nameof(Vk.CreateCommandPool));
            _pool = pool;

            var bufferInfo = new CommandBufferAllocateInfo
            {
                SType = StructureType.CommandBufferAllocateInfo,
                CommandPool = pool,
                Level = CommandBufferLevel.Primary,
                CommandBufferCount = 1,
            };
            CommandBuffer buffer;
            device.Check(device.Vk.AllocateCommandBuffers(device.Handle, &bufferInfo, &buffer), nameof(Vk.AllocateCommandBuffers));
            Buffer = buffer;

            var fenceInfo = new FenceCreateInfo { SType = StructureType.FenceCreateInfo };
            Fence fence;
            device.Check(device.Vk.CreateFence(device.Handle, &fenceInfo, null, &fence), nameof(Vk.CreateFence));
            _fence = fence;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes the commands between <see cref="Begin"/> and <see cref="Run"/>.</summary>
    public CommandBuffer Buffer { get; }

    /// <summary>Begins a list, which sees what earlier ones and the host have written.</summary>
    public void Begin()
    {
        _device.ThrowIfLost();
        var info = new CommandBufferBeginInfo
        {
            SType = StructureType.CommandBufferBeginInfo,
            Flags = CommandBufferUsageFlags.OneTimeSubmitBit,
        };
        _device.Check(_device.Vk.BeginCommandBuffer(Buffer, &info), nameof(Vk.BeginCommandBuffer));
        Barrier(AccessFlags.MemoryWriteBit, AccessFlags.MemoryReadBit | AccessFlags.MemoryWriteBit);
    }

    /// <summary>Runs the list and waits. What it wrote can then be seen by all.</summary>
    public void Run()
    {
        Barrier(AccessFlags.MemoryWriteBit, AccessFlags.HostReadBit | AccessFlags.MemoryReadBit);
        _device.Check(_device.Vk.EndCommandBuffer(Buffer), nameof(Vk.EndCommandBuffer));
        Fence fence = _fence;
        CommandBuffer buffer = Buffer;
        _device.Check(_device.Vk.ResetFences(_device.Handle, 1, &fence), nameof(Vk.ResetFences));
        var info = new SubmitInfo { SType = StructureType.SubmitInfo, CommandBufferCount = 1, PCommandBuffers = &buffer };
        _device.Check(_device.Vk.QueueSubmit(_device.Queue, 1, &info, fence), nameof(Vk.QueueSubmit));
        _device.Check(_device.Vk.WaitForFences(_device.Handle, 1, &fence, true, ulong.MaxValue), nameof(Vk.WaitForFences));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The buffer goes with its pool.
        _device.Vk.DestroyFence(_device.Handle, _fence, null);
        _device.Vk.DestroyCommandPool(_device.Handle, _pool, null);
    }

    private void Barrier(AccessFlags written, AccessFlags seen)
    {
        var barrier = new MemoryBarrier { SType = StructureType.MemoryBarrier, SrcAccessMask = written, DstAccessMask = seen };
        _device.Vk.CmdPipelineBarrier(
            Buffer, PipelineStageFlags.AllCommandsBit, PipelineStageFlags.AllCommandsBit | PipelineStageFlags.HostBit, 0, 1, &barrier, 0, null, 0, null);
    }
}
