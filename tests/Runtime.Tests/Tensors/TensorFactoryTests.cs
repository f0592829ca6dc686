using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>How tensors are made, and what is refused.</summary>
[TestFixture]
public sealed class TensorFactoryTests
{
    [Test]
    public void Create_MakesEachRank()
    {
        AssertIs(Tensor.Create(3.0), [], [3]);
        AssertIs(Tensor.Create([3.0, 4]), [2], [3, 4]);
        AssertIs(Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }), [2, 3], [1, 2, 3, 4, 5, 6]);
        AssertIs(Tensor.Create<double>([1, 2, 3, 4], [2, 1, 2]), [2, 1, 2], [1, 2, 3, 4]);
        AssertIs(Tensor.Create(new double[0, 3]), [0, 3], []);
    }

    [Test]
    public void Create_CopiesTheElements()
    {
        double[] vector = [1, 2];
        double[,] matrix = { { 1, 2 } };
        Tensor<double>[] made = [Tensor.Create(vector), Tensor.Create(matrix), Tensor.Create(vector, [2])];

        vector[0] = 9;
        matrix[0, 0] = 9;
        made[0].Fill(5);

        Assert.That(made[1].ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
        Assert.That(made[2].ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
        Assert.That(vector, Is.EqualTo(new[] { 9.0, 2 }));
    }

    [Test]
    public void Create_CopiesTheShape()
    {
        int[] shape = [1, 2];
        Tensor<double> x = Tensor.Create([1.0, 2], shape);
        shape[0] = 7;

        Assert.That(x.Shape.ToArray(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Create_OfAnotherShape_IsRefused() =>
        Assert.That(
            () => Tensor.Create<double>([1, 2, 3], [2, 2]),
            Throws.ArgumentException.With.Message.StartsWith("shape '[2, 2]' is invalid for input of size 3"));

    [Test]
    public void NegativeLengths_AreRefused()
    {
        Assert.That(
            () => Tensor.Zeros<double>(2, -1),
            Throws.ArgumentException.With.Message.StartsWith("The shape [2, -1] has a negative length."));
        Assert.That(() => Tensor.Full([0, -1], 1.0), Throws.ArgumentException);
    }

    [Test]
    public void MoreElementsThanAnArrayHolds_AreRefused() =>
        Assert.That(
            () => Tensor.Ones<float>(100_000, 100_000),
            Throws.ArgumentException.With.Message.StartsWith("The shape [100000, 100000] has more elements than an array can hold"));

    [Test]
    public void Nulls_AreRefused()
    {
        Assert.That(() => Tensor.Create((double[])null!), Throws.ArgumentNullException);
        Assert.That(() => Tensor.Create((double[,])null!), Throws.ArgumentNullException);
    }

    [Test]
    public void OtherElementTypes_AreRefused() =>
        Assert.That(() => Tensor.Create((Half)1), Throws.TypeOf<NotSupportedException>().With.Message.Contains("Half"));

    [Test]
    public void RequiresGrad_IsThatOfTheFactory()
    {
        Assert.That(Tensor.Create(1.0).RequiresGrad, Is.False);
        Assert.That(Tensor.Create(1.0, requiresGrad: true).RequiresGrad, Is.True);
        Assert.That(Tensor.Create([1.0], requiresGrad: true).RequiresGrad, Is.True);
        Assert.That(Tensor.Full([2], 1.0, requiresGrad: true).RequiresGrad, Is.True);
    }

    [Test]
    public void ZerosOnesFull_HoldOneValue()
    {
        AssertIs(Tensor.Zeros<double>(2, 1), [2, 1], [0, 0]);
        AssertIs(Tensor.Ones<double>(), [], [1]);
        AssertIs(Tensor.Full([3], 2.5), [3], [2.5, 2.5, 2.5]);
        AssertIs(Tensor.Ones<double>(3, 0), [3, 0], []);
    }

    [TestCase(0, 4, 1, new double[] { 0, 1, 2, 3 })]
    [TestCase(1, 2, 0.25, new[] { 1, 1.25, 1.5, 1.75 })]
    [TestCase(3, 0, -1.5, new[] { 3, 1.5 })]
    [TestCase(2, 2, 1, new double[0])]
    [TestCase(2, 2, -1, new double[0])]
    public void Arange_StopsBeforeTheEnd(double start, double end, double step, double[] expected) =>
        AssertIs(Tensor.Arange(start, end, step), [expected.Length], expected);

    [TestCase(0, 1, -1)]
    [TestCase(1, 0, 1)]
    [TestCase(0, -0.5, 1)]
    [TestCase(0, 0.5, -1)]
    public void Arange_AwayFromTheEnd_IsRefused(double start, double end, double step) =>
        Assert.That(
            () => Tensor.Arange(start, end, step),
            Throws.ArgumentException.With.Message.StartsWith("upper bound and lower bound inconsistent with step sign"));

    [TestCase(0, 1, 0)]
    [TestCase(double.NaN, 1, 1)]
    [TestCase(0, double.PositiveInfinity, 1)]
    [TestCase(0, 1, 1e-300)]
    [TestCase(double.MinValue, double.MaxValue, 1)]
    public void Arange_WithoutAFiniteNumberOfElements_IsRefused(double start, double end, double step) =>
        Assert.That(
            () => Tensor.Arange(start, end, step),
            Throws.ArgumentException.With.Message.Matches("no finite number|more elements than an array"));

    [Test]
    [SetCulture("de-DE")]
    public void Messages_AreTheSameInEveryCulture() =>
        Assert.That(() => Tensor.Arange(0.5, 0.25, 1), Throws.ArgumentException.With.Message.Contains("0.5 to 0.25"));

    [Test]
    public void Linspace_IncludesBothEnds()
    {
        AssertIs(Tensor.Linspace(0.0, 1, 5), [5], [0, 0.25, 0.5, 0.75, 1]);
        AssertIs(Tensor.Linspace(3.0, 9, 1), [1], [3]);
        AssertIs(Tensor.Linspace(3.0, 9, 0), [0], []);
        Tensor<float> tenths = Tensor.Linspace(-0.7f, 0.7f, 11);
        Assert.That(tenths[10], Is.EqualTo(0.7f));
        Assert.That(tenths.ToArray().Select(x => -x).Reverse(), Is.EqualTo(tenths.ToArray()), "symmetric ends give symmetric numbers");
        Assert.That(() => Tensor.Linspace(0.0, 1, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static void AssertIs(Tensor<double> actual, int[] shape, double[] elements)
    {
        Assert.That(actual.Shape.ToArray(), Is.EqualTo(shape));
        Assert.That(actual.Rank, Is.EqualTo(shape.Length));
        Assert.That(actual.Length, Is.EqualTo(elements.Length));
        Assert.That(actual.ToArray(), Is.EqualTo(elements));
    }
}
