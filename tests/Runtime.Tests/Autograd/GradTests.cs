using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>Gradients of gradients, gradients that are asked for, and what a backward pass tells on its way.</summary>
[TestFixture]
public sealed class GradTests
{
    [Test]
    public void Grad_OfAnyOrder_AgreesWithTorch()
    {
        // The golden "higher_order_x3_sinx".
        Tensor<double> x = Tensor.Create(1.3, requiresGrad: true);
        Tensor<double> f = x.Pow(3) * x.Sin();
        Tensor<double> d1 = Autograd.Grad(f, x, createGraph: true);
        Tensor<double> d2 = Autograd.Grad(d1, x, createGraph: true);
        Tensor<double> d3 = Autograd.Grad(d2, x, createGraph: true);
        Tensor<double> d4 = Autograd.Grad(d3, x);

        (double sin, double cos) = Math.SinCos(1.3);
        Assert.Multiple(() =>
        {
            Assert.That(d1.Item(), Is.EqualTo((3 * 1.69 * sin) + (2.197 * cos)).Within(1e-12));
            Assert.That(d2.Item(), Is.EqualTo((6 * 1.3 * sin) + (6 * 1.69 * cos) - (2.197 * sin)).Within(1e-12));
            Assert.That(d3.Item(), Is.EqualTo((6 * sin) + (18 * 1.3 * cos) - (9 * 1.69 * sin) - (2.197 * cos)).Within(1e-12));
            Assert.That(d4.Item(), Is.EqualTo((24 * cos) - (36 * 1.3 * sin) - (12 * 1.69 * cos) + (2.197 * sin)).Within(1e-12));
            Assert.That(x.Grad, Is.Null, "nothing is accumulated");
        });
    }

    [Test]
    public void Backward_WithCreateGraph_LeavesAGradientWithAGraph()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        x.Pow(3).Sum().Backward(createGraph: true);
        Tensor<double> gradient = x.Grad!;
        x.Grad = null;
        (gradient * gradient).Sum().Backward();

