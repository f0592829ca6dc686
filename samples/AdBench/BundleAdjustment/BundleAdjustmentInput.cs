using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>An instance of bundle adjustment.</summary>
/// <param name="CameraCount">The number of cameras.</param>
/// <param name="PointCount">The number of points.</param>
/// <param name="ObservationCount">The number of observations.</param>
/// <param name="Cameras">11 numbers a camera.</param>
/// <param name="Points">3 numbers a point.</param>
/// <param name="Weights">A weight for each observation.</param>
/// <param name="Observations">Camera and point of each observation.</param>
/// <param name="Features">Where each observation saw the point: two numbers.</param>
internal sealed record BundleAdjustmentInput(
    int CameraCount,
    int PointCount,
    int ObservationCount,
    double[] Cameras,
    double[] Points,
    double[] Weights,
    int[] Observations,
    double[] Features)
{
    /// <summary>The numbers that describe a camera.</summary>
    public const int CameraSize = 11;

    /// <summary>The numbers that describe a point.</summary>
    public const int PointSize = 3;

    /// <summary>
    /// The entries of the Jacobian that belong to an observation: two rows for camera, point and weight, one for the weight.
    /// </summary>
    public const int EntriesOfObservation = 2 * (CameraSize + PointSize + 1) + 1;

    // One camera, one point, one weight, one feature.
    private const int ReplicatedLength = CameraSize + PointSize + 1 + 2;

    /// <summary>
    /// Reads <c>n m p</c>, then either one camera, point, weight and feature that all are equal to, or all cameras, points,
    /// weights, observations and features. The number of values tells which.
    /// </summary>
    public static BundleAdjustmentInput Read(string path)
    {
        InputValues values = InputValues.OfFile(path);
        int n = values.ReadSize("the number n of cameras");
        int m = values.ReadSize("the number m of points");
        int p = values.ReadSize("the number p of observations");
        if ((long)p * EntriesOfObservation > Array.MaxLength)
        {
            throw values.Error($"the problem is too large: the Jacobian of {p} observations does not fit into one array");
        }

        long explicitLength = (long)CameraSize * n + (long)PointSize * m + 5L * p;
        if (values.Remaining == ReplicatedLength)
        {
            return ReadReplicated(values, n, m, p);
        }

        return values.Remaining == explicitLength
            ? ReadExplicit(values, n, m, p)
            : throw values.Error(
                $"'n m p' is followed by {ReplicatedLength} values (all equal) or {explicitLength} (all given), not by {values.Remaining}");
    }

    private static BundleAdjustmentInput ReadReplicated(InputValues values, int n, int m, int p)
    {
        double[] cameras = InputValues.Repeat(values.ReadDoubles("the camera", CameraSize), n);
        double[] points = InputValues.Repeat(values.ReadDoubles("the point", PointSize), m);
        double[] weights = InputValues.Repeat(values.ReadDoubles("the weight", 1), p);
        double[] features = InputValues.Repeat(values.ReadDoubles("the feature", 2), p);
        int[] observations = new int[2 * p];
        for (int i = 0; i < p; i++)
        {
            observations[2 * i] = i % n;
            observations[2 * i + 1] = i % m;
        }

        return new BundleAdjustmentInput(n, m, p, cameras, points, weights, observations, features);
    }

    private static BundleAdjustmentInput ReadExplicit(InputValues values, int n, int m, int p)
    {
        double[] cameras = values.ReadDoubles("cameras", CameraSize * n);
        double[] points = values.ReadDoubles("points", PointSize * m);
        double[] weights = values.ReadDoubles("weights", p);
        int[] observations = new int[2 * p];
        for (int i = 0; i < p; i++)
        {
            observations[2 * i] = values.ReadIndex("a camera", n);
            observations[2 * i + 1] = values.ReadIndex("a point", m);
        }

        double[] features = values.ReadDoubles("features", 2 * p);
        return new BundleAdjustmentInput(n, m, p, cameras, points, weights, observations, features);
    }
}
