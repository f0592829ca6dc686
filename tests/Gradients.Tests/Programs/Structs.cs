using System;
using System.Numerics;

namespace AutoDiff.Gradients.Tests.Programs;

internal static partial class Structs
{
    // A copy with one field replaced.
    [Differentiable, At(2.0, 3.0), At(-0.5, 1.5)]
    internal static double RecordStructWith(double x, double y)
    {
        var p = new Pair(x, y);
        var q = p with { X = p.X * 2 };
        return (q.X * q.Y) + p.X;
    }

    // The value before the second change counts.
    [Differentiable, At(3.0, 5.0)]
    internal static double MutatingMethods(double u, double v)
    {
        Accumulator a = default;
        a.Load(u);
        double r = a.Sum * v;
        a.Twice();
        return r + Math.Sin(a.Sum);
    }

    [Differentiable, At(0.7, 0.4), At(-0.7, 0.4)]
    internal static double InABranch(double x, double y)
    {
        Segment s = new Segment { From = new Pair(x, y), To = { X = 1 } };
        if (x > 0)
        {
            s.To = s.From with { Y = x * y };
            s.Weight *= y;
        }
        else
        {
            s.Weight = s.Length;
            if (y > 0.3)
            {
                return s.Weight * x;
            }
        }

        return s.Weight * s.Length;
    }

    [Differentiable, At(0.7, 0.4), At(-0.7, 1.4)]
    internal static double Operators(double x, double y)
    {
        Dual a = new(x, 1);
        Dual b = y;
        Dual c = (a * b) + (a * 2) - -a;
        c *= b + 1;
        return c.Value * c.Derivative;
    }

    [Differentiable, At(0.7, 0.4), At(-0.7, 1.4)]
    internal static double NestedTuples(double x, double y)
    {
        var t = (Point: new Pair(x, y), Scale: (x * y, 2));
        var ((a, b), (product, two)) = t;
        (t.Point, t.Scale.Item2) = (new Pair(b, a), 3);
        return (t.Point.X * two * product) + Math.Exp(t.Point.Y * t.Scale.Item2);
    }

    [Differentiable, At(0.7, 0.4), At(-0.7, 1.4), At(2.0, 3.0)]
    internal static double Patterns(double x, double y) => new Pair(x, y) switch
    {
        { X: < 0, Y: var b } => b * b * x,
        (var a, > 2) => a * y,
        var p => p.X * Math.Sin(p.Dot(new Pair(y, x))),
    };

    [Differentiable, At(0.7, 0.4)]
    internal static double RecordClass(double x, double y)
    {
        var o = new Options(x * y) { Offset = Math.Cos(y) };
        var p = o with { Scale = o.Offset };
        return o.Apply(x) * p.Apply(y);
    }

    [Differentiable, At(0.7, 1.5)]
    internal static double GenericStruct(double x, double y) => new Box<double>(x * y).Square().Value * new Box<float>((float)2).Square().Value;

    [Differentiable, At(0.7f, 1.5f)]
    internal static float FieldsOfConstants(float x, float y)
    {
        Settings s = Settings.Default;
        s.Factor += x;
        return s.Factor * y * s.Count;
    }

    [Differentiable, At(0.7), At(1.7)]
    internal static double PassiveArgument(double x) => PassiveParameter(x * x, new Pair(1.5, 2)) + x;

    // No point of its own: points are numbers.
    [Differentiable]
    internal static double PassiveParameter(double x, [NoGrad] Pair p) => x * (p.X + x + p.Length);

    // The type parameter of the method stands in for that of the struct.
    [Differentiable, At(0.7), At(1.7)]
    internal static T InGenericCode<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        Box<T> box = new Box<T>(T.Sin(x)).Square();
        box.Value += x;
        return box.Square().Value * Twice(x);

        static S Twice<S>(S s)
            where S : IFloatingPointIeee754<S> => s + s;
    }

    internal readonly record struct Pair(double X, double Y)
    {
        public double Length => Math.Sqrt((X * X) + (Y * Y) + 1);

        public double Dot(in Pair other) => (X * other.X) + (Y * other.Y);
    }

    internal sealed record Options(double Scale)
    {
        public double Offset { get; init; } = 1;

        public double Apply(double x) => (Scale * x) + Offset;
    }

    internal struct Settings
    {
        public static readonly Settings Default = new() { Factor = 0.5f, Count = 3 };

        public float Factor;
        public int Count;
    }

    private struct Accumulator
    {
        public double Sum;

        public void Load(double v) => Sum = v;

        public void Twice() => Sum *= 2;
    }

    private struct Segment
    {
        public Pair From;
        public Point To;
        public double Weight = 1;

        public Segment()
        {
        }

        public readonly double Length
        {
            get
            {
                double dx = To.X - From.X;
                double dy = To.Y - From.Y;
                return Math.Sqrt((dx * dx) + (dy * dy));
            }
        }
    }

    private struct Point
    {
        public double X;
        public double Y;

        public static implicit operator Point(Pair p) => new() { X = p.X, Y = p.Y };
    }

    private struct Box<T>(T value)
        where T : INumber<T>
    {
        public T Value = value;

        public readonly Box<T> Square() => new((Value * Value) + T.One);
    }

    private readonly struct Dual(double value, double derivative)
    {
        public double Value { get; } = value;

        public double Derivative { get; } = derivative;

        public static implicit operator Dual(double value) => new(value, 0);

        public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Derivative + b.Derivative);

        public static Dual operator -(Dual a) => new(-a.Value, -a.Derivative);

        public static Dual operator -(Dual a, Dual b) => a + -b;

        public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Value * b.Derivative) + (a.Derivative * b.Value));
    }
}
