using System;
using System.Diagnostics;

namespace AutoDiff.Samples.AdBench;

/// <summary>The time that something takes once it is compiled in full.</summary>
internal static class Measurement
{
    // The runtime compiles a method again, optimized, after 30 calls and a pause of 100 ms without new methods.
    private const int WarmUpRuns = 60;

    private static readonly TimeSpan ShortestWarmUp = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Measures runs one by one after a warm-up.</summary>
    /// <returns>The median in microseconds.</returns>
    public static double MedianMicroseconds(Action run, int count)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed = TimeSpan.Zero;
        for (int i = 0; elapsed < ShortestWarmUp || (i < WarmUpRuns && elapsed < LongestWarmUp); i++)
        {
            run();
            elapsed = Stopwatch.GetElapsedTime(start);
        }

        double[] times = new double[count];
        for (int i = 0; i < times.Length; i++)
        {
            start = Stopwatch.GetTimestamp();
            run();
            // Not as a TimeSpan, whose unit of 100 ns is coarse for the smallest inputs.
            times[i] = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
        }

        Array.Sort(times);
        return (times[(count - 1) / 2] + times[count / 2]) / 2;
    }
}