        // d/dx (3 x^2)^2 = 36 x^3
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 36.0, 288, 972 }).Within(1e-9));
    }

    [Test]
    public void Grad_OfMatricesViewsAndReductions_HasASecondOrder()
    {
        Tensor<double> x = Tensor.Create(new[,] { { 0.5, -1 }, { 2, 0.25 } }, requiresGrad: true);

        // f = sum(softmax(x x^T)[0]^2); its Hessian by differences of its gradient.
        Tensor<double> F(Tensor<double> v) => v.Matmul(v.Transpose()).Softmax(1).Select(0, 0).Pow(2).Sum();
        Tensor<double> gradient = Autograd.Grad(F(x), x, createGraph: true);
        Tensor<double> second = Autograd.Grad(gradient.Select(0, 1).Select(0, 0), x);

        double[] values = x.ToArray();
        for (int i = 0; i < 4; i++)
        {
            double Slope(double h)
            {
                double[] moved = [.. values];
                moved[i] += h;
                Tensor<double> leaf = Tensor.Create<double>(moved, [2, 2], requiresGrad: true);
                return Autograd.Grad(F(leaf), leaf)[1, 0];
            }

            Assert.That(second.ToArray()[i], Is.EqualTo((Slope(1e-5) - Slope(-1e-5)) / 2e-5).Within(1e-8));
        }
    }

    [Test]
    public void Grad_OfAnUnusedTensor_IsAnErrorNullOrZeros()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        Tensor<double> other = Tensor.Create([1.0, 2], requiresGrad: true);
        Assert.That(() => Autograd.Grad(x * x, other), Throws.TypeOf<AutogradException>().With.Message.StartsWith("One of the differentiated Tensors appears to not have been used"));
        Assert.That(Autograd.Grad([x * x], [other, x], allowUnused: true)[0], Is.Null);
        Assert.That(Autograd.Grad([x * x], [other, x], materializeGrads: true)[0]!.ToArray(), Is.EqualTo(new double[2]));
        Assert.That(() => Autograd.Grad(x * x, Tensor.Create(1.0)), Throws.TypeOf<AutogradException>().With.Message.EqualTo("One of the differentiated Tensors does not require grad"));
        Assert.That(() => Autograd.Grad(Tensor.Create(1.0), x), Throws.TypeOf<AutogradException>().With.Message.StartsWith("element 0 of tensors does not require grad"));
    }

    [Test]
    public void Grad_OfAnIntermediateTensor_StopsThere()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> y = x * x;
        Tensor<double> z = (y * y) + x;
        Tensor<double>?[] gradients = Autograd.Grad([z], [y, x]);

        Assert.That(gradients.Select(gradient => gradient!.Item()), Is.EqualTo(new[] { 18.0, 109 }));
        Assert.That((x.Grad, y.Grad), Is.EqualTo((null as Tensor<double>, null as Tensor<double>)));
    }

    [Test]
    public void Hooks_SeeAndChangeGradients_UntilTheyAreRemoved()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> y = x * x;
        int calls = 0;
        GradientHook onY = y.RegisterHook(gradient => gradient * 10);
        GradientHook onX = x.RegisterHook(_ =>
        {
            calls++;
            return null;
        });
        int after = 0;
        using GradientHook onGrad = x.RegisterPostAccumulateGradHook(leaf => after += leaf.Grad is null ? 0 : 1);
        y.RetainGrad();
        y.Sum().Backward(retainGraph: true);
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 20.0, 40 }));
        Assert.That(y.Grad!.ToArray(), Is.EqualTo(new[] { 10.0, 10 }), "the hook comes before the gradient is retained");

        onY.Dispose();
        onX.Dispose();
        x.Grad = null;
        y.Sum().Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 2.0, 4 }));
        Assert.That((calls, after), Is.EqualTo((1, 2)));
        Assert.That(() => Tensor.Create(1.0).RegisterHook(gradient => gradient), Throws.TypeOf<AutogradException>());
        Assert.That(() => Tensor.Create(1.0).RetainGrad(), Throws.TypeOf<AutogradException>());
    }

    [Test]
    public void DetectAnomaly_NamesTheOperationAndItsCall()
    {
        Tensor<double> x = Tensor.Create([0.0], requiresGrad: true);
        using (Autograd.DetectAnomaly())
        {
            Tensor<double> y = (x.Sqrt() * x).Sum() * double.NaN;
            Assert.That(
                () => y.Backward(),
                Throws.TypeOf<AutogradException>().With.Message.Contains("returned nan values").And.Message.Contains(nameof(DetectAnomaly_NamesTheOperationAndItsCall)));
        }
    }

    [Test]
    public void CustomFunction_HasItsOwnBackwardPass_OfAnyOrder()
    {
        Tensor<double> x = Tensor.Create([1.0, -2], requiresGrad: true);
        Tensor<double> y = new Cube().Apply(x);
        Tensor<double> first = Autograd.Grad([y.Sum()], [x], createGraph: true)[0]!;
        Tensor<double> second = Autograd.Grad(first.Sum(), x);

        Assert.That(y.ToString(), Does.Contain("grad_fn=<CubeBackward>"));
        Assert.That(first.ToArray(), Is.EqualTo(new[] { 3.0, 12 }));
        Assert.That(second.ToArray(), Is.EqualTo(new[] { 6.0, -12 }));
    }

    [Test]
    public void Checkpoint_ComputesAgain_AndGivesTheSameGradients()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        Tensor<double> w = Tensor.Create(3.0, requiresGrad: true);
        int runs = 0;
        Tensor<double> y = Autograd.Checkpoint(
            inputs =>
            {
                runs++;
                return (inputs[0] * w).Sin();
            },
            x);
        y.Sum().Backward();

        Assert.That(runs, Is.EqualTo(2));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 3 * Math.Cos(3), 3 * Math.Cos(6) }).Within(1e-14));
        Assert.That(w.Grad!.Item(), Is.EqualTo(Math.Cos(3) + (2 * Math.Cos(6))).Within(1e-14));
        Assert.That(
            () => Autograd.Grad(Autograd.Checkpoint(inputs => inputs[0] * w, x).Sum(), x),
            Throws.TypeOf<AutogradException>().With.Message.StartsWith("Checkpointing is not compatible"));
    }

    private sealed class Cube : Autograd.Function<double>
    {
        protected override Tensor<double> Forward(Context context, Tensor<double>[] inputs)
        {
            context.SaveForBackward(inputs[0]);
            return inputs[0].Pow(3);
        }

        protected override Tensor<double>?[] Backward(Context context, Tensor<double> gradient) =>
            [gradient * (3 * context.SavedTensors[0].Pow(2))];
    }
}
