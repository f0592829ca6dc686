using System;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary><c>FMap</c> and <c>FMapValueAndGradient</c> against the methods on numbers, for lengths around those of vectors.</summary>
[TestFixture]
public sealed class MapTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 100, 511, 512, 513, 1500];

    private static double[] Doubles(int count, double low, double high, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble()))];
    }

    private static float[] Floats(int count, double low, double high, int seed) => [.. Doubles(count, low, high, seed).Select(x => (float)x)];

    [TestCaseSource(nameof(Lengths))]
    public void Arithmetic_HasTheBitsOfTheMethod(int length)
    {
        float[] x = Floats(length, -5, 5, length);
        float[] result = new float[length];
        float[] value = new float[length];
        float[] gradient = new float[length];

        MapMethods.PolynomialMap(x, result);
        MapMethods.PolynomialMapValueAndGradient(x, value, gradient);

        Assert.That(result, Is.EqualTo(x.Select(MapMethods.Polynomial)));
        Assert.That(value, Is.EqualTo(result));
        Assert.That(gradient, Is.EqualTo(x.Select(MapMethods.PolynomialGradient)));
    }

    [TestCaseSource(nameof(Lengths))]
    public void SeveralOperands_GetTheirOwnGradients(int length)
    {
        double[] x = Doubles(length, -5, 5, length);
        double[] y = Doubles(length, -5, 5, length + 1);
        double[] value = new double[length];
        double[] xGradient = new double[length];
        double[] yGradient = new double[length];

        MapMethods.ProductMapValueAndGradient(x, y, value, xGradient, yGradient);

        Assert.That(value, Is.EqualTo(x.Zip(y, MapMethods.Product)));
        Assert.That(xGradient, Is.EqualTo(x.Zip(y, (a, b) => MapMethods.ProductGradient(a, b).x)));
        Assert.That(yGradient, Is.EqualTo(x.Zip(y, (a, b) => MapMethods.ProductGradient(a, b).y)));
    }

    [TestCaseSource(nameof(Lengths))]
    public void Functions_AreCloseToTheMethod(int length)
    {
        double[] x = [.. Doubles(length, -3, 3, length)];
        double[] value = new double[length];
        double[] gradient = new double[length];

        MapMethods.ChainMapValueAndGradient(x, value, gradient);

        KernelAssert.AreClose(value, x.Select(MapMethods.Chain));
        KernelAssert.AreClose(gradient, x.Select(MapMethods.ChainGradient));
    }

    [Test]
    public void PassiveArguments_AreTheSameForAllElements([Values] bool flip)
    {
        float[] x = Floats(100, -5, 5, 1);
        float[] value = new float[100];
        float[] gradient = new float[100];

        MapMethods.ScaledMapValueAndGradient(x, 3, flip, 0.25f, value, gradient);

        KernelAssert.AreClose(value, x.Select(a => MapMethods.Scaled(a, 3, flip, 0.25f)));
        KernelAssert.AreClose(gradient, x.Select(a => MapMethods.ScaledGradient(a, 3, flip, 0.25f)));
    }

    [Test]
    public void Branches_AreTakenByEachElement()
    {
        double[] x = [.. Doubles(300, -4, 4, 1), 0, -0.0, double.NaN, -1, double.PositiveInfinity, double.NegativeInfinity, 1e-310];
        double[] y = [.. Doubles(300, -4, 4, 2), 1, 1, 1, 3, 1, 3, 1];
        double[] value = new double[x.Length];
        double[] xGradient = new double[x.Length];
        double[] yGradient = new double[x.Length];

        MapMethods.BranchedMapValueAndGradient(x, y, value, xGradient, yGradient);

        KernelAssert.AreClose(value, x.Zip(y, MapMethods.Branched));
        KernelAssert.AreClose(xGradient, x.Zip(y, (a, b) => MapMethods.BranchedGradient(a, b).x));
        KernelAssert.AreClose(yGradient, x.Zip(y, (a, b) => MapMethods.BranchedGradient(a, b).y));
        Assert.That(xGradient.Take(300), Has.None.NaN);
    }

    [Test]
    public void SingularRules_AreGuarded()
    {
        float[] x = [0, 0.5f, 1, 2, -0.0f, 0, 0, 0];
        float[] value = new float[8];
        float[] gradient = new float[8];

        MapMethods.SingularMapValueAndGradient(x, value, gradient);

        KernelAssert.AreClose(value, x.Select(MapMethods.Singular));
        KernelAssert.AreClose(gradient, x.Select(MapMethods.SingularGradient));
        Assert.That(gradient, Has.None.NaN);
    }

    [Test]
    public void Loops_RunLaneByLane_WithTheBitsOfTheMethod()
    {
        float[] x = Floats(77, -1, 1, 1);
        float[] value = new float[77];
        float[] gradient = new float[77];

        MapMethods.HornerMapValueAndGradient(x, 6, value, gradient);

        Assert.That(IsVectorized<MapMethods.HornerKernel, float>(), Is.False);
        Assert.That(value, Is.EqualTo(x.Select(a => MapMethods.Horner(a, 6))));
        Assert.That(gradient, Is.EqualTo(x.Select(a => MapMethods.HornerGradient(a, 6))));
    }

    [Test]
    public void Exception_ComesFromTheFirstElement_OnEveryNumberOfThreads([Values(10, 300_000)] int length)
    {
        double[] x = Doubles(length, 0, 4, 1);
        x[length - 1] = -1;
        Assert.That(() => MapMethods.GuardedMap(x, new double[length]), Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("x"));
    }

    [Test]
    public void Calls_AreWrittenIntoTheKernel()
    {
        double[] x = Doubles(100, -3, 3, 1);
        double[] y = Doubles(100, -3, 3, 2);
        double[] value = new double[100];
        double[] xGradient = new double[100];
        double[] yGradient = new double[100];

        MapMethods.CallingMapValueAndGradient(x, y, value, xGradient, yGradient);

        Assert.That(IsVectorized<MapMethods.CallingKernel, double>(), Is.True);
        KernelAssert.AreClose(value, x.Zip(y, MapMethods.Calling));
        KernelAssert.AreClose(xGradient, x.Zip(y, (a, b) => MapMethods.CallingGradient(a, b).x));
        KernelAssert.AreClose(yGradient, x.Zip(y, (a, b) => MapMethods.CallingGradient(a, b).y));
    }

    [Test]
    public void Clamp_ThrowsForBoundsTheWrongWayRound()
    {
        double[] x = [-3, 0.5, 3];
        double[] value = new double[3];
        double[] gradient = new double[3];
        MapMethods.ClampedMapValueAndGradient(x, -1, 1, value, gradient);

        Assert.That(value, Is.EqualTo(x.Select(a => MapMethods.Clamped(a, -1, 1))));
        Assert.That(gradient, Is.EqualTo(x.Select(a => MapMethods.ClampedGradient(a, -1, 1))));
        Assert.That(() => MapMethods.ClampedMap(x, 1, -1, value), Throws.ArgumentException);
    }

    [Test]
    public void GenericMethods_MapBothTypes()
    {
        Check(Doubles(50, -3, 3, 1), Doubles(50, -3, 3, 2));
        Check(Floats(50, -3, 3, 1), Floats(50, -3, 3, 2));

        static void Check<T>(T[] x, T[] y)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var value = new T[x.Length];
            var xGradient = new T[x.Length];
            var yGradient = new T[x.Length];
            MapMethods.GenericMapValueAndGradient<T>(x, y, value, xGradient, yGradient);
            KernelAssert.AreClose(value, x.Zip(y, MapMethods.Generic));
            KernelAssert.AreClose(xGradient, x.Zip(y, (a, b) => MapMethods.GenericGradient(a, b).x));
            KernelAssert.AreClose(yGradient, x.Zip(y, (a, b) => MapMethods.GenericGradient(a, b).y));
        }
    }

    [Test]
    public void NamesOfTheMapsOwn_AreNoConflict()
    {
        double[] ones = [1, 2, 3];
        double[] value = new double[3];
        double[][] gradients = [new double[3], new double[3], new double[3], new double[3]];
        MapMethods.NamedMapValueAndGradient(ones, ones, ones, ones, value, gradients[0], gradients[1], gradients[2], gradients[3]);
        Assert.That(value, Is.EqualTo(new[] { 2.0, 8, 18 }));
        Assert.That(gradients, Has.All.EqualTo(ones));
    }

    [Test]
    public void Results_MayStandInThePlaceOfOperands([Values(5, 64, 1000)] int length)
    {
        double[] x = Doubles(length, -5, 5, 1);
        double[] y = Doubles(length, -5, 5, 2);
        double[] xPlace = [.. x];
        double[] yPlace = [.. y];
        double[] value = new double[length];

        MapMethods.ProductMapValueAndGradient(xPlace, yPlace, value, yPlace, xPlace);

        Assert.That(yPlace, Is.EqualTo(x.Zip(y, (a, b) => MapMethods.ProductGradient(a, b).x)));
        Assert.That(xPlace, Is.EqualTo(x.Zip(y, (a, b) => MapMethods.ProductGradient(a, b).y)));
    }

    [Test]
    public void PartialOverlap_IsRefused_AndNothingIsWritten()
    {
        float[] memory = Floats(20, -1, 1, 1);
        float[] before = [.. memory];

        Assert.That(
            () => MapMethods.PolynomialMap(memory.AsSpan(0, 10), memory.AsSpan(1, 10)),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("result").And.Message.Contains("overlaps 'x'"));
        Assert.That(memory, Is.EqualTo(before));
    }

    [Test]
    public void TwoResultsInOnePlace_AreRefused()
    {
        float[] x = Floats(10, -1, 1, 1);
        float[] result = new float[10];
        Assert.That(
            () => MapMethods.PolynomialMapValueAndGradient(x, result, result),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("xGradient").And.Message.Contains("overlaps 'value'"));
    }

    [Test]
    public void LengthsThatDiffer_AreRefusedByName()
    {
        Assert.That(
            () => MapMethods.PolynomialMap(new float[3], new float[4]),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("result").And.Message.Contains("4 elements, but 'x' has 3"));
        Assert.That(
            () => MapMethods.ProductMap(new double[3], new double[2], new double[3]),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("y").And.Message.Contains("2 elements, but 'x' has 3"));
    }

    /// <summary>Every position is computed alone: neighbours, the place in a vector, the split and the number of threads cannot be seen.</summary>
    [Test]
    public void Bits_DependNeitherOnThePlaceNorOnTheNumberOfThreads()
    {
        const int Length = 400_003;
        double[] x = Doubles(Length, -20, 20, 1);
        double[] once = new double[Length];
        double[] gradient = new double[Length];
        int own = ParallelSettings.MaxDegreeOfParallelism;
        try
        {
            ParallelSettings.MaxDegreeOfParallelism = 1;
            MapMethods.ChainMapValueAndGradient(x, once, gradient);
            foreach (int threads in new[] { -1, 2, 3, 8 })
            {
                ParallelSettings.MaxDegreeOfParallelism = threads;
                double[] again = new double[Length];
                double[] gradientAgain = new double[Length];
                MapMethods.ChainMapValueAndGradient(x, again, gradientAgain);
                Assert.That(again.AsSpan().SequenceEqual(once), Is.True, $"values on {threads} threads");
                Assert.That(gradientAgain.AsSpan().SequenceEqual(gradient), Is.True, $"gradients on {threads} threads");
            }
        }
        finally
        {
            ParallelSettings.MaxDegreeOfParallelism = own;
        }

        foreach (int start in new[] { 1, 3, 1000, Length - 5 })
        {
            double[] part = new double[Math.Min(7, Length - start)];
            MapMethods.ChainMap(x.AsSpan(start, part.Length), part);
            Assert.That(part, Is.EqualTo(once.AsSpan(start, part.Length).ToArray()), $"from {start}");
        }
    }

    /// <summary>Data that no cache holds takes another way to memory, from any alignment.</summary>
    [Test]
    public void HugeData_IsTheSame()
    {
        const int Length = 6_000_001;
        float[] x = new float[Length + 3];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (i % 1000) * 0.25f;
        }

        float[] value = new float[Length + 1];
        float[] gradient = new float[Length + 2];

        MapMethods.PolynomialMapValueAndGradient(x.AsSpan(3), value.AsSpan(0, Length), gradient.AsSpan(1, Length));

        int wrong = Enumerable.Range(0, Length)
            .Count(i => value[i] != MapMethods.Polynomial(x[i + 3]) || gradient[i + 1] != MapMethods.PolynomialGradient(x[i + 3]));
        Assert.That(wrong, Is.Zero);
        Assert.That((value[Length], gradient[0], gradient[Length + 1]), Is.EqualTo((0f, 0f, 0f)), "nothing is written beside");
    }

    [Test]
    public void DegreeOfParallelism_IsChecked([Values(0, -2)] int degree) =>
        Assert.That(() => ParallelSettings.MaxDegreeOfParallelism = degree, Throws.TypeOf<ArgumentOutOfRangeException>());

    private static bool IsVectorized<TKernel, T>()
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T> => TKernel.IsVectorized;
}
