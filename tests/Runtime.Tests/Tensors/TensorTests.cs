using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

public class TensorTests
{
    [Test]
    public void Create_Scalar_HasRankZero()
    {
        Tensor<float> x = Tensor.Create(3.0f, requiresGrad: true);

        Assert.That(x.Rank, Is.Zero);
        Assert.That(x.Length, Is.EqualTo(1));
        Assert.That(x.Shape.ToArray(), Is.Empty);
        Assert.That(x.Item(), Is.EqualTo(3.0f));
        Assert.That(x[[]], Is.EqualTo(3.0f));
        Assert.That(x.RequiresGrad, Is.True);
        Assert.That(x.Device, Is.SameAs(Device.Cpu));
    }

    [Test]
    public void Create_CopiesTheData()
    {
        double[] data = [1, 2];
        Tensor<double> x = Tensor.Create(data);
        data[0] = 5;

        Assert.That(x.ToArray(), Is.EqualTo(new[] { 1.0, 2.0 }));
    }

    [Test]
    public void Create_FromCollectionExpression()
    {
        Tensor<float> x = Tensor.Create([3f, 7f], requiresGrad: true);

        Assert.That(x.Shape.ToArray(), Is.EqualTo(new[] { 2 }));
        Assert.That(x.RequiresGrad, Is.True);
    }

    [Test]
    public void Create_FromMatrix_IsRowMajor()
    {
        Tensor<double> x = Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        Assert.That(x.Shape.ToArray(), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(x.ToArray(), Is.EqualTo(new double[] { 1, 2, 3, 4, 5, 6 }));
        Assert.That(x[1, 0], Is.EqualTo(4));
        Assert.That(x[-1, -2], Is.EqualTo(5));
    }

    [Test]
    public void Create_WrongShape_NamesParameterAndShapes()
    {
        Assert.That(
            () => Tensor.Create([1.0, 2.0, 3.0], [2, 2]),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("shape")
                .And.Message.Contains("[2, 2]").And.Message.Contains("size 3"));
        Assert.That(() => Tensor.Zeros<double>([2, -1]), Throws.ArgumentException.With.Message.Contains("[2, -1]"));
        Assert.That(() => Tensor.Zeros<double>([100_000, 100_000]), Throws.ArgumentException.With.Message.Contains("[100000, 100000]"));
        Assert.That(() => Tensor.Create((double[])null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Create_Half_IsNotSupported() =>
        Assert.That(() => Tensor.Create((Half)1), Throws.TypeOf<NotSupportedException>().With.Message.Contains("Half"));

    [Test]
    public void Filled_Factories()
    {
        Assert.That(Tensor.Zeros<double>([2, 1]).ToArray(), Is.EqualTo(new double[] { 0, 0 }));
        Assert.That(Tensor.Ones<float>([2]).ToArray(), Is.EqualTo(new float[] { 1, 1 }));
        Assert.That(Tensor.Full([], 4.0).Item(), Is.EqualTo(4.0));
        Assert.That(Tensor.Zeros<double>([0, 3]).Length, Is.Zero);
    }

    [Test]
    public void Arange_LeavesOutTheEnd()
    {
        Assert.That(Tensor.Arange(0.0, 3.0, 1.0).ToArray(), Is.EqualTo(new double[] { 0, 1, 2 }));
        Assert.That(Tensor.Arange(1.0, 2.0, 0.25).ToArray(), Is.EqualTo(new double[] { 1, 1.25, 1.5, 1.75 }));
        Assert.That(Tensor.Arange(2.0, 0.0, -1.0).ToArray(), Is.EqualTo(new double[] { 2, 1 }));
        Assert.That(Tensor.Arange(0.0, 0.0, 1.0).ToArray(), Is.Empty);
        Assert.That(() => Tensor.Arange(0.0, 1.0, 0.0), Throws.ArgumentException);
        Assert.That(() => Tensor.Arange(0.0, 1.0, -1.0), Throws.ArgumentException);
        Assert.That(() => Tensor.Arange(0.0, double.NaN, 1.0), Throws.ArgumentException);
    }

    [Test]
    public void Linspace_HasBothEnds()
    {
        Assert.That(Tensor.Linspace(0.0, 1.0, 5).ToArray(), Is.EqualTo(new double[] { 0, 0.25, 0.5, 0.75, 1 }));
        Assert.That(Tensor.Linspace(0.0f, 0.3f, 4)[3], Is.EqualTo(0.3f));
        Assert.That(Tensor.Linspace(2.0, 3.0, 1).ToArray(), Is.EqualTo(new double[] { 2 }));
        Assert.That(Tensor.Linspace(2.0, 3.0, 0).ToArray(), Is.Empty);
    }

    [Test]
    public void Item_OfSeveralElements_Throws() =>
        Assert.That(
            () => Tensor.Ones<double>([2]).Item(),
            Throws.InvalidOperationException.With.Message.StartsWith("a Tensor with 2 elements cannot be converted to Scalar"));

    [Test]
    public void Indexer_ChecksItsIndices()
    {
        Tensor<double> x = Tensor.Ones<double>([2, 3]);

        Assert.That(() => x[0], Throws.ArgumentException.With.Message.Contains("[2, 3]"));
        Assert.That(() => x[0, 3], Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("out of bounds for dimension 1 with size 3"));
        Assert.That(() => x[-3, 0], Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void CopyTo_ShortDestination_Throws() =>
        Assert.That(() => Tensor.Ones<double>([2, 2]).CopyTo(new double[3]), Throws.ArgumentException.With.Message.Contains("[2, 2]"));

    [Test]
    public void ToArray_OfAnExpandedView_RepeatsElements()
    {
        Tensor<double> x = Tensor.Create([1.0, 2.0], [2, 1]).Expand([2, 2, 3]);

        Assert.That(x.ToArray(), Is.EqualTo(new double[] { 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2 }));
    }

    [Test]
    public void Detach_SharesTheElements()
    {
        Tensor<double> x = Tensor.Create([1.0, 2.0], requiresGrad: true);
        Tensor<double> view = x.Detach();
        view.Fill(7);

        Assert.That(view.RequiresGrad, Is.False);
        Assert.That(x.ToArray(), Is.EqualTo(new double[] { 7, 7 }));
    }

    [Test]
    public void Devices_StartWithTheCpu()
    {
        Assert.That(Device.Available[0], Is.SameAs(Device.Cpu));
        Assert.That(Device.Cpu.ToString(), Is.EqualTo("cpu"));

        int before = Device.Available.Count;
        var device = new FakeDevice(before + 41);
        Device.Register(device);
        Assert.That(Device.Available[^1], Is.SameAs(device));
        Assert.That(device.ToString(), Is.EqualTo($"gpu:{device.Index}"));
        Assert.That(() => Device.Register(new FakeDevice(device.Index)), Throws.ArgumentException);
        Assert.That(() => Device.Register(null!), Throws.ArgumentNullException);
    }

    private sealed class FakeDevice(int index) : Device(DeviceKind.Gpu, index, "Fake");
}
