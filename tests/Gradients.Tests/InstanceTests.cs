using System;
using NUnit.Framework;

namespace AutoDiff.Gradients.Tests;

/// <summary>Methods of instances that cannot change: the instance is a constant, and the members belong to it too.</summary>
[TestFixture]
public sealed partial class InstanceTests
{
    [Test]
    public void Method_OfAReadOnlyStruct()
    {
        var line = new Line(3, new Scale(0.5));
        (double value, double derivative) = line.AtValueAndGradient(2);
        Assert.Multiple(() =>
        {
            Assert.That(value, Is.EqualTo(line.At(2)));
            Assert.That(derivative, Is.EqualTo((1.5 * 2 * 2) + 3).Within(1e-14));
            Assert.That(line.AtJvp(2, 2).Tangent, Is.EqualTo(2 * derivative));
            Assert.That(line.AtVjp(2, -1).Gradient, Is.EqualTo(-derivative));
            Assert.That(Line.AtGraph, Is.Not.Null);
        });
    }

    [Test]
    public void Method_OfARecord_ReadsItsArraysAndCallsItsOthers()
    {
        var model = new Polynomial([1, 0.5, -2], "p");
        double x = 0.7;
        double slope = (0.5 - (4 * x)) * 2 * model.Value(x);
        Assert.That(model.SquareGradient(x), Is.EqualTo(slope).Within(1e-13));
        Assert.That(new Steeper([1, 0.5, -2]).SquareGradient(x), Is.EqualTo(slope).Within(1e-13));
    }

    [Test]
    public void Method_OfAStructThatCanChange_WorksOnItsValuesOfTheCall()
    {
        var state = new State { Gain = 2 };
        double[] gradient = new double[2];
        double x = state.RunGradient([1.5, -0.5], 3, gradient);
        Assert.That(gradient, Is.EqualTo(new[] { 2 * 2 * 1.5 * 3, 2 * 2 * -0.5 * 3 }));
        Assert.That(x, Is.EqualTo(2 * ((1.5 * 1.5) + 0.25)));
        Assert.That(state.Gain, Is.EqualTo(2));
    }

    [Test]
    public void Method_OfAGenericStruct_UsesWhatItsConstructorTakes() =>
        Assert.That(new Captured<float>(2, 3).FGradient(0.5f), Is.EqualTo(6 + (4 * MathF.Cos(1))).Within(1e-5f));

    internal readonly partial record struct Line(double Slope, Scale Scale)
    {
        private double Curvature => Slope * Scale.Factor;

        [Differentiable]
        public double At(double x) => (Curvature * x * x) + (Slope * x);
    }

    internal readonly record struct Scale(double Factor);

    internal partial record Polynomial(double[] Coefficients, string Name)
    {
        public virtual double Offset => 0;

        public double Value(double x)
        {
            double y = 0;
            for (int i = Coefficients.Length - 1; i >= 0; i--)
            {
                y = (y * x) + Coefficients[i];
            }

            return y;
        }

        [Differentiable]
        public double Square(double x)
        {
            double y = Value(x);
            return (y * y) + (Name.Length * Offset);
        }
    }

    internal sealed record Steeper(double[] Coefficients) : Polynomial(Coefficients, "steeper")
    {
        public override double Offset => 4;
    }

    internal partial struct State
    {
        public double Gain;

        [Differentiable]
        public readonly double Run(double[] x, double by)
        {
            double s = 0;
            foreach (double e in x)
            {
                s += Gain * e * e;
            }

            return s * by;
        }
    }

    internal readonly partial struct Captured<T>(T factor, T offset)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        [Differentiable]
        public T F(T x)
        {
            // Hides what Product reads.
            T offset = T.Sin(factor * x) * factor;
            return offset + (Product * x);
        }

        private T Product => factor * offset;
    }
}
