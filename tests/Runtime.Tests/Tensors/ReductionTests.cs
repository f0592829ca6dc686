using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Sums and means: exactness, gradients, and sums over stretched dimensions.</summary>
[TestFixture]
public sealed class ReductionTests
{
    /// <summary>Around the lengths at which the algorithm changes.</summary>
    [Test]
    public void Sum_OfIntegers_IsExact(
        [Values(0, 1, 2, 7, 8, 15, 16, 17, 31, 511, 512, 513, 1023, 1024, 1025, 1536, 100_003)] int length)
    {
        double[] numbers = [.. Enumerable.Range(1, length).Select(i => (double)i)];
        float[] ones = [.. Enumerable.Repeat(1f, length)];

        Assert.That(Tensor.Create(numbers).Sum().Item(), Is.EqualTo((double)length * (length + 1) / 2));
        Assert.That(Tensor.Create(ones).Sum().Item(), Is.EqualTo(length));
    }

    /// <summary>Squares, and quotients of a gradient by a norm, leave the range long before the results do.</summary>
    [Test]
    public void NormAndStd_OfTinyAndHugeElements()
    {
        Tensor<float> x = Tensor.Create([3e-20f, 4e-20f], requiresGrad: true);
        Tensor<float> g = Autograd.Grad(x.Norm(), x, createGraph: true);
        Assert.That(g.ToArray(), Is.EqualTo(new[] { 0.6f, 0.8f }).Within(1e-6));
        Assert.That(Autograd.Grad(g.Select(0, 0), x).ToArray(), Is.EqualTo(new[] { 1.28e19f, -9.6e18f }).Within(1e-4).Percent);

        AssertGradient([3e-40f, 4e-40f], 1, static x => x.Norm(), [0.6f, 0.8f]);
        AssertGradient([3e20f, 4e20f], 1e-25f, static x => x.Norm(), [6e-26f, 8e-26f]);
        AssertGradient([1e20f, -1e20f], 1e-25f, static x => x.Std(), [0.70710678e-25f, -0.70710678e-25f]);
        AssertGradient([3e-25f, 4e-25f, -1e-25f], 1, static x => x.Std(), [0.18898224f, 0.37796447f, -0.56694671f]);
        Assert.That(Tensor.Create([1e20f, -1e20f]).Std().Item(), Is.EqualTo(1.41421356e20f).Within(1e-4).Percent);
        Assert.That(Tensor.Create([3e-25f, 4e-25f, -1e-25f]).Std().Item(), Is.EqualTo(2.6457513e-25f).Within(1e-4).Percent);

        static void AssertGradient(float[] elements, float adjoint, Func<Tensor<float>, Tensor<float>> function, float[] expected)
        {
            Tensor<float> x = Tensor.Create(elements, requiresGrad: true);
            function(x).Backward(Tensor.Create(adjoint));
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.That(x.Grad![i], Is.EqualTo(expected[i]).Within(1e-3).Percent);
            }
        }
    }

    /// <summary>One after the other, ten million tenths in float would come out as 1087937.</summary>
    [Test]
    public void Sum_InFloat_KeepsItsDigits()
    {
        Tensor<float> x = Tensor.Full([10_000_000], 0.1f);

        Assert.That(x.Sum().Item(), Is.EqualTo(1_000_000.0149f).Within(1e-4).Percent);
        Assert.That(x.Mean().Item(), Is.EqualTo(0.1f).Within(1e-4).Percent);
    }

    [Test]
    public void Sum_PropagatesNaNAndInfinity()
    {
        Assert.That(Tensor.Create([1, double.NaN, 2]).Sum().Item(), Is.NaN);
        Assert.That(Tensor.Create([1, double.PositiveInfinity, 2]).Sum().Item(), Is.EqualTo(double.PositiveInfinity));
        Assert.That(Tensor.Create([double.PositiveInfinity, double.NegativeInfinity]).Sum().Item(), Is.NaN);
    }

    [Test]
    public void EmptySum_IsZero_AndEmptyMeanIsNaN()
    {
        Assert.That(Tensor.Zeros<double>(0, 3).Sum().Item(), Is.Zero);
        Assert.That(Tensor.Zeros<double>(0, 3).Mean().Item(), Is.NaN);
    }

    [Test]
    public void Gradients_AreTheSameForAllElements()
    {
        Tensor<double> x = Tensor.Full([2, 4], 3.0, requiresGrad: true);
        (x.Sum() * 5).Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(Enumerable.Repeat(5.0, 8)));
        Assert.That(x.Grad.Shape.ToArray(), Is.EqualTo(new[] { 2, 4 }));

        x.Grad = null;
        (x.Mean() * 4).Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(Enumerable.Repeat(0.5, 8)));
    }

    [Test]
    public void SumOfASum_IsTheSameScalar()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        x.Sum().Sum().Mean().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 1.0, 1 }));
    }

    /// <summary>Dimensions to sum at the front, in the middle, at the end, and mixed; long enough for each of the algorithms.</summary>
    [TestCase(new[] { 2, 3 }, new[] { 3 })]
    [TestCase(new[] { 2, 3 }, new[] { 2, 1 })]
    [TestCase(new[] { 2, 3 }, new int[0])]
    [TestCase(new[] { 2, 3, 4 }, new[] { 2, 1, 4 })]
    [TestCase(new[] { 2, 3, 4 }, new[] { 3, 1 })]
    [TestCase(new[] { 2, 3, 4 }, new[] { 1, 1, 1 })]
    [TestCase(new[] { 50, 7 }, new[] { 7 })]
    [TestCase(new[] { 3, 50, 7 }, new[] { 3, 1, 7 })]
    [TestCase(new[] { 3, 1500 }, new[] { 3, 1 })]
    [TestCase(new[] { 4, 0, 3 }, new[] { 1, 3 })]
    [TestCase(new[] { 0, 3 }, new[] { 1, 3 })]
    [TestCase(new[] { 5, 0 }, new[] { 1, 0 })]
    public void SumTo_IsThatOfTheReference(int[] wide, int[] shape)
    {
        int length = wide.Aggregate(1, (product, dimension) => product * dimension);
        Tensor<double> gradient = Tensor.Create([.. Enumerable.Range(0, length).Select(i => (double)(i % 17))], wide);

        Tensor<double> sum = AxisReduction.SumTo(gradient, shape);

        var expected = new double[shape.Aggregate(1, (product, dimension) => product * dimension)];
        for (int i = 0; i < length; i++)
        {
            int rest = i;
            int position = 0;
            int stride = 1;
            for (int fromEnd = 1; fromEnd <= shape.Length; fromEnd++)
            {
                position += shape[^fromEnd] == 1 ? 0 : rest % wide[^fromEnd] * stride;
                rest /= wide[^fromEnd];
                stride *= shape[^fromEnd];
            }

            expected[position] += i % 17;
        }

        Assert.That(sum.Shape.ToArray(), Is.EqualTo(shape));
        Assert.That(sum.ToArray(), Is.EqualTo(expected));
    }
}
