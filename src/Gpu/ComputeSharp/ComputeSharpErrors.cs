using System;
using System.ComponentModel;

namespace AutoDiff;

/// <summary>What ComputeSharp throws, as exceptions of this library.</summary>
internal static class ComputeSharpErrors
{
    private const int OutOfMemory = unchecked((int)0x8007000E);

    /// <summary>Whether an exception is one that ComputeSharp throws for reasons of the device, not of the caller.</summary>
    public static bool IsOfTheDevice(Exception exception) =>
        exception is Win32Exception or NotSupportedException or DllNotFoundException or EntryPointNotFoundException
        || (exception is InvalidOperationException and not ObjectDisposedException and not GpuException);

    /// <summary>Whether it tells that the device has stopped working: DXGI's DEVICE_REMOVED, DEVICE_HUNG, DEVICE_RESET and DRIVER_INTERNAL_ERROR.</summary>
    public static bool IsLoss(Exception exception) =>
        exception is Win32Exception { NativeErrorCode: unchecked((int)0x887A0005) or unchecked((int)0x887A0006) or unchecked((int)0x887A0007) or unchecked((int)0x887A0020) };

    /// <summary>The exception where there is no device.</summary>
    public static GpuException Unavailable(Exception exception) => new(
        GpuFailure.Unavailable,
        exception switch
        {
            DllNotFoundException or EntryPointNotFoundException => $"Direct3D 12 is not installed: {exception.Message}",
            NotSupportedException => "Direct3D 12 finds no graphics processor that it can use, nor the one in software.",
            InvalidOperationException => $"Direct3D 12 finds a graphics processor that has stopped working: {exception.Message}",
            _ => $"Direct3D 12 cannot be started: {exception.Message}",
        },
        exception);

    /// <summary>The exception for a call that has failed, but for the loss of a device.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="task">What was to be done.</param>
    /// <param name="device">The device.</param>
    public static GpuException Of(Exception exception, string task, object device) => exception is Win32Exception { NativeErrorCode: OutOfMemory }
        ? new GpuException(GpuFailure.OutOfMemory, $"{device} has no memory left ({task}).", exception)
        : new GpuException(GpuFailure.Driver, $"{task} failed on {device}: {exception.Message}", exception);
}
