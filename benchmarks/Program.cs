using System;
using System.Linq;
using AutoDiff.Benchmarks.Accuracy;
using BenchmarkDotNet.Running;

namespace AutoDiff.Benchmarks;

/// <summary>
/// <c>ratios [FILTER]</c> measures ratios inside this process, on one thread; <c>accuracy</c> the errors of vector functions;
/// <c>partials</c> and <c>parallel</c> what the runtime decides by a fixed figure; anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Program
{
    private const int Count = 2000;

    private static readonly GpuRatios OnGpu = new();

    private static Ratio[] Ratios() =>
    [
        new("scalar-chainA", 1.1, () => Sum(static x => Combine(Functions.ChainAValueAndGradient(x))), () => Sum(static x => Combine(Functions.ChainAByHand(x)))),
        // By hand one density serves both terms (spot n(d1) = discounted strike n(d2)), an identity of finance rather than of calculus.
        new("scalar-call", 1.8, () => Sum(static x => GeneratedCall(x)), () => Sum(static x => CallByHand(x))),
        new("scalar-recursion", 1.3, () => Sum(static x => Combine(Functions.PowerValueAndGradient(x, 20))), () => Sum(static x => Combine(Functions.PowerByHand(x, 20)))),
        .. new ElementwiseRatios().All,
        .. new TensorRatios().All,
        .. OnGpu.All,
    ];

    public static int Main(string[] args)
    {
        if (args.Length > 0 && args[0] == "accuracy")
        {
            return AccuracyCommand.Run(args[1..]);
        }

        if (args is ["partials"])
        {
            Decisions.Partials();
            return 0;
        }

        if (args is ["parallel"])
        {
            Decisions.Parallel();
            return 0;
        }

        if (args.Length > 0 && args[0] == "ratios")
        {
            string filter = args.Length > 1 ? args[1] : "";
            ParallelSettings.MaxDegreeOfParallelism = 1;
            Ratio[] ratios = Ratios();
            if (GpuRatios.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                Console.WriteLine(OnGpu.Describe());
                if (!Gpu.IsAvailable && filter.Contains("gpu", StringComparison.OrdinalIgnoreCase))
                {
                    return 0;
                }
            }

            Ratio[] chosen = ratios.Where(ratio => ratio.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (chosen.Length == 0)
            {
                Console.Error.WriteLine($"No ratio matches '{filter}'. There are: {string.Join(", ", ratios.Select(ratio => ratio.Name))}.");
                return 1;
            }

            return chosen.Count(ratio => !ratio.Report()) == 0 ? 0 : 1;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }

    private static double GeneratedCall(double x)
    {
        var (value, g) = Functions.CallValueAndGradient(100, 95, 0.03, 0.25, x);
        return value + g.spot + g.strike + g.rate + g.volatility + g.time;
    }

    private static double CallByHand(double x)
    {
        var (value, g) = Functions.CallByHand(100, 95, 0.03, 0.25, x);
        return value + g.Spot + g.Strike + g.Rate + g.Volatility + g.Time;
    }

    private static double Combine((double Value, double Gradient) pair) => pair.Value + pair.Gradient;

    private static double Sum(Func<double, double> function)
    {
        double sum = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += function(0.5 + (i * 0.001));
        }

        return sum;
    }
}
