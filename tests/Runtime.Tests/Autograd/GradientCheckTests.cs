using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>The check finds wrong derivatives of both orders, says where they are, and leaves no trace.</summary>
public class GradientCheckTests
{
    [Test]
    public void RightFunction_Passes()
    {
        Tensor<double> x = Tensor.Create([0.3, -1.2, 2.0], requiresGrad: true);

        Assert.That(GradientCheck.FirstOrder(inputs => new Cube(3, 6).Apply(inputs), x), Is.True);
        Assert.That(GradientCheck.SecondOrder(inputs => new Cube(3, 6).Apply(inputs), x), Is.True);
    }

    [Test]
    public void WrongBackward_IsCaught()
    {
        Tensor<double> x = Tensor.Create([0.3, -1.2, 2.0], requiresGrad: true);

        Assert.That(
            () => GradientCheck.FirstOrder(inputs => new Cube(2.5, 6).Apply(inputs), x),
            Throws.TypeOf<AutogradException>().With.Message.StartsWith(
                "Jacobian mismatch for output 0 with respect to input 0: the derivative of element [2] of the output with respect to element [2] of the input is numerically 12.00000")
            .And.Message.Contains("analytically 10").And.Message.EndsWith("3 of 9 derivatives differ by more than 1E-05 + 0.001 * |numerical|."));
        Assert.That(GradientCheck.FirstOrder(inputs => new Cube(2.5, 6).Apply(inputs), Quiet(), x), Is.False);
    }

    [Test]
    public void WrongSecondDerivative_IsCaught_ByTheSecondOrderOnly()
    {
        Tensor<double> x = Tensor.Create([0.3, -1.2, 2.0], requiresGrad: true);

        Assert.That(GradientCheck.FirstOrder(inputs => new Cube(3, 5).Apply(inputs), x), Is.True);
        Assert.That(
            () => GradientCheck.SecondOrder(inputs => new Cube(3, 5).Apply(inputs), x),
            Throws.TypeOf<AutogradException>().With.Message.Contains("with respect to input 0"));
        Assert.That(GradientCheck.SecondOrder(inputs => new Cube(3, 5).Apply(inputs), Quiet(), x), Is.False);
    }

    [Test]
    public void SeveralInputsAndOutputs_AreNamedInTheFailure()
    {
        Tensor<double> x = Tensor.Create([0.3, -1.2], requiresGrad: true);
        Tensor<double> factor = Tensor.Create(2.5);
        Tensor<double> y = Tensor.Create(new double[,] { { 1, 2 }, { 3, 4 } }, requiresGrad: true);

        Assert.That(GradientCheck.FirstOrder(Right, x, factor, y), Is.True);
        Assert.That(GradientCheck.SecondOrder(Right, x, factor, y), Is.True);
        Assert.That(
            () => GradientCheck.FirstOrder(inputs => [inputs[0] * inputs[1], inputs[0] + new Cube(7, 6).Apply(inputs[2])], x, factor, y),
            Throws.TypeOf<AutogradException>().With.Message.Contains("output 1 with respect to input 2: the derivative of element [1, 1]"));

        static Tensor<double>[] Right(Tensor<double>[] inputs) => [inputs[0] * inputs[1], inputs[2].Matmul(inputs[0].Sin())];
    }

    [Test]
    public void ViewsOfInputs_AreCheckedAsTheyLie()
    {
        Tensor<double> matrix = Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Tensor<double> view = matrix.Transpose().Slice(0, 0, null, 2);
        view.RequiresGrad = true;
        bool wasContiguous = true;

        Assert.That(GradientCheck.FirstOrder(inputs => { wasContiguous = inputs[0].IsContiguous; return inputs[0].Pow(2); }, view), Is.True);
        Assert.That(wasContiguous, Is.False);
    }

    [Test]
    public void Caller_IsLeftAlone()
    {
        Tensor<double> x = Tensor.Create([0.3, -1.2], requiresGrad: true);
        Tensor<double> constant = Tensor.Create([2.0, 3.0]);
        (x * 3).Sum().Backward();
        GradientCheck.FirstOrder(inputs => inputs[0].Exp() * inputs[1], x, constant);
        GradientCheck.SecondOrder(inputs => inputs[0].Exp() * inputs[1], x, constant);
        GradientCheck.FirstOrder(inputs => new Cube(1, 1).Apply(inputs), Quiet(), x);

        Assert.That(x.ToArray(), Is.EqualTo(new[] { 0.3, -1.2 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 3, 3 }));
        Assert.That(x.RequiresGrad && x.IsLeaf && !constant.RequiresGrad, Is.True);
        Assert.That(constant.Grad, Is.Null);
        Assert.That(x.Storage.Version, Is.Zero);
    }

