using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Element-wise operations on views, whose elements do not lie in the order of the result.</summary>
[TestFixture]
public sealed class StridedOperandTests
{
    [Test]
    public void Operations_OnViews_EqualThoseOnCopies([Range(0, 199)] int seed)
    {
        var random = new Random(seed);
        int[] shape = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Dimension(random))];
        Tensor<double> a = View(shape, random);
        Tensor<double> b = View(shape, random);
        Tensor<double> seedOfResult = View(shape, random);
        Tensor<double> copyA = Tensor.Create(a.ToArray(), shape, requiresGrad: true);
        Tensor<double> copyB = Tensor.Create(b.ToArray(), shape, requiresGrad: true);
        a.RequiresGrad = true;
        b.RequiresGrad = true;

        Tensor<double> result = (a * b) + a;
        Tensor<double> expected = (copyA * copyB) + copyA;
        result.Backward(seedOfResult);
        expected.Backward(Tensor.Create(seedOfResult.ToArray(), shape));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ToArray(), Is.EqualTo(expected.ToArray()));
            Assert.That(a.Grad!.ToArray(), Is.EqualTo(copyA.Grad!.ToArray()));
            Assert.That(b.Grad!.ToArray(), Is.EqualTo(copyB.Grad!.ToArray()));
            Assert.That(a.Sum().Item(), Is.EqualTo(copyA.Sum().Item()));
        }
    }

    // Mostly short; some empty, some longer than the run that the inner loop wants.
    private static int Dimension(Random random) => random.Next(20) switch
    {
        0 => 0,
        < 15 => random.Next(1, 5),
        _ => random.Next(16, 20),
    };

    // Permuted dimensions of a larger block: gaps between the elements, and an offset.
    private static Tensor<double> View(int[] shape, Random random)
    {
        int[] order = [.. Enumerable.Range(0, shape.Length)];
        random.Shuffle(order);
        var strides = new int[shape.Length];
        int stride = random.Next(1, 3);
        foreach (int dimension in order)
        {
            strides[dimension] = random.Next(5) == 0 ? 0 : stride;
            stride *= Math.Max(shape[dimension], 1) + random.Next(2);
        }

        double[] elements = [.. Enumerable.Range(0, stride + 3).Select(_ => (double)random.Next(-9, 10))];
        return new Tensor<double>(new Storage<double>(elements), 2, shape, strides);
    }
}
