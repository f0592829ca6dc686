using BenchmarkDotNet.Attributes;

namespace AutoDiff.Benchmarks;

/// <summary>Scalar gradients, generated and by hand.</summary>
[MemoryDiagnoser]
public class ScalarBenchmarks
{
    private readonly double _x = 1.234;

    /// <summary>Value and gradient of chain A, generated.</summary>
    [Benchmark]
    public double ChainA()
    {
        (double value, double gradient) = Functions.ChainAValueAndGradient(_x);
        return value + gradient;
    }

    /// <summary>Value and gradient of chain A, by hand.</summary>
    [Benchmark(Baseline = true)]
    public double ChainAByHand()
    {
        (double value, double gradient) = Functions.ChainAByHand(_x);
        return value + gradient;
    }

    /// <summary>Value and Greeks of a call option, generated.</summary>
    [Benchmark]
    public double Call()
    {
        var (value, gradient) = Functions.CallValueAndGradient(100, 95, 0.03, 0.25, _x);
        return value + gradient.volatility;
    }
}
