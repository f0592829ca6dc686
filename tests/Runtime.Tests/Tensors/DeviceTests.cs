using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

[TestFixture]
public sealed class DeviceTests
{
    [Test]
    public void Cpu_IsTheFirstDevice_AndTheOneOfTensors()
    {
        Assert.That(Device.Available[0], Is.SameAs(Device.Cpu));
        Assert.That(Tensor.Create(1.0).Device, Is.SameAs(Device.Cpu));
        Assert.That(Device.Cpu.ToString(), Is.EqualTo("cpu"));
        Assert.That(Device.Cpu.Name, Is.EqualTo("CPU"));
    }

    /// <summary>The registry belongs to the process, so the number is one that no real device has.</summary>
    [Test]
    public void Register_AddsADeviceOnce()
    {
        var device = new TestDevice(4711);

        Device.Register(device);

        Assert.That(Device.Available, Does.Contain(device));
        Assert.That(device.ToString(), Is.EqualTo("gpu:4711"));
        Assert.That(
            () => Device.Register(new TestDevice(4711)),
            Throws.ArgumentException.With.Message.StartsWith("The device gpu:4711 is registered already, as \"test\"."));
        Assert.That(() => Device.Register(null!), Throws.ArgumentNullException);
        Assert.That(() => new TestDevice(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private sealed class TestDevice(int index) : Device(DeviceKind.Gpu, index, "test");
}
