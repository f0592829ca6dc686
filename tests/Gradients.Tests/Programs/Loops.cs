using System;

namespace AutoDiff.Gradients.Tests.Programs;

internal static partial class Loops
{
    [Differentiable, At(1.2, 3), At(0.4, 0), At(0.9, -2)]
    internal static double Recurrence(double x, int n)
    {
        for (int k = 0; k < n; k++)
        {
            x = Math.Sin(x) * x;
        }

        return x;
    }

    [Differentiable, At(0.7, 1.3, 5), At(0.7, 1.3, 0)]
    internal static double SumOfTerms(double a, double b, int n)
    {
        double sum = 0;
        for (int i = 1; i <= n; i++)
        {
            sum += Math.Log(1 + (a * i)) * Math.Exp(-b * i);
        }

        return sum / 3;
    }

    // The adjoint of the sum is not known before the loop.
    [Differentiable, At(0.7, 5), At(1.1, 1)]
    internal static double LogOfSum(double a, int n)
    {
        double sum = 1;
        for (int i = n; i > 0; i -= 2)
        {
            sum += Math.Exp(a / i);
        }

        return Math.Log(sum) * sum;
    }

    [Differentiable, At(1.5), At(3.0), At(200.0)]
    internal static double DataDependentWhile(double x)
    {
        double y = x;
        while (y < 100)
        {
            y *= x;
        }

        return y;
    }

    [Differentiable, At(2.0), At(25.0)]
    internal static double DoWhile(double x)
    {
        double r = 1;
        int n = 0;
        do
        {
            r = (r * x) + n;
            n++;
        }
        while (r < 20);
        return r;
    }

    [Differentiable, At(3.0, 5.0), At(0.1, 0.2)]
    internal static double ConditionThatAssigns(double p, double q)
    {
        double g = 0, s = 0;
        for (int n = 0; (g = (p * q) + n) < 17.5; ++n)
        {
            s += g;
        }

        return s + g;
    }

    [Differentiable, At(3.0), At(-1.0)]
    internal static double Continues(double u)
    {
        double s = u;
        for (int k = 0; k < 5; k++)
        {
            if (k % 2 == 1)
            {
                s *= 2;
                continue;
            }

            s += k * u;
        }

        return s;
    }

    [Differentiable, At(1.1), At(0.2)]
    internal static double ReturnsOutOfANest(double x)
    {
        double total = 0;
        for (int k = 0; k < 30; k++)
        {
            if ((k & 1) == 1)
            {
                continue;
            }

            double t = 1;
            for (int m = 1; m <= k; m++)
            {
                t *= x / m;
            }

            if (t < 1e-9)
            {
                return total;
            }

            total += (k & 2) == 0 ? t : -t;
        }

        return total;
    }

    // Two rows of trip counts that depend on each other, with a value that crosses them.
    [Differentiable, At(0.8, 0.3, 4), At(0.8, 0.3, 1)]
    internal static double Triangular(double x, double y, int n)
    {
        double s = x;
        for (int i = 0; i < n; i++)
        {
            double row = y;
            for (int j = 0; j <= i; j++)
            {
                row = Math.Tanh((row * x) + j);
                s += row * Math.Sin(s);
            }

            s *= row;
        }

        return s;
    }

    [Differentiable, At(0.6, 3), At(0.6, 9)]
    internal static double BreaksAndCounts(double x, int n)
    {
        double s = 0;
        int used = 0;
        for (int i = 0; i < n; i++)
        {
            double t = Math.Pow(x, i + 1);
            if (t < 0.05)
            {
                break;
            }

            s += t * t;
            used++;
        }

        return s * used;
    }

    [Differentiable, At(0.8, 0), At(0.8, 1), At(0.8, 2), At(0.8, 7)]
    internal static double SwitchWithGoto(double x, int k)
    {
        double r = x;
        switch (k)
        {
            case 0:
                r *= x;
                goto case 1;
            case 1:
                r += Math.Sin(x);
                break;
            case 2 when x > 0.5:
                return x * x * x;
            default:
                r = 7;
                break;
        }

        return r * r;
    }

    [Differentiable, At(0.5, 4)]
    internal static double SwitchInALoop(double x, int n)
    {
        double s = 1;
        for (int i = 0; i < n; i++)
        {
            switch (i % 3)
            {
                case 0:
                    s += x;
                    break;
                case 1:
                    s *= x + 1;
                    continue;
                default:
                    s = Math.Exp(-s);
                    break;
            }

            s += i * x;
        }

        return s;
    }

    // Swapped in every iteration: both must be read before either is written.
    [Differentiable, At(0.4, 1.3, 5)]
    internal static double Swaps(double a, double b, int n)
    {
        for (int i = 0; i < n; i++)
        {
            (a, b) = (b, (a * b) + 0.1);
        }

        return a - (2 * b);
    }

    [Differentiable, At(1.7f, 6), At(0.3f, 2)]
    internal static float Single(float x, int n)
    {
        float y = 1;
        for (int i = 0; i < n; i++)
        {
            y = MathF.Sqrt(y + (x * i));
        }

        return y;
    }

    [Differentiable, At(0.9, 4)]
    internal static double CallsInALoop(double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            x = Calls.Inner(x, s + 1);
            s += x;
        }

        return s;
    }
}
