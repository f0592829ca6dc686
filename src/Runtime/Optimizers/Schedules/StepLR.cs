using System;

namespace AutoDiff;

/// <summary>Multiplies the rate once every so many steps: PyTorch's <c>torch.optim.lr_scheduler.StepLR</c>.</summary>
/// <remarks>The rate of step <c>t</c> is <c>base gamma^floor(t / stepSize)</c>.</remarks>
public sealed class StepLR : LearningRateSchedule
{
    private readonly int _stepSize;
    private readonly double _gamma;

    /// <summary>Makes the schedule, and sets the rate of step 0.</summary>
    /// <param name="optimizer">The optimizer whose rate is set.</param>
    /// <param name="stepSize">The number of steps with the same rate.</param>
    /// <param name="gamma">The factor.</param>
    /// <exception cref="ArgumentNullException"><paramref name="optimizer"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="stepSize"/> is not positive, or <paramref name="gamma"/> is negative or not finite.</exception>
    public StepLR(Optimizer optimizer, int stepSize, double gamma = 0.1)
        : base(optimizer)
    {
        _stepSize = RequirePositive(stepSize);
        _gamma = RequireNonNegative(gamma);
        Begin();
    }

    /// <inheritdoc/>
    protected override double Compute(int step) => BaseLearningRate * Math.Pow(_gamma, step / _stepSize);
}
