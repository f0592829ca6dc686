using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using AutoDiff.Reference;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.VectorMathTests;

/// <summary>The references that the vector functions are held against, against mpmath and against each other.</summary>
[TestFixture]
public sealed class ReferenceTests
{
    private static IEnumerable<VectorFunction> Approximated => VectorFunctions.All.Where(function => function.Approximate is not null);

    [Test]
    public void Exact_AgreesWithMpmath()
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "vector-math", "reference.json")));
        var functions = VectorFunctions.All.DistinctBy(function => function.Method).ToDictionary(function => function.Method);
        var seen = new HashSet<string>();

        using (Assert.EnterMultipleScope())
        {
            foreach (JsonElement line in document.RootElement.EnumerateArray())
            {
                VectorFunction function = functions[line.GetProperty("function").GetString()!];
                double[] x = line.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetDouble()).ToArray();
                JsonElement parts = line.GetProperty("value");
                var expected = new Scaled(new DoubleDouble(parts[0].GetDouble(), parts[1].GetDouble()), parts[2].GetInt32());

                Scaled actual = function.Exact(x[0], x.Length == 2 ? x[1] : 0);

                double error = Math.Abs(((actual - expected) / expected).ToDouble());
                Assert.That(error, Is.LessThan(1e-28), $"{function.Name}({string.Join(", ", x)})");
                seen.Add(function.Method);
            }
        }

        // One of two results is that of another function.
        Assert.That(seen, Is.EquivalentTo(functions.Keys.Where(name => functions[name].Alone is null)));
    }

    [TestCaseSource(nameof(Approximated))]
    public void Approximate_AgreesWithExact(VectorFunction function)
    {
        for (ulong i = 0; i < 4000; i++)
        {
            float x = SamplePoints<float>.One(function, i);
            Scaled exact = function.Exact(x, 0);
            double approximate = function.Approximate!(x);

            // Beyond the range of double the reference in double is 0 or infinite, and float has long been.
            bool beyond = exact.IsFinite && Math.Abs(exact.Exponent) > 1000;
            double error = Format.Double.Ulps(approximate, exact);
            Assert.That(beyond || error < 2000, Is.True, $"{function.Name}({x:R}) = {approximate:R}, not {exact.ToDouble():R}");
        }
    }

    [TestCase(1.0, 1.0, 0, 0.0)]
    [TestCase(0.0, 1.0, -1075, 0.5)]
    [TestCase(-0.0, 1.0, -1075, double.PositiveInfinity)]
    [TestCase(4.9406564584124654e-324, 1.0, -1075, 0.5)]
    [TestCase(double.PositiveInfinity, 1.0, 1024, 0.0)]
    [TestCase(double.PositiveInfinity, 1.9999999999999998, 1023, 1.0)]
    [TestCase(double.PositiveInfinity, 1.0, 1000, double.PositiveInfinity)]
    [TestCase(double.MaxValue, 1.0, 1024, 1.0)]
    [TestCase(double.NaN, 1.0, 0, double.PositiveInfinity)]
    public void Ulps_OfADouble(double computed, double significand, int exponent, double expected)
    {
        Assert.That(Format.Double.Ulps(computed, Scaled.Create(significand, exponent)), Is.EqualTo(expected));
    }

    [Test]
    public void Ulps_SeesTheRestBelowTheLastPlace() =>
        Assert.That(Format.Double.Ulps(1, new DoubleDouble(1, Math.ScaleB(1, -60))), Is.EqualTo(1.0 / 256));
}
