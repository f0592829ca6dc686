using System;
using System.Diagnostics;

namespace AutoDiff.Benchmarks;

/// <summary>One thing against another in the same process: runs alternate, and the medians are compared.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Limit">The ratio that must not be exceeded.</param>
/// <param name="Measured">The work, returning something that depends on it.</param>
/// <param name="Reference">What it is compared with; null for an absolute time, in <see cref="Unit"/>.</param>
internal sealed record Ratio(string Name, double Limit, Func<double> Measured, Func<double>? Reference)
{
    private static double _sink;

    /// <summary>The number of runs whose median counts.</summary>
    public int Runs { get; init; } = 41;

    /// <summary>Runs before anything counts: tiered compilation has to settle, and memory to be there.</summary>
    public int WarmUps { get; init; } = 200;

    /// <summary>How many bytes each run of the measured work may allocate on the managed heap, on average.</summary>
    public long AllowedBytes { get; init; }

    /// <summary>How many nanoseconds one is, where there is no reference.</summary>
    public double Unit { get; init; } = 1;

    /// <summary>Frees what the work has used.</summary>
    public Action? CleanUp { get; init; }

    /// <summary>Measures and prints <c>name measured limit ok|SHORT</c>.</summary>
    /// <returns>Whether the limit holds, and no more was allocated than may be.</returns>
    public bool Report()
    {
        (double ratio, long allocated) = Measure();
        CleanUp?.Invoke();
        bool holds = ratio <= Limit && allocated / Runs <= AllowedBytes;
        Console.WriteLine(FormattableString.Invariant(
            $"{Name} {ratio:F3} {Limit:F2} {(holds ? "ok" : "SHORT")}{(allocated == 0 ? "" : $" ({allocated / Runs} bytes allocated in each run)")}"));
        return holds;
    }

    /// <summary>Measures the ratio, and the bytes that all runs of the measured work have allocated.</summary>
    public (double Ratio, long Allocated) Measure()
    {
        for (int i = 0; i < WarmUps; i++)
        {
            _sink += Measured() + (Reference?.Invoke() ?? 0);
        }

        var ours = new double[Runs];
        var theirs = new double[Runs];
        long allocated = 0;
        for (int i = 0; i < Runs; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ours[i] = Time(Measured);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            theirs[i] = Reference is null ? Unit : Time(Reference);
        }

        return (Median(ours) / Median(theirs), allocated);
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
