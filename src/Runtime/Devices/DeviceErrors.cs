using System;

namespace AutoDiff;

/// <summary>What is said of operations on tensors that lie where they cannot.</summary>
internal static class DeviceErrors
{
    /// <summary>The elements of a device are asked for as if they lay in the memory that .NET manages.</summary>
    internal static NotSupportedException NotOnCpu(Device device) => NotSupported("The operation", device);

    /// <summary>An operation does not run on a device.</summary>
    /// <param name="operation">The name of the public member.</param>
    /// <param name="device">The device.</param>
    internal static NotSupportedException NotSupported(string operation, Device device) =>
        new($"{operation} does not run on {device} ({device.Name}). Call .To(Device.Cpu) on the tensor before.");

    /// <summary>An element-wise function has no form for devices.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="device">The device.</param>
    /// <param name="isOfUser">Whether the user has written it.</param>
    internal static NotSupportedException NoKernel(string name, Device device, bool isOfUser)
    {
        NotSupportedException error = NotSupported(name, device);
        return isOfUser ? new($"{error.Message} [Differentiable(RunsOnGpu = true)] on the method shows at compile time what is in the way.") : error;
    }

    /// <summary>Tensors of different devices meet.</summary>
    /// <param name="operation">What they meet in.</param>
    /// <param name="first">One device.</param>
    /// <param name="second">The other one.</param>
    internal static ArgumentException Mixed(string operation, Device first, Device second) =>
        new($"Expected all tensors to be on the same device, but {operation} found at least two devices, {first} and {second}. Move one of the tensors with .To(device); in element-wise operations, scalars on the CPU that need no gradient go with others.");
}
