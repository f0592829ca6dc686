using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>
/// Simple hand tracking: three values a point, and their dense Jacobian for the pose, column by column: forward mode gives a column
/// for each direction.
/// </summary>
internal sealed class HandSimpleProblem(HandInput input)
    : Problem(input.Points.Length, input.Points.Length * Hand.PoseSize)
{
    // What forward mode returns beside a column.
    private readonly double[] _values = new double[input.Points.Length];

    private readonly double[] _direction = new double[Hand.PoseSize];

    /// <inheritdoc/>
    public override void EvaluateObjective()
    {
        HandModel model = input.Model;
        HandSimple.Objective(
            input.Theta,
            model.Parents,
            model.BaseRelatives,
            model.InverseBaseAbsolutes,
            model.BasePositions,
            model.Weights,
            input.Correspondences,
            input.Points,
            Values);
    }

    /// <inheritdoc/>
    public override void EvaluateDerivatives()
    {
        HandModel model = input.Model;
        for (int i = 0; i < _direction.Length; i++)
        {
            Array.Clear(_direction);
            _direction[i] = 1;
            HandSimple.ObjectiveJvp(
                input.Theta,
                model.Parents,
                model.BaseRelatives,
                model.InverseBaseAbsolutes,
                model.BasePositions,
                model.Weights,
                input.Correspondences,
                input.Points,
                _values,
                _direction,
                Derivatives.AsSpan(i * _values.Length, _values.Length));
        }
    }
}
