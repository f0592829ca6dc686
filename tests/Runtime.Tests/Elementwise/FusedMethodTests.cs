using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>
/// A differentiable method on tensors is one node, and has for each element what the method and its gradient have: the same bits but for the
/// last ones of functions, which vectors compute in their own way.
/// </summary>
[TestFixture]
public sealed class FusedMethodTests
{
    private static readonly double[] Xs = [-30, -3, -1, -0.7, -0.0, 0, 0.2, 0.7, 1, 1.1, 3, 7, 50, double.NaN, double.PositiveInfinity];

    [Test]
    public void OfOneParameter_EqualsTheMethodAndItsGradient()
    {
        float[] xs = [.. Xs.Select(x => (float)x)];
        Tensor<float> x = Tensor.Create(xs, requiresGrad: true);

        Tensor<float> v = FusedMethods.V(x);
        v.Sum().Backward();

        KernelAssert.AreClose(v, xs.Select(FusedMethods.V));
        KernelAssert.AreClose(x.Grad!, xs.Select(FusedMethods.VGradient));
        AssertIsOneNode(v, "VBackward", x);
    }

    [Test]
    public void OfActiveAndPassiveParameters_EqualsTheMethodAndItsGradient()
    {
        const double Width = 1.5;
        double[] means = [.. Xs.Reverse()];
        Tensor<double> x = Tensor.Create(Xs, requiresGrad: true);
        Tensor<double> mean = Tensor.Create(means, requiresGrad: true);

        Tensor<double> result = FusedMethods.Gauss(x, mean, Width);
        result.Sum().Backward();

        KernelAssert.AreClose(result, Xs.Zip(means, (a, b) => FusedMethods.Gauss(a, b, Width)));
        KernelAssert.AreClose(x.Grad!, Xs.Zip(means, (a, b) => FusedMethods.GaussGradient(a, b, Width).x));
        KernelAssert.AreClose(mean.Grad!, Xs.Zip(means, (a, b) => FusedMethods.GaussGradient(a, b, Width).mean));
        AssertIsOneNode(result, "GaussBackward", x, mean);
    }

    [Test]
    public void WithABranch_EqualsTheMethodAndItsGradient()
    {
        Tensor<double> x = Tensor.Create(Xs, requiresGrad: true);

        Tensor<double> result = FusedMethods.Huber(x);
        result.Sum().Backward();

        KernelAssert.AreClose(result, Xs.Select(FusedMethods.Huber));
        KernelAssert.AreClose(x.Grad!, Xs.Select(FusedMethods.HuberGradient));
        AssertIsOneNode(result, "HuberBackward", x);
    }

    [Test]
    public void Generic_EqualsTheMethodAndItsGradient_InDouble() => AssertGeneric(Xs);

    [Test]
    public void Generic_EqualsTheMethodAndItsGradient_InFloat() => AssertGeneric<float>([.. Xs.Select(x => (float)x)]);

    [Test]
    public void Operands_AreBroadcast()
    {
        Tensor<double> x = Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, requiresGrad: true);
        Tensor<double> mean = Tensor.Create([0.5, 2.5, 4.5], requiresGrad: true);

        Tensor<double> result = FusedMethods.Gauss(x, mean, 1.5);
        result.Sum().Backward();

        Assert.That(result.Shape.ToArray(), Is.EqualTo(new[] { 2, 3 }));
        KernelAssert.AreClose(result, x.ToArray().Select((value, i) => FusedMethods.Gauss(value, mean[i % 3], 1.5)));
        KernelAssert.AreClose(
            mean.Grad!,
            Enumerable.Range(0, 3).Select(j =>
                FusedMethods.GaussGradient(x[0, j], mean[j], 1.5).mean + FusedMethods.GaussGradient(x[1, j], mean[j], 1.5).mean));
    }

    /// <summary>What no gradient needs is neither computed nor kept: here it may be changed before backward.</summary>
    [Test]
    public void OperandThatNoGradientReads_MayChangeBeforeBackward()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = Tensor.Create([3.0, 4]);
        Tensor<double> z = Tensor.Create([5.0, 6]);

        Tensor<double> result = FusedMethods.Dot(x, y, z);
        z.Zero();
        result.Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 3.0, 4 }));
    }

    [Test]
    public void NullOperand_IsRefusedByName() =>
        Assert.That(
            () => FusedMethods.Gauss(Tensor.Create(1.0), null!, 1),
            Throws.ArgumentNullException.With.Message.Contains("Tensor 1 given to Gauss is null."));

    [Test]
    public void WrongNumberOfOperands_IsRefused() =>
        Assert.That(
            () => Elementwise.Apply<FusedMethods.VKernel, float>(default, Tensor.Create(1f), Tensor.Create(2f)),
            Throws.ArgumentException.With.Message.StartsWith("V takes 1 tensors, not 2."));

    private static void AssertGeneric<T>(T[] xs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] rates = [.. xs.Reverse()];
        Tensor<T> x = Tensor.Create(xs, requiresGrad: true);
        Tensor<T> rate = Tensor.Create(rates, requiresGrad: true);

        Tensor<T> result = FusedMethods.Damped(x, rate);
        result.Sum().Backward();

        KernelAssert.AreClose(result, xs.Zip(rates, (a, b) => FusedMethods.Damped(a, b)));
        KernelAssert.AreClose(x.Grad!, xs.Zip(rates, (a, b) => FusedMethods.DampedGradient(a, b).x));
        KernelAssert.AreClose(rate.Grad!, xs.Zip(rates, (a, b) => FusedMethods.DampedGradient(a, b).rate));
        AssertIsOneNode(result, "DampedBackward", x, rate);
    }

    private static void AssertIsOneNode<T>(Tensor<T> result, string name, params Tensor<T>[] leaves)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.That(result.GradFn!.Name, Is.EqualTo(name));
        Assert.That(result.GradFn.NextFunctions.Select(edge => edge.Node), Is.EqualTo(leaves.Select(leaf => leaf.GradientEdge.Node)));
    }
}
