using System;
using System.Runtime.InteropServices;
using Silk.NET.Core.Contexts;

namespace AutoDiff;

/// <summary>The system's Vulkan loader, a native library that exports the functions of Vulkan.</summary>
internal sealed class VulkanLoader : INativeContext
{
    private nint _library;

    private VulkanLoader(nint library) => _library = library;

    /// <summary>Loads it.</summary>
    /// <param name="name">Its file name or path.</param>
    /// <exception cref="GpuException">It is not there.</exception>
    public static VulkanLoader Open(string name) => NativeLibrary.TryLoad(name, out nint library)
        ? new VulkanLoader(library)
        : throw new GpuException(
            GpuFailure.Unavailable,
            $"The Vulkan loader {name} is not installed. It comes with the driver of the graphics card, or in a package such as libvulkan1.");

    /// <inheritdoc/>
    public nint GetProcAddress(string proc, int? slot = null) => TryGetProcAddress(proc, out nint address, slot)
        ? address
        : throw new EntryPointNotFoundException($"The Vulkan loader does not have {proc}.");

    /// <inheritdoc/>
    public bool TryGetProcAddress(string proc, out nint addr, int? slot = null) => NativeLibrary.TryGetExport(_library, proc, out addr);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_library != 0)
        {
            NativeLibrary.Free(_library);
            _library = 0;
        }
    }
}
