using System;

namespace AutoDiff.Gradients.Tests.Programs;

/// <content>Methods that call themselves on arrays, and write to them.</content>
internal static partial class Arrays
{
    [Differentiable]
    internal static void Cascade(Span<double> a)
    {
        if (a.Length > 1)
        {
            a[0] *= a[1];
            Cascade(a[1..]);
            a[0] += Math.Sin(a[1]);
        }
    }

    [Differentiable]
    internal static double OverACascade(double[] x)
    {
        Cascade(x.AsSpan(1));
        return x[1] * x[2] * x[0];
    }

    // In a loop the elements before each call are kept on the tape, beside what else the loop keeps.
    [Differentiable]
    internal static double CascadesInALoop(double[] x)
    {
        double s = 1;
        for (int i = 0; i + 2 < x.Length; i++)
        {
            s *= 1 + x[i];
            Cascade(x.AsSpan(i, 3));
            x[i] *= s;
        }

        int k = 0;
        while (s > -10 && k < 3)
        {
            Cascade(x.AsSpan(k));
            s -= x[k++];
        }

        return s + x[0] + x[4];
    }

    // Work arrays that are gone when the reverse sweep comes: of an iteration, and of one branch.
    [Differentiable]
    internal static double CascadesOnWorkArrays(double[] x)
    {
        double s = 0;
        for (int i = 0; i < 2; i++)
        {
            var w = new double[3];
            for (int k = 0; k < w.Length; k++)
            {
                w[k] = x[i + k] * (k + 0.5);
            }

            Cascade(w);
            s += w[0] * w[1];
        }

        if (s > -1)
        {
            Span<double> v = [s, x[3], x[0] * x[1]];
            Cascade(v);
            s = Tree(v, Math.Tanh(s)) + v[0];
        }

        return s;
    }

    // The array is only read, and an array all the same.
    [Differentiable]
    internal static double Horner(double[] x, double at, int from) => from == x.Length ? 0 : x[from] + (at * Horner(x, at, from + 1));

    [Differentiable]
    internal static double OverHorner(double[] x)
    {
        double value = Horner(x, x[0], 0);
        x[2] = value;
        return value * Horner(x, x[1], 1);
    }

    // An array that is written and read through two parameters, on the way down and on the way up.
    [Differentiable]
    internal static double Merge(double[] x, Span<double> into, int depth)
    {
        if (depth == 0)
        {
            into[0] = x[0] * x[1];
            return into[0];
        }

        double left = Merge(x, into, depth - 1);
        into[depth] = left * x[depth];
        double right = Merge(x, into[1..], depth - 1);
        x[depth] += into[depth] * right;
        return (left * right) + into[0];
    }

    [Differentiable]
    internal static double OverMerge(double[] x)
    {
        var w = new double[4];
        double m = Merge(x, w, 2);
        return m * w[1] + x[2] + w[2];
    }

    // Two methods that call each other.
    [Differentiable]
    internal static void Down(Span<double> a, double by)
    {
        if (a.Length > 1)
        {
            a[^1] -= by * a[0];
            Up(a[..^1], by + a[^1]);
        }
    }

    [Differentiable]
    internal static void Up(Span<double> a, double by)
    {
        a[0] *= by;
        Down(a[1..], by * a[0]);
    }

    [Differentiable]
    internal static double OverDownAndUp(double[] x)
    {
        Down(x, 0.5);
        double s = 0;
        foreach (double e in x)
        {
            s += e * e;
        }

        return s;
    }

    // What the second array becomes shows only where the two call each other.
    [Differentiable]
    internal static void Outer(Span<double> a, Span<double> b, int depth)
    {
        if (depth > 0)
        {
            Inner(a, depth - 1);
            Inner(b, depth - 1);
        }

        a[0] *= 1.5 * a[1];
    }

    [Differentiable]
    internal static void Inner(Span<double> a, int depth)
    {
        double[] w = [a[1], 2];
        Outer(a, w, depth);
    }

    [Differentiable]
    internal static double OverOuterAndInner(double[] x)
    {
        double[] w = [x[3], x[4]];
        Outer(x, w, 2);
        return w[0] * x[0] * w[1];
    }

    [Differentiable]
    internal static void Rows(double[,] m, int from, ref double total)
    {
        if (from < m.GetLength(0))
        {
            for (int k = 0; k < m.GetLength(1); k++)
            {
                m[from, k] *= total;
                total += m[from, k];
            }

            Rows(m, from + 1, ref total);
            m[0, from] += total;
        }
    }

    [Differentiable]
    internal static double OverRows(double[] x)
    {
        var m = new double[2, 3];
        for (int i = 0; i < 6; i++)
        {
            m[i / 3, i % 3] = x[i];
        }

        double total = x[0];
        Rows(m, 0, ref total);
        return total * m[0, 1] * m[1, 2];
    }

    [Differentiable]
    internal static (double Sum, Structs.Pair Extent) Measure(ReadOnlySpan<double> x, in Structs.Pair extent)
    {
        if (x.IsEmpty)
        {
            return (extent.X, extent);
        }

        (double sum, Structs.Pair rest) = Measure(x[1..], new Structs.Pair(extent.X * x[0], extent.Y + x[0]));
        return (sum * x[0], rest with { Y = rest.Y * sum });
    }

    [Differentiable]
    internal static double OverMeasure(double[] x)
    {
        (double sum, Structs.Pair extent) = Measure(x, new Structs.Pair(1, x[0]));
        return sum + (extent.X * extent.Y);
    }
}
