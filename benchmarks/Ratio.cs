using System;
using System.Diagnostics;

namespace AutoDiff.Benchmarks;

/// <summary>One thing against another in the same process: runs alternate, and the medians are compared.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Limit">The ratio that must not be exceeded.</param>
/// <param name="Measured">The work, returning something that depends on it.</param>
/// <param name="Reference">What it is compared with.</param>
internal sealed record Ratio(string Name, double Limit, Func<double> Measured, Func<double> Reference)
{
    private const int Runs = 41;
    private static double _sink;

    /// <summary>Measures and prints <c>name measured limit ok|SHORT</c>.</summary>
    /// <returns>Whether the limit holds and nothing was allocated.</returns>
    public bool Report()
    {
        // Tiered compilation has to settle before anything counts.
        for (int i = 0; i < 200; i++)
        {
            _sink += Measured() + Reference();
        }

        var ours = new double[Runs];
        var theirs = new double[Runs];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Runs; i++)
        {
            ours[i] = Time(Measured);
            theirs[i] = Time(Reference);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        double ratio = Median(ours) / Median(theirs);
        bool holds = ratio <= Limit && allocated == 0;
        Console.WriteLine(FormattableString.Invariant($"{Name} {ratio:F3} {Limit:F2} {(holds ? "ok" : "SHORT")}{(allocated == 0 ? "" : $" ({allocated} bytes allocated)")}"));
        return holds;
    }

    private static double Time(Func<double> work)
    {
        long start = Stopwatch.GetTimestamp();
        _sink += work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
