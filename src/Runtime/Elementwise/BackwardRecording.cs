using System;

namespace AutoDiff;

/// <summary>Whether this thread computes gradients as recorded operations at the moment.</summary>
internal static class BackwardRecording
{
    [ThreadStatic]
    private static bool _isUnderWay;

    internal static bool IsUnderWay
    {
        get => _isUnderWay;
        set => _isUnderWay = value;
    }
}
