using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.SpecialFunctionTests;

[TestFixture]
public sealed class SpecialFunctionAccuracyTests
{
    private const double Bound = 1e-14;

    [TestCaseSource(typeof(SpecialFunctionCases), nameof(SpecialFunctionCases.OfOneArgument))]
    public void OneArgument_IsWithinTheBoundOfTheReference(
        string name,
        Func<double, double> ofDouble,
        Func<float, float> ofSingle,
        Func<double, double> genericOfDouble,
        Func<float, float> genericOfSingle)
    {
        IReadOnlyList<ReferencePoint> points = SpecialFunctionReference.Load(name);

        Assert.That(points, Has.Count.GreaterThan(400));
        using (Assert.EnterMultipleScope())
        {
            foreach (ReferencePoint point in points)
            {
                double actual = ofDouble(point.First);
                AssertWithinBound(name, point, actual);
                Assert.That(genericOfDouble(point.First), Is.EqualTo(actual));

                float single = (float)point.First;
                Assert.That(ofSingle(single), Is.EqualTo((float)ofDouble(single)));
                Assert.That(genericOfSingle(single), Is.EqualTo((float)ofDouble(single)));
            }
        }
    }

    [TestCaseSource(typeof(SpecialFunctionCases), nameof(SpecialFunctionCases.OfTwoArguments))]
    public void TwoArguments_AreWithinTheBoundOfTheReference(
        string name,
        Func<double, double, double> ofDouble,
        Func<float, float, float> ofSingle,
        Func<double, double, double> genericOfDouble,
        Func<float, float, float> genericOfSingle)
    {
        IReadOnlyList<ReferencePoint> points = SpecialFunctionReference.Load(name);

        Assert.That(points, Has.Count.GreaterThan(400));
        using (Assert.EnterMultipleScope())
        {
            foreach (ReferencePoint point in points)
            {
                double actual = ofDouble(point.First, point.Second);
                AssertWithinBound(name, point, actual);
                Assert.That(genericOfDouble(point.First, point.Second), Is.EqualTo(actual));

                float first = (float)point.First;
                float second = (float)point.Second;
                Assert.That(ofSingle(first, second), Is.EqualTo((float)ofDouble(first, second)));
                Assert.That(genericOfSingle(first, second), Is.EqualTo((float)ofDouble(first, second)));
            }
        }
    }

    [Test]
    public void ExpM1AndLogP1_AreWithinTwoUnitsOfTheLastPlace([Values("expm1", "log1p")] string name)
    {
        Func<double, double> function = name == "expm1" ? SpecialFunctions.ExpM1 : SpecialFunctions.LogP1;

        using (Assert.EnterMultipleScope())
        {
            foreach (ReferencePoint point in SpecialFunctionReference.Load(name))
            {
                double unit = Math.BitIncrement(Math.Abs(point.Value)) - Math.Abs(point.Value);
                Assert.That(point.ErrorOf(function(point.First)) / unit, Is.LessThanOrEqualTo(2), $"at {point.First:R}");
            }
        }
    }

    private static void AssertWithinBound(string name, ReferencePoint point, double actual)
    {
        // The unit of the denormal numbers: below the normal range no better result can be represented.
        double allowed = Bound * point.Scale + double.Epsilon;
        Assert.That(point.ErrorOf(actual), Is.LessThanOrEqualTo(allowed), $"{name}({point.First:R}, {point.Second:R}) = {actual:R}");
    }
}
