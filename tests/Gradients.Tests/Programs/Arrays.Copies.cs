using System;

namespace AutoDiff.Gradients.Tests.Programs;

/// <content>Parts of arrays that are copied, set and cleared, and whole arrays of two dimensions.</content>
internal static partial class Arrays
{
    [Differentiable, At(0.7, -1.3)]
    internal static double PartsOfArrays(double x, double y)
    {
        double[] m = [x, x * y, y];
        var k = new double[6];
        Array.Fill(k, x + y, 1, 2);
        m.CopyTo(k, 2);
        Array.Copy(k, 1, m, 0, 2);
        Array.Clear(k, 3, 2);
        k[3] += x;
        return (k[1] * k[2] * m[1]) + (k[3] * m[0] * m[2]) + k[4];
    }

    [Differentiable, At(0.7, -1.3)]
    internal static double WholeMatrices(double x, double y)
    {
        double[,] m = { { x, x * y, 1 }, { y, x, y * y } };
        var k = (double[,])m.Clone();
        k[0, 0] *= y;
        m[1, 2] = 3;
        double before = m[0, 1];
        Array.Clear(m);
        m[1, 1] += x;
        return (k[0, 0] * k[1, 2]) + (before * m[1, 1]) + m[0, 0];
    }
}
