using System;

namespace AutoDiff;

/// <summary>
/// Lowers the rate along half a wave of the cosine: PyTorch's <c>torch.optim.lr_scheduler.CosineAnnealingLR</c> (Loshchilov and Hutter, <i>SGDR</i>, 2017, without
/// the restarts).
/// </summary>
/// <remarks>
/// The rate of step <c>t</c> is <c>minimum + (base - minimum) (1 + cos(pi t / steps)) / 2</c>. Behind the last step it rises again along the same wave, as in PyTorch.
/// </remarks>
public sealed class CosineAnnealingLR : LearningRateSchedule
{
    private readonly int _steps;
    private readonly double _minimum;

    /// <summary>Makes the schedule, and sets the rate of step 0.</summary>
    /// <param name="optimizer">The optimizer whose rate is set.</param>
    /// <param name="steps">The step in which the rate is the least: PyTorch's <c>T_max</c>.</param>
    /// <param name="minimum">The least rate: PyTorch's <c>eta_min</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="optimizer"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is not positive, or <paramref name="minimum"/> is negative or not finite.</exception>
    public CosineAnnealingLR(Optimizer optimizer, int steps, double minimum = 0)
        : base(optimizer)
    {
        _steps = RequirePositive(steps);
        _minimum = RequireNonNegative(minimum);
        Begin();
    }

    // CosPi is exact at the end and in the middle, where Cos of a rounded pi is not.
    /// <inheritdoc/>
    protected override double Compute(int step) => _minimum + ((BaseLearningRate - _minimum) * (1 + double.CosPi((double)step / _steps)) / 2);
}
