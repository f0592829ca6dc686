using System;

namespace AutoDiff.Benchmarks;

/// <summary>One fused function against the operations that it consists of, on the same graphics processor.</summary>
internal sealed class GpuRatios
{
    /// <summary>The name of the ratio.</summary>
    public const string Name = "gpu-chainA-fused";

    private const int Length = 10_000_000;

    private readonly Lazy<Tensor<float>> _x = new(static () =>
    {
        Tensor<float> x = Tensor.Linspace(-2f, 2f, Length).To(Gpu.Default);
        x.RequiresGrad = true;
        return x;
    });

    /// <summary>The ratios; none where there is no device.</summary>
    public Ratio[] All => Gpu.IsAvailable
        ? [new(Name, 0.5, Fused, OneByOne) { WarmUps = 2, Runs = 9, AllowedBytes = long.MaxValue }]
        : [];

    /// <summary>Where the ratios are measured and how many shaders run in each pass; or why there are none.</summary>
    public string Describe()
    {
        if (!Gpu.IsAvailable)
        {
            return $"{Name} skipped: {Gpu.UnavailableReason}";
        }

        GpuDevice device = Gpu.Default;
        Tensor<float> x = Tensor.Create([3f, 7f], requiresGrad: true, device: device);
        Tensor<float> ones = Tensor.OnesLike(x);
        (long forward, long backward) = Count(ElementwiseFunctions.ChainA);
        (long forwardOneByOne, long backwardOneByOne) = Count(ChainOneByOne);
        return $"{device} ({device.Name}): fused {forward} shader forward and {backward} backward, one by one {forwardOneByOne} and {backwardOneByOne}";

        (long Forward, long Backward) Count(Func<Tensor<float>, Tensor<float>> function)
        {
            x.Grad = null;
            long start = device.RunCount;
            Tensor<float> value = function(x);
            long between = device.RunCount;
            value.Backward(ones);
            return (between - start, device.RunCount - between);
        }
    }

    private static Tensor<float> ChainOneByOne(Tensor<float> x) => 1 / (x * x).Sin().Exp();

    private double Fused() => Pass(ElementwiseFunctions.ChainA);

    private double OneByOne() => Pass(ChainOneByOne);

    private double Pass(Func<Tensor<float>, Tensor<float>> function)
    {
        Tensor<float> x = _x.Value;
        x.Grad = null;
        Tensor<float> sum = function(x).Sum();
        sum.Backward();
        return sum.Item();
    }
}
