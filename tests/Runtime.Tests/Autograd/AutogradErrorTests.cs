using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>Each error of autograd: PyTorch's words, and what was there before is still there after.</summary>
[TestFixture]
public sealed class AutogradErrorTests
{
    private const string SecondTime = "Trying to backward through the graph a second time";

    [Test]
    public void Backward_OfAConstant() =>
        AssertFails(
            () => Tensor.Create(1.0).Backward(), "element 0 of tensors does not require grad and does not have a grad_fn");

    [TestCase(2)]
    [TestCase(0)]
    public void Backward_OfOtherThanOneElement_WithoutGradient(int length)
    {
        Tensor<double> x = Tensor.Create(new double[length], requiresGrad: true);

        AssertFails(() => (x * x).Backward(), "grad can be implicitly created only for scalar outputs");
        Assert.That(x.Grad, Is.Null);
    }

    [Test]
    public void Backward_WithAGradientOfAnotherShape_NamesBoth()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> gradient = Tensor.Create([1.0, 2, 3]);

        AssertFails(
            () => (x * x).Backward(gradient), "Mismatch in shape: grad_output[0] has a shape of [3] and output[0] has a shape of [2].");
        Assert.That(x.Grad, Is.Null);
        Assert.That(gradient.ToArray(), Is.EqualTo(new[] { 1.0, 2, 3 }));
    }

    [Test]
    public void Backward_ASecondTime()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        Tensor<double> y = x.Sin();
        y.Backward();
        double[] before = x.Grad!.ToArray();

        Assert.That(() => y.Backward(), Throws.TypeOf<AutogradException>().With.Message.StartsWith(SecondTime));
        Assert.That(x.Grad.ToArray(), Is.EqualTo(before));
    }

    [Test]
    public void Backward_ThroughAPartThatIsFreed()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        Tensor<double> shared = x.Exp();
        (shared + 1).Backward();

        Assert.That(() => (shared * 2).Backward(), Throws.TypeOf<AutogradException>().With.Message.StartsWith(SecondTime));
    }

    /// <summary>As in PyTorch: what saves nothing needs no retained graph.</summary>
    [Test]
    public void Backward_ASecondTime_ThroughNodesThatSaveNothing_Works()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = (x + x).Sum();
        y.Backward();
        y.Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 4.0, 4 }));
    }

    [Test]
    public void InPlaceChangeOfALeaf()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);

        AssertFails(() => x.Zero(), "a leaf Variable that requires grad is being used in an in-place operation.");
        AssertFails(() => x.Fill(3), "a leaf Variable that requires grad is being used in an in-place operation.");
        Assert.That(x.ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
    }

    [Test]
    public void InPlaceChangeOfALeaf_InsideNoGrad_IsAllowed()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        using (Autograd.NoGrad())
        {
            x.Fill(3);
        }

        Assert.That(x.ToArray(), Is.EqualTo(new[] { 3.0, 3 }));
        Assert.That(x.IsLeaf, Is.True);
    }

    [Test]
    public void RequiresGrad_OfAResult_CannotBeSwitchedOff()
    {
        Tensor<double> y = Tensor.Create(1.0, requiresGrad: true) * 2;

        AssertFails(() => y.RequiresGrad = false, "you can only change requires_grad flags of leaf variables.");
        y.RequiresGrad = true;
        Assert.That(y.RequiresGrad, Is.True);
    }

    [Test]
    public void ChangeOfASavedTensor_NamesOperationAndVersions()
    {
        Tensor<float> x = Tensor.Create([1f, 2], requiresGrad: true);
        Tensor<float> y = x.Exp();
        Tensor<float> z = (y * y).Sum();
        y.Zero();

        AssertFails(
            () => z.Backward(),
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
            + "[Tensor<float> [2]], which is output 0 of ZeroBackward0, is at version 1; expected version 0 instead.");
        Assert.That(x.Grad, Is.Null);
    }

    [Test]
    public void ChangeOfASavedLeaf_ThroughADetachedView_IsCaught()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = x.Sin().Sum();
        x.Detach().Fill(5);

        Assert.That(x.ToArray(), Is.EqualTo(new[] { 5.0, 5 }));
        AssertFails(
            () => y.Backward(),
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
            + "[Tensor<double> [2]] is at version 1; expected version 0 instead.");
    }

    /// <summary>A sum reads none of its terms, so they may change.</summary>
    [Test]
    public void ChangeOfATensorThatIsNotSaved_IsHarmless()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = x * 3;
        Tensor<double> z = (y + y).Sum();
        y.Zero();
        z.Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 6.0, 6 }));
    }

    [Test]
    public void Grad_OfAnotherShape()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);

        Assert.That(
            () => x.Grad = Tensor.Create([1.0, 2, 3]),
            Throws.ArgumentException.With.Message.StartsWith(
                "assigned grad has data of a different size: its shape is [3], that of the tensor [2]"));
        Assert.That(x.Grad, Is.Null);
    }

    [Test]
    public void ShapesThatCannotBeBroadcast_AreBothNamed()
    {
        Tensor<double> a = Tensor.Zeros<double>(2, 3);
        Tensor<double> b = Tensor.Zeros<double>(4, 1, 2);

        Assert.That(
            () => a + b,
            Throws.ArgumentException.With.Message.StartsWith(
                "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 2: "
                + "the shapes [2, 3] and [4, 1, 2] cannot be broadcast together."));
    }

    [Test]
    public void NullOperands_AreRefused()
    {
        Tensor<double> x = Tensor.Create(1.0);

        Assert.That(() => x + null!, Throws.ArgumentNullException);
        Assert.That(() => null! * x, Throws.ArgumentNullException);
        Assert.That(() => Tensor.Sin<double>(null!), Throws.ArgumentNullException);
        Assert.That(() => Tensor.Atan2(x, null!), Throws.ArgumentNullException);
        Assert.That(() => Autograd.GraphText<double>(null!), Throws.ArgumentNullException);
        Assert.That(() => Autograd.StopGradient<double>((Tensor<double>)null!), Throws.ArgumentNullException);
    }

    [Test]
    public void GraphText_OfAConstant() =>
        AssertFails(
            () => Autograd.GraphText(Tensor.Create(1.0)), "element 0 of tensors does not require grad and does not have a grad_fn");

    /// <summary>It is an InvalidOperationException, and one that can be made with what caused it.</summary>
    [Test]
    public void Exception_HasTheUsualConstructors()
    {
        var cause = new ArithmeticException();

        Assert.That(new AutogradException(), Is.InstanceOf<InvalidOperationException>());
        Assert.That(new AutogradException().Message, Is.EqualTo("The gradient cannot be computed."));
        Assert.That(new AutogradException("a", cause).InnerException, Is.SameAs(cause));
    }

    private static void AssertFails(Action action, string message) =>
        Assert.That(() => action(), Throws.TypeOf<AutogradException>().With.Message.EqualTo(message));
}
