using System;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// Until this is disposed every recorded operation notes where it was called, and a backward pass stops at the first gradient that has
/// become NaN.
/// </summary>
/// <remarks>Made by <see cref="Autograd.DetectAnomaly"/> for a <c>using</c> statement. Follows <c>await</c>, as <see cref="GradModeScope"/> does.</remarks>
public sealed class AnomalyScope : IDisposable
{
    private static readonly AsyncLocal<bool> Enabled = new();

    // An AsyncLocal is slow to ask; most programs never detect anomalies.
    private static int _scopes;

    private readonly bool _wasEnabled;
    private bool _isDisposed;

    internal AnomalyScope()
    {
        _wasEnabled = Enabled.Value;
        Enabled.Value = true;
        Interlocked.Increment(ref _scopes);
    }

    internal static bool IsEnabled => Volatile.Read(ref _scopes) > 0 && Enabled.Value;

    /// <summary>Restores what was before. A second call does nothing.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Enabled.Value = _wasEnabled;
            Interlocked.Decrement(ref _scopes);
        }
    }
}
