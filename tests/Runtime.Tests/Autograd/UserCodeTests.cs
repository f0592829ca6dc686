using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>What functions of the user's may return, and do with what they are given.</summary>
[TestFixture]
internal sealed class UserCodeTests
{
    [Test]
    public void Checkpoint_OfATensorThatItDidNotMake_LeavesThatTensorAlone_AndSaysThatItHasNoGraph()
    {
        Tensor<double> constant = Tensor.Create([1.0, 2]);
        Tensor<double> x = Tensor.Create([0.3, 0.4], requiresGrad: true);
        Tensor<double> y = Autograd.Checkpoint(_ => constant, x);

        Assert.That(constant.RequiresGrad, Is.False);
        Assert.That(() => y.Sum().Backward(), Throws.TypeOf<AutogradException>().With.Message.Contains("does not require grad"));

        Tensor<double>? kept = null;
        Tensor<double> memoised = Autograd.Checkpoint(inputs => kept ??= inputs[0].Sin(), x);
        Assert.That(() => memoised.Sum().Backward(), Throws.TypeOf<AutogradException>().With.Message.Contains("does not require grad"));
    }

    [Test]
    public void Checkpoint_ThatReturnsItsOwnResult_IsRefused()
    {
        Tensor<double> x = Tensor.Create([0.3, 0.4], requiresGrad: true);
        Tensor<double>? y = null;
        y = Autograd.Checkpoint(inputs => y ?? inputs[0].Sin(), x);
        Assert.That(() => y.Backward(Tensor.Ones<double>(2), retainGraph: true), Throws.TypeOf<AutogradException>().With.Message.Contains("without end"));
    }

    [Test]
    public void Functions_MayAssignToTheArrayOfTheirInputs()
    {
        Tensor<double> x = Tensor.Create([0.3, 0.4], requiresGrad: true);
        Tensor<double> w = Tensor.Create([1.0, 1], requiresGrad: true);
        Tensor<double>[] inputs = [x, w];
        Tensor<double> y = Autograd.Checkpoint(
            a =>
            {
                a[0] = a[0].Sin();
                a[0] = a[0].Exp();
                return a[0] * a[1];
            },
            inputs);
        double[] expected = [Math.Exp(Math.Sin(0.3)) * Math.Cos(0.3), Math.Exp(Math.Sin(0.4)) * Math.Cos(0.4)];
        AssertGradients(y);

        AssertGradients(new ExpOfSin().Apply(inputs));

        void AssertGradients(Tensor<double> result)
        {
            Assert.That(inputs[0], Is.SameAs(x));
            inputs[0] = w;
            result.Sum().Backward();
            inputs[0] = x;
            Assert.That(x.Grad!.ToArray(), Is.EqualTo(expected).Within(1e-15));
            Assert.That(w.Grad!.ToArray(), Is.EqualTo(new[] { Math.Exp(Math.Sin(0.3)), Math.Exp(Math.Sin(0.4)) }).Within(1e-15));
            (x.Grad, w.Grad) = (null, null);
        }
    }

    private sealed class ExpOfSin : Autograd.Function<double>
    {
        protected override Tensor<double> Forward(Context context, Tensor<double>[] inputs)
        {
            Tensor<double> x = inputs[0];
            inputs[0] = inputs[0].Sin().Exp();
            context.SaveForBackward(x, inputs[0], inputs[1]);
            return inputs[0] * inputs[1];
        }

        protected override Tensor<double>?[] Backward(Context context, Tensor<double> gradient) =>
            [gradient * context.SavedTensors[2] * context.SavedTensors[1] * context.SavedTensors[0].Cos(), gradient * context.SavedTensors[1]];
    }
}
