using System;

namespace AutoDiff.Samples.Mlp;

/// <summary>Points on two spirals that wind around each other: no straight line, and no network of one layer, tells them apart.</summary>
internal static class Spirals
{
    private const int PerSpiral = 400;
    private const double Turns = 1.25;
    private const double Noise = 0.01;

    /// <summary>Draws points to train and to test with.</summary>
    /// <param name="seed">What the random numbers come from.</param>
    public static (DataSet Training, DataSet Test) Make(int seed)
    {
        var random = new Random(seed);
        return (Draw(random), Draw(random));
    }

    private static DataSet Draw(Random random)
    {
        var inputs = new float[2 * PerSpiral * 2];
        var labels = new int[2 * PerSpiral];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = i % 2;

            // The root spreads the points evenly along the spiral, which gets longer on its way out.
            double radius = 0.1 + (0.9 * Math.Sqrt(random.NextDouble()));
            double angle = (2 * Math.PI * Turns * radius) + (Math.PI * labels[i]);
            inputs[2 * i] = (float)((radius * Math.Cos(angle)) + Normal());
            inputs[(2 * i) + 1] = (float)((radius * Math.Sin(angle)) + Normal());
        }

        return new DataSet(2, inputs, labels, 2);

        // Box and Muller's method.
        double Normal() => Noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
