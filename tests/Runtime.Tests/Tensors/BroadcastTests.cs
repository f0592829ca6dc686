using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>Broadcasting, forward and backward, against a loop over all indices.</summary>
public class BroadcastTests
{
    private static readonly int[][][] ShapePairs =
    [
        [[], []],
        [[3], []],
        [[], [2, 3]],
        [[3], [2, 3]],
        [[2, 1], [1, 3]],
        [[2, 1, 4], [3, 1]],
        [[1, 1], [1]],
        [[5, 1, 2, 1], [1, 4, 1, 3]],
        [[4, 3, 2], [4, 1, 2]],
        [[2, 40], [2, 1]],
        [[300, 2], [300, 1]],
        [[40, 7], [7]],
        [[700], [1]],
        [[0, 3], [1, 3]],
        [[0], []],
        [[2, 0, 1], [1, 5]],
        [[3, 1], [3, 0]],
        [[1, 2, 1, 3, 1, 2], [2, 2, 1, 1, 4, 1]],
    ];

    public static IEnumerable<TestCaseData> Pairs() =>
        ShapePairs.Select(p => new TestCaseData(p[0], p[1]).SetArgDisplayNames(Shapes.Text(p[0]), Shapes.Text(p[1])));

    [TestCaseSource(nameof(Pairs))]
    public void Product_EqualsTheLoopOverIndices(int[] shapeA, int[] shapeB)
    {
        Tensor<double> a = Numbers(shapeA, 1);
        Tensor<double> b = Numbers(shapeB, 2);
        Tensor<double> product = a * b;
        int[] shape = product.Shape.ToArray();
        Tensor<double> upstream = Numbers(shape, 3);
        product.Backward(upstream);

        var expected = new double[product.Length];
        var gradientA = new double[a.Length];
        var gradientB = new double[b.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            int indexA = SourceIndex(i, shape, shapeA);
            int indexB = SourceIndex(i, shape, shapeB);
            double valueA = a.ToArray()[indexA];
            double valueB = b.ToArray()[indexB];
            double adjoint = upstream.ToArray()[i];
            expected[i] = valueA * valueB;
            gradientA[indexA] += adjoint * valueB;
            gradientB[indexB] += adjoint * valueA;
        }

        Assert.That(shape, Is.EqualTo(Shapes.Broadcast(shapeA, shapeB)));
        Assert.That(product.ToArray(), Is.EqualTo(expected));
        Assert.That(a.Grad!.Shape.ToArray(), Is.EqualTo(shapeA));
        Assert.That(b.Grad!.Shape.ToArray(), Is.EqualTo(shapeB));
        Assert.That(a.Grad.ToArray(), Is.EqualTo(gradientA).Within(1e-12).Percent);
        Assert.That(b.Grad.ToArray(), Is.EqualTo(gradientB).Within(1e-12).Percent);
    }

    [Test]
    public void Mismatch_HasTheWordsOfPyTorchAndBothShapes()
    {
        Tensor<double> a = Tensor.Ones<double>([2, 3]);
        Tensor<double> b = Tensor.Ones<double>([2, 4]);

        Assert.That(
            () => a + b,
            Throws.ArgumentException.With.Message.StartsWith(
                    "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1")
                .And.Message.Contains("[2, 3]").And.Message.Contains("[2, 4]"));
        Assert.That(() => a * Tensor.Ones<double>([0]), Throws.ArgumentException.With.Message.Contains("(0)"));
    }

    [Test]
    public void Null_IsRefused()
    {
        Assert.That(() => Tensor.Ones<double>([2]) + null!, Throws.ArgumentNullException);
        Assert.That(() => Tensor.Sin<double>(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Apply_ChecksTheNumberOfInputs() =>
        Assert.That(
            () => Elementwise.Apply(new ElementwiseFunctions.SinKernel<double>(), Tensor.Ones<double>([2]), Tensor.Ones<double>([2])),
            Throws.ArgumentException.With.Message.Contains("Sin takes 1 tensors, not 2"));

    [Test]
    public void Operators_AcceptScalarsOnBothSides()
    {
        Tensor<double> x = Tensor.Create([1.0, 2.0, 4.0]);

        Assert.That((x + 1).ToArray(), Is.EqualTo(new double[] { 2, 3, 5 }));
        Assert.That((1 + x).ToArray(), Is.EqualTo(new double[] { 2, 3, 5 }));
        Assert.That((x - 1).ToArray(), Is.EqualTo(new double[] { 0, 1, 3 }));
        Assert.That((1 - x).ToArray(), Is.EqualTo(new double[] { 0, -1, -3 }));
        Assert.That((x * 2).ToArray(), Is.EqualTo(new double[] { 2, 4, 8 }));
        Assert.That((2 * x).ToArray(), Is.EqualTo(new double[] { 2, 4, 8 }));
        Assert.That((x / 2).ToArray(), Is.EqualTo(new double[] { 0.5, 1, 2 }));
        Assert.That((2 / x).ToArray(), Is.EqualTo(new double[] { 2, 1, 0.5 }));
        Assert.That((-x).ToArray(), Is.EqualTo(new double[] { -1, -2, -4 }));
    }

    [Test]
    public void Sum_IsAccurateAndCoversAllElements()
    {
        Tensor<float> x = Tensor.Full([1000, 1003], 0.1f, requiresGrad: true);
        Tensor<float> sum = x.Sum();
        sum.Backward();

        Assert.That(sum.Item(), Is.EqualTo(0.1f * 1_003_000).Within(1e-6f * 100_300));
        Assert.That(x.Grad!.ToArray(), Is.All.EqualTo(1f));
    }

    [Test]
    public void SumOverStretchedRows_IsAccurate()
    {
        Tensor<float> bias = Tensor.Full([3], 0f, requiresGrad: true);
        (Tensor.Full([300_001, 3], 1f) + bias).Backward(Tensor.Full([300_001, 3], 0.1f));

        Assert.That(bias.Grad!.ToArray(), Is.All.EqualTo(30_000.1f).Within(0.02f));
    }

    [Test]
    public void SumAndMean_OfNothing()
    {
        Tensor<double> x = Tensor.Full([0, 2], 0.0, requiresGrad: true);
        (x.Sum() + x.Mean()).Backward();

        Assert.That(x.Sum().Item(), Is.Zero);
        Assert.That(x.Mean().Item(), Is.NaN);
        Assert.That(x.Grad!.Shape.ToArray(), Is.EqualTo(new[] { 0, 2 }));
    }

    [Test]
    public void Mean_DividesTheGradient()
    {
        Tensor<double> x = Tensor.Create([1.0, 2.0, 6.0, 7.0], requiresGrad: true);
        Tensor<double> mean = x.Mean();
        mean.Backward();

        Assert.That(mean.Item(), Is.EqualTo(4));
        Assert.That(x.Grad!.ToArray(), Is.All.EqualTo(0.25));
    }

    private static Tensor<double> Numbers(int[] shape, int seed)
    {
        var random = new Random(seed);
        int length = Shapes.Length(shape, nameof(shape));
        return Tensor.Create(Enumerable.Range(0, length).Select(_ => random.NextDouble() + 0.5).ToArray(), shape, requiresGrad: true);
    }

    private static int SourceIndex(int index, int[] shape, int[] source)
    {
        int position = 0;
        int stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            int counter = index % shape[i];
            index /= shape[i];
            int dimension = i - shape.Length + source.Length;
            if (dimension >= 0)
            {
                position += source[dimension] == 1 ? 0 : counter * stride;
                stride *= source[dimension];
            }
        }

        return position;
    }
}
