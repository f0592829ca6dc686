using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Vulkan's validation layer finds nothing wrong with our calls, up to the last one that closes the device.</summary>
[Category("Gpu")]
[Category(TestDevice.VulkanCategory)]
public sealed class ValidationTests
{
    [Test]
    public void TheLayer_IsHeard()
    {
        using VulkanSession session = TestDevice.Open(options => options with { Validates = true, ReceiveMessage = null });
        if (!session.IsValidated)
        {
            TestDevice.Skip("The validation layer is not installed.");
        }

        // A binding at an odd place, by a run of no thread.
        GpuDevice device = session.Devices[0];
        using DeviceBuffer buffer = device.Allocate(1024, sizeof(float));
        var shader = new Shader(CacheTests.ShaderText(7), 1);
        device.Run(shader, [0, 1, 1], [new BufferRange(buffer, 1, 64)], 0);
        Assert.That(session.Messages, Has.Some.Contains("offset"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void TheLayer_HasNothingToSay(bool stages)
    {
        VulkanSession session = TestDevice.Open(options => options with { Validates = true, AlwaysStages = stages, LargestBinding = 65536 });
        try
        {
            if (!session.IsValidated)
            {
                TestDevice.Skip("The validation layer is not installed.");
            }

            GpuDevice device = session.Devices[0];
            Comparison.Check(device, default(Functions.BlendKernel), Numbers(50_000), Numbers(1), Numbers(50_000));
            Comparison.Check(device, default(Functions.BranchKernel), Numbers(200, 150).Transpose(0, 1), Numbers(200));
            Comparison.Check(device, new Functions.ChooseKernel(3, true, 0.5f), Numbers(100));
            if (device.SupportsDouble)
            {
                Comparison.Check(device, default(Functions.CubicKernel), Comparison.Numbers<double>(1, 2, 100), Comparison.Numbers<double>(1, 2, 1));
            }

            ((VulkanDevice)device).Pool.Trim(0);
            using DeviceBuffer stillInUse = device.Allocate(1000, sizeof(float));
            session.Dispose();
            Assert.That(session.Messages, Is.Empty);
        }
        finally
        {
            session.Dispose();
        }
    }

    private static Tensor<float> Numbers(params int[] shape) => Comparison.Numbers<float>(0.25, 4, shape);
}
