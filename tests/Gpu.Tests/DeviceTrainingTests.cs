using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Trainings on a device go as on the CPU, without a copy back.</summary>
[TestFixture]
[Category("Gpu")]
internal sealed class DeviceTrainingTests
{
    private static readonly (string Name, Func<IEnumerable<Tensor<float>>, Optimizer<float>> Make)[] Optimizers =
    [
        ("SGD", parameters => new SGD<float>(parameters, 0.1)),
        ("SGD with decay", parameters => new SGD<float>(parameters, 0.1, weightDecay: 0.01)),
        ("SGD with momentum", parameters => new SGD<float>(parameters, 0.1, momentum: 0.9, dampening: 0.1)),
        ("SGD of Nesterov", parameters => new SGD<float>(parameters, 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01)),
        ("Adam", parameters => new Adam<float>(parameters, 0.05)),
        ("Adam with amsgrad", parameters => new Adam<float>(parameters, 0.05, weightDecay: 0.01, amsgrad: true)),
        ("AdamW", parameters => new AdamW<float>(parameters, 0.05)),
        ("RMSprop", parameters => new RMSprop<float>(parameters, 0.02)),
        ("RMSprop centered", parameters => new RMSprop<float>(parameters, 0.02, centered: true, weightDecay: 0.01)),
        ("RMSprop with momentum", parameters => new RMSprop<float>(parameters, 0.02, momentum: 0.9)),
        ("RMSprop centered with momentum", parameters => new RMSprop<float>(parameters, 0.02, momentum: 0.9, centered: true)),
    ];

    private static IEnumerable<TestCaseData> Cases() => Optimizers.Select(optimizer => new TestCaseData(optimizer.Make).SetArgDisplayNames(optimizer.Name));

