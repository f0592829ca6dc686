namespace AutoDiff;

/// <summary>How <see cref="GradientCheck"/> compares. The defaults are those of PyTorch's <c>gradcheck</c>.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>How far an element is moved to either side for a difference.</summary>
    public double Step { get; init; } = 1e-6;

    /// <summary>What two derivatives may always differ by.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-5;

    /// <summary>What two derivatives may differ by in relation to the numerical one, besides.</summary>
    public double RelativeTolerance { get; init; } = 1e-3;

    /// <summary>Whether derivatives that differ are an exception, rather than the result <c>false</c>.</summary>
    public bool ThrowsOnMismatch { get; init; } = true;
}
