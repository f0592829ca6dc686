using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using AutoDiff.Reference;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.VectorMathTests;

/// <summary>Results that have to be exact: zeros with their signs, infinities, NaN, and where the result is a simple number.</summary>
/// <typeparam name="T">The type of numbers.</typeparam>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class VectorMathSpecialValueTests<T>
    where T : unmanaged
{
    private static readonly Format Numbers = Format.Of<T>();

    private static IEnumerable<VectorFunction> OfOneArgument => VectorFunctions.All.Where(function => function.Arity == 1);

    [TestCaseSource(typeof(VectorSpecialValues), nameof(VectorSpecialValues.All))]
    public void Result_AtASpecialValue(string name, double x, double y, double expected) =>
        AssertSame(Evaluate(Function(name), x, y), SamplePoints<T>.ToDouble(SamplePoints<T>.From(expected)));

    [TestCaseSource(nameof(OfOneArgument))]
    public void Result_OfNaN_IsNaN(VectorFunction function)
    {
        Assert.That(Evaluate(function, double.NaN), Is.NaN);
        Assert.That(Evaluate(function, -double.NaN), Is.NaN);
    }

    [Test]
    public void Exp2_OfAWholeNumber_IsThePower()
    {
        VectorFunction function = Function("Exp2");
        for (int n = Numbers.MinExponent - Numbers.Precision + 1; n <= Numbers.MaxExponent; n++)
        {
            Assert.That(Evaluate(function, n), Is.EqualTo(Math.ScaleB(1, n)), $"2^{n}");
        }
    }

    [Test]
    public void Log2_OfAPowerOfTwo_IsTheWholeNumber()
    {
        VectorFunction function = Function("Log2");
        for (int n = Numbers.MinExponent - Numbers.Precision + 1; n <= Numbers.MaxExponent; n++)
        {
            AssertSame(Evaluate(function, Math.ScaleB(1, n)), n);
        }
    }

    [Test]
    public void Pow_WithASimpleExponent()
    {
        VectorFunction power = Function("Pow");
        for (ulong i = 0; i < 400; i++)
        {
            double x = SamplePoints<T>.ToDouble(SamplePoints<T>.One(power, i));

            AssertSame(Evaluate(power, x, 1), x);
            AssertSame(Evaluate(power, x, 0), 1);
            AssertSame(Evaluate(power, x, -0.0), 1);
            AssertSame(Evaluate(power, 1, x), 1);
        }
    }

    [TestCase("Exp")]
    [TestCase("Exp2")]
    [TestCase("Exp10")]
    [TestCase("ExpM1")]
    [TestCase("Exp2M1")]
    [TestCase("Exp10M1")]
    [TestCase("Sinh")]
    [TestCase("Cosh")]
    public void Result_OverflowsWhereTheRoundedOneDoes(string name)
    {
        VectorFunction function = Function(name);

        // Half a unit of the last place beyond the greatest number rounding gives infinity.
        Scaled bound = Scaled.Create(1, Numbers.MaxExponent + 1) - Scaled.Create(1, Numbers.MaxExponent - Numbers.Precision);
        T last = LastWhere(0, 2000, x => function.Exact(x, 0) < bound);

        Assert.That(Evaluate(function, SamplePoints<T>.ToDouble(last)), Is.GreaterThan(0).And.LessThan(double.PositiveInfinity));
        Assert.That(Evaluate(function, SamplePoints<T>.ToDouble(SamplePoints<T>.Step(last, 1))), Is.EqualTo(double.PositiveInfinity));
    }

    [TestCase("Exp")]
    [TestCase("Exp2")]
    [TestCase("Exp10")]
    [TestCase("Sigmoid")]
    [TestCase("Softplus")]
    [TestCase("NormalPdf")]
    [TestCase("NormalCdf")]
    public void Result_UnderflowsWhereTheRoundedOneDoes(string name)
    {
        VectorFunction function = Function(name);

        // Up to half the smallest number rounding gives 0.
        Scaled bound = Scaled.Create(1, Numbers.MinExponent - Numbers.Precision);
        T last = LastWhere(-1, -2000, x => function.Exact(x, 0) > bound);

        double smallest = Math.ScaleB(1, Numbers.MinExponent - Numbers.Precision + 1);
        Assert.That(Evaluate(function, SamplePoints<T>.ToDouble(last)), Is.EqualTo(smallest));
        AssertSame(Evaluate(function, SamplePoints<T>.ToDouble(SamplePoints<T>.Step(last, 1))), 0);
    }

    private static VectorFunction Function(string name) => VectorFunctions.All.Single(function => function.Name == name);

    private static double Evaluate(VectorFunction function, double x, double y = 0)
    {
        int lanes = Vector128<T>.Count;
        T[] first = Enumerable.Repeat(SamplePoints<T>.From(x), lanes).ToArray();
        T[] second = Enumerable.Repeat(SamplePoints<T>.From(y), lanes).ToArray();
        var results = new T[lanes];
        function.Of<T>().Evaluate(first, second, results, 128);
        return SamplePoints<T>.ToDouble(results[0]);
    }

    // By halving: the last number from one on, in the direction of the other, at which the condition still holds.
    private static T LastWhere(double from, double to, Func<double, bool> holds)
    {
        T low = SamplePoints<T>.From(from);
        long below = 0;
        long above = long.MaxValue;
        while (above - below > 1)
        {
            long middle = below + ((above - below) / 2);
            double x = SamplePoints<T>.ToDouble(SamplePoints<T>.Step(low, middle));
            if (Math.Abs(x) <= Math.Abs(to) && holds(x))
            {
                below = middle;
            }
            else
            {
                above = middle;
            }
        }

        return SamplePoints<T>.Step(low, below);
    }

    private static void AssertSame(double actual, double expected)
    {
        Assert.That(actual, Is.EqualTo(expected));
        if (!double.IsNaN(expected))
        {
            Assert.That(double.IsNegative(actual), Is.EqualTo(double.IsNegative(expected)), "the sign");
        }
    }
}
