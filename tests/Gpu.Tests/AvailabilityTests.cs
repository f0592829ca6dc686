using System.Linq;
using NUnit.Framework;
using Silk.NET.Vulkan;

namespace AutoDiff.GpuTests;

/// <summary>What is missing is said, and nothing throws. That of ComputeSharp is tested in tests/ComputeSharp.Tests.</summary>
[Category("Gpu")]
public sealed class AvailabilityTests
{
    [Test]
    public void TheDefaultDevice_IsTheFirst_AndRegistered()
    {
        GpuDevice device = TestDevice.Default;
        Assert.That(Gpu.UnavailableReason, Is.Null);
        Assert.That(device, Is.SameAs(Gpu.Devices[0]));
        Assert.That(device.ToString(), Is.EqualTo("gpu:0"));
        Assert.That(device.Kind, Is.EqualTo(DeviceKind.Gpu));
        Assert.That(device.Name, Is.Not.Empty);
        Assert.That(device.MemoryBytes, Is.Positive);
        Assert.That(Device.Available, Is.SupersetOf(Gpu.Devices));
        Assert.That(Gpu.Devices.Select(each => each.IsSoftware), Is.Ordered);
    }

    [Test]
    [Category(TestDevice.VulkanCategory)]
    public void WithoutALoader() => Probe("The Vulkan loader /nonexistent/libvulkan.so is not installed", ("AUTODIFF_VULKAN_LOADER", "/nonexistent/libvulkan.so"));

    [Test]
    [Category(TestDevice.VulkanCategory)]
    public void WithoutADriver()
    {
        _ = TestDevice.Default;
        Probe("The Vulkan loader finds no driver", ("VK_ICD_FILENAMES", "/nonexistent.json"), ("VK_DRIVER_FILES", "/nonexistent.json"));
    }

    [Test]
    [Category(TestDevice.VulkanCategory)]
    public void WithoutACompiler()
    {
        _ = TestDevice.Default;
        Probe("The shader compiler glslc cannot be started", ("PATH", "/nonexistent"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no program that does nothing but fail.")]
    [Category(TestDevice.VulkanCategory)]
    public void WithACompiler_ThatIsNone()
    {
        _ = TestDevice.Default;
        Probe("The shader compiler false does not work", ("AUTODIFF_GLSLC", "false"));
    }

    [TestCase("computesharp", "This build of AutoDiff.Gpu does not have the ComputeSharp back end")]
    [TestCase("abacus", "AUTODIFF_GPU_BACKEND is \"abacus\"")]
    [Category(TestDevice.VulkanCategory)]
    public void OtherBackEnds(string name, string reason)
    {
        Assume.That(name != "computesharp" || !Gpu.HasComputeSharp, "This build has the back end.");
        Probe(reason, ("AUTODIFF_GPU_BACKEND", name));
    }

    [Test]
    public void Failures_HaveATextAndAKind()
    {
        Assert.DoesNotThrow(() => VulkanErrors.Check(Result.Success, "vkTest", "gpu:0"));
        Assert.That(VulkanErrors.Of(Result.ErrorDeviceLost, "vkTest", "gpu:0").Failure, Is.EqualTo(GpuFailure.DeviceLost));
        Assert.That(VulkanErrors.Of(Result.ErrorDeviceLost, "vkTest", "gpu:0").Message, Does.StartWith("gpu:0 has stopped working"));
        Assert.That(VulkanErrors.Of(Result.ErrorOutOfDeviceMemory, "vkTest", "gpu:0").Failure, Is.EqualTo(GpuFailure.OutOfMemory));
        Assert.That(VulkanErrors.Of(Result.ErrorUnknown, "vkTest", "gpu:0").Message, Is.EqualTo("vkTest failed on gpu:0: ErrorUnknown."));
    }

    private static void Probe(string reason, params (string Name, string Value)[] variables)
    {
        TestDevice.OnlyForVulkan();
        using var child = new ChildProcess(["probe"], [("AUTODIFF_GPU_BACKEND", "vulkan"), .. variables]);
        Assert.That(child.Output(), Does.StartWith("False|0|Unavailable|" + reason));
    }
}
