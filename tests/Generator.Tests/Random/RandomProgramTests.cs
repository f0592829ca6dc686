using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Transform;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>
/// Random programs: values bit for bit, forward and reverse mode against the same program on dual numbers. AUTODIFF_FUZZ=N or M..N runs N
/// programs instead of the usual few. A program that fails is made as small as it goes; keep it in <see cref="CounterexampleTests"/>.
/// </summary>
[TestFixture]
internal sealed class RandomProgramTests
{
    private const int BatchSize = 50;

    private static readonly RandomPrograms Programs = new(Features.All);

    /// <summary>The batches, and without analyses every fourth of them.</summary>
    private static IEnumerable<TestCaseData> Batches()
    {
        // "N", or "M..N" for those from the Mth on.
        string[] asked = (Environment.GetEnvironmentVariable("AUTODIFF_FUZZ") ?? "200").Split("..");
        int first = asked.Length > 1 ? int.Parse(asked[0], CultureInfo.InvariantCulture) / BatchSize : 0;
        int last = (int.Parse(asked[^1], CultureInfo.InvariantCulture) + BatchSize - 1) / BatchSize;
        for (int batch = first; batch < last; batch++)
        {
            yield return new TestCaseData(batch, nameof(Analyses.On));
            if (batch % 4 == 0)
            {
                yield return new TestCaseData(batch, nameof(Analyses.Off));
            }
        }
    }

    [TestCaseSource(nameof(Batches))]
    public void Derivatives_are_those_of_dual_numbers(int batch, string mode)
    {
        Analyses analyses = Enum.Parse<Analyses>(mode);
        int[] numbers = [.. Enumerable.Range(batch * BatchSize, BatchSize)];
        string[] programs = [.. numbers.Select(number => Programs[number])];
        int compared = ProgramCheck.Compared;
        int leftOut = ProgramCheck.LeftOut;
        ProgramFailure?[] failures = [.. ProgramCheck.Check(programs, analyses)];
        int first = Array.FindIndex(failures, failure => failure is not null);
        if (first >= 0)
        {
            string program = Reducer.Reduce(programs[first], failures[first]!.Kind, analyses);
            string kinds = string.Join("\n", failures.Where(failure => failure is not null).GroupBy(failure => failure!.Kind)
                .Select(group => $"{group.Count()} of {BatchSize}: {group.Key}"));
            Assert.Fail($"{kinds}\nNumber {numbers[first]}, made smaller:\n{program}\n{ProgramCheck.Check(program, analyses) ?? failures[first]}");
        }

        Assert.That(ProgramCheck.Compared - compared, Is.GreaterThan(ProgramCheck.LeftOut - leftOut), "points that say something");
    }

    [Test]
    public void Derivatives_are_well_formed()
    {
        using (Assert.EnterMultipleScope())
        {
            for (int number = 0; number < 60; number++)
            {
                string program = Programs[number].Replace("public static", "[Differentiable] public static", StringComparison.Ordinal);
                Derivatives derivatives = Derivatives.Of(Sources.Model(program));
                Function?[] functions =
                [
                    derivatives.Method.Function, derivatives.Gradient, derivatives.ValueAndGradient, derivatives.Jvp, derivatives.Vjp,
                    derivatives.Kernel?.Forward, derivatives.Kernel?.Pullback, derivatives.Kernel?.Partials,
                ];
                foreach (Function function in functions.OfType<Function>())
                {
                    Assert.That(Verifier.Check(function), Is.Empty, () => program + Printer.Print(function));
                }
            }
        }
    }
}
