using System;

namespace AutoDiff.Gradients.Tests.Programs;

/// <summary>Methods that return early, and whose changes of what is passed by reference must outlive that return.</summary>
internal static partial class EarlyReturns
{
    internal struct Pair
    {
        public double A;
        public double B;

        /// <summary>A constructor that returns early.</summary>
        public Pair(double a, double b)
        {
            A = a;
            B = b;
            if (a > 0.5)
            {
                A = a * b;
                return;
            }

            A += b;
        }
    }

    // The methods that call themselves are called through their own members; the others are inlined.
    [Differentiable]
    internal static void Reference(ref double t, double x, int n)
    {
        if (n <= 0)
        {
            t *= x;
            return;
        }

        t += x;
        Reference(ref t, x, n - 1);
    }

    [Differentiable]
    internal static void Output(double x, double y, int n, out double t)
    {
        if (x > y)
        {
            t = x * x * y;
            return;
        }

        if (n > 0)
        {
            Output(x + 1, y, n - 1, out t);
            return;
        }

        t = y * y * x;
    }

    [Differentiable]
    internal static double Both(ref double t, double x, int n)
    {
        if (n > 2)
        {
            t -= x * x;
            return t * x;
        }

        double below = Both(ref t, x * 1.5, n + 1);
        if (below > 3)
        {
            t *= below;
            return below + x;
        }

        t += below;
        return below;
    }

    [Differentiable]
    internal static void InALoop(ref double t, double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            if (t > 4)
            {
                t *= x;
                return;
            }

            t += x * x;
        }

        InALoop(ref t, x, n - 1);
    }

    [Differentiable]
    internal static void InASwitch(ref double t, double x, int n)
    {
        switch (x)
        {
            case > 2:
                t *= x;
                return;
            case > 1 when n > 0:
                InASwitch(ref t, x + 1, n - 1);
                return;
        }

        t += Math.Sin(x);
    }

    [Differentiable]
    internal static void OfAStruct(ref Pair p, (double X, double Y) q, int n)
    {
        if (q.X > 0.6)
        {
            p.A *= q.X;
            p.B = q.Y * p.A;
            return;
        }

        if (n == 0)
        {
            p = new Pair(q.X, q.Y);
            return;
        }

        p.B += q.X;
        OfAStruct(ref p, (q.X + 0.3, q.Y), n - 1);
    }

    [Differentiable]
    internal static void OfATuple(ref (double X, double Y) p, double x, int n)
    {
        if (n == 0)
        {
            p = (p.Y * x, p.X);
            return;
        }

        p.X += x;
        OfATuple(ref p, x * p.Y, n - 1);
    }

    [Differentiable]
    internal static void OfASpan(Span<double> values, double x, int n)
    {
        if (n == 0)
        {
            values[0] *= x;
            values[1] = x * values[0];
            return;
        }

        values[1] += x;
        OfASpan(values, x * values[1], n - 1);
    }

    [Differentiable, At(3.0, 2.0), At(0.5, -1.5)]
    internal static double CallsReference(double a, double x)
    {
        Reference(ref a, x, 2);
        Reference(ref a, x, 0);
        return a * x;
    }

    [Differentiable, At(3.0, 2.0), At(0.5, 1.0), At(0.5, 5.0)]
    internal static double CallsOutput(double x, double y)
    {
        Output(x, y, 2, out double t);
        return t * x;
    }

    [Differentiable, At(3.0, 2.0), At(0.5, 1.0), At(0.5, -0.4)]
    internal static double CallsBoth(double a, double x) => Both(ref a, x, 0) * a;

    [Differentiable, At(3.0, 2.0), At(0.5, 0.46), At(0.5, 1.2)]
    internal static double CallsInALoop(double a, double x)
    {
        InALoop(ref a, x, 20);
        return a * a;
    }

    [Differentiable, At(3.0, 2.5), At(0.5, 0.4), At(0.5, 1.2)]
    internal static double CallsInASwitch(double a, double x)
    {
        InASwitch(ref a, x, 1);
        return a * x;
    }

    [Differentiable, At(3.0, 2.5, 0.7), At(0.45, 0.4, 1.2), At(0.55, -1, 1.2), At(-0.5, -0.01, 1.2)]
    internal static double CallsOfAStruct(double a, double x, double y)
    {
        var p = new Pair(a, y);
        OfAStruct(ref p, (x, y), 2);
        return p.A + (3 * p.B);
    }

    [Differentiable, At(3.0, 2.5), At(0.5, 0.4)]
    internal static double CallsOfATuple(double a, double x)
    {
        (double, double) p = (a, x * x);
        OfATuple(ref p, x, 2);
        return p.Item1 + (3 * p.Item2);
    }

    [Differentiable, At(3.0, 2.5), At(0.5, 0.4)]
    internal static double CallsOfASpan(double a, double x)
    {
        double[] values = [a, x];
        OfASpan(values, x, 2);
        return values[0] + (3 * values[1]);
    }

    [Differentiable, At(3.0, 2.5), At(0.2, 0.4)]
    internal static double Constructed(double a, double b)
    {
        var p = new Pair(a, b);
        return p.A * p.B;
    }

    [Differentiable, At(3.0, 2.5), At(0.2, 0.4)]
    internal static double AReferenceToAParameter(double a, double b)
    {
        ref double r = ref a;
        if (b > 1)
        {
            r *= b;
            return a;
        }

        r += b;
        return a * b;
    }
}
