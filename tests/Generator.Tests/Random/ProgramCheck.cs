using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Tests.Random.Oracle;
using AutoDiff.Generator.Transform;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>What is wrong with a program.</summary>
/// <param name="Kind">A few words, the same for the same kind of fault.</param>
/// <param name="Details">Where, and the numbers.</param>
internal sealed record ProgramFailure(string Kind, string Details);

/// <summary>
/// Compares what is generated for a program with the same program on dual numbers: values, what the arrays hold afterwards and exceptions
/// exactly, derivatives to rounding.
/// </summary>
internal sealed class ProgramCheck
{
    /// <summary>Above this, rounding errors would hide what is wrong: the derivatives are not compared.</summary>
    private const double Most = 1e5;
    private const double Tolerance = 1e-9;
    private const double Seed = -0.5;

    private readonly ProgramShape _shape;
    private readonly ProgramDriver _driver;
    private readonly Inputs _inputs;
    private readonly Outcome _outcome;
    private readonly Dual[][] _arrays;

    private ProgramCheck(ProgramShape shape, ProgramDriver driver, Inputs inputs, Outcome outcome, Dual[][] arrays)
    {
        _shape = shape;
        _driver = driver;
        _inputs = inputs;
        _outcome = outcome;
        _arrays = arrays;
    }

    /// <summary>How many points derivatives were compared at.</summary>
    public static int Compared { get; private set; }

    /// <summary>How many points were left out, since the program takes too long there or its numbers grow too large.</summary>
    public static int LeftOut { get; private set; }

    /// <summary>Whether a program, as an edit has made it, compiles and ends at each point, if with an exception of its own.</summary>
    public static bool IsRunnable(string program)
    {
        if (!ProgramBatch.IsValid(program))
        {
            return false;
        }

        ProgramShape shape = ProgramShape.Of(program);
        try
        {
            return Inputs.Points.All(inputs => DualInterpreter.Run(shape.Members, "F", inputs.Arguments(shape, out _)) is not null);
        }
        catch (NotSupportedException)
        {
            // An edit may lead to C# that the interpreter does not know.
            return false;
        }
    }

    /// <summary>Compiles a program and checks it.</summary>
    public static ProgramFailure? Check(string program, Analyses analyses = Analyses.On) => Check([program], analyses)[0];

    /// <summary>Compiles programs and checks them: for each the first thing that is wrong, or null.</summary>
    public static IReadOnlyList<ProgramFailure?> Check(IReadOnlyList<string> programs, Analyses analyses = Analyses.On) =>
        [.. ProgramBatch.Differentiated(programs, analyses).Zip(programs, (made, program) => made.Driver is { } driver ? Check(program, driver) : made.Failure)];

    private static ProgramFailure? Check(string program, ProgramDriver driver)
    {
        ProgramShape shape = ProgramShape.Of(program);
        foreach (Inputs inputs in Inputs.Points)
        {
            Outcome? outcome = DualInterpreter.Run(shape.Members, "F", inputs.Arguments(shape, out Dual[][] arrays));
            if (outcome is null)
            {
                LeftOut++;
                continue;
            }

            if (new ProgramCheck(shape, driver, inputs, outcome, arrays).Check() is { } failure)
            {
                return failure with { Details = $"at {inputs}: {failure.Details}" };
            }
        }

        return null;
    }

    private ProgramFailure? Check()
    {
        if (CheckPlain() is { } failure)
        {
            return failure;
        }

        bool isCompared = _outcome.Error is null && _outcome.Magnitude <= Most;
        Compared += isCompared ? 1 : 0;
        LeftOut += isCompared ? 0 : 1;
        return CheckGradient(isCompared) ?? CheckJvp(isCompared) ?? CheckVjp(isCompared);
    }

    private ProgramFailure? CheckPlain() =>
        CheckValue("the method itself", arrays => _driver.Plain(_inputs.Numbers, arrays, _inputs.N));

    private ProgramFailure? CheckGradient(bool isCompared)
    {
        double[] numbers = Filled(_shape.Numbers);

        // What the spans hold before does not matter.
        double[][] arrays = [.. _arrays.Select(array => Filled(array.Length))];
        return CheckValue("FValueAndGradient", copies => _driver.Gradient(_inputs.Numbers, copies, _inputs.N, numbers, arrays))
            ?? (isCompared ? CheckDerivatives("FValueAndGradient", Sums(1, null), [numbers, .. arrays]) : null);
    }

