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

    [Differentiable, At(0.3, 2.5), At(1.3, -0.5)]
    internal static double ThroughGenerics(double x, double y) => Generic.Smooth(x * y, y) * Generic.Smooth(1.5, x);

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
}

internal static partial class Generic
{
    [Differentiable, At(0.3, 2.5), At(1.3, -0.5)]
    internal static T Smooth<T>(T x, T width)
        where T : IFloatingPointIeee754<T> => x * x / ((x * x) + (width * width) + T.One);

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
