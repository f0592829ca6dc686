using System;
using System.Collections.Generic;
using System.Threading;

namespace AutoDiff;

/// <summary>The graphics processors of this machine.</summary>
/// <remarks>
/// They are looked for at the first use, which takes a fraction of a second. Environment variables decide how:
/// <list type="bullet">
/// <item>
/// <c>AUTODIFF_GPU_BACKEND</c>: <c>computesharp</c> for Direct3D 12, which only builds for Windows have, or <c>vulkan</c>. Without it the first of these that finds a device.
/// </item>
/// <item><c>AUTODIFF_VULKAN_LOADER</c>: the Vulkan loader, in place of the system's; <c>VK_ICD_FILENAMES</c> tells that one which drivers there are.</item>
/// <item><c>AUTODIFF_GLSLC</c>: Vulkan's shader compiler, in place of the <c>glslc</c> in the path.</item>
/// <item><c>AUTODIFF_GPU_CACHE</c>: the directory that keeps kernels compiled for Vulkan, in place of one in the user's cache.</item>
/// <item><c>AUTODIFF_GPU_VALIDATION</c>: <c>1</c> to have every call to Vulkan checked, where Vulkan's validation layer is installed; what it finds goes to the standard error.</item>
/// </list>
/// </remarks>
public static class Gpu
{
    private static readonly Lazy<Discovery> Found = new(Discover, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Whether there is a device, with all that is needed to use it.</summary>
    public static bool IsAvailable => Found.Value.Reason is null;

    /// <summary>What is missing, or null where there is a device.</summary>
    public static string? UnavailableReason => Found.Value.Reason;

    /// <summary>The devices, the most capable kind first: discrete, integrated, virtual, software.</summary>
    public static IReadOnlyList<GpuDevice> Devices => Found.Value.Devices;

    /// <summary>The first of <see cref="Devices"/>.</summary>
    /// <exception cref="GpuException">There is none; the message says why.</exception>
    public static GpuDevice Default => IsAvailable
        ? Devices[0]
        : throw new GpuException(GpuFailure.Unavailable, $"There is no graphics processor to use. {UnavailableReason}");

    private static Discovery Discover()
    {
        try
        {
            IReadOnlyList<GpuDevice> devices = Open(GpuOptions.FromEnvironment());
            foreach (GpuDevice device in devices)
            {
                Device.Register(device);
            }

            return new Discovery(devices, null);
        }
        catch (GpuException exception) when (exception.Failure == GpuFailure.Unavailable)
        {
            return new Discovery([], exception.Message);
        }
        catch (Exception exception)
        {
            // To ask whether there is a device must not fail, whatever a driver does.
            return new Discovery([], $"The search for graphics processors failed: {exception.Message}");
        }
    }

    private static IReadOnlyList<GpuDevice> Open(GpuOptions options) => options.Backend switch
    {
        null => OpenBest(options),
        "computesharp" => OpenComputeSharp(),
        "vulkan" => OpenVulkan(options),
        _ => throw new GpuException(
            GpuFailure.Unavailable, $"AUTODIFF_GPU_BACKEND is \"{options.Backend}\"; the back ends are \"vulkan\" and \"computesharp\"."),
    };

    private static IReadOnlyList<GpuDevice> OpenBest(GpuOptions options)
    {
        if (!HasComputeSharp)
        {
            return OpenVulkan(options);
        }

        try
        {
            return OpenComputeSharp();
        }
        catch (GpuException computeSharp) when (computeSharp.Failure == GpuFailure.Unavailable)
        {
            try
            {
                return OpenVulkan(options);
            }
            catch (GpuException vulkan) when (vulkan.Failure == GpuFailure.Unavailable)
            {
                throw new GpuException(GpuFailure.Unavailable, $"{computeSharp.Message} {vulkan.Message}", vulkan);
            }
        }
    }

#if COMPUTESHARP
    /// <summary>Whether this build has the ComputeSharp back end.</summary>
    internal static bool HasComputeSharp => true;

    private static IReadOnlyList<GpuDevice> OpenComputeSharp() => ComputeSharpDevices.Open();
#else
    /// <summary>Whether this build has the ComputeSharp back end.</summary>
    internal static bool HasComputeSharp => false;

    private static IReadOnlyList<GpuDevice> OpenComputeSharp() => throw new GpuException(
        GpuFailure.Unavailable, "This build of AutoDiff.Gpu does not have the ComputeSharp back end, which needs Windows.");
#endif

    private static IReadOnlyList<GpuDevice> OpenVulkan(GpuOptions options)
    {
        var session = VulkanSession.Open(options);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => session.Dispose();
        return session.Devices;
    }

    private sealed record Discovery(IReadOnlyList<GpuDevice> Devices, string? Reason);
}
