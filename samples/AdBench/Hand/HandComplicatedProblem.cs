using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>
/// Complicated hand tracking: three values a point, and their Jacobian column by column: two columns for the barycentric
/// coordinates, then the pose.
/// </summary>
/// <remarks>
/// A value depends on the two coordinates of its own point only. So the derivatives for the first coordinate of all points fit into
/// one column, found in one direction that moves them all at once; likewise for the second.
/// </remarks>
internal sealed class HandComplicatedProblem(HandInput input)
    : Problem(input.Points.Length, input.Points.Length * (2 + Hand.PoseSize))
{
    // What forward mode returns beside a column.
    private readonly double[] _values = new double[input.Points.Length];

    private readonly double[] _directionU = new double[input.U.Length];
    private readonly double[] _directionTheta = new double[Hand.PoseSize];

    /// <inheritdoc/>
    public override void EvaluateObjective()
    {
        HandModel model = input.Model;
        HandComplicated.Objective(
            input.U,
            input.Theta,
            model.Parents,
            model.BaseRelatives,
            model.InverseBaseAbsolutes,
            model.BasePositions,
            model.Weights,
            model.Triangles,
            input.Correspondences,
            input.Points,
            Values);
    }

    /// <inheritdoc/>
    public override void EvaluateDerivatives()
    {
        Array.Clear(_directionTheta);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < _directionU.Length; j++)
            {
                _directionU[j] = j % 2 == i ? 1 : 0;
            }

            EvaluateColumn(i);
        }

        Array.Clear(_directionU);
        for (int i = 0; i < _directionTheta.Length; i++)
        {
            Array.Clear(_directionTheta);
            _directionTheta[i] = 1;
            EvaluateColumn(2 + i);
        }
    }

    private void EvaluateColumn(int column)
    {
        HandModel model = input.Model;
        HandComplicated.ObjectiveJvp(
            input.U,
            input.Theta,
            model.Parents,
            model.BaseRelatives,
            model.InverseBaseAbsolutes,
            model.BasePositions,
            model.Weights,
            model.Triangles,
            input.Correspondences,
            input.Points,
            _values,
            _directionU,
            _directionTheta,
            Derivatives.AsSpan(column * _values.Length, _values.Length));
    }
}
