using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Random.Oracle;

/// <summary>
/// The interpreter against what it is to stand in for: its values against the compiled program, bit for bit, its derivatives against
/// differences of its values. Programs of all features, whether the generator knows them yet or not.
/// </summary>
[TestFixture]
internal sealed class DualInterpreterTests
{
    private const int Programs = 80;
    private const double Most = 1e3;
    private const double Step = 1e-4;

    [Test]
    public void Values_are_those_of_the_compiled_program_and_derivatives_those_of_differences()
    {
        var random = new RandomPrograms(Features.All);
        string[] programs = [.. Enumerable.Range(0, Programs).Select(number => random[number])];
        IReadOnlyList<ProgramDriver> drivers = ProgramBatch.Plain(programs);
        int runs = 0;
        int compared = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach ((string program, ProgramDriver driver) in programs.Zip(drivers))
            {
                ProgramShape shape = ProgramShape.Of(program);
                foreach (Inputs inputs in Inputs.Points)
                {
                    if (Run(shape, inputs) is { } run)
                    {
                        runs++;
                        CheckValues(program, driver, inputs, run);
                        compared += CheckDerivatives(program, shape, inputs, run) ? 1 : 0;
                    }
                }
            }
        }

        Assert.That(runs, Is.GreaterThan(Programs * Inputs.Points.Count * 9 / 10), "most programs end in time");
        Assert.That(compared, Is.GreaterThan(runs / 2), "most programs have numbers that say something");
    }

    private static (Outcome Outcome, Dual[][] Arrays)? Run(ProgramShape shape, Inputs inputs) =>
        DualInterpreter.Run(shape.Members, "F", inputs.Arguments(shape, out Dual[][] arrays)) is { } outcome ? (outcome, arrays) : null;

    private static void CheckValues(string program, ProgramDriver driver, Inputs inputs, (Outcome Outcome, Dual[][] Arrays) run)
    {
        double[][] arrays = inputs.CopyOfArrays();
        string? error = null;
        double value = 0;
        try
        {
            value = driver.Plain(inputs.Numbers, arrays, inputs.N);
        }
        catch (Exception exception)
        {
            error = exception.Message;
        }

        string at = $"{inputs}\n{Reducer.Formatted(program)}";
        Assert.That(error, Is.EqualTo(run.Outcome.Error), at);
        if (error is null)
        {
            Assert.That(value, Is.EqualTo(run.Outcome.Value!.Value), at);
            Assert.That(arrays.Take(run.Arrays.Length), Is.EqualTo(run.Arrays.Select(array => array.Select(element => element.Value).ToArray())), at);
        }
    }

    /// <summary>Along one direction in all inputs, where the path does not change on the way.</summary>
    private static bool CheckDerivatives(string program, ProgramShape shape, Inputs inputs, (Outcome Outcome, Dual[][] Arrays) run)
    {
        if (run.Outcome.Error is not null || !(run.Outcome.Magnitude < Most))
        {
            return false;
        }

        double[] steps = [-2, -1, 1, 2];
        (Outcome Outcome, Dual[][] Arrays)?[] around = [.. steps.Select(step => Run(shape, Moved(shape, inputs, step * Step)))];
        if (around.Any(other => other?.Outcome.Path != run.Outcome.Path))
        {
            return false;
        }

        double[] actual = [.. Outputs(run).Select(Along)];
        double[][] values = [.. around.Select(other => Outputs(other!.Value).Select(output => output.Value).ToArray())];
        for (int i = 0; i < actual.Length; i++)
        {
            double difference = (values[0][i] - (8 * values[1][i]) + (8 * values[2][i]) - values[3][i]) / (12 * Step);
            Assert.That(actual[i], Is.EqualTo(difference).Within(1e-6 * (1 + run.Outcome.Magnitude)), () => $"{inputs}\n{Reducer.Formatted(program)}");
        }

        return true;
    }

    private static IEnumerable<Dual> Outputs((Outcome Outcome, Dual[][] Arrays) run) => run.Arrays.SelectMany(array => array).Prepend(run.Outcome.Value!);

    private static double Along(Dual value) => value.Partials?.Select((partial, i) => partial * Direction(i)).Sum() ?? 0;

    private static double Direction(int i) => 1 - (0.3 * (i % 5));

    private static Inputs Moved(ProgramShape shape, Inputs inputs, double step)
    {
        int next = 0;
        return new Inputs(
            [.. inputs.Numbers.Take(shape.Numbers).Select(number => number + (step * Direction(next++)))],
            [.. inputs.Arrays.Take(shape.Arrays.Count()).Select(array => array.Select(element => element + (step * Direction(next++))).ToArray())],
            inputs.N);
    }
}
