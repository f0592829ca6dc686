using System;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Sets the learning rate of an optimizer as training goes on: PyTorch's <c>torch.optim.lr_scheduler.LRScheduler</c>.</summary>
/// <remarks>
/// <para>Making a schedule sets the rate for its step 0, and each <see cref="Step"/> that for the next one; call it after the steps of the optimizer that
/// belong to one step of the schedule, those of an epoch say.</para>
/// <para>The rates are computed from the step and the rate that the optimizer had when its first schedule was made (PyTorch's <c>initial_lr</c>), by the formula in
/// each class. A rate that the user sets in between lasts until the next <see cref="Step"/>; PyTorch computes each rate from the last one, which is the same where nobody
/// interferes.</para>
/// </remarks>
public abstract class LearningRateSchedule
{
    /// <summary>Begins a schedule. Derived classes call <see cref="Begin"/> when they know their arguments.</summary>
    /// <param name="optimizer">The optimizer whose rate is set.</param>
    /// <exception cref="ArgumentNullException"><paramref name="optimizer"/> is null.</exception>
    protected LearningRateSchedule(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        BaseLearningRate = optimizer.InitialLearningRate ??= optimizer.LearningRate;
    }

    /// <summary>The optimizer whose rate is set.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The rate that the schedule changes: that of the optimizer when its first schedule was made.</summary>
    public double BaseLearningRate { get; }

    /// <summary>How often <see cref="Step"/> has been called: PyTorch's <c>last_epoch</c>.</summary>
    public int StepCount { get; private set; }

    /// <summary>The rate of a step.</summary>
    /// <param name="step">The step, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public double LearningRateAt(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Compute(step);
    }

    /// <summary>Sets the rate of the next step.</summary>
    public void Step()
    {
        StepCount = checked(StepCount + 1);
        Optimizer.LearningRate = Compute(StepCount);
    }

    /// <summary>Sets the rate of step 0; the last statement of a constructor.</summary>
    protected void Begin() => Optimizer.LearningRate = Compute(0);

    /// <summary>The formula of the schedule.</summary>
    /// <param name="step">The step, from 0 on.</param>
    /// <returns>The rate.</returns>
    protected abstract double Compute(int step);

    /// <summary>Refuses a number that is negative or not finite.</summary>
    private protected static double RequireNonNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and at least 0, but is {value}.");

    /// <summary>Refuses a number of steps that is not positive.</summary>
    private protected static int RequirePositive(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }
}
