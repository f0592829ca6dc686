using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoDiff.Benchmarks;

/// <summary>Operations on whole tensors against loops by hand, on one thread, and a training step in milliseconds.</summary>
internal sealed class TensorRatios
{
    private const int Size = 512;
    private const int Large = 4096;
    private const int Batch = 256;

    // The storages of small tensors, and the nodes of the graph: what is larger comes from the pool.
    private const long SmallObjects = 256 * 1024;

    private readonly Tensor<float> _a = Tensor.RandomUniform<float>(new Random(1), Size, Size);
    private readonly Tensor<float> _b = Tensor.RandomUniform<float>(new Random(2), Size, Size);
    private readonly float[] _left;
    private readonly float[] _right;
    private readonly float[] _product = new float[Size * Size];
    private Tensor<float>? _large;
    private float[]? _elements;
    private TrainingStep? _step;

    public TensorRatios() => (_left, _right) = (_a.ToArray(), _b.ToArray());

    public Ratio[] All =>
    [
        new("matmul-512-naive", 0.05, () => _a.Matmul(_b)[0, 0], Naive) { WarmUps = 3, Runs = 11, AllowedBytes = long.MaxValue },
        AxisSum("sum-axis0-bandwidth", 0),
        AxisSum("sum-axis1-bandwidth", 1),
        new("mlp-step-milliseconds", 8, () => (_step ??= new TrainingStep(Batch)).Run(), null) { Unit = 1e6, WarmUps = 50, AllowedBytes = SmallObjects },
    ];

    private Ratio AxisSum(string name, int axis) =>
        new(name, 1.5, () => Matrix().Sum(axis)[0], Read) { WarmUps = 3, Runs = 11, AllowedBytes = SmallObjects };

    private Tensor<float> Matrix()
    {
        _elements ??= Tensor.RandomUniform<float>(new Random(3), Large, Large).ToArray();
        return _large ??= Tensor.Wrap(_elements, Large, Large);
    }

    // What reading so many bytes takes: one sum for each of four vectors.
    private double Read()
    {
        Matrix();
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(_elements);
        Vector<float> a = default;
        Vector<float> b = default;
        Vector<float> c = default;
        Vector<float> d = default;
        for (int i = 0; i < vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return Vector.Sum(a + b + c + d);
    }

    private double Naive()
    {
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                float sum = 0;
                for (int k = 0; k < Size; k++)
                {
                    sum += _left[(i * Size) + k] * _right[(k * Size) + j];
                }

                _product[(i * Size) + j] = sum;
            }
        }

        return _product[0];
    }

    /// <summary>A network with 784 inputs, 128 hidden units and 10 classes; one run is a step of gradient descent with momentum.</summary>
    private sealed class TrainingStep
    {
        private readonly Tensor<float> _x;
        private readonly IndexTensor _y;
        private readonly Sequential<float> _model;
        private readonly CrossEntropyLoss<float> _loss = new();
        private readonly SGD<float> _optimizer;

        internal TrainingStep(int batch)
        {
            var random = new Random(4);
            _x = Tensor.RandomUniform<float>(random, batch, 784);
            var classes = new int[batch];
            for (int i = 0; i < batch; i++)
            {
                classes[i] = i % 10;
            }

            _y = Tensor.Indices(classes);
            _model = new Sequential<float>(new Linear<float>(784, 128, random: random), new ReLU<float>(), new Linear<float>(128, 10, random: random));
            _optimizer = new SGD<float>(_model.Parameters(), learningRate: 0.01, momentum: 0.9);
        }

        internal double Run()
        {
            _optimizer.ZeroGrad();
            Tensor<float> loss = _loss.Forward(_model.Forward(_x), _y);
            loss.Backward();
            _optimizer.Step();
            return loss.Item();
        }
    }
}
