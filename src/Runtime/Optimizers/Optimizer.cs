using System;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>What all optimizers have in common, whatever the element type: PyTorch's <c>torch.optim.Optimizer</c>.</summary>
public abstract class Optimizer
{
    private double _learningRate;

    /// <summary>Makes an optimizer.</summary>
    /// <param name="learningRate">The first <see cref="LearningRate"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    protected Optimizer(double learningRate) => _learningRate = RequireNonNegative(learningRate);

    /// <summary>The factor of a step. Schedules set it, and so may the user, between any two steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = RequireNonNegative(value);
    }

    /// <summary>The rate that schedules start from: that of the optimizer when the first of them was made.</summary>
    internal double? InitialLearningRate { get; set; }

    /// <summary>Changes the parameters by what their gradients say. Those without a gradient stay as they are.</summary>
    public abstract void Step();

    /// <summary>Makes the parameters ready for the next backward pass.</summary>
    /// <param name="setToNull">
    /// Whether each gradient becomes null, so that the next backward pass makes a new one; otherwise it is kept and filled with zeros, and the
    /// parameter is part of the next step even if no gradient arrives.
    /// </param>
    public abstract void ZeroGrad(bool setToNull = true);

    /// <summary>Refuses an argument that is negative or not finite.</summary>
    private protected static double RequireNonNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and at least 0, but is {value}.");

    /// <summary>Refuses an argument that does not lie from 0 to below 1.</summary>
    private protected static double RequireBelowOne(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and less than 1, but is {value}.");
}
