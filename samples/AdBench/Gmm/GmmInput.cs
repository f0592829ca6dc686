using System;

namespace AutoDiff.Samples.AdBench;

/// <summary>An instance of the mixture problem; the members are the parameters of <see cref="Gmm.Objective"/>.</summary>
internal sealed record GmmInput(
    int Dimension,
    int ComponentCount,
    int PointCount,
    double[] Alphas,
    double[] Means,
    double[] Factors,
    double[] Points,
    double Gamma,
    int DegreesOfFreedom)
{
    /// <summary>Reads <c>d K n</c>, alphas, means, factors, points, and <c>gamma m</c>.</summary>
    /// <remarks>A file with one point stands for n equal ones.</remarks>
    public static GmmInput Read(string path)
    {
        InputValues values = InputValues.OfFile(path);
        int d = values.ReadSize("the dimension d");
        int k = values.ReadSize("the number K of components");
        int n = values.ReadSize("the number n of points");
        double[] alphas = values.ReadDoubles("alphas", k);
        double[] means = values.ReadDoubles("means", (long)k * d);
        double[] factors = values.ReadDoubles("inverse covariance factors", (long)k * d * (d + 1) / 2);
        bool isReplicated = values.Remaining == d + 2;
        double[] points = values.ReadDoubles("points", isReplicated ? d : (long)n * d);
        double gamma = values.ReadDouble("gamma");
        int m = values.ReadInt32("m");
        values.End();
        return new GmmInput(d, k, n, alphas, means, factors, isReplicated ? InputValues.Repeat(points, n) : points, gamma, m);
    }
}
