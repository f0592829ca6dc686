using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>How gradients add up, and who owns them.</summary>
[TestFixture]
public sealed class AccumulationTests
{
    [Test]
    public void Diamond_AddsBothPaths()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> a = x * x;
        ((a * 2) + (a * a)).Backward();

        // d/dx (2 x^2 + x^4) = 4 x + 4 x^3
        Assert.That(x.Grad!.Item(), Is.EqualTo(120));
    }

    /// <summary>Without counting uses, each of 60 levels would double the number of visits.</summary>
    [Test]
    public void DiamondOnDiamond_VisitsEachNodeOnce()
    {
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        Tensor<double> y = x;
        for (int i = 0; i < 60; i++)
        {
            y = y + y;
        }

        y.Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(Math.Pow(2, 60)));
    }

    [Test]
    public void ReuseManyTimes_AddsEveryUse([Values(1, 2, 3, 1000)] int uses)
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> sum = Tensor.Zeros<double>(2);
        for (int i = 1; i <= uses; i++)
        {
            sum += x * i;
        }

        sum.Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.All.EqualTo(uses * (uses + 1) / 2));
    }

    /// <summary>Uses of one tensor in different shapes and through a sum, whose gradient is one element repeated.</summary>
    [Test]
    public void UsesOfDifferentKinds_AreAdded()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        Tensor<double> y = x * 1;
        (y.Sum() + y.Sum() + (y * Tensor.Ones<double>(4, 3)).Sum() + y.Mean()).Backward();

        Assert.That(x.Grad!.ToArray(), Is.All.EqualTo(6 + (1.0 / 3)));
    }

    [Test]
    public void TwoBackwards_AddToTheSameGradient()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        (x * 2).Sum().Backward();
        Tensor<double> first = x.Grad!;
        (x * 3).Sum().Backward();

        Assert.That(x.Grad, Is.SameAs(first));
        Assert.That(first.ToArray(), Is.EqualTo(new[] { 5.0, 5 }));
    }

    [Test]
    public void GradSetToNull_StartsAnew_AndLeavesTheOldOne()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        (x * 2).Sum().Backward();
        Tensor<double> old = x.Grad!;
        x.Grad = null;
        (x * 3).Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 3.0, 3 }));
        Assert.That(old.ToArray(), Is.EqualTo(new[] { 2.0, 2 }));
    }

    [Test]
    public void GradAssigned_IsAddedTo()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> start = Tensor.Create([10.0, 20]);
        x.Grad = start;
        (x * 2).Sum().Backward();

        Assert.That(x.Grad, Is.SameAs(start));
        Assert.That(start.ToArray(), Is.EqualTo(new[] { 12.0, 22 }));
    }

    [Test]
    public void GradientGivenToBackward_IsNeitherChangedNorKept()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> given = Tensor.Create([5.0, 7]);

        x.Backward(given);
        x.Backward(given);
        x.Grad!.Fill(100);

        Assert.That(given.ToArray(), Is.EqualTo(new[] { 5.0, 7 }));
        Assert.That(x.Grad, Is.Not.SameAs(given));
    }

    [Test]
    public void Gradients_OfTwoLeaves_ShareNothing()
    {
        Tensor<double> gradient = Tensor.Create([1.0, 1]);
        Func<Tensor<double>, Tensor<double>, Tensor<double>>[] operations =
        [
            (a, b) => a + b,
            (a, b) => (a.Sum() + b.Sum()) * Tensor.Ones<double>(2),
            (a, b) => (a + b) + (a + b),
        ];
        foreach (Func<Tensor<double>, Tensor<double>, Tensor<double>> operation in operations)
        {
            Tensor<double> a = Tensor.Create([1.0, 2], requiresGrad: true);
            Tensor<double> b = Tensor.Create([3.0, 4], requiresGrad: true);
            operation(a, b).Backward(gradient);
            double[] before = b.Grad!.ToArray();

            a.Grad!.Fill(-1);

            Assert.That(b.Grad.ToArray(), Is.EqualTo(before));
            Assert.That(gradient.ToArray(), Is.EqualTo(new[] { 1.0, 1 }));
        }
    }

    /// <summary>A leaf's gradient must not be the elements that another operation of the same run still reads.</summary>
    [Test]
    public void LeafAsRoot_AndAsInput()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        x.Backward();
        (x * x).Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(5));
    }

    [Test]
    public void RequiresGrad_SwitchedOffAfterRecording_CollectsNothing()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        Tensor<double> w = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> y = x * w;
        x.RequiresGrad = false;
        y.Backward();

        Assert.That(x.Grad, Is.Null);
        Assert.That(w.Grad!.Item(), Is.EqualTo(2));
    }

    [Test]
    public void RequiresGrad_SwitchedOnAndOffAndOn_RecordsAgain()
    {
        Tensor<double> x = Tensor.Create(2.0);
        Assert.That((x * x).RequiresGrad, Is.False);
        x.RequiresGrad = true;
        (x * x).Backward();
        x.RequiresGrad = false;
        Assert.That((x * x).RequiresGrad, Is.False);
        Assert.That(x.Grad!.Item(), Is.EqualTo(4), "a gradient stays");
        x.RequiresGrad = true;
        (x * x).Backward();

        Assert.That(x.Grad.Item(), Is.EqualTo(8));
    }

    [Test]
    public void Detach_SharesElements()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> view = x.Detach();
        view.Fill(9);

        Assert.That(x.ToArray(), Is.EqualTo(new[] { 9.0, 9 }));
        Assert.That(view.RequiresGrad, Is.False);
        Assert.That(view.Grad, Is.Null);
    }

    [Test]
    public void StopGradient_IsDetach()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        (Autograd.StopGradient(x * x) * x).Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(9));
    }

    [Test]
    public void OverwrittenResult_PassesAGradientOfZero()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = x * 2;
        y.Fill(4);
        (y * x).Sum().Backward();

        Assert.That(y.GradFn!.Name, Is.EqualTo("FillBackward0"));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 4.0, 4 }));
    }

    [Test]
    public void GradientOfAConstant_IsNeverMade()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> constant = Tensor.Create(2.0);
        (x * constant).Backward();

        Assert.That(constant.Grad, Is.Null);
    }

    [Test]
    public void Result_HasNoGradientOfItsOwn()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> y = x * x;
        (y * 2).Backward();

        Assert.That(y.Grad, Is.Null);
    }

    [Test]
    public void EmptyTensor_HasAnEmptyGradient()
    {
        Tensor<double> x = Tensor.Create(Array.Empty<double>(), requiresGrad: true);
        x.Exp().Sum().Backward();

        Assert.That(x.Grad!.Shape.ToArray(), Is.EqualTo(new[] { 0 }));
    }

    /// <summary>The order of additions is fixed, and so is the rounding.</summary>
    [Test]
    public void Backward_GivesTheSameBitsInEveryRun()
    {
        double[][] runs = [.. Enumerable.Range(0, 20).Select(_ =>
        {
            Tensor<double> x = Tensor.Create([0.1, 0.7, 1.3], requiresGrad: true);
            Tensor<double> a = x.Sin();
            Tensor<double> b = a.Exp();
            ((a * 0.1) + (b * a) + (x * 0.3) + (b / x) + (x.Cos() * 1e-7)).Sum().Backward();
            return x.Grad!.ToArray();
        })];

        Assert.That(runs, Is.All.EqualTo(runs[0]));
    }
}
