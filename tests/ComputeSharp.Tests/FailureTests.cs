using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using ComputeSharp;
using NUnit.Framework;

namespace AutoDiff.ComputeSharpTests;

/// <summary>Which devices are found, and what becomes of errors.</summary>
public sealed class FailureTests
{
    private static readonly Exception[] NoDevice =
    [
        new DllNotFoundException("Unable to load DLL 'dxgi'."), new NotSupportedException(), new Win32Exception(5), new InvalidOperationException("lost"),
    ];

    private static readonly int[] Losses = [unchecked((int)0x887A0005), unchecked((int)0x887A0006), unchecked((int)0x887A0007), unchecked((int)0x887A0020)];

    [TearDown]
    public void TearDown() => Adapters.Reset();

    [TestCaseSource(nameof(NoDevice))]
    public void WithoutADevice_TheReasonIsSaid(Exception exception)
    {
        Adapters.GetDefault = () => throw exception;
        GpuException? unavailable = Assert.Throws<GpuException>(() => Find());
        Assert.That(unavailable!.Failure, Is.EqualTo(GpuFailure.Unavailable));
        Assert.That(unavailable.Message, Does.StartWith("Direct3D 12 "));
        Assert.That(unavailable.InnerException, Is.SameAs(exception));
    }

    [Test]
    public void TheDefaultDevice_IsFirst_AndOtherHardwareFollows()
    {
        GraphicsDevice[] adapters = [new(1, "Fast"), new(2, "Slow", supportsDouble: false), new(3, "WARP", isHardware: false)];
        Adapters.GetDefault = () => adapters[0];
        Adapters.Enumerate = () => adapters;
        IReadOnlyList<GpuDevice> devices = Find();
        Assert.That(devices.Select(device => device.Name), Is.EqualTo(new[] { "Fast", "Slow" }));
        Assert.That(devices.Select(device => device.ToString()), Is.EqualTo(new[] { "gpu:0", "gpu:1" }));
        Assert.That(devices.Select(device => device.SupportsDouble), Is.EqualTo(new[] { true, false }));
        Assert.That(devices.Select(device => device.IsSoftware), Is.All.False);
        Assert.That(devices[0].MemoryBytes, Is.EqualTo(1L << 33));
    }

    [Test]
    public void WithoutHardware_TheOneInSoftwareIsFound()
    {
        var warp = new GraphicsDevice(3, "WARP", isHardware: false);
        Adapters.GetDefault = () => warp;
        Adapters.Enumerate = () => [warp];
        Assert.That(Find().Single().IsSoftware, Is.True);
    }

    [Test]
    public void ASearchThatFails_KeepsWhatItHasFound()
    {
        Adapters.GetDefault = () => new GraphicsDevice(1, " ");
        Adapters.Enumerate = () => FailAfter(new GraphicsDevice(2, "Second"));
        Assert.That(Find().Select(device => device.Name), Is.EqualTo(new[] { "Direct3D 12 device", "Second" }));
    }

    [TestCaseSource(nameof(Losses))]
    public void ALostDevice_StaysLost(int error)
    {
        var backEnd = new TestBackEnd();
        using DeviceBuffer buffer = backEnd.Floats(10);
        backEnd.Adapter.NextFailure = new Win32Exception(error);
        AssertLost(() => Run(backEnd, buffer));
        AssertLost(() => Run(backEnd, buffer));
        AssertLost(() => backEnd.Device.Write(new byte[4], buffer, 0));
        AssertLost(() => backEnd.Device.Read(buffer, 0, new byte[4]));
        AssertLost(() => backEnd.Floats(1));
        Assert.That(backEnd.Adapter.Dispatches, Is.Empty);
        Assert.That(backEnd.Adapter.IsDisposed, Is.False, "ComputeSharp shares it with others.");
    }

    [TestCase("run")]
    [TestCase("write")]
    [TestCase("read")]
    [TestCase("allocate")]
    public void ADeviceOfWhichComputeSharpSaysThatItIsLost_IsLost(string task)
    {
        var backEnd = new TestBackEnd();
        using DeviceBuffer buffer = backEnd.Floats(10);
        backEnd.Adapter.IsLost = true;
        AssertLost(() => Do(backEnd, buffer, task));
    }

    [TestCase("run", "a run")]
    [TestCase("write", "a copy to the device")]
    [TestCase("read", "a copy from the device")]
    public void OtherErrors_NameWhatFailed(string task, string text)
    {
        var backEnd = new TestBackEnd();
        using DeviceBuffer buffer = backEnd.Floats(10);
        backEnd.Adapter.NextFailure = new InvalidOperationException("for some reason");
        Assert.That(
            () => Do(backEnd, buffer, task),
            Throws.InstanceOf<GpuException>().With.Message.EqualTo($"{text} failed on gpu:0: for some reason").And.Property(nameof(GpuException.Failure)).EqualTo(GpuFailure.Driver));
        backEnd.Adapter.NextFailure = new Win32Exception(unchecked((int)0x8007000E));
        Assert.That(() => Do(backEnd, buffer, task), Throws.InstanceOf<GpuException>().With.Property(nameof(GpuException.Failure)).EqualTo(GpuFailure.OutOfMemory));
        Do(backEnd, buffer, task);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Direct3D 12 may be there.")]
    public void OffWindows_TheBackEndSaysSo_AndNothingThrows()
    {
        Assert.That(Gpu.HasComputeSharp, Is.True);
        Environment.SetEnvironmentVariable("AUTODIFF_GPU_BACKEND", "ComputeSharp");
        Assert.That(Gpu.IsAvailable, Is.False);
        Assert.That(Gpu.UnavailableReason, Is.EqualTo("The ComputeSharp back end needs Direct3D 12, which is a part of Windows."));
        Assert.That(Gpu.Devices, Is.Empty);
    }

    private static IReadOnlyList<GpuDevice> Find() => ComputeSharpDevices.Find(_ => [1]);

    private static IEnumerable<GraphicsDevice> FailAfter(GraphicsDevice device)
    {
        yield return device;
        throw new Win32Exception(unchecked((int)0x80004001));
    }

    private static void Do(TestBackEnd backEnd, DeviceBuffer buffer, string task)
    {
        switch (task)
        {
            case "run":
                Run(backEnd, buffer);
                break;
            case "write":
                backEnd.Device.Write(new byte[4], buffer, 0);
                break;
            case "read":
                backEnd.Device.Read(buffer, 0, new byte[4]);
                break;
            default:
                backEnd.Floats(1).Dispose();
                break;
        }
    }

    private static void Run(TestBackEnd backEnd, DeviceBuffer buffer) =>
        backEnd.Device.Run(TestBackEnd.NewShader(3, 1), [1, 1, 1], [TestBackEnd.Whole(buffer)], 1);

    private static void AssertLost(Action task)
    {
        GpuException? exception = Assert.Throws<GpuException>(() => task());
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.DeviceLost));
        Assert.That(exception.Message, Does.StartWith("gpu:0 has stopped working"));
    }
}
