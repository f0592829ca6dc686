using System.Linq;
using AutoDiff.GpuTests;
using ComputeSharp;
using NUnit.Framework;

namespace AutoDiff.ComputeSharpTests;

/// <summary>The compiler of Direct3D takes shaders whose constants have moved without an error or a warning.</summary>
[Category("Fxc")]
public sealed class FxcTests
{
    [Test]
    public void MovedConstants_AreTakenWithoutAWord()
    {
        var backEnd = new TestBackEnd();
        using DeviceBuffer buffer = backEnd.Floats(1 << 16);
        int[] shape = [2, 2, 2, 2, 2, 2, 2, 2];
        DeviceOperand strided = DeviceOperand.Strided(buffer, [1, 3, 7, 20, 50, 120, 300, 700]);
        DeviceOperand[] five = [.. Enumerable.Repeat(strided, 5)];
        DeviceOperand[] three = five[..3];
        DeviceKernel.Forward<Functions.Product5Kernel, float>(backEnd.Device, default, five, strided, shape);
        DeviceKernel.Backward<Functions.Product5Kernel, float>(backEnd.Device, default, five, strided, five, shape);
        DeviceKernel.ForwardWithPartials<Functions.Product5Kernel, float>(backEnd.Device, default, five, strided, five, shape);
        DeviceKernel.Backward<Functions.PowersKernel, float>(backEnd.Device, default, three, strided, three, shape);
        DeviceKernel.ForwardWithPartials<Functions.PowersKernel, float>(backEnd.Device, default, three, strided, three, shape);
        using var fxc = new FxcProgram();
        foreach (Dispatch dispatch in backEnd.Adapter.Dispatches)
        {
            Assert.That(dispatch.Source, Does.Contain("k_words"));
            fxc.Add($"kernel{fxc.Count}.hlsl", dispatch.Source);
        }

        Assert.That(fxc.Count, Is.EqualTo(5));
        fxc.Add("many.hlsl", RootConstants.Of(TestBackEnd.NewShader(300, 60)).Text);
        fxc.Add("doubles.hlsl", RootConstants.Of(TestBackEnd.NewShader(70, 8, "double")).Text);
        (int exitCode, string output) = fxc.Compile();
        Assert.That(output, Does.EndWith($"{fxc.Count} shaders, 0 with messages"));
        Assert.That(exitCode, Is.Zero);
    }
}
