using System;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>The device that tests run on. Where there is none they are skipped with the reason, or fail if <c>AUTODIFF_REQUIRE_GPU</c> is 1.</summary>
internal static class TestDevice
{
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

    /// <summary>A session of its own with other options.</summary>
    public static VulkanSession Open(Func<GpuOptions, GpuOptions> change)
    {
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
