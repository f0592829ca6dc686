using System;
using System.Runtime.InteropServices;
using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>A device as the driver describes it, before it is opened.</summary>
internal sealed unsafe class VulkanAdapter
{
    // Direct3D has no more in one direction.
    private const uint MostGroups = 65535;

    private VulkanAdapter(Vk vk, PhysicalDevice handle, uint queueFamily)
    {
        Handle = handle;
        QueueFamily = queueFamily;

        var maintenance = new PhysicalDeviceMaintenance3Properties { SType = StructureType.PhysicalDeviceMaintenance3Properties };
        var properties = new PhysicalDeviceProperties2 { SType = StructureType.PhysicalDeviceProperties2, PNext = &maintenance };
        vk.GetPhysicalDeviceProperties2(handle, &properties);
        vk.GetPhysicalDeviceFeatures(handle, out PhysicalDeviceFeatures features);
        vk.GetPhysicalDeviceMemoryProperties(handle, out PhysicalDeviceMemoryProperties memory);

        Name = Marshal.PtrToStringUTF8((nint)properties.Properties.DeviceName) is { Length: > 0 } name ? name : "Vulkan device";
        Type = properties.Properties.DeviceType;
        SupportsDouble = features.ShaderFloat64;
        Memory = memory;

        ref PhysicalDeviceLimits limits = ref properties.Properties.Limits;
        LargestBinding = limits.MaxStorageBufferRange;
        MostBindings = (int)Math.Min(Math.Min(limits.MaxPerStageDescriptorStorageBuffers, limits.MaxDescriptorSetStorageBuffers), 1024);

        // A multiple of every element.
        BindingAlignment = (int)Math.Max(limits.MinStorageBufferOffsetAlignment, 16);
        UniformBytes = (int)Math.Min(limits.MaxUniformBufferRange, 16384);
        Groups = Math.Min(limits.MaxComputeWorkGroupCount[0], MostGroups);
        LargestAllocation = (long)Math.Min(maintenance.MaxMemoryAllocationSize, long.MaxValue);
        for (int i = 0; i < memory.MemoryHeapCount; i++)
        {
            if (memory.MemoryHeaps[i].Flags.HasFlag(MemoryHeapFlags.DeviceLocalBit))
            {
                MemoryBytes = Math.Max(MemoryBytes, (long)memory.MemoryHeaps[i].Size);
            }
        }
    }

    /// <summary>The device in the driver.</summary>
    public PhysicalDevice Handle { get; }

    /// <summary>The kind of queues that take compute work.</summary>
    public uint QueueFamily { get; }

    /// <summary>The driver's name for it.</summary>
    public string Name { get; }

    /// <summary>The kind of hardware.</summary>
    public PhysicalDeviceType Type { get; }

    /// <summary>Whether shaders can compute with doubles.</summary>
    public bool SupportsDouble { get; }

    /// <summary>The heaps and types of memory.</summary>
    public PhysicalDeviceMemoryProperties Memory { get; }

    /// <summary>The bytes of the largest heap of the device's own memory.</summary>
    public long MemoryBytes { get; }

    /// <summary>The bytes of the largest single allocation.</summary>
    public long LargestAllocation { get; }

    /// <summary>The bytes of a buffer that a shader can see.</summary>
    public long LargestBinding { get; }

    /// <summary>The number of buffers that a shader can see.</summary>
    public int MostBindings { get; }

    /// <summary>What the places of bindings are multiples of.</summary>
    public int BindingAlignment { get; }

    /// <summary>The bytes of a constant buffer.</summary>
    public int UniformBytes { get; }

    /// <summary>The groups of threads in one direction.</summary>
    public uint Groups { get; }

    /// <summary>The place in the order of preference.</summary>
    public int Preference => Type switch
    {
        PhysicalDeviceType.DiscreteGpu => 0,
        PhysicalDeviceType.IntegratedGpu => 1,
        PhysicalDeviceType.VirtualGpu => 2,
        PhysicalDeviceType.Cpu => 4,
        _ => 3,
    };

    /// <summary>Describes a device, or returns null where it does not compute, or only speaks Vulkan 1.0.</summary>
    public static VulkanAdapter? Of(Vk vk, PhysicalDevice handle)
    {
        vk.GetPhysicalDeviceProperties(handle, out PhysicalDeviceProperties properties);
        if (properties.ApiVersion < Vk.Version11)
        {
            return null;
        }

        uint count = 0;
        vk.GetPhysicalDeviceQueueFamilyProperties(handle, &count, null);
        var families = new QueueFamilyProperties[count];
        fixed (QueueFamilyProperties* first = families)
        {
            vk.GetPhysicalDeviceQueueFamilyProperties(handle, &count, first);
        }

        int family = Array.FindIndex(families, candidate => candidate.QueueCount > 0 && candidate.QueueFlags.HasFlag(QueueFlags.ComputeBit));
        return family < 0 ? null : new VulkanAdapter(vk, handle, (uint)family);
    }
}