    private ProgramFailure? CheckJvp(bool isCompared)
    {
        double[] numbers = [.. Enumerable.Range(0, _shape.Numbers).Select(i => Direction(i))];
        double[][] arrays = [.. _arrays.Select((array, i) => array.Select((_, k) => Direction((5 * i) + k + 1)).ToArray())];
        double[] direction = [.. numbers, .. arrays.SelectMany(array => array)];
        double tangent = 0;
        return CheckValue("FJvp", copies => _driver.Jvp(_inputs.Numbers, copies, _inputs.N, numbers, arrays, out tangent))
            ?? (isCompared ? CheckDerivatives("FJvp", [[Along(_outcome.Value!)], .. _arrays.Select(array => array.Select(Along).ToArray())], [[tangent], .. arrays]) : null);

        double Along(Dual value) => value.Partials?.Zip(direction, (partial, by) => partial * by).Sum() ?? 0;
    }

    private ProgramFailure? CheckVjp(bool isCompared)
    {
        double[] numbers = Filled(_shape.Numbers);

        // In, the adjoints of what the arrays hold at the end, or what is there already: out, those of what they hold at the start.
        double[][] adjoints = [.. _arrays.Select((array, i) => array.Select((_, k) => Direction((3 * i) + k + 2)).ToArray())];
        double[][] arrays = [.. adjoints.Select(array => (double[])array.Clone())];
        return CheckValue("FVjp", copies => _driver.Vjp(_inputs.Numbers, copies, _inputs.N, Seed, numbers, arrays))
            ?? (isCompared ? CheckDerivatives("FVjp", Sums(Seed, adjoints), [numbers, .. arrays]) : null);
    }

    /// <summary>The derivatives by each input of all outputs, weighted: by number, then array by array.</summary>
    private double[][] Sums(double seed, double[][]? adjoints)
    {
        double[] sums = new double[_shape.Numbers + _arrays.Sum(array => array.Length)];
        Add(_outcome.Value!, seed);
        for (int i = 0; adjoints is not null && i < adjoints.Length; i++)
        {
            for (int k = 0; k < adjoints[i].Length; k++)
            {
                Add(_arrays[i][k], adjoints[i][k]);
            }
        }

        int start = _shape.Numbers;
        var parts = new List<double[]> { sums[..start] };
        foreach (Dual[] array in _arrays)
        {
            parts.Add(sums[start..(start + array.Length)]);
            start += array.Length;
        }

        return [.. parts];

        void Add(Dual output, double weight)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += weight * (output.Partials?[i] ?? 0);
            }
        }
    }

    /// <summary>Runs a member: its value, what the arrays hold afterwards, and its exception are those of the program.</summary>
    private ProgramFailure? CheckValue(string member, Func<double[][], double> call)
    {
        double[][] arrays = _inputs.CopyOfArrays();
        double value;
        try
        {
            value = call(arrays);
        }
        catch (Exception exception)
        {
            return exception.Message == _outcome.Error ? null : new ProgramFailure($"exception in {member}", $"{exception}, expected {_outcome.Error ?? "none"}");
        }

        if (_outcome.Error is not null)
        {
            return new ProgramFailure($"exception in {member}", $"none, expected {_outcome.Error}");
        }

        double[][] expected = [[_outcome.Value!.Value], .. _arrays.Select(array => array.Select(element => element.Value).ToArray())];
        double[][] actual = [[value], .. arrays.Take(_arrays.Length)];
        return Differs(expected, actual, (a, b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b)))
            ? new ProgramFailure($"values of {member}", Text(expected, actual))
            : null;
    }

    private ProgramFailure? CheckDerivatives(string member, double[][] expected, double[][] actual)
    {
        double tolerance = Tolerance * (1 + _outcome.Magnitude);
        return Differs(expected, actual, (a, b) => Math.Abs(a - b) <= tolerance)
            ? new ProgramFailure($"derivatives of {member}", Text(expected, actual))
            : null;
    }

    private static bool Differs(double[][] expected, double[][] actual, Func<double, double, bool> isSame) =>
        expected.Length != actual.Length
        || expected.Zip(actual).Any(pair => pair.First.Length != pair.Second.Length || pair.First.Zip(pair.Second).Any(entry => !isSame(entry.First, entry.Second)));

    private static string Text(double[][] expected, double[][] actual) =>
        $"expected {string.Join(" ", expected.Select(part => $"[{string.Join(", ", part)}]"))}, but was {string.Join(" ", actual.Select(part => $"[{string.Join(", ", part)}]"))}";

    /// <summary>Some number, for each entry another one.</summary>
    private static double Direction(int i) => (0.25 * (i % 7)) - 0.6;

    private static double[] Filled(int length) => [.. Enumerable.Repeat(123.0, length)];
}
