using System;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// Recording of the graph is switched on or off until this is disposed; then it is as it was before.
/// </summary>
/// <remarks>
/// Made by <see cref="Autograd.NoGrad"/> and <see cref="Autograd.EnableGrad"/> for a <c>using</c> statement. The mode belongs to
/// the flow of execution: it follows <c>await</c> and goes into tasks started inside, but never out to the caller or to
/// other tasks.
/// </remarks>
public sealed class GradModeScope : IDisposable
{
    // "Disabled" rather than "enabled", since an AsyncLocal starts with the default value.
    private static readonly AsyncLocal<bool> Disabled = new();

    // An AsyncLocal is slow to ask, and many programs never switch recording off. Set before the first switch, and seen by all that flows from it.
    private static bool _isUsed;

    private readonly bool _wasDisabled;
    private bool _isDisposed;

    internal GradModeScope(bool isDisabled)
    {
        _wasDisabled = Disabled.Value;
        Set(isDisabled);
    }

    internal static bool IsGradEnabled => !(Volatile.Read(ref _isUsed) && Disabled.Value);

    /// <summary>Restores the mode that was in force when the scope was made. A second call does nothing.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Set(_wasDisabled);
        }
    }

    // Every assignment copies the execution context, even one that changes nothing.
    private static void Set(bool isDisabled)
    {
        if (Disabled.Value != isDisabled)
        {
            Volatile.Write(ref _isUsed, true);
            Disabled.Value = isDisabled;
        }
    }
}
