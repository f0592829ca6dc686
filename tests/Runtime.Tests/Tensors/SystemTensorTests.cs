using System;
using System.Linq;
using System.Numerics.Tensors;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>The tensors of .NET over the same elements.</summary>
[TestFixture]
public sealed class SystemTensorTests
{
    private static Tensor<float> Numbers => Tensor.Arange(24f).Reshape(2, 3, 4);

    [Test]
    public void Spans_HaveTheElementsOfAnyView()
    {
        Tensor<float> x = Numbers;
        Check(x);
        Check(x.Transpose(0, 2));
        Check(x[.., 1.., TensorIndex.Every(.., 2)]);
        Check(x[.., 1..2]);
        Check(x.Select(1, 2).Unsqueeze(1));
        Check(Tensor.Create([1f, 2]).Expand(3, 2));
        Check(Tensor.Create([1f, 2]).Unsqueeze(1).Expand(2, 3));
        Check(Tensor.Create([5f]));
    }

    private static void Check(Tensor<float> x)
    {
        ReadOnlyTensorSpan<float> span = x.AsReadOnlyTensorSpan();
        var elements = new float[x.Length];
        span.FlattenTo(elements);

        Assert.That(span.Lengths.ToArray(), Is.EqualTo(x.Shape.ToArray().Select(length => (nint)length)));
        Assert.That(elements, Is.EqualTo(x.ToArray()));
        Assert.That(Tensor.FromTensorSpan(span).ToArray(), Is.EqualTo(x.ToArray()));
        Assert.That(Tensor.FromTensorSpan(x.ToSystemTensor().AsReadOnlyTensorSpan()).Shape.ToArray(), Is.EqualTo(x.Shape.ToArray()));
    }

    [Test]
    public void ScalarsAndEmptyTensors_HaveOneElementOrNone()
    {
        Assert.That(Tensor.Create(5f).AsReadOnlyTensorSpan()[0], Is.EqualTo(5));
        Assert.That(Numbers[0, 1, 2..].Select(0, 1).AsReadOnlyTensorSpan()[0], Is.EqualTo(7));
        ReadOnlyTensorSpan<float> empty = Numbers[.., 3..].AsReadOnlyTensorSpan();
        Assert.That(empty.Lengths.ToArray(), Is.EqualTo(new nint[] { 2, 0, 4 }));
        Assert.That(Tensor.FromTensorSpan(empty).Shape.ToArray(), Is.EqualTo(new[] { 2, 0, 4 }));
    }

    [Test]
    public void Changes_ShowInBoth()
    {
        Tensor<float> x = Numbers;
        x.AsTensorSpan()[1, 2, 3] = -1;
        System.Numerics.Tensors.Tensor<float> shared = x.ToSystemTensor();
        shared[0, 0, 0] = -2;
        x[0, 0, 1] = -3;

        Assert.That(x[1, 2, 3], Is.EqualTo(-1));
        Assert.That(x[0, 0, 0], Is.EqualTo(-2));
        Assert.That(shared[0, 0, 1], Is.EqualTo(-3));
        float[] array = [1, 2, 3, 4];
        Tensor<float> wrapped = Tensor.Wrap(array, 2, 2);
        wrapped.MulInPlace(2);
        array[0] = 9;
        Assert.That(array, Is.EqualTo(new[] { 9f, 4, 6, 8 }));
        Assert.That(wrapped[0, 0], Is.EqualTo(9));
    }

    [Test]
    public void TensorsOverOneArray_KnowOfEachOther()
    {
        double[] array = [1, 2, 3, 4];
        Tensor<double> a = Tensor.Wrap(array, 2, 2);
        Tensor<double> b = Tensor.Wrap(array, 2, 2);
        a.CopyFrom(b.Transpose(0, 1));
        Assert.That(array, Is.EqualTo(new double[] { 1, 3, 2, 4 }));

        Tensor<double> x = Tensor.Ones<double>([2, 2], requiresGrad: true);
        Tensor<double> y = (x * a).Sum();
        b.Fill(7);
        Assert.That(() => y.Backward(), Throws.InstanceOf<AutogradException>().With.Message.Contains("modified by an inplace operation"));

        // Empty arrays are often one and the same.
        Tensor<double> z = (Tensor.Zeros<double>([0], requiresGrad: true) * Tensor.Wrap(Array.Empty<double>(), 0)).Sum();
        Tensor.Wrap(Array.Empty<double>(), 0).Fill(1);
        Assert.That(() => z.Backward(), Throws.Nothing);
    }

    /// <summary>Large tensors lie in arrays that are used again; one that has been shared must not be.</summary>
    [Test]
    public void SharedElements_AreNeverGivenAway()
    {
        System.Numerics.Tensors.Tensor<float> shared = Share();
        for (int i = 0; i < 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _ = Tensor.Full([100_000], 2f) * 3;
        }

        Assert.That(shared[0], Is.EqualTo(3));
        Assert.That(shared[99_999], Is.EqualTo(3));
    }

    private static System.Numerics.Tensors.Tensor<float> Share() => (Tensor.Full([100_000], 1f) + 2).ToSystemTensor();

    [Test]
    public void Sharing_IsAChangeInPlace()
    {
        Tensor<float> leaf = Tensor.Create([1f, 2], requiresGrad: true);
        Tensor<float> constant = Tensor.Create([3f, 4]);
        Tensor<float> y = (leaf * constant).Sum();
        constant.AsTensorSpan()[0] = 7;

        Assert.That(() => y.Backward(), Throws.InstanceOf<AutogradException>().With.Message.Contains("modified by an inplace operation"));
        Assert.That(() => _ = leaf.AsTensorSpan().Rank, Throws.InstanceOf<AutogradException>().With.Message.Contains("requires grad"));
        Assert.That(() => leaf.ToSystemTensor(), Throws.InstanceOf<AutogradException>());
        Assert.That(leaf.AsReadOnlyTensorSpan()[1], Is.EqualTo(2));
        Assert.That(() => Tensor.Wrap(new float[3], 2, 2), Throws.ArgumentException.With.Message.Contains("[2, 2]"));
        Assert.That(() => Tensor.Wrap<float>(null!), Throws.ArgumentNullException);
    }
}
