using System;

namespace AutoDiff.Gradients.Tests.Programs;

/// <content>Spans that refer to other memory, or another part of it, as a loop goes on.</content>
internal static partial class Arrays
{
    [Differentiable]
    internal static double ShorterAndShorter(double[] x)
    {
        ReadOnlySpan<double> rest = x;
        double s = 1;
        while (rest.Length > 1)
        {
            s = (s * rest[0]) + rest[^1];
            rest = rest[1..];
        }

        return s * rest[0];
    }

    // Which half goes on is decided by the elements.
    [Differentiable]
    internal static double Bisection(double[] x)
    {
        Span<double> part = x;
        double s = x[0];
        while (part.Length > 1)
        {
            int half = part.Length / 2;
            if (part[half] > 0)
            {
                part = part[..half];
            }
            else
            {
                s += part[0] * s;
                part = part[half..];
            }

            part[0] *= s;
        }

        return s * part[0];
    }

    [Differentiable]
    internal static double PartsOfTwo(double[] x)
    {
        Span<double> s = x;
        Span<double> t = new double[4];
        t[0] = 2;
        t[1] = x[0];
        for (int k = 0; k < 4; k++)
        {
            s[0] = t[1] + (0.3 * s[1]);
            t[0] *= 0.5 * s[1];
            Span<double> u = s;
            s = k == 1 ? t.Slice(1) : t;
            t = u;
            if (t.Length > 4)
            {
                t = t[1..^1];
                continue;
            }

            if (s[0] > 3)
            {
                break;
            }
        }

        return (s[0] * t[0]) + x[3];
    }

    // The inner loop starts anew from where the outer one is.
    [Differentiable]
    internal static double Nested(double[] x)
    {
        Span<double> outer = x;
        double s = 0;
        while (outer.Length > 2)
        {
            ReadOnlySpan<double> inner = outer;
            while (!inner.IsEmpty)
            {
                s += inner[0] * inner[^1];
                inner = inner[1..];
                if (s > 0.8)
                {
                    outer = outer[..^1];
                    break;
                }
            }

            outer[0] = Math.Sin(s);
            outer = outer[1..];
        }

        return s * outer[0];
    }

    // A slice that one arm makes, in a loop.
    [Differentiable]
    internal static double OfOneArm(double[] x)
    {
        double s = 0;
        for (int k = 0; k + 2 < x.Length; k++)
        {
            Span<double> v;
            if (x[k] > 0.3)
            {
                v = k > 1 ? x.AsSpan(1) : x;
            }
            else
            {
                v = x.AsSpan(k, 2);
            }

            s += v[0] * v[1];
            v[0] *= s;
        }

        return s;
    }

    // What both arms make of it is a part of the part that the iteration has made.
    [Differentiable]
    internal static double PartsOfAPart(double[] x)
    {
        Span<double> w = x;
        do
        {
            w[0] *= x[5] + 1.5;
            Span<double> t = w[1..];
            if (t[0] > 0.4)
            {
                w = t;
            }
            else
            {
                w = t[..^1];
            }
        }
        while (w.Length > 2);

        return w[0] * x[0] * x[3];
    }

    // An empty span ends it.
    [Differentiable]
    internal static double EveryOther(double[] x)
    {
        ReadOnlySpan<double> v = x;
        double s = 1;
        while (v.Length > 0)
        {
            s += v[0] * s;
            v = v.Length > 2 ? v[2..] : [];
        }

        return s;
    }

    [Differentiable]
    internal static double ExchangedMatrices(double[] x)
    {
        double[,] a = new double[2, 2];
        double[,] b = { { x[0], x[1] }, { x[2], x[3] } };
        for (int i = 0; i < 3; i++)
        {
            a[0, 0] = b[0, 1] * x[4];
            a[1, i % 2] = b[1, 0] - (b[0, 0] * a[0, 0]);
            (a, b) = (b, a);
        }

        return b[0, 0] + (b[1, 1] * a[1, 0]);
    }
}