    [Test]
    public void NoGradOutside_DoesNotMatter()
    {
        using (Autograd.NoGrad())
        {
            Tensor<double> x = Tensor.Create(0.3, requiresGrad: true);
            Assert.That(GradientCheck.FirstOrder(inputs => inputs[0].Sin(), x), Is.True);
            Assert.That(GradientCheck.FirstOrder(inputs => new Cube(1, 1).Apply(inputs), Quiet(), x), Is.False);
        }
    }

    [Test]
    public void MissingGradient_IsCaught()
    {
        Tensor<double> x = Tensor.Create([0.3, -1.2], requiresGrad: true);

        Assert.That(GradientCheck.FirstOrder(inputs => inputs[0] * inputs[0].Detach(), Quiet(), x), Is.False);
        Assert.That(GradientCheck.FirstOrder(inputs => inputs[0].Detach() * 2, Quiet(), x), Is.False);
        Assert.That(GradientCheck.FirstOrder(inputs => inputs[0].Log(), Quiet(), x), Is.False, "NaN");
    }

    [Test]
    public void EmptyInputs_AndConstantResults_Pass()
    {
        Tensor<double> x = Tensor.Create(Array.Empty<double>(), requiresGrad: true);

        Assert.That(GradientCheck.FirstOrder(inputs => inputs[0].Sin().Sum(), x), Is.True);
        Assert.That(GradientCheck.SecondOrder(inputs => inputs[0].Floor().Detach(), x), Is.True);
    }

    [Test]
    public void WrongUse_IsRefused()
    {
        Tensor<double> x = Tensor.Create([0.3, -1.2], requiresGrad: true);
        Tensor<double> constant = Tensor.Create(2.0);
        Tensor<double> stretched = Tensor.Create(2.0).Expand(3);
        stretched.RequiresGrad = true;
        var random = new Random(1);

        Assert.That(() => GradientCheck.FirstOrder(inputs => inputs[0], constant), Throws.ArgumentException.With.Message.Contains("at least one input"));
        Assert.That(() => GradientCheck.FirstOrder(inputs => inputs[0], x, null!), Throws.ArgumentNullException);
        Assert.That(() => GradientCheck.FirstOrder((Func<Tensor<double>[], Tensor<double>>)null!, x), Throws.ArgumentNullException);
        Assert.That(() => GradientCheck.FirstOrder(inputs => inputs[0], constant, stretched), Throws.ArgumentException.With.Message.Contains("Input 1, of shape [3]"));
        Assert.That(() => GradientCheck.FirstOrder(_ => x * 2, constant, x), Throws.ArgumentException.With.Message.Contains("depend on other tensors"));
        Assert.That(() => GradientCheck.FirstOrder(_ => (Tensor<double>)null!, x), Throws.InvalidOperationException.With.Message.Contains("null"));
        Assert.That(
            () => GradientCheck.FirstOrder(inputs => inputs[0] * random.NextDouble(), x),
            Throws.InvalidOperationException.With.Message.Contains("not deterministic"));
        Assert.That(
            () => GradientCheck.FirstOrder(inputs => inputs[0].MaskedSelect(inputs[0] > 0.3), x),
            Throws.InvalidOperationException.With.Message.Contains("shapes depend on the elements"));
    }

    private static GradientCheckOptions Quiet() => new() { ThrowsOnMismatch = false };

    /// <summary>The third power, with a factor in its derivative, 3, and one in its second derivative, 6.</summary>
    private sealed class Cube(double first, double second) : Autograd.Function<double>
    {
        protected override Tensor<double> Forward(Context context, Tensor<double>[] inputs)
        {
            context.SaveForBackward(inputs[0]);
            return inputs[0].Pow(3);
        }

        protected override Tensor<double>?[] Backward(Context context, Tensor<double> gradient) =>
            [new Slope(first, second).Apply(gradient, context.SavedTensors[0])];
    }

    private sealed class Slope(double first, double second) : Autograd.Function<double>
    {
        protected override Tensor<double> Forward(Context context, Tensor<double>[] inputs)
        {
            context.SaveForBackward(inputs);
            return inputs[0] * first * inputs[1].Square();
        }

        protected override Tensor<double>?[] Backward(Context context, Tensor<double> gradient)
        {
            (Tensor<double> seed, Tensor<double> x) = (context.SavedTensors[0], context.SavedTensors[1]);
            return [gradient * first * x.Square(), gradient * second * seed * x];
        }
    }
}
