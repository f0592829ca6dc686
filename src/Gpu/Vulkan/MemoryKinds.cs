using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>Which of a device's types of memory serve for what.</summary>
internal readonly struct MemoryKinds
{
    private const MemoryPropertyFlags Mapped = MemoryPropertyFlags.HostVisibleBit | MemoryPropertyFlags.HostCoherentBit;

    /// <summary>Chooses.</summary>
    /// <param name="memory">The heaps and types.</param>
    /// <param name="usable">The types that buffers can have, one bit each.</param>
    /// <param name="alwaysStages">Whether elements are to lie where the host does not see them.</param>
    public MemoryKinds(in PhysicalDeviceMemoryProperties memory, uint usable, bool alwaysStages)
    {
        ulong largest = 0;
        for (int i = 0; i < memory.MemoryTypeCount; i++)
        {
            if ((usable & (1u << i)) != 0 && memory.MemoryTypes[i].PropertyFlags.HasFlag(MemoryPropertyFlags.DeviceLocalBit))
            {
                largest = ulong.Max(largest, memory.MemoryHeaps[(int)memory.MemoryTypes[i].HeapIndex].Size);
            }
        }

        // A small heap of visible memory, as graphics cards without a resizable window have, is too precious for elements.
        int visible = Best(memory, usable, MemoryPropertyFlags.DeviceLocalBit | Mapped, MemoryPropertyFlags.HostCachedBit, largest);
        AreElementsVisible = visible >= 0 && !alwaysStages;
        Elements = (uint)(visible >= 0 ? visible : Best(memory, usable, MemoryPropertyFlags.DeviceLocalBit, MemoryPropertyFlags.None, largest));
        AreElementsCached = AreElementsVisible && memory.MemoryTypes[(int)Elements].PropertyFlags.HasFlag(MemoryPropertyFlags.HostCachedBit);
        Host = (uint)Best(memory, usable, Mapped, MemoryPropertyFlags.HostCachedBit, 0);
    }

    /// <summary>The type for elements: the device's own memory.</summary>
    public uint Elements { get; }

    /// <summary>Whether the host sees <see cref="Elements"/>.</summary>
    public bool AreElementsVisible { get; }

    /// <summary>Whether the host reads <see cref="Elements"/> at full speed; from memory that is not cached it reads a hundred times slower than it writes.</summary>
    public bool AreElementsCached { get; }

    /// <summary>The type for what the host writes and reads itself. Every device has one.</summary>
    public uint Host { get; }

    private static int Best(in PhysicalDeviceMemoryProperties memory, uint usable, MemoryPropertyFlags required, MemoryPropertyFlags wished, ulong heap)
    {
        int best = -1;
        for (int i = 0; i < memory.MemoryTypeCount; i++)
        {
            MemoryPropertyFlags flags = memory.MemoryTypes[i].PropertyFlags;
            if ((usable & (1u << i)) == 0 || !flags.HasFlag(required) || memory.MemoryHeaps[(int)memory.MemoryTypes[i].HeapIndex].Size < heap)
            {
                continue;
            }

            if (flags.HasFlag(wished))
            {
                return i;
            }

            best = best < 0 ? i : best;
        }

        return best;
    }
}
