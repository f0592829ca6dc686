using System;

namespace AutoDiff;

/// <summary>Something cannot be done on a graphics processor.</summary>
public sealed class GpuException : InvalidOperationException
{
    /// <summary>Creates the exception with a general message.</summary>
    public GpuException()
        : base("The graphics processor cannot do this.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public GpuException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public GpuException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal GpuException(GpuFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What kind of failure it is.</summary>
    public GpuFailure Failure { get; }

    /// <summary>The exception for a device that has stopped working.</summary>
    internal static GpuException DeviceLost(object device, Exception? innerException = null) => new(
        GpuFailure.DeviceLost,
        $"{device} has stopped working: its driver was reset, a run took longer than the system allows, or it was removed. What was in its memory is gone, and this process cannot use it again.",
        innerException);
}
