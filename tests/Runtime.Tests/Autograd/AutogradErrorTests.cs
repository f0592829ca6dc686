using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace AutoDiff.Runtime.Tests;

/// <summary>The texts are a contract: users look them up.</summary>
public class AutogradErrorTests
{
    [Test]
    public void Backward_WithoutGraph()
    {
        const string Message = "element 0 of tensors does not require grad and does not have a grad_fn";
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);

        Assert.That(() => Tensor.Create(3.0).Backward(), Fails(Message));
        Assert.That(() => Tensor.Ones<double>([2]).Backward(), Fails(Message));
        Assert.That(() => x.Detach().Pow(2).Backward(), Fails(Message));
        using (Autograd.NoGrad())
        {
            Assert.That(() => x.Pow(2).Backward(), Fails(Message));
        }
    }

    [Test]
    public void Backward_OfSeveralElements_NeedsAGradient()
    {
        Tensor<double> y = Tensor.Create([3.0, 7.0], requiresGrad: true).Pow(2);

        Assert.That(() => y.Backward(), Fails("grad can be implicitly created only for scalar outputs"));
        Assert.That(
            () => y.Backward(Tensor.Ones<double>([3])),
            Fails("Mismatch in shape: grad_output[0] has a shape of [3] and output[0] has a shape of [2]."));
        Assert.That(() => Tensor.Create([3.0], requiresGrad: true).Pow(2).Backward(), Throws.Nothing);
    }

    [Test]
    public void Backward_SecondTime()
    {
        Tensor<double> y = Tensor.Create(3.0, requiresGrad: true).Pow(2);
        y.Backward();

        Assert.That(
            () => y.Backward(),
            Fails(
                "Trying to backward through the graph a second time (or directly access saved tensors after they have already been "
                + "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify "
                + "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors "
                + "after calling backward."));
    }

    [Test]
    public void RequiresGradFalse_OfAResult()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> y = x.Pow(2);

        Assert.That(() => y.RequiresGrad = false, Fails("you can only change requires_grad flags of leaf variables."));
        Assert.That(() => y.RequiresGrad = true, Throws.Nothing);
        x.RequiresGrad = false;
        x.RequiresGrad = true;
        Assert.That(x.RequiresGrad, Is.True);
    }

    [Test]
    public void InPlace_OnALeaf()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);

        Assert.That(() => x.Zero(), Fails("a leaf Variable that requires grad is being used in an in-place operation."));
        using (Autograd.NoGrad())
        {
            x.Zero();
        }

        Assert.That(x.Item(), Is.Zero);
        Assert.That(x.IsLeaf && x.RequiresGrad, Is.True);
    }

    [Test]
    public void InPlace_OnASavedTensor()
    {
        Tensor<double> x = Tensor.Create([3.0, 7.0], requiresGrad: true);
        Tensor<double> y = x.Exp();
        Tensor<double> z = y.Sin().Sum();
        y.Detach().Fill(1);

        Assert.That(
            () => z.Backward(),
            Fails(
                "one of the variables needed for gradient computation has been modified by an inplace operation: "
                + "[Tensor<double> [2]], which is output 0 of ExpBackward0, is at version 1; expected version 0 instead."));

        Tensor<double> w = x.Sin().Sum();
        x.Detach().Zero();
        Assert.That(
            () => w.Backward(),
            Fails(
                "one of the variables needed for gradient computation has been modified by an inplace operation: "
                + "[Tensor<double> [2]] is at version 1; expected version 0 instead."));
    }

    [Test]
    public void InPlace_OnATensorThatIsNotNeeded_IsAllowed()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> factor = Tensor.Create(5.0);
        Tensor<double> y = x.Exp();
        Tensor<double> sum = y + 1;
        Tensor<double> product = factor * x;
        y.Detach().Zero();
        product.Detach().Zero();
        (sum + product).Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(System.Math.Exp(3) + 5));
    }

    [Test]
    public void InPlace_OnAResult_IsRecorded()
    {
        Tensor<double> x = Tensor.Create([3.0, 7.0], requiresGrad: true);
        Tensor<double> y = (x * 2).Zero();
        (y + 1).Sum().Backward();

        Assert.That(y.GradFn!.Name, Is.EqualTo("ZeroBackward0"));
        Assert.That((x * 2).Fill(3).GradFn!.Name, Is.EqualTo("FillBackward0"));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 0, 0 }));
    }

    [Test]
    public void Exception_HasTheUsualConstructors()
    {
        var inner = new AutogradException();
        var outer = new AutogradException("text", inner);

        Assert.That(outer.InnerException, Is.SameAs(inner));
        Assert.That(outer, Is.InstanceOf<System.InvalidOperationException>());
        Assert.That(inner.Message, Is.Not.Empty);
    }

    private static EqualStringConstraint Fails(string message) => Throws.TypeOf<AutogradException>().With.Message.EqualTo(message);
}
