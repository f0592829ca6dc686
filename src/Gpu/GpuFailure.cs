namespace AutoDiff;

/// <summary>Why something cannot be done on a graphics processor.</summary>
public enum GpuFailure
{
    /// <summary>The driver reports an error that has no other name here.</summary>
    Driver = 0,

    /// <summary>There is no usable device: see <see cref="Gpu.UnavailableReason"/>.</summary>
    Unavailable = 1,

    /// <summary>The memory of the device does not suffice.</summary>
    OutOfMemory = 2,

    /// <summary>The device has stopped working and cannot be used any more in this process.</summary>
    DeviceLost = 3,

    /// <summary>A kernel does not compile.</summary>
    Compilation = 4,

    /// <summary>The kernel or the device does not have what is asked for.</summary>
    Unsupported = 5,
}
