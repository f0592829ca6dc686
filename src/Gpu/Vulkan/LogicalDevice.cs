using System;
using Silk.NET.Vulkan;
using VkDevice = Silk.NET.Vulkan.Device;

namespace AutoDiff;

/// <summary>An open device with its queue.</summary>
internal sealed unsafe class LogicalDevice : IDisposable
{
    private readonly GpuDevice _owner;
    private volatile bool _isLost;

    /// <summary>Opens the device.</summary>
    /// <param name="vk">The functions of Vulkan.</param>
    /// <param name="adapter">The device.</param>
    /// <param name="owner">What messages name.</param>
    /// <exception cref="GpuException">It does not open.</exception>
    public LogicalDevice(Vk vk, VulkanAdapter adapter, GpuDevice owner)
    {
        Vk = vk;
        Adapter = adapter;
        _owner = owner;
        float priority = 1;
        var queue = new DeviceQueueCreateInfo
        {
            SType = StructureType.DeviceQueueCreateInfo,
            QueueFamilyIndex = adapter.QueueFamily,
            QueueCount = 1,
            PQueuePriorities = &priority,
        };
        var features = new PhysicalDeviceFeatures { ShaderFloat64 = adapter.SupportsDouble };
        var info = new DeviceCreateInfo
        {
            SType = StructureType.DeviceCreateInfo,
            QueueCreateInfoCount = 1,
            PQueueCreateInfos = &queue,
            PEnabledFeatures = &features,
        };
        VkDevice handle;
        Check(vk.CreateDevice(adapter.Handle, &info, null, &handle), nameof(vk.CreateDevice));
        Handle = handle;
        vk.GetDeviceQueue(handle, adapter.QueueFamily, 0, out Queue taken);
        Queue = taken;
    }

    /// <summary>The functions of Vulkan.</summary>
    public Vk Vk { get; }

    /// <summary>What the device can do.</summary>
    public VulkanAdapter Adapter { get; }

    /// <summary>The device in the driver.</summary>
    public VkDevice Handle { get; }

    /// <summary>Its queue.</summary>
    public Queue Queue { get; }

    /// <summary>Throws where a call has failed, and remembers a lost device.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="function">Its name.</param>
    /// <exception cref="GpuException">It has failed.</exception>
    public void Check(Result result, string function)
    {
        _isLost |= result == Result.ErrorDeviceLost;
        VulkanErrors.Check(result, function, _owner);
    }

    /// <summary>Throws where the device is lost: what a driver does then is its own affair.</summary>
    /// <exception cref="GpuException">It is lost.</exception>
    public void ThrowIfLost()
    {
        if (_isLost)
        {
            throw GpuException.DeviceLost(_owner);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Vk.DestroyDevice(Handle, null);
}
