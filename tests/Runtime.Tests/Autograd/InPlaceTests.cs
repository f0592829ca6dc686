using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>Changes in place, of tensors and of views, and what they do to graphs.</summary>
[TestFixture]
public sealed class InPlaceTests
{
    [Test]
    public void ChangesOfAResult_AreRecorded()
    {
        // The golden "inplace_nonleaf".
        Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
        Tensor<double> y = x * 2;
        y.MulInPlace(3);
        y.AddInPlace(x);
        y.Sum().Backward();

        Assert.That(y.ToArray(), Is.EqualTo(new[] { 21.0, 49 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 7.0, 7 }));
    }

    [Test]
    public void ARecordedChangeOfAView_OfATensorThatRepeatsElements_IsRefused()
    {
        Tensor<double> w = Tensor.Create([5.0, 7], requiresGrad: true);
        Tensor<double> repeated = Tensor.Create([1.0, 2]).Expand(3, 2).Detach();

        Assert.That(() => repeated.Select(0, 1).CopyFrom(w), Throws.InvalidOperationException.With.Message.Contains("single memory location"));
        Assert.That(() => repeated.Select(0, 0).MulInPlace(w), Throws.InvalidOperationException);
        repeated.Select(0, 1).CopyFrom(w.Detach());
        Assert.That(repeated.ToArray(), Is.EqualTo(new double[] { 5, 7, 5, 7, 5, 7 }));

        Tensor<double> whole = Tensor.Create([1.0, 2]);
        whole.Expand(3, 2).Select(0, 1).CopyFrom(w);
        whole.Sum().Backward();
        Assert.That(w.Grad!.ToArray(), Is.EqualTo(new double[] { 1, 1 }));
    }

    [Test]
    public void AnElementThatIsOverwritten_HasNoGradient()
    {
        // The golden "setitem".
        Tensor<double> x = Tensor.Create([3.0, 7], requiresGrad: true);
        Tensor<double> y = x * 1;
        y.Select(0, 0).Fill(5);
        (y * y).Sum().Backward();

        Assert.That(y.ToArray(), Is.EqualTo(new[] { 5.0, 7 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 0.0, 14 }));
    }

    [Test]
    public void AChangeThroughAView_ShowsInEveryOtherView_WithItsGradient()
    {
        Tensor<double> x = Tensor.Create(new[,] { { 1.0, 2 }, { 3, 4 } }, requiresGrad: true);
        Tensor<double> w = Tensor.Create([10.0, 20], requiresGrad: true);
        Tensor<double> y = x * 1;
        Tensor<double> column = y.Select(1, 1);
        Tensor<double> row = y.Select(0, 0);
        column.MulInPlace(w);
        (row * row).Sum().Backward();

        Assert.That(row.ToArray(), Is.EqualTo(new[] { 1.0, 20 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 2.0, 400, 0, 0 }));
        Assert.That(w.Grad!.ToArray(), Is.EqualTo(new[] { 80.0, 0 }));
    }

    [Test]
    public void CopyFrom_SendsTheGradientToTheSource()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        Tensor<double> source = Tensor.Create(5.0, requiresGrad: true);
        Tensor<double> y = x * 2;
        y.Slice(0, 1).CopyFrom(source);
        (y * y).Sum().Backward();

        Assert.That(y.ToArray(), Is.EqualTo(new[] { 2.0, 5, 5 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 8.0, 0, 0 }));
        Assert.That(source.Grad!.Item(), Is.EqualTo(20));
    }

    [Test]
    public void ChangesThatCannotBe_AreRefused_AndChangeNothing()
    {
        Tensor<double> leaf = Tensor.Create([1.0, 2], requiresGrad: true);
        Assert.That(() => leaf.AddInPlace(1), Throws.TypeOf<AutogradException>().With.Message.EqualTo("a leaf Variable that requires grad is being used in an in-place operation."));
        Assert.That(() => leaf.Select(0, 0).Fill(1), Throws.TypeOf<AutogradException>().With.Message.EqualTo("a view of a leaf Variable that requires grad is being used in an in-place operation."));
        Assert.That(() => Tensor.Create(1.0).Expand(3).AddInPlace(1), Throws.InvalidOperationException.With.Message.Contains("more than one element"));
        Assert.That(() => Tensor.Zeros<double>(2).AddInPlace(Tensor.Zeros<double>(3, 2)), Throws.ArgumentException.With.Message.Contains("[3, 2]"));
        Assert.That(leaf.ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
        using (Autograd.NoGrad())
        {
            leaf.AddInPlace(1);
        }

        Assert.That(leaf.ToArray(), Is.EqualTo(new[] { 2.0, 3 }));
    }

    [Test]
    public void AChangeOfWhatBackwardNeeds_IsNoticed()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = x * 2;
        Tensor<double> z = y.Sin();
        y.AddInPlace(1);

        Assert.That(() => z.Sum().Backward(), Throws.TypeOf<AutogradException>().With.Message.Contains("modified by an inplace operation"));
    }

    [Test]
    public void GradientsOfChanges_HaveASecondOrder()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = x.Pow(2);
        y.Select(0, 1).MulInPlace(x.Select(0, 0));
        Tensor<double> first = Autograd.Grad([(y * y).Sum()], [x], createGraph: true)[0]!;
        Tensor<double> second = Autograd.Grad(first.Select(0, 0), x);

        // f = x0^4 + x1^4 x0^2
        Assert.That(first.ToArray(), Is.EqualTo(new[] { 4 + (2 * 16.0), 4 * 8 }).Within(1e-12));
        Assert.That(second.ToArray(), Is.EqualTo(new[] { 12 + (2 * 16.0), 2 * 4 * 8 }).Within(1e-12));
    }
}
