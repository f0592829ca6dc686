using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>
/// Broadcasting against an implementation that walks the result element by element. All numbers are small integers, so that every
/// order of summation gives the same.
/// </summary>
[TestFixture]
public sealed class BroadcastReferenceTests
{
    private const int Seeds = 300;

    private static IEnumerable<int[][]> ChosenShapes =>
    [
        [[], []],
        [[1], []],
        [[0], []],
        [[0], [1]],
        [[0, 3], [3]],
        [[2, 0, 3], [1, 3]],
        [[1, 1, 1], [1]],
        [[1, 1], [1, 1, 1, 1]],
        [[40, 1], [1, 30]],
        [[3, 17], [3, 1]],
        [[1, 5, 1, 2], [3, 1, 4, 1]],
        [[2, 600], [600]],
        [[600, 2], [2]],
        [[1, 1200], [1, 1]],
    ];

    [Test]
    public void Product_OfRandomShapes_IsThatOfTheReference([Range(0, Seeds - 1)] int seed)
    {
        var random = new Random(seed);
        (int[] a, int[] b) = RandomShapes(random);

        AssertProduct(a, b, random);
    }

    [TestCaseSource(nameof(ChosenShapes))]
    public void Product_OfChosenShapes_IsThatOfTheReference(int[] a, int[] b) => AssertProduct(a, b, new Random(1));

    /// <summary>Three operands, of which two are stretched in different dimensions, through one node.</summary>
    [Test]
    public void ThreeOperands_AreBroadcastTogether()
    {
        Tensor<double> a = Integers([2, 1, 3], new Random(1));
        Tensor<double> b = Integers([4, 1], new Random(2));
        Tensor<double> c = Integers([3], new Random(3));

        Tensor<double> result = FusedMethods.Dot(a, b, c);
        result.Sum().Backward();

        Assert.That(result.Shape.ToArray(), Is.EqualTo(new[] { 2, 4, 3 }));
        using (Assert.EnterMultipleScope())
        {
            for (int position = 0; position < result.Length; position++)
            {
                (int i, int j, int k) = (position / 12, position / 3 % 4, position % 3);
                Assert.That(result[i, j, k], Is.EqualTo((a[i, 0, k] * b[j, 0]) + c[k]));
            }

            Assert.That(a.Grad!.ToArray(), Is.All.EqualTo(b.Sum().Item()));
            Assert.That(b.Grad!.ToArray(), Is.All.EqualTo(a.Sum().Item()));
            Assert.That(c.Grad!.ToArray(), Is.All.EqualTo(8));
        }
    }

    private static void AssertProduct(int[] shapeA, int[] shapeB, Random random)
    {
        Tensor<double> a = Integers(shapeA, random);
        Tensor<double> b = Integers(shapeB, random);
        double[] elementsA = a.ToArray();
        double[] elementsB = b.ToArray();
        int[] shape = Broadcast(shapeA, shapeB);
        Tensor<double> gradient = Integers(shape, random).Detach();
        double[] elementsOfGradient = gradient.ToArray();

        Tensor<double> result = a * b;
        result.Backward(gradient);

        var expected = new double[elementsOfGradient.Length];
        var gradientA = new double[elementsA.Length];
        var gradientB = new double[elementsB.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            int inA = Position(i, shape, shapeA);
            int inB = Position(i, shape, shapeB);
            expected[i] = elementsA[inA] * elementsB[inB];
            gradientA[inA] += elementsOfGradient[i] * elementsB[inB];
            gradientB[inB] += elementsOfGradient[i] * elementsA[inA];
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Shape.ToArray(), Is.EqualTo(shape));
            Assert.That(result.ToArray(), Is.EqualTo(expected));
            Assert.That(a.Grad!.Shape.ToArray(), Is.EqualTo(shapeA));
            Assert.That(a.Grad.ToArray(), Is.EqualTo(gradientA));
            Assert.That(b.Grad!.Shape.ToArray(), Is.EqualTo(shapeB));
            Assert.That(b.Grad.ToArray(), Is.EqualTo(gradientB));
            Assert.That(a.ToArray(), Is.EqualTo(elementsA), "the operands are not changed");
            Assert.That(gradient.ToArray(), Is.EqualTo(elementsOfGradient), "the gradient is not changed");
        }
    }

    /// <summary>Two shapes of rank up to 4 that go together: of each pair of lengths one may become 1 or vanish at the front.</summary>
    private static (int[] A, int[] B) RandomShapes(Random random)
    {
        int[] shape = [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(8) == 0 ? 0 : random.Next(1, 6))];
        int[] a = [.. shape];
        int[] b = [.. shape];
        for (int i = 0; i < shape.Length; i++)
        {
            (random.Next(2) == 0 ? a : b)[i] = random.Next(3) == 0 ? 1 : shape[i];
        }

        return random.Next(3) switch
        {
            0 => (a[random.Next(a.Length + 1)..], b),
            1 => (a, b[random.Next(b.Length + 1)..]),
            _ => (a, b),
        };
    }

    private static int[] Broadcast(int[] a, int[] b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (int fromEnd = 1; fromEnd <= shape.Length; fromEnd++)
        {
            int lengthA = fromEnd <= a.Length ? a[^fromEnd] : 1;
            int lengthB = fromEnd <= b.Length ? b[^fromEnd] : 1;
            shape[^fromEnd] = lengthA == 1 ? lengthB : lengthA;
        }

        return shape;
    }

    private static int Position(int index, int[] shape, int[] operand)
    {
        int position = 0;
        int stride = 1;
        for (int fromEnd = 1; fromEnd <= operand.Length; fromEnd++)
        {
            int coordinate = index % shape[^fromEnd];
            index /= shape[^fromEnd];
            position += operand[^fromEnd] == 1 ? 0 : coordinate * stride;
            stride *= operand[^fromEnd];
        }

        return position;
    }

    private static Tensor<double> Integers(int[] shape, Random random)
    {
        int length = shape.Aggregate(1, (product, dimension) => product * dimension);
        double[] elements = [.. Enumerable.Range(0, length).Select(_ => (double)random.Next(-9, 10))];
        return Tensor.Create(elements, shape, requiresGrad: true);
    }
}
