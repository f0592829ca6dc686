using System;

namespace AutoDiff;

/// <summary>
/// A gradient was asked for that cannot be computed, or a tensor was changed in a way that would make gradients wrong.
/// </summary>
/// <remarks>The messages are PyTorch's own, so that what is known about them there helps here as well.</remarks>
public sealed class AutogradException : InvalidOperationException
{
    /// <summary>Creates the exception with a general message.</summary>
    public AutogradException()
        : base("The gradient cannot be computed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    public AutogradException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public AutogradException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
