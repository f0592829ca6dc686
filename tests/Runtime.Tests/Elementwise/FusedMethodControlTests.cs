using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>Fused methods with guards, switches, passive arguments, reassigned parameters and many operands.</summary>
[TestFixture]
public sealed class FusedMethodControlTests
{
    private static readonly double[] Xs = [-7, -1, -0.3, 0, 0.4, 1, 1.5, 12];

    [Test]
    public void Guard_ThrowsForTheElement_AndChangesNothing()
    {
        Tensor<double> x = Tensor.Create([4.0, -1, 9], requiresGrad: true);

        Assert.That(() => FusedMethods.Guarded(x), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(x.ToArray(), Is.EqualTo(new[] { 4.0, -1, 9 }));
        Assert.That(FusedMethods.Guarded(Tensor.Create([4.0, 9])).ToArray(), Is.EqualTo(new[] { 2.0, 3 }));
    }

    [Test]
    public void PassiveArguments_AreTheSameForAllElements([Values(-2, 0, 3)] int n, [Values] bool flip)
    {
        Tensor<double> x = Tensor.Create(Xs, requiresGrad: true);

        Tensor<double> result = FusedMethods.Scaled(x, n, flip);
        result.Sum().Backward();

        Assert.That(result.ToArray(), Is.EqualTo(Xs.Select(value => FusedMethods.Scaled(value, n, flip))));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(Xs.Select(value => FusedMethods.ScaledGradient(value, n, flip))));
    }

    [Test]
    public void Switch_TakesTheSameArmForAllElements([Values(0, 1, 2)] int kind)
    {
        Tensor<double> x = Tensor.Create(Xs, requiresGrad: true);

        Tensor<double> result = FusedMethods.Switched(x, kind);
        result.Sum().Backward();

        KernelAssert.AreClose(result, Xs.Select(value => FusedMethods.Switched(value, kind)));
        KernelAssert.AreClose(x.Grad!, Xs.Select(value => FusedMethods.SwitchedGradient(value, kind)));
    }

    [Test]
    public void ReassignedParameters_LeaveTheOperandsAlone()
    {
        float[] xs = [.. Xs.Select(value => (float)value)];
        float[] ys = [.. xs.Reverse()];
        Tensor<float> x = Tensor.Create(xs, requiresGrad: true);
        Tensor<float> y = Tensor.Create(ys, requiresGrad: true);

        Tensor<float> result = FusedMethods.Reassigned(x, y);
        result.Sum().Backward();

        Assert.That(result.ToArray(), Is.EqualTo(xs.Zip(ys, FusedMethods.Reassigned)));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(xs.Zip(ys, (a, b) => FusedMethods.ReassignedGradient(a, b).x)));
        Assert.That(y.Grad!.ToArray(), Is.EqualTo(xs.Zip(ys, (a, b) => FusedMethods.ReassignedGradient(a, b).result)));
        Assert.That(x.ToArray(), Is.EqualTo(xs));
    }

    /// <summary>Parameters that are called what the kernel calls its own.</summary>
    [Test]
    public void NamesOfTheKernel_AreFreeForParameters()
    {
        Tensor<double>[] x = [.. Enumerable.Range(2, 6).Select(i => Tensor.Create((double)i, requiresGrad: true))];

        FusedMethods.Product(x[0], x[1], x[2], x[3], x[4], x[5]).Backward();

        Assert.That(x.Select(factor => factor.Grad!.Item()), Is.EqualTo(Enumerable.Range(2, 6).Select(i => 5040.0 / i)));
    }

    /// <summary>Nine operands have more pairs of gradient and operand than a word has bits.</summary>
    [Test]
    public void NineOperands_EachGetTheirGradient([Range(0, 8)] int wanted)
    {
        Tensor<double>[] x = [.. Enumerable.Range(0, 9).Select(i => Tensor.Create(i + 2.0, requiresGrad: i == wanted))];

        FusedMethods.Sum(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8]).Backward();

        // The factors are the pairs (1, 2), (3, 4), ...; each has the other as gradient.
        double expected = wanted == 0 ? 1 : x[((wanted - 1) ^ 1) + 1].Item();
        Assert.That(x[wanted].Grad!.Item(), Is.EqualTo(expected));
    }
}
