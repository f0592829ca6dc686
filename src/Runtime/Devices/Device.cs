using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace AutoDiff;

/// <summary>The place where the elements of a tensor lie and where its operations run.</summary>
/// <remarks>
/// <see cref="Cpu"/> is always there. A back end derives from this class and announces each of its devices with
/// <see cref="Register"/>.
/// </remarks>
public class Device
{
    // Replaced as a whole, never changed in place: readers need no lock.
    private static ImmutableArray<Device> _available = [new Device(DeviceKind.Cpu, 0, "CPU")];

    /// <summary>Describes a device; for back ends.</summary>
    /// <param name="kind">The kind of hardware.</param>
    /// <param name="index">The number among the devices of the same kind, from 0.</param>
    /// <param name="name">The name to show to people, for example that of the graphics card.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or blank.</exception>
    protected Device(DeviceKind kind, int index, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Kind = kind;
        Index = index;
        Name = name;
    }

    /// <summary>The processor: where every tensor is created unless told otherwise.</summary>
    public static Device Cpu => _available[0];

    /// <summary>The devices of this process, <see cref="Cpu"/> first, then in the order of registration.</summary>
    public static IReadOnlyList<Device> Available => _available;

    /// <summary>The kind of hardware.</summary>
    public DeviceKind Kind { get; }

    /// <summary>The number among the devices of the same kind, from 0.</summary>
    public int Index { get; }

    /// <summary>The name to show to people.</summary>
    public string Name { get; }

    /// <summary>What the device does with tensors; the CPU needs nobody to do it.</summary>
    internal virtual DeviceOperations Operations => throw new NotSupportedException($"{this} ({Name}) holds no tensors.");

    /// <summary>Adds a device of a back end to <see cref="Available"/>.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="ArgumentNullException"><paramref name="device"/> is null.</exception>
    /// <exception cref="ArgumentException">A device of the same kind and index is registered already.</exception>
    public static void Register(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        ImmutableInterlocked.Update(ref _available, static (devices, added) => Append(devices, added), device);
    }

    /// <summary>The short name that PyTorch would use: <c>cpu</c>, <c>gpu:0</c>.</summary>
    public override string ToString() => Kind == DeviceKind.Cpu ? "cpu" : string.Create(CultureInfo.InvariantCulture, $"gpu:{Index}");

    private static ImmutableArray<Device> Append(ImmutableArray<Device> devices, Device added)
    {
        foreach (Device device in devices)
        {
            if (device.Kind == added.Kind && device.Index == added.Index)
            {
                throw new ArgumentException($"The device {added} is registered already, as \"{device.Name}\".", nameof(added));
            }
        }

        return devices.Add(added);
    }
}
