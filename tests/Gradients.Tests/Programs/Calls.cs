using System;
using System.Numerics;

namespace AutoDiff.Gradients.Tests.Programs;

internal static partial class Calls
{
    [Differentiable, At(0.5, 0.2), At(1.5, 3.0)]
    internal static double Outer(double x, double y) => Inner(x * y, x) + (y * Inner(y, 1 + (x * x)));

    [Differentiable, At(0.5, 0.2), At(1.5, 3.0)]
    internal static double Inner(double a, double b) => a * Math.Log(b);

    [Differentiable, At(0.9, 4), At(1.2, 7), At(-1.2, 3)]
    internal static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    [Differentiable, At(0.9, 6), At(1.1, 5)]
    internal static double Fibonacci(double x, int n) => n < 2 ? x + n : (Fibonacci(x, n - 1) * 0.5) + Fibonacci(x * 0.9, n - 2);

    [Differentiable, At(0.3, 5), At(1.3, 4)]
    internal static double Even(double x, int n) => n == 0 ? x : Odd(Math.Sin(x), n - 1) * x;

    [Differentiable, At(0.3, 5), At(1.3, 4)]
    internal static double Odd(double x, int n) => n == 0 ? x * x : Even(x * 0.5, n - 1) + x;

    // Values and adjoints of several numbers go through each call.
    [Differentiable]
    internal static (double Sin, double Cos) Angles(double x, int n)
    {
        if (n == 0)
        {
            return (Math.Sin(x), Math.Cos(x));
        }

        (double sin, double cos) = Angles(x * 0.7, n - 1);
        return (sin * cos * x, cos + sin);
    }

    [Differentiable, At(0.9, 3), At(1.3, 4)]
    internal static double OverAngles(double x, int n)
    {
        (double sin, double cos) = Angles(x, n);
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            (sin, double twice) = Angles(0.3 * sin, 2);
            s += twice * cos;
        }

        return s * sin;
    }

    [Differentiable]
    internal static void Multiply(ref double total, double x, int n, out double last)
    {
        last = x * x;
        if (n > 0)
        {
            total *= x;
            Multiply(ref total, Math.Sin(x + total), n - 1, out last);
            total += last * x;
        }
    }

    [Differentiable, At(0.4, 2), At(0.3, 4)]
    internal static double OverMultiply(double x, int n)
    {
        double total = x;
        Multiply(ref total, x * 2, n, out double last);
        if (total > 2)
        {
            Multiply(ref total, last, 1, out _);
        }

        return total * last;
    }

    // Parts that carry no derivative come along.
    [Differentiable]
    internal static State Step(State s) => s.Left == 0 ? s : Step(new State(s.Value * Math.Sin(s.Weight), s.Left - 1, s.Weight + s.Value)) with { Weight = s.Value };

    [Differentiable, At(0.9, 3), At(0.3, 4)]
    internal static double OverStep(double x, int n)
    {
        State s = Step(new State(x, n, x * 2));
        return (s.Value * s.Weight) + s.Left;
    }

    // Arrays of constants change nothing: value and partials come back together, and what is written is written once.
    [Differentiable]
    internal static double Series(double x, [NoGrad] double[] c, int[] visits, int from)
    {
        visits[from]++;
        return from == c.Length - 1 ? c[from] : c[from] + (x * Series(x, c, visits, from + 1));
    }

    [Differentiable, At(0.9, 3), At(0.3, 4)]
    internal static double OverSeries(double x, int n)
    {
        double[] c = [1, 0.5, n, -2];
        int[] visits = new int[4];
        double s = Series(x, c, visits, 0);
        c[1] = 2;
        return s * Series(s, c, visits, 1) * visits[2];
    }

    // Calls that give several values, in conditions of loops and branches.
    [Differentiable, At(0.9, 3), At(0.3, 4)]
    internal static double InConditions(double x, int n)
    {
        int k = 0;
        double s = x;
        while (k < n && Angles(s, 1).Sin > 0.01)
        {
            s *= 0.9 + (0.1 * x);
            k++;
        }

        do
        {
            s += Angles(x, 1) is { Sin: > 0.2, Cos: var cos } ? cos : Angles(s, 2).Sin * x;
        }
        while (Step(new State(s, 1, x)).Value < 0.5 && k++ < 5);

        return s > 1 ? Angles(s, 1).Cos * x : Angles(x, 1).Sin;
    }

    [Differentiable]
    internal static T Shrink<T>(T x, (T Low, T High) range, int n)
        where T : IFloatingPointIeee754<T>
    {
        T middle = (range.Low + range.High) * x;
        return n == 0 ? middle : Shrink(T.Tanh(x * middle), x > T.One ? (range.Low, middle) : (middle, range.High), n - 1) + x;
    }

    [Differentiable, At(0.9, 3), At(1.3, 4)]
    internal static double OverShrink(double x, int n) => Shrink(x, (x, 1 + (x * x)), n) * Shrink(x + 0.3, (0.5, 1), 2);

    [Differentiable, At(0.3, 2.5), At(1.3, -0.5)]
    internal static double ThroughGenerics(double x, double y) => Generic.Smooth(x * y, y) * Generic.Smooth(1.5, x) * Generic.OfANumber(y);

    [Differentiable, At(0.3, 2.5), At(-1.3, 0.5)]
    internal static double InABranch(double x, double y)
    {
        double r = y;
        if (x > 0)
        {
            r = Inner(x, y * y) * Inner(y, x + 1);
        }

        return Math.Sin(r) + r;
    }

    [Differentiable, At(0.3f, 2.5f), At(1.3f, 0.5f)]
    internal static float PassiveArguments(float x, float y) => Weighted(y: x, weight: 3, x: y);

    [Differentiable, At(0.3f, 2, 2.5f)]
    internal static float Weighted(float x, int weight, float y) => (weight * x) + MathF.Exp(x * y);

    internal readonly record struct State(double Value, int Left, double Weight);
}

internal static partial class Generic
{
    [Differentiable, At(0.3, 2.5), At(1.3, -0.5)]
    internal static T Smooth<T>(T x, T width)
        where T : IFloatingPointIeee754<T> => x * x / ((x * x) + (width * width) + T.One);

    // The method may be asked for integers; its derivatives may not.
    [Differentiable, At(0.3, 2.5), At(-1.3, -0.5)]
    internal static T Polynomial<T>(T x, T y)
        where T : INumber<T> => x > T.Zero ? (x * x / (y + T.One)) - T.Abs(y) : T.CreateChecked(3) * y * x;

    [Differentiable, At(0.3), At(-1.3)]
    internal static T OfANumber<T>(T x)
        where T : struct, INumber<T> => Polynomial(x * x, x) + Polynomial(x, T.One);

    [Differentiable, At(0.3), At(1.3), At(-1.3)]
    internal static T Piecewise<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T half = T.CreateChecked(0.5);
        if (x < T.Zero)
        {
            return T.Exp(x) * half;
        }

        T y = T.Sqrt(x) + (T.Pi * x);
        y -= T.Sin(y);
        return y * half;
    }

    [Differentiable, At(0.3, 3), At(-0.3, 2)]
    internal static T Converted<T>(T x, int n)
        where T : IFloatingPointIeee754<T> => (x * T.CreateChecked(n)) + T.CreateChecked(double.CreateChecked(x) * 2);
}
