using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;
using AutoDiff.Samples;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Tensors on a device: where they lie, how they get there, and what they refuse.</summary>
[TestFixture]
[Category("Gpu")]
internal sealed class DeviceTensorTests
{
    [Test]
    public void Tutorial_PrintsTheDevice()
    {
        Tensor<float> x = Tensor.Create([3f, 7f], requiresGrad: true, device: TestDevice.Default);
        Tensor<float> y = x.Pow(2);
        Tensor<float> t = (1 / y.Sin().Exp()).Sum();
        t.Backward(retainGraph: true);
        Assert.That(x.ToString(), Is.EqualTo("tensor([3., 7.], device='gpu:0', requires_grad=True)"));
        Assert.That(y.ToString(), Is.EqualTo("tensor([ 9., 49.], device='gpu:0', grad_fn=<PowBackward0>)"));
        Assert.That(t.ToString(), Is.EqualTo("tensor(3.2577, device='gpu:0', grad_fn=<SumBackward0>)"));
        Assert.That(x.Grad!.ToString(), Is.EqualTo("tensor([  3.6204, -10.9223], device='gpu:0')"));
        x.Grad.Zero();
        t.Backward();
        Assert.That(x.Grad!.ToString(), Is.EqualTo("tensor([  3.6204, -10.9223], device='gpu:0')"));
    }

