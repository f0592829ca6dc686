using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>A gradient belongs to one tensor: nothing that is added to it, or done to it in place, shows elsewhere.</summary>
public class GradientOwnershipTests
{
    [Test]
    public void RecordedGradients_OfTwoLeaves_AreTwoTensors()
    {
        Tensor<double> a = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> b = Tensor.Create([3.0, 4], requiresGrad: true);
        (a + b).Backward(Tensor.Ones<double>(2), createGraph: true);
        (a * 5).Sum().Backward();

        Assert.That(a.Grad!.ToArray(), Is.EqualTo(new double[] { 6, 6 }));
        Assert.That(b.Grad!.ToArray(), Is.EqualTo(new double[] { 1, 1 }));
    }

    [Test]
    public void RecordedGradient_ThatRepeatsAnElement_CanBeAddedTo()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        x.Sum().Backward(createGraph: true);
        (x * Tensor.Create([1.0, 2, 3])).Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 2, 3, 4 }));
        Assert.That(x.Grad.Zero().ToArray(), Is.EqualTo(new double[] { 0, 0, 0 }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void GivenGradient_IsNotChanged_ByLaterPasses(bool createGraph)
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> given = Tensor.Create([10.0, 20]);
        x.Backward(given, createGraph: createGraph);
        x.Backward(Tensor.Ones<double>(2));
        x.Grad!.Zero();

        Assert.That(given.ToArray(), Is.EqualTo(new double[] { 10, 20 }));
    }

    [Test]
    public void AssignedGradient_ThatRepeatsAnElement_IsReplacedByTheSum()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        Tensor<double> one = Tensor.Ones<double>(1);
        x.Grad = one.Expand(3);
        (x * x).Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 3, 5, 7 }));
        Assert.That(one.Item(), Is.EqualTo(1));
    }

    [Test]
    public void GivenGradient_WithAGraph_DoesNotGetIntoAPassThatIsNotRecorded()
    {
        Tensor<double> seed = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> x = Tensor.Create([3.0, 4], requiresGrad: true);
        (x * x).Backward(seed * 2);
        Tensor<double> gradient = Autograd.Grad([x, x], [x], [seed * 2, seed * 3])[0]!;

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 12, 32 }));
        Assert.That(gradient.ToArray(), Is.EqualTo(new double[] { 5, 10 }));
        Assert.That(x.Grad.RequiresGrad || gradient.RequiresGrad, Is.False);
        Assert.That(seed.Grad, Is.Null);
    }

    [Test]
    public void SumOfGivenGradients_IsRecorded_WhateverTheCallersMode()
    {
        Tensor<double> seed = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> x = Tensor.Create([3.0, 4], requiresGrad: true);
        Tensor<double> gradient;
        using (Autograd.NoGrad())
        {
            gradient = Autograd.Grad([x, x], [x], [seed, seed], createGraph: true)[0]!;
        }

        gradient.Sum().Backward();
        Assert.That(seed.Grad!.ToArray(), Is.EqualTo(new double[] { 2, 2 }));
    }

    [Test]
    public void TensorsThatAFunctionKeeps_AreNotTaken()
    {
        // 5,000 elements come from the pool, to which a gradient that has been added returns.
        var slope = Tensor.Full([5000], 3.0);
        Tensor<double> x = Tensor.Full([5000], 2.0, requiresGrad: true);
        for (int i = 0; i < 3; i++)
        {
            new KeptSlope(slope).Apply(x).Backward(Tensor.Full([5000], 1.0));
        }

        Assert.That(slope.ToArray(), Is.All.EqualTo(3));
        Assert.That(x.Grad!.ToArray(), Is.All.EqualTo(9));
    }

    [Test]
    public void RetainedGradient_IsThatOfTheElementsAfterAChangeInPlace()
    {
        Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
        Tensor<double> y = x * 2;
        y.RetainGrad();
        y.MulInPlace(3).AddInPlace(x);
        (y * y).Sum().Backward();

        // PyTorch's: 2 y, with y = 7 x.
        Assert.That(y.Grad!.ToArray(), Is.EqualTo(new double[] { 42, 98 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 294, 686 }));
        Assert.That(y.RetainsGrad, Is.True);
    }

    [Test]
    public void RetainedGradient_OfAView_IsThatAfterAChangeOfItsBase()
    {
        Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
        Tensor<double> y = x * 2;
        Tensor<double> first = y.Select(0, 0);
        first.RetainGrad();
        y.MulInPlace(5);
        (first * first).Backward();

        Assert.That(first.Grad!.Item(), Is.EqualTo(60));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 600, 0 }));
    }

    [Test]
    public void RetainedGradient_OfARecordedPass_IsATensorOfItsOwn()
    {
        Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
        Tensor<double> y = x * 1;
        y.RetainGrad();
        Tensor<double> given = Tensor.Create([1.0, 2]);
        y.Backward(given, createGraph: true);
        y.Grad!.Detach().Zero();

        Assert.That(given.ToArray(), Is.EqualTo(new double[] { 1, 2 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 1, 2 }));
    }

    [Test]
    public void ResultOfAFunction_SharesNoElementsWithItsInput()
    {
        Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
        Tensor<double> whole = x * 1;
        Tensor<double> same = new Negated(input => input).Apply(whole);
        Tensor<double> view = new Negated(input => input.Slice(0, 0)).Apply(whole);
        Tensor<double> kept = Autograd.Checkpoint(inputs => inputs[0], whole);
        whole.MulInPlace(10);
        same.MulInPlace(2);
        kept.AddInPlace(1);

        // Each graph says what its elements are: -1 * 2 of the first, -1 of the second, 1 of the third, 10 of the base.
        Assert.That(same.ToArray(), Is.EqualTo(new double[] { 6, 14 }));
        Assert.That(view.ToArray(), Is.EqualTo(new double[] { 3, 7 }));
        Assert.That(kept.ToArray(), Is.EqualTo(new double[] { 4, 8 }));
        Assert.That(Autograd.Grad(same.Sum(), x, retainGraph: true).ToArray(), Is.EqualTo(new double[] { -2, -2 }));
        Assert.That(Autograd.Grad(view.Sum(), x, retainGraph: true).ToArray(), Is.EqualTo(new double[] { -1, -1 }));
        Assert.That(Autograd.Grad(whole.Sum(), x, retainGraph: true).ToArray(), Is.EqualTo(new double[] { 10, 10 }));
    }

    [Test]
    public void InfiniteDistance_HasTheSlopeOfTheStraightLine()
    {
        Tensor<double> x = Tensor.Create([double.PositiveInfinity, double.NegativeInfinity, 0.5], requiresGrad: true);
        Tensor.HuberLoss(x, Tensor.Zeros<double>(3), 2.0, LossReduction.Sum).Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 2, -2, 0.5 }));
    }

    private sealed class Negated(System.Func<Tensor<double>, Tensor<double>> forward) : Autograd.Function<double>
    {
        protected override Tensor<double> Forward(Context context, Tensor<double>[] inputs) => forward(inputs[0]);

        protected override Tensor<double>?[] Backward(Context context, Tensor<double> gradient) => [-gradient];
    }

    private sealed class KeptSlope(Tensor<double> slope) : Autograd.Function<double>
    {
        protected override Tensor<double> Forward(Context context, Tensor<double>[] inputs) => inputs[0] * slope;

        protected override Tensor<double>?[] Backward(Context context, Tensor<double> gradient) => [slope];
    }
}
