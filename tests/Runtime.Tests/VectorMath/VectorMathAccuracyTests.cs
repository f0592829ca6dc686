using System.Collections.Generic;
using System.Linq;
using AutoDiff.Reference;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.VectorMathTests;

/// <summary>
/// Errors in units of the last place at some of the points; <c>dotnet run -c Release --project benchmarks -- accuracy</c> measures them at
/// all of the floats and at millions of doubles.
/// </summary>
[TestFixture]
public sealed class VectorMathAccuracyTests
{
    private const int SeamSteps = 40;

    // A prime, so that the low bits vary.
    private const uint Stride = 41_959;

    private static IEnumerable<VectorFunction> OfOneArgument => VectorFunctions.All.Where(function => function.Arity == 1);

    [TestCaseSource(nameof(OfOneArgument))]
    public void Single_OverItsRange(VectorFunction function) =>
        AssertWithinLimit(function, Measurement.OfPatterns(function, 1, Stride, first: 7));

    [TestCaseSource(typeof(VectorFunctions), nameof(VectorFunctions.All))]
    public void Single_AtSamples(VectorFunction function) =>
        AssertWithinLimit(function, Measurement.OfSamples<float>(function, 10_000, 1));

    [TestCaseSource(typeof(VectorFunctions), nameof(VectorFunctions.All))]
    public void Double_AtSamples(VectorFunction function) =>
        AssertWithinLimit(function, Measurement.OfSamples<double>(function, 20_000, 1));

    [TestCaseSource(nameof(OfOneArgument))]
    public void Single_AroundSeams(VectorFunction function) => AssertWithinLimitAroundSeams<float>(function);

    [TestCaseSource(nameof(OfOneArgument))]
    public void Double_AroundSeams(VectorFunction function) => AssertWithinLimitAroundSeams<double>(function);

    private static void AssertWithinLimitAroundSeams<T>(VectorFunction function)
        where T : unmanaged
    {
        T[] points = SamplePoints<T>.AroundSeams(typeof(T) == typeof(float) ? SeamSteps : SeamSteps / 8);
        AssertWithinLimit(function, Measurement.OfArguments(function, points, points));
    }

    private static void AssertWithinLimit(VectorFunction function, Measurement measured) => Assert.That(
        measured.MaxUlps,
        Is.LessThanOrEqualTo(function.Limit),
        $"{function.Name}({measured.First:R}{(function.Arity == 2 ? $", {measured.Second:R}" : "")}) = {measured.Value:R}, "
            + $"not {function.Exact(measured.First, measured.Second).ToDouble():R}; "
            + $"{measured.Exceeding} of {measured.Points} points exceed the limit");
}
