using System;
using System.Linq;
using System.Numerics.Tensors;

namespace AutoDiff.Benchmarks;

/// <summary>Element-wise kernels against loops by hand, on one thread.</summary>
internal sealed class ElementwiseRatios
{
    private const int Count = 1_000_000;
    private const int Huge = 64_000_000;

    private readonly float[] _x = Uniform(Count, -2, 2, seed: 1);
    private readonly float[] _value = new float[Count];
    private readonly float[] _gradient = new float[Count];
    private readonly float[][] _inputs =
    [
        Uniform(Count, 80, 120, seed: 2), Uniform(Count, 80, 120, seed: 3), Uniform(Count, 0.01f, 0.06f, seed: 4),
        Uniform(Count, 0.1f, 0.5f, seed: 5), Uniform(Count, 0.2f, 3, seed: 6),
    ];

    private readonly float[][] _gradients = [.. Enumerable.Range(0, 5).Select(_ => new float[Count])];
    private readonly Tensor<float> _leaf;
    private readonly Tensor<float> _single = Tensor.Create([1.5f], requiresGrad: true);
    private float[][]? _huge;

    public ElementwiseRatios() => _leaf = Tensor.Create(_x, requiresGrad: true);

    public Ratio[] All =>
    [
        Long("map-chainA-scalar", 0.10, ChainA, () => Done(() => ElementwiseFunctions.ChainAScalar(_x, _value, _gradient))),
        Long("map-chainA-vector512", 0.33, ChainA, () => Done(() => ElementwiseFunctions.ChainAVector512(_x, _value, _gradient))),
        Long(
            "map-call-scalar",
            0.15,
            () => Done(() => ElementwiseFunctions.CallMapValueAndGradient(
                _inputs[0], _inputs[1], _inputs[2], _inputs[3], _inputs[4], _value, _gradients[0], _gradients[1], _gradients[2], _gradients[3], _gradients[4])),
            () => Done(() => ElementwiseFunctions.CallScalar(_inputs, _value, _gradients))),
        new("map-polynomial-triad", 1.1, Polynomial, Triad) { Runs = 11, WarmUps = 2, AllowedBytes = long.MaxValue, CleanUp = () => _huge = null },
        Long("tensor-chainA-map", 1.8, TensorChainA, ChainA) with { WarmUps = 100 },
        new("tensor-operation-microseconds", 1.0, SingleElement, null) { AllowedBytes = long.MaxValue, Unit = 1000.0 * SingleRuns * SingleOperations },
        Long(
            "map-pow-tensorprimitives",
            0.5,
            () => Done(() => ElementwiseFunctions.PowerMap(_inputs[3], _x, _value)),
            () => Done(() => TensorPrimitives.Pow<float>(_inputs[3], _x, _value))),
        Long(
            "map-tanh-tensorprimitives",
            1.5,
            () => Done(() => ElementwiseFunctions.HyperbolicTangentMap(_x, _value)),
            () => Done(() => TensorPrimitives.Tanh<float>(_x, _value))),
        Long(
            "map-atan-tensorprimitives",
            0.5,
            () => Done(() => ElementwiseFunctions.ArcTangentMap(_x, _value)),
            () => Done(() => TensorPrimitives.Atan<float>(_x, _value))),
        Long("map-erf-scalar", 0.5, () => Done(() => ElementwiseFunctions.ErrorFunctionMap(_x, _value)), () => Done(ScalarErf)),
    ];

    private const int SingleRuns = 1000;

    // x * x, sin, exp, 1 / t as a reciprocal and a product, and the sum.
    private const int SingleOperations = 6;

    private static Ratio Long(string name, double limit, Func<double> measured, Func<double> reference) =>
        new(name, limit, measured, reference) { WarmUps = 8, Runs = 25, AllowedBytes = long.MaxValue };

    private double Done(Action work)
    {
        work();
        return _value[0] + _gradient[^1];
    }

    private double ChainA() => Done(() => ElementwiseFunctions.ChainAMapValueAndGradient(_x, _value, _gradient));

    private double TensorChainA()
    {
        _leaf.Grad = null;
        ElementwiseFunctions.ChainA(_leaf).Sum().Backward();
        return _leaf.Grad![0];
    }

    private double SingleElement()
    {
        for (int i = 0; i < SingleRuns; i++)
        {
            _single.Grad = null;
            (1 / (_single * _single).Sin().Exp()).Sum().Backward();
        }

        return _single.Grad!.Item();
    }

    private double Polynomial()
    {
        float[][] huge = _huge ??= [.. Enumerable.Range(0, 3).Select(i => Uniform(Huge, -2, 2, seed: 10 + i))];
        ElementwiseFunctions.PolynomialMapValueAndGradient(huge[0], huge[1], huge[2]);
        return huge[1][0] + huge[2][^1];
    }

    private double Triad()
    {
        ElementwiseFunctions.Triad(_huge![1], _huge[0], _huge[2]);
        return _huge[1][0];
    }

    private void ScalarErf()
    {
        for (int i = 0; i < _x.Length; i++)
        {
            _value[i] = SpecialFunctions.Erf(_x[i]);
        }
    }

    /// <summary>Random numbers of an interval.</summary>
    internal static float[] Uniform(int count, float low, float high, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = low + ((high - low) * random.NextSingle());
        }

        return values;
    }
}
