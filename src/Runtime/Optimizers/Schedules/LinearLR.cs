using System;

namespace AutoDiff;

/// <summary>Moves the rate along a straight line, to warm up for example: PyTorch's <c>torch.optim.lr_scheduler.LinearLR</c>.</summary>
/// <remarks>The rate of step <c>t</c> is <c>base (start + (end - start) min(t, steps) / steps)</c>.</remarks>
public sealed class LinearLR : LearningRateSchedule
{
    private readonly double _startFactor;
    private readonly double _endFactor;
    private readonly int _steps;

    /// <summary>Makes the schedule, and sets the rate of step 0.</summary>
    /// <param name="optimizer">The optimizer whose rate is set.</param>
    /// <param name="startFactor">The factor of the rate in step 0, above 0.</param>
    /// <param name="endFactor">The factor from step <paramref name="steps"/> on.</param>
    /// <param name="steps">The length of the line: PyTorch's <c>total_iters</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="optimizer"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A factor does not lie from 0 to 1, the first one is 0, or <paramref name="steps"/> is not positive.</exception>
    public LinearLR(Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, int steps = 5)
        : base(optimizer)
    {
        _startFactor = startFactor is > 0 and <= 1
            ? startFactor
            : throw new ArgumentOutOfRangeException(nameof(startFactor), startFactor, $"startFactor must be greater than 0 and at most 1, but is {startFactor}.");
        _endFactor = endFactor is >= 0 and <= 1
            ? endFactor
            : throw new ArgumentOutOfRangeException(nameof(endFactor), endFactor, $"endFactor must be at least 0 and at most 1, but is {endFactor}.");
        _steps = RequirePositive(steps);
        Begin();
    }

    /// <inheritdoc/>
    protected override double Compute(int step) =>
        BaseLearningRate * (_startFactor + ((_endFactor - _startFactor) * Math.Min(step, _steps) / _steps));
}