    [TestCaseSource(nameof(Cases))]
    public void Steps_AreThoseOfTheCpu(Func<IEnumerable<Tensor<float>>, Optimizer<float>> make)
    {
        Tensor<float>[] expected = Train(make, Device.Cpu);
        Tensor<float>[] actual = Train(make, TestDevice.Default);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.That(actual[i].Device, Is.SameAs(TestDevice.Default));
            Assert.That(actual[i].ToArray(), Is.EqualTo(expected[i].ToArray()).Within(2e-5f));
        }
    }

    [Test]
    public void Classifier_LearnsAsOnTheCpu()
    {
        float[] expected = Losses(Device.Cpu, out _);
        float[] actual = Losses(TestDevice.Default, out Tensor<float> weight);
        Assert.That(actual, Is.EqualTo(expected).Within(2e-4f));
        Assert.That(actual[^1], Is.LessThan(0.5f * actual[0]));
        Assert.That(weight.Device, Is.SameAs(TestDevice.Default));
        Assert.That(weight.Grad!.Device, Is.SameAs(TestDevice.Default));
    }

    [Test]
    public void Classifier_ReadsNothingBack()
    {
        // The device counts what it is asked for: a step after the first must not read.
        GpuDevice device = TestDevice.Default;
        (Sequential<float> model, Optimizer<float> optimizer, Tensor<float> x, IndexTensor y) = Classifier(device);
        Step(model, optimizer, x, y);
        long reads = device.ReadCount;
        for (int i = 0; i < 3; i++)
        {
            Step(model, optimizer, x, y);
        }

        Assert.That(device.ReadCount, Is.EqualTo(reads));
    }

    [Test]
    public void Memory_ComesBack()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> x = Tensor.Full([1_000_000], 0.5f, requiresGrad: true, device: device);

        // 1.2 GB in all.
        for (int i = 0; i < 60; i++)
        {
            x.Grad = null;
            (x * x).Sin().Sum().Backward();
        }

        Assert.That(device.UsedBytes, Is.LessThan(600L << 20));
        Assert.That(x.Grad![0], Is.EqualTo(2 * 0.5f * MathF.Cos(0.25f)).Within(1e-6f));
    }

    [Test]
    public void Gradients_AccumulateAndAreZeroed()
    {
        Tensor<float> x = Tensor.Create([1f, 2, 3], requiresGrad: true, device: TestDevice.Default);
        for (int i = 0; i < 3; i++)
        {
            (x * x).Sum().Backward();
        }

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 6f, 12, 18 }));
        var optimizer = new SGD<float>([x], 0.5);
        optimizer.ZeroGrad(setToNull: false);
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 0f, 0, 0 }));
        (x * 2).Sum().Backward();
        optimizer.Step();
        Assert.That(x.ToArray(), Is.EqualTo(new[] { 0f, 1, 2 }));
    }

    [Test]
    public void Clipping_IsThatOfTheCpu()
    {
        float[][] results = [.. new[] { Device.Cpu, TestDevice.Default }.Select(device =>
        {
            Tensor<float> x = Tensor.Create([1f, -2, 30], requiresGrad: true, device: device);
            (x * x).Sum().Backward();
            double norm = GradientClipping.ClipGradNorm([x], 5);
            GradientClipping.ClipGradValue([x], 2);
            return x.Grad!.ToArray().Append((float)norm).ToArray();
        })];
        Assert.That(results[1], Is.EqualTo(results[0]).Within(1e-6f));
    }

    [Test]
    public void ClippingWithoutACopy_IsThatOfTheCpu()
    {
        foreach (double order in new[] { 1, 2, 3, double.PositiveInfinity })
        {
            float[][] results = [.. new[] { Device.Cpu, TestDevice.Default }.Select(device =>
            {
                Tensor<float> x = Tensor.Create([1f, -2, 3], requiresGrad: true, device: device);
                Tensor<float> y = Tensor.Create(4f, requiresGrad: true, device: device);
                ((x * x).Sum() + (y * y)).Backward();
                return device == Device.Cpu
                    ? [(float)GradientClipping.ClipGradNorm([x, y], 5, order), .. x.Grad!.ToArray(), y.Grad!.Item()]
                    : new[] { GradientClipping.ClipGradNormAsTensor([x, y], 5, order).Item(), x.Grad![0], x.Grad[1], x.Grad[2], y.Grad!.Item() };
            })];
            Assert.That(results[1], Is.EqualTo(results[0]).Within(1e-5f), $"order {order}");
        }
    }

    [Test]
    public void Lbfgs_FindsTheMinimum()
    {
        Tensor<float> x = Tensor.Create([3f, -4], requiresGrad: true, device: TestDevice.Default);
        Tensor<float> target = Tensor.Create([1f, 2], device: TestDevice.Default);
        var optimizer = new LBFGS<float>([x], 1, maxIterations: 20);
        optimizer.Step(() =>
        {
            optimizer.ZeroGrad();
            Tensor<float> loss = ((x - target).Square() * target).Sum();
            loss.Backward();
            return loss;
        });
        Assert.That(x.Device, Is.SameAs(TestDevice.Default));
        Assert.That(x.ToArray(), Is.EqualTo(new[] { 1f, 2 }).Within(1e-3f));
    }

    [Test]
    public void Dropout_KeepsTheDevice()
    {
        Tensor<float> x = Tensor.Full([100], 1f, requiresGrad: true, device: TestDevice.Default);
        Tensor<float> y = new Dropout<float>(0.5, new Random(1)).Forward(x);
        y.Sum().Backward();
        Assert.That(y.ToArray(), Is.EqualTo(x.Grad!.ToArray()));
        Assert.That(y.ToArray().Distinct().Order(), Is.EqualTo(new[] { 0f, 2f }));
    }

    [Test]
    public void Parameters_AreSavedAndLoaded()
    {
        var random = new Random(1);
        Module<float> there = new Linear<float>(3, 2, random: random).To(TestDevice.Default);
        var here = new Linear<float>(3, 2, random: random);
        string file = System.IO.Path.GetTempFileName();
        try
        {
            SafeTensors.Save(file, there.State());
            here.LoadState(SafeTensors.Load<float>(file));
            Assert.That(here.Parameters()[0].ToArray(), Is.EqualTo(there.Parameters()[0].ToArray()));
            there.Parameters()[0].Detach().Zero();
            there.LoadState(here.State());
            Assert.That(there.Parameters()[0].ToArray(), Is.EqualTo(here.Parameters()[0].ToArray()));
            Assert.That(there.Parameters()[0].Device, Is.SameAs(TestDevice.Default));
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    private static Tensor<float>[] Train(Func<IEnumerable<Tensor<float>>, Optimizer<float>> make, Device device)
    {
        Tensor<float> square = Tensor.Create<float>([0.5f, -1, 2, 0.25f, 1.5f, -0.75f], [2, 3], requiresGrad: true, device: device);
        Tensor<float> transposed = Tensor.Create<float>([0.5f, -1, 2, 0.25f, 1.5f, -0.75f], [2, 3], device: device).Transpose(0, 1).Detach();
        transposed.RequiresGrad = true;
        Tensor<float>[] parameters = [square, transposed];
        Optimizer<float> optimizer = make(parameters);
        for (int i = 0; i < 6; i++)
        {
            optimizer.ZeroGrad();
            (square.Matmul(transposed).Tanh().Sum() + square.Square().Sum() + (transposed * transposed * transposed).Sum()).Backward();
            optimizer.Step();
        }

        return parameters;
    }

    private static float[] Losses(Device device, out Tensor<float> weight)
    {
        (Sequential<float> model, Optimizer<float> optimizer, Tensor<float> x, IndexTensor y) = Classifier(device);
        weight = model.Parameters()[0];
        return [.. Enumerable.Range(0, 40).Select(_ => Step(model, optimizer, x, y).Item())];
    }

    private static (Sequential<float> Model, Optimizer<float> Optimizer, Tensor<float> X, IndexTensor Y) Classifier(Device device)
    {
        var random = new Random(3);
        var model = new Sequential<float>(
            new Linear<float>(2, 16, random: random), new Tanh<float>(), new Linear<float>(16, 16, random: random), new ReLU<float>(), new Linear<float>(16, 3, random: random));
        model.To(device);
        Tensor<float> x = Tensor.Create<float>([.. Enumerable.Range(0, 96).Select(_ => (2 * random.NextSingle()) - 1)], [48, 2]);
        IndexTensor y = Tensor.Indices([.. Enumerable.Range(0, 48).Select(i => x[i, 0] > 0.3f ? 2 : x[i, 1] > 0 ? 1 : 0)]);
        return (model, new Adam<float>(model.Parameters(), 0.02), x.To(device), y);
    }

    private static Tensor<float> Step(Sequential<float> model, Optimizer<float> optimizer, Tensor<float> x, IndexTensor y)
    {
        optimizer.ZeroGrad();
        Tensor<float> loss = new CrossEntropyLoss<float>().Forward(model.Forward(x), y);
        loss.Backward();
        optimizer.Step();
        return loss.Detach();
    }
}
