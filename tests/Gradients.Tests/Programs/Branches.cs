using System;

namespace AutoDiff.Gradients.Tests.Programs;

internal static partial class Branches
{
    [Differentiable, At(0.7), At(-0.7)]
    internal static double LeakyRelu(double x) => x > 0 ? x : 0.1 * x;

    [Differentiable, At(0.7, 0.4), At(-0.7, 0.4), At(2.0, -1.5)]
    internal static double IfElse(double x, double y)
    {
        double s;
        if (x > 0)
        {
            double t = x * y;
            s = Math.Exp(t) + t;
        }
        else
        {
            s = y * y * y;
        }

        return Math.Sin(s) * x;
    }

    [Differentiable, At(0.7, 0.4), At(-0.7, 0.4), At(2.0, -1.5), At(2.0, 3.5)]
    internal static double Nested(double x, double y)
    {
        double a = x * y;
        double b = 1;
        if (x > 0)
        {
            b = Math.Tanh(a);
            if (y > 1)
            {
                a = b * Math.Exp(-y);
                b *= a;
            }
            else if (y > 0)
            {
                b += Math.Sin(a) * a;
            }

            a *= b;
        }

        return (a * a) + (b * Math.Cos(a));
    }

    [Differentiable, At(-1.0, 0.4), At(2.0, 0.4), At(16.0, 0.4), At(16.0, 1.4)]
    internal static double EarlyReturns(double x, double y)
    {
        if (x < 0)
        {
            return 0;
        }

        double q = Math.Sqrt(x) + y;
        if (q > 3)
        {
            q *= 2;
            if (y > 1)
            {
                return q * x;
            }
        }

        return q + x;
    }

    [Differentiable, At(0.5, 1.0), At(1.5, 1.0), At(-2.5, 0.5)]
    internal static double Huber(double x, double delta)
    {
        if (delta <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "The width must be positive.");
        }

        double a = Math.Abs(x);
        if (a <= delta)
        {
            return 0.5 * x * x;
        }

        return delta * (a - (0.5 * delta));
    }

    [Differentiable, At(0.5, 0), At(0.5, 1), At(0.5, 2), At(0.5, 9)]
    internal static double Switch(double x, int kind) => kind switch
    {
        0 => x,
        1 or 2 => Math.Tanh(kind * x),
        > 5 => x * x,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    [Differentiable, At(0.5), At(1.7), At(-0.5), At(-3.0)]
    internal static double Relational(double x) => x switch
    {
        < -1 => x * x,
        >= -1 and < 0 => Math.Exp(x),
        > 0 and < 1 => x,
        _ => Math.Log(x),
    };

    [Differentiable, At(0.5, 0.2), At(1.7, 3.0), At(-0.5, 1.0)]
    internal static double Logic(double x, double y) =>
        (x > 0 && y < 1) || x > y * y ? x * y : !(x > -1) ? y : x - (y * y);

    // Written in two steps, so that each reverse branch needs what its forward branch has computed.
    [Differentiable, At(0.5, 0.2), At(-0.5, 1.0)]
    internal static double SameConditionTwice(double x, double y)
    {
        bool isPositive = x > 0;
        double s = 0;
        if (isPositive)
        {
            s = Math.Exp(x * y);
        }

        double t = s * y;
        if (isPositive)
        {
            t += Math.Sin(s * t);
        }
        else
        {
            t -= Math.Cos(x) * y;
        }

        return Math.Exp(t) * s * t;
    }

    [Differentiable, At(0.5, 0.2), At(-0.5, 1.0), At(-0.5, -1.0)]
    internal static double ConditionFromAnArm(double x, double y)
    {
        double r = x;
        if (y > 0)
        {
            double e = Math.Exp(x);
            if (e > 1)
            {
                double u = Math.Sin(e * y);
                r = u * e;
            }
            else
            {
                r = e * e * y;
            }
        }

        return Math.Sqrt(1 + (r * r)) * r;
    }

    [Differentiable, At(2.0, 1.0), At(3.0, 0.5)]
    internal static double GuardsOnly(double x, double y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        if (double.IsNaN(y) || y == 0)
        {
            throw new ArgumentException("not a number", nameof(y));
        }

        return Math.Log(x) / y;
    }
}
