using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Samples.Mlp;

/// <summary>Trains a network on a data set, and tests it on another one after each epoch.</summary>
internal sealed class Trainer
{
    // Examples that are computed at once where no gradients are needed.
    private const int TestBatch = 1000;

    private readonly Device _device;
    private readonly DataSet _training;
    private readonly DataSet _test;
    private readonly int _epochs;
    private readonly int _batch;
    private readonly Random _random;
    private readonly AdamW<float> _optimizer;
    private readonly SequentialLR _schedule;
    private readonly CrossEntropyLoss<float> _loss = new();
    private readonly List<double> _trainingLosses = [];
    private readonly List<double> _testLosses = [];

    public Trainer(DataSet training, DataSet test, Arguments arguments)
    {
        _device = arguments.UsesGpu ? Gpu.Default : Device.Cpu;
        _training = training;
        _test = test;
        _epochs = arguments.Epochs;
        _batch = Math.Min(arguments.Batch, training.Count);
        _random = new Random(arguments.Seed);
        Model = new Sequential<float>(
            new Linear<float>(training.Features, arguments.Hidden, random: _random),
            new Tanh<float>(),
            new Linear<float>(arguments.Hidden, training.Classes, random: _random));
        Model.To(_device);
        _optimizer = new AdamW<float>(Model.Parameters(), arguments.LearningRate, weightDecay: 1e-4);

        // A twentieth of the steps to warm up, then half a wave down to zero.
        int steps = _epochs * ((training.Count + _batch - 1) / _batch);
        int warmUp = Math.Max(steps / 20, 1);
        _schedule = new SequentialLR(
            _optimizer,
            [new LinearLR(_optimizer, 0.1, steps: warmUp), new CosineAnnealingLR(_optimizer, Math.Max(steps - warmUp, 1))],
            [warmUp]);
    }

    public Sequential<float> Model { get; }

    /// <summary>The steps taken.</summary>
    public int Steps => _schedule.StepCount;

    /// <summary>The mean losses of the epochs, while the network was changing.</summary>
    public IReadOnlyList<double> TrainingLosses => _trainingLosses;

    /// <summary>The mean losses on the other set, after each epoch.</summary>
    public IReadOnlyList<double> TestLosses => _testLosses;

    public double TrainingAccuracy { get; private set; }

    public double TestAccuracy { get; private set; }

    /// <summary>Trains for all epochs.</summary>
    /// <param name="progress">Is told after each one.</param>
    public void Run(Progress progress)
    {
        int[] places = [.. Enumerable.Range(0, _training.Count)];
        for (int epoch = 1; epoch <= _epochs; epoch++)
        {
            _random.Shuffle(places);
            _trainingLosses.Add(RunEpoch(places));
            (double loss, TestAccuracy) = Evaluate(_test);
            _testLosses.Add(loss);
            progress.Report(epoch, _trainingLosses[^1], TestAccuracy);
        }

        TrainingAccuracy = Evaluate(_training).Accuracy;
    }

    private double RunEpoch(int[] places)
    {
        // Read when the epoch is over: on a graphics processor nothing comes back before.
        List<(Tensor<float> Loss, int Count)> losses = [];
        for (int start = 0; start < places.Length; start += _batch)
        {
            int count = Math.Min(_batch, places.Length - start);
            (Tensor<float> inputs, IndexTensor labels) = _training.Take(places.AsSpan(start, count), _device);
            _optimizer.ZeroGrad();
            Tensor<float> loss = _loss.Forward(Model.Forward(inputs), labels);
            loss.Backward();
            GradientClipping.ClipGradNormAsTensor(_optimizer.Parameters, 5);
            _optimizer.Step();
            _schedule.Step();
            losses.Add((loss.Detach(), count));
        }

        return losses.Sum(part => part.Loss.Item() * (double)part.Count) / places.Length;
    }

    private (double Loss, double Accuracy) Evaluate(DataSet data)
    {
        int[] places = [.. Enumerable.Range(0, data.Count)];
        double total = 0;
        int right = 0;
        using (Autograd.NoGrad())
        {
            for (int start = 0; start < places.Length; start += TestBatch)
            {
                int count = Math.Min(TestBatch, places.Length - start);
                (Tensor<float> inputs, IndexTensor labels) = data.Take(places.AsSpan(start, count), _device);
                Tensor<float> logits = Model.Forward(inputs);
                total += _loss.Forward(logits, labels).Item() * (double)count;
                IndexTensor guesses = logits.ArgMax(1);
                for (int i = 0; i < count; i++)
                {
                    right += guesses[i] == labels[i] ? 1 : 0;
                }
            }
        }

        return (total / places.Length, (double)right / places.Length);
    }
}
