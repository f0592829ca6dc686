using Silk.NET.Vulkan;

namespace AutoDiff;

/// <summary>The results of Vulkan's functions as exceptions.</summary>
internal static class VulkanErrors
{
    /// <summary>Throws where a call has failed.</summary>
    /// <param name="result">What it returned.</param>
    /// <param name="function">Its name.</param>
    /// <param name="device">The device, or what else to name.</param>
    /// <exception cref="GpuException">It has failed.</exception>
    public static void Check(Result result, string function, object device)
    {
        if (result < Result.Success)
        {
            throw Of(result, function, device);
        }
    }

    /// <summary>The exception for a result.</summary>
    public static GpuException Of(Result result, string function, object device) => result switch
    {
        Result.ErrorDeviceLost => GpuException.DeviceLost(device),
        Result.ErrorOutOfDeviceMemory => new GpuException(GpuFailure.OutOfMemory, $"{device} has no memory left ({function})."),
        Result.ErrorOutOfHostMemory => new GpuException(GpuFailure.OutOfMemory, $"The driver of {device} found no memory left on the host ({function})."),
        Result.ErrorTooManyObjects or Result.ErrorMemoryMapFailed => new GpuException(
            GpuFailure.OutOfMemory, $"The driver of {device} makes no more allocations ({function}: {result})."),
        _ => new GpuException(GpuFailure.Driver, $"{function} failed on {device}: {result}."),
    };
}
