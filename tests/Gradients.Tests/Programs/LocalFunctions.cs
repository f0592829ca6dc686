using System;

namespace AutoDiff.Gradients.Tests.Programs;

internal static partial class LocalFunctions
{
    [Differentiable, At(3.0), At(-0.5)]
    internal static double CapturesMutable(double x)
    {
        double acc = 0;
        Add(x);
        Add(2);
        return acc;

        void Add(double v)
        {
            acc += v * x;
        }
    }

    [Differentiable, At(2.0), At(0.3)]
    internal static double Composed(double x)
    {
        return G(x) * G(G(x));

        static double G(double t) => (t * t) + 1;
    }

    [Differentiable, At(0.6), At(0.1)]
    internal static double OutParameters(double x)
    {
        Both(x, out double s, out double c);
        return s * c;

        static void Both(double x, out double s, out double c)
        {
            s = Math.Sin(x);
            c = s * s;
            if (c > 0.1)
            {
                s = 2 * s;
            }
        }
    }

    [Differentiable, At(0.6, 0.4), At(-0.6, 0.4), At(-2.6, 0.4), At(2.6, 0.4)]
    internal static double EarlyReturnsInside(double x, double y)
    {
        double z = x;
        Clamp(ref z, 1.5);
        Clamp(ref x, y);
        return z * Math.Exp(x);

        void Clamp(ref double v, double limit)
        {
            if (v > limit)
            {
                v = limit * y;
                return;
            }

            if (v < -limit)
            {
                v = -limit / y;
                return;
            }

            v *= v;
        }
    }

    // Both references are the same variable.
    [Differentiable, At(0.6, 0.4)]
    internal static double SameVariableTwice(double x, double y)
    {
        (double A, double B) p = (x, y);
        ref double cell = ref p.A;
        cell *= 2;
        Mix(ref p.A, ref cell);
        Mix(ref p.A, ref p.B);
        return p.A * Math.Sin(p.B);

        static void Mix(ref double a, ref double b)
        {
            a += b;
            b *= a;
        }
    }

    [Differentiable, At(2.0, 3.0)]
    internal static double TupleResult(double x, double y)
    {
        var (s, p) = Both(x, y);
        (s, p) = (p, s);
        return (s * s) + p;

        static (double Sum, double Product) Both(double x, double y) => (x + y, x * y);
    }

    [Differentiable, At(0.6, 2), At(0.6, -2)]
    internal static double GuardInside(double x, int n)
    {
        return Scaled(x) * Scaled(1 + (x * x));

        double Scaled(double v)
        {
            if (n == 0)
            {
                throw new ArgumentOutOfRangeException(nameof(n), n, "zero");
            }

            return v > 1 ? v * n : v / n;
        }
    }
}
