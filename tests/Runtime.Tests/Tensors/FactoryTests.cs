using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Random numbers and other new tensors.</summary>
[TestFixture]
public sealed class FactoryTests
{
    [Test]
    public void Random_IsTheSame_ForTheSameSeed()
    {
        Assert.That(
            Tensor.RandomNormal<double>(new Random(7), 3, 4).ToArray(), Is.EqualTo(Tensor.RandomNormal<double>(new Random(7), 3, 4).ToArray()));
        Assert.That(
            Tensor.RandomUniform<float>(new Random(7), 3, 4).ToArray(), Is.Not.EqualTo(Tensor.RandomUniform<float>(new Random(8), 3, 4).ToArray()));
    }

    /// <summary>Of a hundred thousand numbers, the mean is within five standard errors and the variance within one in fifty.</summary>
    [Test]
    public void Random_HasTheMomentsOfItsDistribution()
    {
        Tensor<double> normal = Tensor.RandomNormal(new Random(1), [100_000], 3.0, 2.0);
        Assert.That(normal.Mean().Item(), Is.EqualTo(3).Within(5 * 2 / Math.Sqrt(1e5)));
        Assert.That(normal.Var().Item(), Is.EqualTo(4).Within(2).Percent);
        Assert.That((normal <= 3 - (2 * 1.6448536)).Count(), Is.EqualTo(5000).Within(400));

        Tensor<float> uniform = Tensor.RandomUniform(new Random(1), [100_000], -2f, 4f);
        Assert.That(uniform.Mean().Item(), Is.EqualTo(1).Within(0.03));
        Assert.That(uniform.Var().Item(), Is.EqualTo(3).Within(2).Percent);
        Assert.That(uniform.Min().Item(), Is.GreaterThanOrEqualTo(-2));
        Assert.That(uniform.Max().Item(), Is.LessThan(4));
    }

    /// <summary>An interval of three numbers, where rounding would reach the bound.</summary>
    [Test]
    public void Uniform_NeverReachesItsBound()
    {
        float high = 1 + (3 * MathF.BitIncrement(1) - 3);
        float[] numbers = Tensor.RandomUniform(new Random(3), [1000], 1f, high).ToArray();

        Assert.That(numbers.Distinct().Count(), Is.GreaterThan(1));
        Assert.That(numbers, Has.All.LessThan(high));
    }

    [Test]
    public void Permutation_HasEveryNumberOnce()
    {
        int[] places = Tensor.RandomPermutation(new Random(2), 100).ToArray();

        Assert.That(places, Is.Not.Ordered);
        Assert.That(places.Order(), Is.EqualTo(Enumerable.Range(0, 100)));
        Assert.That(Tensor.RandomPermutation(new Random(2), 0).Length, Is.Zero);
    }

    [Test]
    public void NewTensors_CanRequireAGradient()
    {
        Tensor<double>[] leaves =
        [
            Tensor.Zeros<double>([2], requiresGrad: true), Tensor.Ones<double>([2], requiresGrad: true), Tensor.ZerosLike(Tensor.Ones<double>(3), requiresGrad: true),
            Tensor.OnesLike(Tensor.Ones<double>(3), requiresGrad: true), Tensor.Arange(3.0, requiresGrad: true), Tensor.Arange(1.0, 3.0, requiresGrad: true),
            Tensor.Linspace(0.0, 1, 3, requiresGrad: true), Tensor.RandomUniform(new Random(1), [2], 0.0, 1.0, requiresGrad: true),
            Tensor.RandomNormal(new Random(1), [2], 0.0, 1.0, requiresGrad: true),
        ];

        Assert.That(leaves.Select(leaf => leaf.RequiresGrad && leaf.IsLeaf), Has.All.True);
        Assert.That(leaves[4].ToArray(), Is.EqualTo(new[] { 0.0, 1, 2 }));
        Assert.That(leaves[5].ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
        Assert.That(leaves[2].ToArray(), Is.EqualTo(new[] { 0.0, 0, 0 }));
    }

    [Test]
    public void WrongArguments_AreNamed()
    {
        var random = new Random(1);
        Assert.That(() => Tensor.RandomUniform<double>(null!, 2), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("random"));
        Assert.That(() => Tensor.RandomUniform(random, [2], 1.0, 1.0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("high"));
        Assert.That(() => Tensor.RandomUniform(random, [2], double.NegativeInfinity, 1.0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Tensor.RandomNormal(random, [2], 0.0, double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("standardDeviation"));
        Assert.That(() => Tensor.RandomNormal<double>(random, -1), Throws.ArgumentException.With.Message.Contains("[-1]"));
        Assert.That(() => Tensor.RandomPermutation(random, -1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("count"));
        Assert.That(() => Tensor.ZerosLike<double>(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("other"));
    }
}
