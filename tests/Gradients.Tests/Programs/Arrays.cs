using System;

namespace AutoDiff.Gradients.Tests.Programs;

/// <summary>Methods of one array, which they may write; <see cref="ArrayTests"/> gives each a copy.</summary>
internal static partial class Arrays
{
    [Differentiable]
    internal static double Sum(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += Math.Log(1 + (0.7 * x[i] * x[i]));
        }

        return s;
    }

    [Differentiable]
    internal static double OverwrittenElements(double[] x)
    {
        double t = 1;
        for (int k = 0; k < x.Length; k++)
        {
            t += 2 * (x[k] *= 3 + k);
        }

        x[0] = x[1] * x[1];
        return t + (x[0] * x[2]);
    }

    // The passive value that is stored takes its adjoint away.
    [Differentiable]
    internal static double PassiveStore(double[] x)
    {
        double a = x[0] * x[1];
        x[0] = 4;
        return a + (x[0] * x[1]);
    }

    [Differentiable]
    internal static double WorkArray(double[] x)
    {
        var w = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            w[i] = Math.Exp(x[i]);
        }

        double s = 0;
        for (int r = 0; r < 3; r++)
        {
            for (int i = 1; i < w.Length; i += 2)
            {
                w[i] *= w[i - 1];
                s += w[i];
            }
        }

        return s;
    }

    [Differentiable]
    internal static double WorkArrayInALoop(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Span<double> w = new double[3];
            for (int k = 0; k < w.Length; k++)
            {
                w[k] = Math.Sin(x[i] * (k + 1));
            }

            s += w[0] * w[1] * w[2] * s;
            s += w[i % 3];
        }

        return s;
    }

    // A moving window over the same memory, which is written and read.
    [Differentiable]
    internal static double MovingWindow(double[] x)
    {
        double s = 0;
        for (int i = 0; i + 2 < x.Length; i++)
        {
            Span<double> window = x.AsSpan(i, 3);
            window[1] = window[0] * window[2];
            s += window[1] * window[1];
        }

        return s;
    }

    [Differentiable]
    internal static double LogSumExp(double[] x)
    {
        double max = x[0];
        foreach (double v in x)
        {
            if (v > max)
            {
                max = v;
            }
        }

        double s = 0;
        foreach (double v in x)
        {
            s += Math.Exp(v - max);
        }

        return max + Math.Log(s);
    }

    [Differentiable]
    internal static double ConditionalSlice(double[] x)
    {
        double s = 0;
        for (int i = 0; i < 4; i++)
        {
            if (x[i] > 0.3)
            {
                ReadOnlySpan<double> tail = x.AsSpan()[i..];
                s += tail[0] * tail[^1];
            }
            else
            {
                x[i] = s + x[i];
            }
        }

        return s * x[3];
    }

    [Differentiable]
    internal static double WhileOverElements(double[] x)
    {
        int i = 0;
        double p = 1;
        while (i < x.Length && p > 0.01)
        {
            p *= 0.5 + x[i];
            i++;
        }

        return p * i;
    }

    // Elements that differ in the last index only are different elements.
    [Differentiable]
    internal static double Cube(double[] x)
    {
        double[,,] c = new double[2, 1, 3];
        for (int i = 0; i < c.GetLength(0); i++)
        {
            for (int k = 0; k < c.GetLength(2); k++)
            {
                c[i, 0, k] = x[(3 * i) + k] * (k + 1);
            }
        }

        c[0, 0, 1] *= c[0, 0, 0] - c[0, 0, 2];
        double s = (c[0, 0, 0] * c[0, 0, 1] * c[0, 0, 2]) + (c[1, 0, 0] / (2 + (c[1, 0, 1] * c[1, 0, 2])));
        foreach (double v in c)
        {
            s += v * v;
        }

        return s;
    }

    [Differentiable]
    internal static double Matrix(double[] x)
    {
        double[,] m = { { x[0], x[1] }, { x[2], x[3] } };
        double s = 0;
        for (int i = 0; i < m.GetLength(0); i++)
        {
            for (int k = 0; k < m.GetLength(1); k++)
            {
                m[i, k] *= m[k, i];
                s += m[i, k];
            }
        }

        foreach (double v in m)
        {
            s += v * v;
        }

        return s;
    }

    [Differentiable]
    internal static double CopiesAndFills(double[] x)
    {
        double[] y = (double[])x.Clone();
        Span<double> z = new double[x.Length];
        z.Fill(x[0]);
        y.AsSpan(1).CopyTo(z);
        Array.Clear(y);
        double s = y[0];
        for (int i = 0; i < z.Length; i++)
        {
            s += z[i] * z[i] * (i + 1);
        }

        return s;
    }

    [Differentiable]
    private static void Mix(Span<double> target, ReadOnlySpan<double> source, ref double total)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (target[i] * source[i]) + total;
            total += target[i];
        }
    }

    [Differentiable]
    internal static double CallsInPlace(double[] x)
    {
        double total = x[0];
        Mix(x.AsSpan(0, 2), x.AsSpan(2, 2), ref total);
        Mix(x.AsSpan(2, 2), x.AsSpan(0, 2), ref total);
        return total * x[3];
    }

    [Differentiable]
    internal static double ReferenceToAnElement(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            ref double cell = ref x[i];
            cell *= x[i - 1];
            cell += x[0];
        }

        return x[^1];
    }

    [Differentiable]
    internal static double ReturnsFromALoop(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += x[i] * x[i];
            if (s > 0.6)
            {
                return s * x[0];
            }
        }

        return s + x[1];
    }

    [Differentiable]
    internal static double NestedSums(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = 0;
            for (int j = 0; j < x.Length; j++)
            {
                row += Math.Exp(-x[j] * x[i]);
            }

            s += Math.Log(row);
        }

        return s;
    }

    // Two arrays that change places in every step.
    [Differentiable]
    internal static double PingPong(double[] x)
    {
        double[] current = x;
        double[] next = new double[x.Length];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                next[i] = (current[i] * current[(i + 1) % x.Length]) + (0.1 * step);
            }

            (current, next) = (next, current);
        }

        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += current[i] * next[i];
        }

        return s;
    }

    [Differentiable]
    internal static double ChosenArray(double[] x)
    {
        double[] other = new double[x.Length];
        double s = 0;
        double[] target = other;
        for (int i = 0; i < x.Length; i++)
        {
            double[] source = x[i] > 0.4 ? x : other;
            target[i] = Math.Sin(source[i] + s);
            s += target[i] * source[0];
            if (i == 2)
            {
                target = x;
            }
        }

        return s + other[1] + x[4];
    }

    // A recursion over halves: the spans it reads are not written.
    [Differentiable]
    internal static double Tree(ReadOnlySpan<double> x, double weight)
    {
        if (x.Length == 1)
        {
            return Math.Sin(x[0] * weight);
        }

        int half = x.Length / 2;
        return (Tree(x[..half], weight * 0.9) * Tree(x[half..], weight + x[0])) + weight;
    }

    [Differentiable]
    internal static double OverATree(double[] x)
    {
        double s = 0;
        for (int i = 0; i + 2 < x.Length; i++)
        {
            s += Math.Tanh(Tree(x.AsSpan(i, 3), s + x[0]));
        }

        return s;
    }
}
