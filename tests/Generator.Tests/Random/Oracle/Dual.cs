using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Random.Oracle;

/// <summary>A number with its derivatives by every input; none means that all are 0.</summary>
internal sealed class Dual
{
    private Dual(double value, double[]? partials)
    {
        Value = value;
        Partials = partials;
    }

    public static Dual Zero { get; } = new(0, null);

    public double Value { get; }

    public double[]? Partials { get; }

    /// <summary>The largest derivative, by its absolute value; NaN if one is.</summary>
    public double Magnitude => Partials is null ? 0 : Partials.Aggregate(0.0, (most, partial) => Math.Max(most, Math.Abs(partial)));

    public static Dual Constant(double value) => new(value, null);

    /// <summary>The input with this number, of so many.</summary>
    public static Dual Input(double value, int number, int count)
    {
        var partials = new double[count];
        partials[number] = 1;
        return new Dual(value, partials);
    }

    public static Dual operator +(Dual a, Dual b) => Combine(a.Value + b.Value, a, 1, b, 1);

    public static Dual operator -(Dual a, Dual b) => Combine(a.Value - b.Value, a, 1, b, -1);

    public static Dual operator -(Dual a) => Combine(-a.Value, a, -1);

    public static Dual operator *(Dual a, Dual b) => Combine(a.Value * b.Value, a, b.Value, b, a.Value);

    public static Dual operator /(Dual a, Dual b) => Combine(a.Value / b.Value, a, 1 / b.Value, b, -a.Value / (b.Value * b.Value));

    public static Dual operator %(Dual a, Dual b) => Combine(a.Value % b.Value, a, 1, b, -Math.Truncate(a.Value / b.Value));

    /// <summary>A function of <see cref="Math"/>, the kinks as docs/semantics.md has them.</summary>
    public static Dual Function(string name, IReadOnlyList<Dual> arguments)
    {
        Dual a = arguments[0];
        double x = a.Value;
        return name switch
        {
            "Sin" => Combine(Math.Sin(x), a, Math.Cos(x)),
            "Cos" => Combine(Math.Cos(x), a, -Math.Sin(x)),
            "Tanh" => Combine(Math.Tanh(x), a, 1 - (Math.Tanh(x) * Math.Tanh(x))),
            "Atan" => Combine(Math.Atan(x), a, 1 / (1 + (x * x))),
            "Exp" => Combine(Math.Exp(x), a, Math.Exp(x)),
            "Log" => Combine(Math.Log(x), a, 1 / x),
            "Sqrt" => Combine(Math.Sqrt(x), a, 0.5 / Math.Sqrt(x)),
            "Abs" => Combine(Math.Abs(x), a, Math.Sign(x)),
            "Max" => Choice(Math.Max(x, arguments[1].Value), a, arguments[1]),
            "Min" => Choice(Math.Min(x, arguments[1].Value), a, arguments[1]),
            _ => throw new NotSupportedException($"Math.{name}"),
        };
    }

    private static Dual Choice(double chosen, Dual a, Dual b) =>
        a.Value == b.Value ? Combine(chosen, a, 0.5, b, 0.5)
        : double.IsNaN(chosen) ? Combine(chosen, a, 1, b, 1)
        : Combine(chosen, chosen == a.Value ? a : b, 1);

    private static Dual Combine(double value, Dual a, double byA) =>
        new(value, a.Partials is null ? null : Array.ConvertAll(a.Partials, partial => partial * byA));

    private static Dual Combine(double value, Dual a, double byA, Dual b, double byB)
    {
        if (b.Partials is null)
        {
            return Combine(value, a, byA);
        }

        if (a.Partials is null)
        {
            return Combine(value, b, byB);
        }

        var partials = new double[a.Partials.Length];
        for (int i = 0; i < partials.Length; i++)
        {
            partials[i] = (a.Partials[i] * byA) + (b.Partials[i] * byB);
        }

        return new Dual(value, partials);
    }
}
