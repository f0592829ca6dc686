using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Square brackets: the same elements as NumPy's, read and written, and the gradients of both.</summary>
[TestFixture]
public sealed class IndexingTests
{
    private static Tensor<double> Numbers => Tensor.Arange(24.0).Reshape(2, 3, 4);

    private static Tensor<double> Leaf => Tensor.Create<double>([1, 2, 3, 4, 5, 6], [2, 3], requiresGrad: true);

    [Test]
    public void Ranges_TakeParts()
    {
        Tensor<double> x = Numbers;

        Assert.That(Text(x[1, ..]), Is.EqualTo("[3, 4] 12 13 14 15 16 17 18 19 20 21 22 23"));
        Assert.That(Text(x[^1, 1..]), Is.EqualTo("[2, 4] 16 17 18 19 20 21 22 23"));
        Assert.That(Text(x[.., ^1, 1..3]), Is.EqualTo("[2, 2] 9 10 21 22"));
        Assert.That(Text(x[TensorIndex.Ellipsis, 0]), Is.EqualTo("[2, 3] 0 4 8 12 16 20"));
        Assert.That(Text(x[0, TensorIndex.Ellipsis, ^1]), Is.EqualTo("[3] 3 7 11"));
        Assert.That(Text(x[1, TensorIndex.Every(.., 2), TensorIndex.Every(1.., 2)]), Is.EqualTo("[2, 2] 13 15 21 23"));
        Assert.That(Text(x[..1, TensorIndex.NewAxis, 2, ..2]), Is.EqualTo("[1, 1, 2] 8 9"));
        Assert.That(Text(x[.., 3..3]), Is.EqualTo("[2, 0, 4]"));
        Assert.That(Text(x[default(TensorIndex)]), Is.EqualTo("[0, 3, 4]"));
        Assert.That(x[1, 2, 3], Is.EqualTo(23));
        Assert.That(x[-1, -1, -1], Is.EqualTo(23));
    }

    /// <summary>The shape, and the elements.</summary>
    private static string Text(Tensor<double> x) => string.Join(' ', x.ToArray().Select(e => $"{e}").Prepend($"[{string.Join(", ", x.Shape.ToArray())}]"));

    [Test]
    public void Parts_AreViews_AndPassGradientsOn()
    {
        Tensor<double> x = Leaf;
        (x[.., 1..] * x[^1, ..2]).Sum().Backward();

        // x01 x10 + x02 x11 + x11 x10 + x12 x11
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 0.0, 4, 5, 2 + 5, 3 + 4 + 6, 5 }));
        Assert.That(Numbers[0, 1..].IsView);
    }

    [Test]
    public void Assigning_ChangesInPlace()
    {
        Tensor<double> x = Numbers;
        x[0, 1..] = Tensor.Create([-1.0, -2, -3, -4]);
        x[1, 2, 3] = 100;
        x[-2, 0, ^4..^2].Fill(7);

        Assert.That(x.ToArray(), Is.EqualTo(new double[] { 7, 7, 2, 3, -1, -2, -3, -4, -1, -2, -3, -4, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 100 }));
    }

    [Test]
    public void Assigned_ElementsGetTheGradient_OverwrittenOnesNone()
    {
        Tensor<double> x = Leaf;
        Tensor<double> value = Tensor.Create([10.0, 20], requiresGrad: true);
        Tensor<double> y = x * 2;
        y[.., 1] = value;
        y[1, 0] = 5;
        (y * y).Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 8, 0, 24, 0, 0, 48 }));
        Assert.That(value.Grad!.ToArray(), Is.EqualTo(new double[] { 20, 40 }));
    }

    [Test]
    public void IndexTensors_AndMasks_Select()
    {
        Tensor<double> x = Leaf;
        Tensor<double> rows = x[Tensor.Indices(1, 0, 1)];
        Assert.That(rows.ToArray(), Is.EqualTo(new double[] { 4, 5, 6, 1, 2, 3, 4, 5, 6 }));
        (rows.Sum() + (10 * x[x > 4].Sum())).Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 1, 1, 1, 2, 12, 12 }));
    }

    [Test]
    public void WrongIndices_AreNamed()
    {
        Tensor<double> x = Numbers;

        Assert.That(() => x[0, .., 1, 2], Throws.ArgumentException.With.Message.Contains("too many indices for tensor of dimension 3: 4 were given for the shape [2, 3, 4]"));
        Assert.That(() => x[TensorIndex.Ellipsis, TensorIndex.Ellipsis], Throws.ArgumentException.With.Message.Contains("single ellipsis"));
        Assert.That(() => x[.., 3], Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("index 3 is out of bounds for dimension 1 with size 3"));
        Assert.That(() => x[.., -4], Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("index ^4 is out of bounds for dimension 1 with size 3"));
        Assert.That(() => x[1..3], Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("index 1..3 is out of bounds for dimension 0 with size 2"));
        Assert.That(() => x[.., 2..1], Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("index 2..1"));
        Assert.That(() => TensorIndex.Every(.., 0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("step"));
        Assert.That(() => x[0, 0] = 1, Throws.ArgumentException.With.Message.Contains("has 3 indices, not 2"));
        Assert.That(() => x[0, 0, 4] = 1, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("dimension 2 with size 4"));
        Assert.That(() => Leaf[0, 0] = 1, Throws.InstanceOf<AutogradException>().With.Message.Contains("leaf Variable"));
        Assert.That(() => Leaf[0, ..] = Tensor.Create([1.0, 2, 3]), Throws.InstanceOf<AutogradException>().With.Message.Contains("leaf Variable"));
        Assert.That(() => x[0, ..] = null!, Throws.ArgumentNullException);
        Assert.That(x.ToArray(), Is.EqualTo(Numbers.ToArray()));
    }
}