    [Test]
    public void FusedFunction_IsOneRunForwardAndOneBackward()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> x = Tensor.Create([3f, 7f], requiresGrad: true, device: device);
        Tensor<float> seed = Tensor.Create([1f, 1f], device: device);
        long before = device.RunCount;
        Tensor<float> v = Model.V(x);
        Assert.That(device.RunCount - before, Is.EqualTo(1));
        v.Backward(seed);
        Assert.That(device.RunCount - before, Is.EqualTo(2));
        Assert.That(x.Grad!.ToString(), Is.EqualTo("tensor([  3.6204, -10.9223], device='gpu:0')"));
    }

    [Test]
    public void To_IsRecorded_AndGivesTheSameTensorWhereItLies()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> x = Tensor.Create([1f, 2f], requiresGrad: true);
        Tensor<float> there = x.To(device);
        Assert.That(there.Device, Is.SameAs(device));
        Assert.That(there.To(device), Is.SameAs(there));
        Tensor<float> back = (there * there).To(Device.Cpu);
        Assert.That(back.Device, Is.SameAs(Device.Cpu));
        Assert.That(back.ToString(), Is.EqualTo("tensor([1., 4.], grad_fn=<ToCopyBackward0>)"));
        back.Sum().Backward();
        Assert.That(x.Grad!.ToString(), Is.EqualTo("tensor([2., 4.])"));
    }

    [Test]
    public void EveryFactory_PutsTheElementsOnTheDevice()
    {
        GpuDevice device = TestDevice.Default;
        ReadOnlySpan<int> shape = [2, 2];
        (Tensor<float> There, Tensor<float> Here)[] pairs =
        [
            (Tensor.Create(3f, device: device), Tensor.Create(3f)),
            (Tensor.Create([1f, 2f], device: device), Tensor.Create([1f, 2f])),
            (Tensor.Create(new[,] { { 1f }, { 2f } }, device: device), Tensor.Create(new[,] { { 1f }, { 2f } })),
            (Tensor.Create<float>([1, 2, 3, 4], shape, device: device), Tensor.Create<float>([1, 2, 3, 4], shape)),
            (Tensor.FromTensorSpan<float>(new ReadOnlyTensorSpan<float>([1, 2, 3, 4], [2, 2]), device: device), Tensor.Create<float>([1, 2, 3, 4], shape)),
            (Tensor.Full(shape, 7f, device: device), Tensor.Full(shape, 7f)),
            (Tensor.Zeros<float>(shape, false, device), Tensor.Zeros<float>(shape)),
            (Tensor.Ones<float>(shape, false, device), Tensor.Ones<float>(shape)),
            (Tensor.ZerosLike(Tensor.Zeros<float>(shape), device: device), Tensor.Zeros<float>(shape)),
            (Tensor.OnesLike(Tensor.Zeros<float>(shape), device: device), Tensor.Ones<float>(shape)),
            (Tensor.Arange(4f, device: device), Tensor.Arange(4f)),
            (Tensor.Arange(1f, 4f, device: device), Tensor.Arange(1f, 4f)),
            (Tensor.Arange(1f, 4f, 0.5f, device: device), Tensor.Arange(1f, 4f, 0.5f)),
            (Tensor.Linspace(0f, 1f, 5, device: device), Tensor.Linspace(0f, 1f, 5)),
            (Tensor.RandomUniform(new Random(1), shape, -1f, 1f, device: device), Tensor.RandomUniform(new Random(1), shape, -1f, 1f)),
            (Tensor.RandomNormal(new Random(1), shape, 0f, 2f, device: device), Tensor.RandomNormal(new Random(1), shape, 0f, 2f)),
        ];
        foreach ((Tensor<float> there, Tensor<float> here) in pairs)
        {
            Assert.That(there.Device, Is.SameAs(device));
            Assert.That(there.IsLeaf);
            Assert.That(there.Shape.ToArray(), Is.EqualTo(here.Shape.ToArray()));
            Assert.That(there.ToArray(), Is.EqualTo(here.ToArray()));
        }

        Assert.That(Tensor.Linspace(0f, 1f, 5, requiresGrad: true, device: device).RequiresGrad);
    }

    [Test]
    public void Views_AreMovedAsTheyAre()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<double> x = Tensor.Create<double>([1, 2, 3, 4, 5, 6], [2, 3]);
        Assert.That(x.Transpose(0, 1).To(device).ToString(), Does.StartWith("tensor([[1., 4.],"));
        Assert.That(x.To(device).Transpose(0, 1).Select(0, 1).ToArray(), Is.EqualTo(new double[] { 2, 5 }));
        Assert.That(x.To(device)[1, 2], Is.EqualTo(6));
        Tensor<double> there = x.To(device);
        there[0, 1] = 9;
        there.Transpose(0, 1).Select(0, 2).CopyFrom(Tensor.Create([7.0, 8.0]));
        Assert.That(there.ToArray(), Is.EqualTo(new double[] { 1, 9, 7, 4, 5, 8 }));
        Assert.That(x[0, 1], Is.EqualTo(2));
    }

    [Test]
    public void EmptyTensors()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> x = Tensor.Zeros<float>([0, 3], requiresGrad: true, device: device);
        Tensor<float> y = (x * 2).Exp();
        Assert.That(y.ToString(), Is.EqualTo("tensor([], device='gpu:0', size=(0, 3), grad_fn=<ExpBackward0>)"));
        Assert.That(y.Sum(0).ToArray(), Is.EqualTo(new float[3]));
        y.Sum().Backward();
        Assert.That(x.Grad!.Shape.ToArray(), Is.EqualTo(new[] { 0, 3 }));
        Assert.That(x.Matmul(Tensor.Zeros<float>([3, 2], false, device)).Shape.ToArray(), Is.EqualTo(new[] { 0, 2 }));
        Assert.That(Tensor.Zeros<float>([2, 0], false, device).Matmul(Tensor.Zeros<float>([0, 2], false, device)).ToArray(), Is.EqualTo(new float[4]));
    }

    [Test]
    public void ConstantGradients_LieOnTheDevice()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> x = Tensor.Create([1.25f, 2.5f], requiresGrad: true, device: device);
        Assert.That(Autograd.Grad(x.Round().Sum(), x, createGraph: true).Device, Is.SameAs(device));
        Tensor<float> g = Autograd.Grad((x - x.Floor()).Square().Sum(), x, createGraph: true);
        Assert.That(g.ToArray(), Is.EqualTo(new[] { 0.5f, 1 }));
        x.Ceiling().Sum().Backward(createGraph: true);
        Assert.That(x.Grad!.ToString(), Is.EqualTo("tensor([0., 0.], device='gpu:0')"));
    }

    [Test]
    public void GradientsOfAnotherDevice_AreRefused()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> x = Tensor.Create([1f, 2], requiresGrad: true, device: device);
        Assert.That(() => new ToCpu().Apply(x).Sum().Backward(), Throws.TypeOf<AutogradException>().With.Message.Contains("index 0").And.Message.Contains("ToCpuBackward"));
        x.RegisterHook(gradient => gradient.To(Device.Cpu));
        Assert.That(() => (x * 2).Sum().Backward(), Throws.TypeOf<AutogradException>().With.Message.Contains("hook").And.Message.Contains("expected on gpu:0"));
        Assert.That(x.Grad, Is.Null);

        var module = new Linear<float>(3, 1);
        Tensor<float> loss = module.Forward(Tensor.Ones<float>(2, 3)).Sum();
        module.To(device);
        Assert.That(() => loss.Backward(), Throws.TypeOf<AutogradException>().With.Message.Contains("leaf"));
    }

    private sealed class ToCpu : Autograd.Function<float>
    {
        protected override Tensor<float> Forward(Context context, Tensor<float>[] inputs) => inputs[0] * 2;

        protected override Tensor<float>?[] Backward(Context context, Tensor<float> gradient) => [gradient.To(Device.Cpu) * 2];
    }

    [Test]
    public void TensorsOfManyDimensions_AreCopied_AndGradientsOfRepeatedElementsAreAdded()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> here = Tensor.Arange(1024f).View(2, 2, 2, 2, 2, 2, 2, 2, 2, 2).Permute(9, 0, 8, 1, 7, 2, 6, 3, 5, 4);
        Tensor<float> there = Tensor.Arange(1024f, device: device).View(2, 2, 2, 2, 2, 2, 2, 2, 2, 2).Permute(9, 0, 8, 1, 7, 2, 6, 3, 5, 4);
        Assert.That(there.ToArray(), Is.EqualTo(here.ToArray()));
        Assert.That(there.To(Device.Cpu).ToArray(), Is.EqualTo(here.ToArray()));
        Assert.That(there.Contiguous().Device, Is.SameAs(device));
        Assert.That(there.Contiguous().ToArray(), Is.EqualTo(here.ToArray()));
        Assert.That(there.Sum().Item(), Is.EqualTo(1023 * 512));

        Tensor<float> x = Tensor.Create([1f, 2], requiresGrad: true, device: device);
        Tensor<float> y = x * 2;
        Tensor<float> v = y.View(2, 1).Expand(2, 3);
        y.MulInPlace(3);
        v.Sum().Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 18f, 18 }));
    }

    [Test]
    public void LargeTensors()
    {
        GpuDevice device = TestDevice.Default;
        const int Length = 10_000_000;
        Tensor<float> x = Tensor.Linspace(-2f, 2f, Length, requiresGrad: true, device: device);
        Tensor<float> t = Model.V(x).Sum();
        t.Backward();
        Tensor<float> y = Tensor.Linspace(-2f, 2f, Length, requiresGrad: true);
        Tensor<float> expected = Model.V(y).Sum();
        expected.Backward();
        Assert.That(t.Item(), Is.EqualTo(expected.Item()).Within(1e-4).Percent);
        float[] gradient = x.Grad!.ToArray();
        float[] wanted = y.Grad!.ToArray();
        Assert.That(Enumerable.Range(0, Length).Max(i => MathF.Abs(gradient[i] - wanted[i])), Is.LessThan(1e-5f));
        Assert.That(x.AMax([]).Item(), Is.EqualTo(2));
        Assert.That(x.Mean().Item(), Is.EqualTo(0).Within(1e-5));
    }

    [Test]
    public void Products_OfAnySizeAndLayout()
    {
        GpuDevice device = TestDevice.Default;
        var random = new Random(2);
        foreach ((int m, int k, int n) in new[] { (1, 1, 1), (3, 5, 7), (32, 16, 32), (33, 17, 65), (100, 200, 50), (1, 300, 1), (64, 1, 64) })
        {
            Tensor<float> a = Tensor.RandomNormal<float>(random, k, m).Transpose(0, 1);
            Tensor<float> b = Tensor.RandomNormal<float>(random, 2, k, 2 * n).Select(0, 1).Slice(1, 1, null, 2);
            Tensor<float> expected = a.Matmul(b);
            Tensor<float> actual = a.To(device).Transpose(0, 1).Contiguous().Transpose(0, 1).Matmul(b.To(device));
            Assert.That(actual.ToArray(), Is.EqualTo(expected.ToArray()).Within(1e-4f), $"{m}x{k}x{n}");
        }

        Tensor<float> left = Tensor.RandomNormal<float>(random, 4, 1, 5, 6);
        Tensor<float> right = Tensor.RandomNormal<float>(random, 3, 6, 2);
        Assert.That(left.To(device).Matmul(right.To(device)).ToArray(), Is.EqualTo(left.Matmul(right).ToArray()).Within(1e-5f));
    }

    [Test]
    public void DevicesThatMeet_AreBothNamed()
    {
        GpuDevice device = TestDevice.Default;
        Tensor<float> here = Tensor.Create([1f, 2f]);
        Tensor<float> there = here.To(device);
        Tensor<float> number = Tensor.Create(2f, requiresGrad: true);
        Assert.That((there * Tensor.Create(2f)).ToArray(), Is.EqualTo(new[] { 2f, 4f }));
        Tensor<float> leaf = here.To(device);
        leaf.RequiresGrad = true;
        Action[] calls =
        [
            () => _ = here + there,
            () => _ = there * here,
            () => _ = there * number,
            () => Model.V(leaf).Backward(here),
            () => Tensor.Create<float>([1, 2], [1, 2]).Matmul(there),
            () => Tensor.Cat([here, there]),
            () => leaf.Grad = here,
            () => there.AddInPlace(here),
        ];
        foreach (Action call in calls)
        {
            Exception? exception = Assert.Catch(() => call());
            Assert.That(exception, Is.InstanceOf<ArgumentException>().Or.InstanceOf<InvalidOperationException>());
            Assert.That(exception!.Message, Does.Contain("gpu:0").And.Contain("cpu"));
        }
    }

    [Test]
    public void WhatDoesNotRunThere_IsNamed()
    {
        Tensor<float> x = Tensor.Create([1f, 2f], device: TestDevice.Default);
        NotSupportedException? exception = Assert.Throws<NotSupportedException>(() => x.CumSum(0));
        Assert.That(exception!.Message, Does.StartWith("CumSum does not run on gpu:0 (").And.EndsWith("Call .To(Device.Cpu) on the tensor before."));
        exception = Assert.Throws<NotSupportedException>(() => x.ToSystemTensor());
        Assert.That(exception!.Message, Does.StartWith("ToSystemTensor does not run on gpu:0 ("));
        exception = Assert.Throws<NotSupportedException>(() => x.Digamma());
        Assert.That(exception!.Message, Does.StartWith("Digamma does not run on gpu:0 ("));
    }

    [Test]
    public void Doubles_HaveArithmetic()
    {
        GpuDevice device = WithDoubles();
        Tensor<double> x = Tensor.Create<double>([1, 2, 3, 4], [2, 2], requiresGrad: true, device: device);
        Tensor<double> y = ((x * x) + (0.1 * x)) / 3;
        y.Backward(Tensor.Ones<double>([2, 2], false, device));
        Assert.That(y.ToString(), Is.EqualTo("tensor([[0.3667, 1.4000],\n        [3.1000, 5.4667]], device='gpu:0', dtype=float64,\n       grad_fn=<DivBackward0>)"));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 2.1, 4.1, 6.1, 8.1 }.Select(number => number / 3)).Within(1e-14));
        Assert.That((x > 2.5).ToArray(), Is.EqualTo(new[] { false, false, true, true }));
        GpuException? exception = Assert.Throws<GpuException>(() => x.Sin());
        Assert.That(exception!.Message, Does.Contain("Sin"));
    }

    [Test]
    [Category(TestDevice.NotOnWineCategory)]
    public void Doubles_AreReduced()
    {
        GpuDevice device = WithDoubles();
        Tensor<double> x = Tensor.Create<double>([1, double.NaN, 3, -0.0, double.PositiveInfinity, 2], [2, 3], device: device);
        Assert.That(x.AMax([1]).ToArray(), Is.EqualTo(new[] { double.NaN, double.PositiveInfinity }));
        Assert.That(x.ArgMin(1).ToArray(), Is.EqualTo(new[] { 1, 0 }));
        Assert.That(x.Sum(0).ToArray(), Is.EqualTo(new[] { 1, double.NaN, 5 }));
        Assert.That(x.Gather(1, Tensor.Indices([2, 0], [2, 1])).ToArray(), Is.EqualTo(new[] { 3, -0.0 }));
    }

    [Test]
    public void Doubles_AreMultiplied()
    {
        GpuDevice device = WithDoubles();
        var random = new Random(4);
        Tensor<double> a = Tensor.RandomNormal<double>(random, 35, 20);
        Tensor<double> b = Tensor.RandomNormal<double>(random, 40, 20).Transpose(0, 1);
        Assert.That(a.To(device).Matmul(b.To(device)).ToArray(), Is.EqualTo(a.Matmul(b).ToArray()).Within(1e-13));
    }

    [Test]
    public void EightThreads_GetTheirOwnResults()
    {
        GpuDevice device = TestDevice.Default;
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(1, 8).Select(number => new Thread(() =>
        {
            for (int i = 0; i < 125; i++)
            {
                Tensor<float> x = Tensor.Full([50 * number], 0.1f * number, requiresGrad: true, device: device);
                (x * x).Sum().Backward();
                Interlocked.Add(ref wrong, x.Grad!.ToArray().Count(gradient => gradient != 2 * (0.1f * number)));
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(wrong, Is.Zero);
    }

    private static GpuDevice WithDoubles()
    {
        GpuDevice device = TestDevice.Default;
        Assume.That(device.SupportsDouble, "The device does not compute with doubles.");
        return device;
    }
}
