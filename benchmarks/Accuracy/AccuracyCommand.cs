using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using AutoDiff.Reference;

namespace AutoDiff.Benchmarks.Accuracy;

/// <summary>
/// <c>accuracy [FILTER] [--type float|double] [--points N] [--threads N] [--stride N]</c>: the greatest errors of the functions of
/// <see cref="VectorMath"/>, one line each as it is found, then a table. Functions of a float are measured at all 2^32 numbers (or every
/// <c>--stride</c>-th), the others at <c>--points</c> sampled ones. Prints the same for any number of threads.
/// </summary>
internal static class AccuracyCommand
{
    private const string Usage = "accuracy [FILTER] [--type float|double] [--points N] [--threads N] [--stride N]";

    public static int Run(IReadOnlyList<string> arguments)
    {
        string filter = "";
        string type = "";
        long points = 10_000_000;
        int threads = Environment.ProcessorCount;
        uint stride = 1;
        for (int i = 0; i < arguments.Count; i++)
        {
            string next = i + 1 < arguments.Count ? arguments[i + 1] : "";
            bool understood = arguments[i] switch
            {
                "--type" => (type = next) is "float" or "double",
                "--points" => long.TryParse(next, CultureInfo.InvariantCulture, out points) && points > 0,
                "--threads" => int.TryParse(next, CultureInfo.InvariantCulture, out threads) && threads > 0,
                "--stride" => uint.TryParse(next, CultureInfo.InvariantCulture, out stride) && stride > 0,
                _ => !arguments[i].StartsWith('-'),
            };
            if (!understood)
            {
                Console.Error.WriteLine($"Not understood: {arguments[i]} {next}. Usage: {Usage}");
                return 1;
            }

            if (arguments[i].StartsWith('-'))
            {
                i++;
            }
            else
            {
                filter = arguments[i];
            }
        }

        // A name in full means that function, a part of one all that have it.
        VectorFunction[] chosen = Where(name => name.Equals(filter, StringComparison.OrdinalIgnoreCase));
        if (chosen.Length == 0)
        {
            chosen = Where(name => name.Contains(filter, StringComparison.OrdinalIgnoreCase));
        }

        if (chosen.Length == 0)
        {
            Console.Error.WriteLine($"No function matches '{filter}'. There are: {string.Join(", ", VectorFunctions.All)}.");
            return 1;
        }

        var table = new StringBuilder();
        bool holds = true;
        foreach (VectorFunction function in chosen)
        {
            Measurement? single = type == "double" ? null : Report<float>(function, () => function.Arity == 1
                ? Measurement.OfPatterns(function, threads, stride)
                : Measurement.OfSamples<float>(function, points, threads));
            Measurement? twice = type == "float"
                ? null
                : Report<double>(function, () => Measurement.OfSamples<double>(function, points, threads));
            holds &= (type == "double" || Holds(function, single)) && (type == "float" || Holds(function, twice));
            table.AppendLine(
                $"| `{function.Name}` | {Cells<float>(function, single)} | {Cells<double>(function, twice)} | {function.Limit:F0} |");
        }

        Console.WriteLine();
        Console.WriteLine("| function | float, ULP | at | double, ULP | at | limit |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.Write(table);
        return holds ? 0 : 1;
    }

    private static Measurement? Report<T>(VectorFunction function, Func<Measurement> measure)
        where T : unmanaged
    {
        string type = typeof(T) == typeof(float) ? "float" : "double";
        try
        {
            long start = Stopwatch.GetTimestamp();
            Measurement result = measure();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            string verdict = result.Exceeding == 0 ? "ok" : $"EXCEEDS {function.Limit:F0} at {result.Exceeding} points";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{function.Name} {type} {result.Points} points: max {result.MaxUlps:F3} ULP at {Arguments<T>(function, result)}: "
                    + $"{Text<T>(result.Value)}, exact {Exact(function, result)} [{verdict}] {seconds:F0} s"));
            return result;
        }
        catch (MissingMethodException)
        {
            Console.WriteLine($"{function.Name} {type}: MISSING");
            return null;
        }
    }

    private static VectorFunction[] Where(Func<string, bool> holds) =>
        VectorFunctions.All.Where(function => holds(function.Name)).ToArray();

    private static bool Holds(VectorFunction function, Measurement? result) => result is not null && result.MaxUlps <= function.Limit;

    private static string Cells<T>(VectorFunction function, Measurement? result)
        where T : unmanaged => result is null
            ? " | "
            : string.Create(CultureInfo.InvariantCulture, $"{result.MaxUlps:F2} | {Arguments<T>(function, result)}");

    private static string Arguments<T>(VectorFunction function, Measurement result)
        where T : unmanaged => function.Arity == 1 ? Text<T>(result.First) : $"{Text<T>(result.First)}, {Text<T>(result.Second)}";

    // The shortest decimals that give the number back.
    private static string Text<T>(double value) =>
        typeof(T) == typeof(float)
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Exact(VectorFunction function, Measurement result)
    {
        Scaled exact = function.Exact(result.First, result.Second);
        double value = exact.ToDouble();
        return value.ToString("R", CultureInfo.InvariantCulture);
    }
}
