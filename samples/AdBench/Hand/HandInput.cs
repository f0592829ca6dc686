namespace AutoDiff.Samples.AdBench;

/// <summary>An instance of hand tracking.</summary>
/// <param name="Model">The hand.</param>
/// <param name="Correspondences">The vertex of each measured point, or its triangle if there are barycentric coordinates.</param>
/// <param name="Points">The coordinates of each measured point.</param>
/// <param name="U">Two barycentric coordinates for each measured point; none in the simple objective.</param>
/// <param name="Theta">The pose.</param>
internal sealed record HandInput(HandModel Model, int[] Correspondences, double[] Points, double[] U, double[] Theta)
{
    /// <summary>
    /// Reads <c>N T</c>, then N correspondences <c>c px py pz</c>, for the complicated objective N pairs of barycentric
    /// coordinates, and the T numbers of the pose.
    /// </summary>
    public static HandInput Read(string path, HandModel model, bool isComplicated)
    {
        InputValues values = InputValues.OfFile(path);
        int n = values.ReadSize("the number N of points");
        int t = values.ReadSize("the number T of pose parameters");
        if (t != Hand.PoseSize)
        {
            throw values.Error($"a pose has {Hand.PoseSize} parameters, but T is {t}");
        }

        long expected = (isComplicated ? 6L : 4L) * n + t;
        if (values.Remaining != expected)
        {
            string objective = isComplicated ? "hand-complicated" : "hand";
            throw values.Error($"'N T' is followed by {expected} values for the objective '{objective}', not by {values.Remaining}");
        }

        int[] correspondences = new int[n];
        double[] points = new double[3 * n];
        for (int i = 0; i < n; i++)
        {
            correspondences[i] = isComplicated
                ? values.ReadIndex("a triangle", model.TriangleCount)
                : values.ReadIndex("a vertex", model.VertexCount);
            values.ReadDoubles("a point", 3).CopyTo(points, 3 * i);
        }

        double[] u = isComplicated ? values.ReadDoubles("barycentric coordinates", 2 * n) : [];
        double[] theta = values.ReadDoubles("pose parameters", t);
        values.End();
        return new HandInput(model, correspondences, points, u, theta);
    }
}
