using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>
/// Bundle adjustment: two residuals an observation, then one a weight. Their Jacobian is sparse, with one dense 2 by 15 block for
/// each observation and one entry for each weight; it is kept in compressed rows.
/// </summary>
internal sealed class BundleAdjustmentProblem : Problem
{
    private const int CameraSize = BundleAdjustmentInput.CameraSize;
    private const int PointSize = BundleAdjustmentInput.PointSize;

    // The columns of a block: camera, point, weight.
    private const int RowSize = CameraSize + PointSize + 1;

    private const int BlockSize = 2 * RowSize;

    private readonly BundleAdjustmentInput _input;

    /// <summary>Prepares the Jacobian, whose pattern depends on the observations alone.</summary>
    public BundleAdjustmentProblem(BundleAdjustmentInput input)
        : base(3 * input.ObservationCount, BundleAdjustmentInput.EntriesOfObservation * input.ObservationCount)
    {
        _input = input;
        Rows = new int[3 * input.ObservationCount + 1];
        Columns = new int[Derivatives.Length];
        SetPattern();
    }

    /// <summary>Where the entries of each row begin, and where those of the last one end.</summary>
    public int[] Rows { get; }

    /// <summary>The column of each entry.</summary>
    public int[] Columns { get; }

    /// <inheritdoc/>
    public override void EvaluateObjective()
    {
        int p = _input.ObservationCount;
        for (int i = 0; i < p; i++)
        {
            (Values[2 * i], Values[2 * i + 1]) =
                BundleAdjustment.Project(Camera(i), Point(i), _input.Weights[i], _input.Features[2 * i], _input.Features[2 * i + 1]);
        }

        for (int i = 0; i < p; i++)
        {
            Values[2 * p + i] = BundleAdjustment.WeightError(_input.Weights[i]);
        }
    }

    /// <inheritdoc/>
    public override void EvaluateDerivatives()
    {
        // The rows of a block lie one after the other in compressed rows: an observation writes its own piece.
        int p = _input.ObservationCount;
        for (int i = 0; i < p; i++)
        {
            BundleAdjustment.ProjectJacobian(
                Camera(i),
                Point(i),
                _input.Weights[i],
                _input.Features[2 * i],
                _input.Features[2 * i + 1],
                Derivatives.AsSpan(BlockSize * i, BlockSize));
        }

        for (int i = 0; i < p; i++)
        {
            Derivatives[BlockSize * p + i] = BundleAdjustment.WeightErrorGradient(_input.Weights[i]);
        }
    }

    /// <inheritdoc/>
    public override void Write(string prefix)
    {
        base.Write(prefix);
        OutputFile.Write(prefix + ".rows.txt", Rows);
        OutputFile.Write(prefix + ".cols.txt", Columns);
    }

    private ReadOnlySpan<double> Camera(int observation) =>
        _input.Cameras.AsSpan(CameraSize * _input.Observations[2 * observation], CameraSize);

    private ReadOnlySpan<double> Point(int observation) =>
        _input.Points.AsSpan(PointSize * _input.Observations[2 * observation + 1], PointSize);

    private void SetPattern()
    {
        int p = _input.ObservationCount;
        int firstPoint = CameraSize * _input.CameraCount;
        int firstWeight = firstPoint + PointSize * _input.PointCount;
        for (int i = 0; i < p; i++)
        {
            int camera = CameraSize * _input.Observations[2 * i];
            int point = firstPoint + PointSize * _input.Observations[2 * i + 1];
            for (int row = 2 * i; row < 2 * i + 2; row++)
            {
                int start = RowSize * row;
                Rows[row] = start;
                for (int j = 0; j < CameraSize; j++)
                {
                    Columns[start + j] = camera + j;
                }

                for (int j = 0; j < PointSize; j++)
                {
                    Columns[start + CameraSize + j] = point + j;
                }

                Columns[start + RowSize - 1] = firstWeight + i;
            }
        }

        for (int i = 0; i < p; i++)
        {
            Rows[2 * p + i] = BlockSize * p + i;
            Columns[BlockSize * p + i] = firstWeight + i;
        }

        Rows[^1] = Columns.Length;
    }
}
