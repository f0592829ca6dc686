using System;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>The device that tests run on. Where there is none they are skipped with the reason, or fail if <c>AUTODIFF_REQUIRE_GPU</c> is 1.</summary>
internal static class TestDevice
{
    /// <summary>The category of tests that are about the Vulkan back end.</summary>
    public const string VulkanCategory = "Vulkan";

    /// <summary>The category of tests that end in a failed assertion of Wine 8's Direct3D, which compares doubles in a loop of which it makes vectors of two.</summary>
    public const string NotOnWineCategory = "NotOnWine";

    /// <summary>The default device.</summary>
    public static GpuDevice Default
    {
        get
        {
            if (!Gpu.IsAvailable)
            {
                Skip($"No graphics processor: {Gpu.UnavailableReason}");
            }

            return Gpu.Default;
        }
    }

    /// <summary>Whether tests run on another back end than Vulkan's.</summary>
    public static bool RunsElsewhere => Gpu.IsAvailable && Gpu.Default is not VulkanDevice;

    /// <summary>Skips a test of the Vulkan back end where the tests run on another one; with the variable too, as nothing is missing.</summary>
    public static void OnlyForVulkan()
    {
        if (RunsElsewhere)
        {
            Assert.Ignore("This is about the Vulkan back end; these tests run on ComputeSharp.");
        }
    }

    /// <summary>A Vulkan session of its own with other options.</summary>
    public static VulkanSession Open(Func<GpuOptions, GpuOptions> change)
    {
        OnlyForVulkan();
        _ = Default;
        return VulkanSession.Open(change(GpuOptions.FromEnvironment()));
    }

    /// <summary>Ends a test for want of something.</summary>
    public static void Skip(string reason)
    {
        if (Environment.GetEnvironmentVariable("AUTODIFF_REQUIRE_GPU") == "1")
        {
            Assert.Fail(reason);
        }

        Assert.Ignore(reason);
    }
}
