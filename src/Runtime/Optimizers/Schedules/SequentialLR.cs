using System;
using System.Collections.Generic;

namespace AutoDiff;

/// <summary>One schedule after the other, a warm-up before a cosine for example: PyTorch's <c>torch.optim.lr_scheduler.SequentialLR</c>.</summary>
/// <remarks>
/// Each schedule begins with its step 0 at its milestone. All of them start from the same base rate, that of the optimizer when the first one was made. Only this
/// schedule is stepped, not those that it consists of.
/// </remarks>
public sealed class SequentialLR : LearningRateSchedule
{
    private readonly LearningRateSchedule[] _schedules;
    private readonly int[] _milestones;

    /// <summary>Makes the schedule, and sets the rate of step 0.</summary>
    /// <param name="optimizer">The optimizer whose rate is set.</param>
    /// <param name="schedules">The schedules, at least one, made for the same optimizer.</param>
    /// <param name="milestones">The steps in which the second schedule begins, the third one, and so on: increasing, above 0.</param>
    /// <exception cref="ArgumentNullException">An argument is null, or contains null.</exception>
    /// <exception cref="ArgumentException">
    /// There is no schedule, one is for another optimizer, there is not one milestone less than there are schedules, or they do not increase from above 0.
    /// </exception>
    public SequentialLR(Optimizer optimizer, IEnumerable<LearningRateSchedule> schedules, IEnumerable<int> milestones)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        ArgumentNullException.ThrowIfNull(milestones);
        _schedules = [.. schedules];
        _milestones = [.. milestones];
        if (_schedules.Length == 0)
        {
            throw new ArgumentException("At least one schedule is needed.", nameof(schedules));
        }

        for (int i = 0; i < _schedules.Length; i++)
        {
            if ((_schedules[i] ?? throw new ArgumentNullException(nameof(schedules), $"Schedule {i} is null.")).Optimizer != optimizer)
            {
                throw new ArgumentException($"Schedule {i} sets the rate of another optimizer.", nameof(schedules));
            }
        }

        if (_milestones.Length != _schedules.Length - 1)
        {
            throw new ArgumentException(
                $"{_schedules.Length} schedules need {_schedules.Length - 1} milestones between them, but there are {_milestones.Length}.", nameof(milestones));
        }

        for (int i = 0; i < _milestones.Length; i++)
        {
            int least = i == 0 ? 0 : _milestones[i - 1];
            if (_milestones[i] <= least)
            {
                throw new ArgumentException($"Milestone {i} must be greater than {least}, but is {_milestones[i]}.", nameof(milestones));
            }
        }

        Begin();
    }

    /// <inheritdoc/>
    protected override double Compute(int step)
    {
        int index = 0;
        while (index < _milestones.Length && step >= _milestones[index])
        {
            index++;
        }

        return _schedules[index].LearningRateAt(index == 0 ? step : step - _milestones[index - 1]);
    }
}
