using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

public class BackwardTests
{
    [Test]
    public void Tutorial_ArrayCell()
    {
        Tensor<float> x = Tensor.Create([3f, 7f], requiresGrad: true);
        Tensor<float> y = x.Pow(2);
        Tensor<float> z = Tensor.Sin(y);
        Tensor<float> w = z.Exp();
        Tensor<float> v = 1 / w;
        Tensor<float> t = v.Sum();
        t.Backward();

        Assert.That(
            new[] { y, z, w, v, t }.Select(r => r.GradFn!.ToString()),
            Is.EqualTo(new[] { "<PowBackward0>", "<SinBackward0>", "<ExpBackward0>", "<MulBackward0>", "<SumBackward0>" }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 3.6203532f, -10.922342f }).Within(1e-5f));
        Assert.That(x.Grad.RequiresGrad, Is.False);
        Assert.That(
            Autograd.GraphText(t),
            Is.EqualTo(string.Join(
                '\n',
                "0: SumBackward0 <- 1",
                "1: MulBackward0 <- 2, constant",
                "2: ReciprocalBackward0 <- 3",
                "3: ExpBackward0 <- 4",
                "4: SinBackward0 <- 5",
                "5: PowBackward0 <- 6",
                "6: AccumulateGrad of a leaf of shape [2]")));
    }

    [Test]
    public void NodeNames_AreThoseOfPyTorch()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        (Tensor<double> Result, string Name)[] cases =
        [
            (x + 1, "AddBackward0"), (1 + x, "AddBackward0"), (x - 1, "SubBackward0"), (1 - x, "RsubBackward1"), (x * 2, "MulBackward0"),
            (x / 2, "DivBackward0"), (2 / x, "MulBackward0"), (-x, "NegBackward0"), (x.Pow(2), "PowBackward0"), (x.Pow(x), "PowBackward1"),
            (x.Clamp(0, 1), "ClampBackward1"), (x.Reciprocal(), "ReciprocalBackward0"), (x.Sum(), "SumBackward0"),
            (x.Mean(), "MeanBackward0"), (x.Log(), "LogBackward0"), (x.Cos(), "CosBackward0"), (x.Sqrt(), "SqrtBackward0"),
            (Elementwise.Apply(new ElementwiseFunctions.SinKernel<double>(), x), "SinBackward"),
        ];

        Assert.That(cases.Select(c => c.Result.GradFn!.Name), Is.EqualTo(cases.Select(c => c.Name)));
    }

    [Test]
    public void NextFunctions_EndAtTheLeaves()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        Tensor<double> y = x.Sin() * 3;

        Assert.That(x.IsLeaf, Is.True);
        Assert.That(x.GradFn, Is.Null);
        Assert.That(y.IsLeaf, Is.False);
        Assert.That(y.GradFn!.NextFunctions, Has.Count.EqualTo(2));
        Assert.That(y.GradFn.NextFunctions[1].Node, Is.Null);
        AutogradNode sine = y.GradFn.NextFunctions[0].Node!;
        Assert.That(sine.Name, Is.EqualTo("SinBackward0"));
        Assert.That(sine.NextFunctions[0].Node!.Name, Is.EqualTo("AccumulateGrad"));
        Assert.That(sine.NextFunctions[0].Node!.NextFunctions, Is.Empty);
        Assert.That(x.Cos().GradFn!.NextFunctions[0], Is.EqualTo(sine.NextFunctions[0]));
    }

    [Test]
    public void Diamond_AddsUpBeforeTheSharedPart()
    {
        Tensor<double> x = Tensor.Create([3.0, 7.0], requiresGrad: true);
        Tensor<double> a = x.Exp();
        (a.Sin() * a.Cos() + a).Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 4.337452147210976, 2091.3010726591824 }).Within(1e-12).Percent);
    }

    [Test]
    public void SameTensorTwice_GetsBothGradients()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        (x + x * x).Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(7));
    }

    [Test]
    public void Backward_OfALeaf_GivesOne()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        x.Backward();
        x.Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(2));
    }

    [Test]
    public void UnusedAndConstantTensors_GetNoGradient()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> constant = Tensor.Create(4.0);
        Tensor<double> unused = Tensor.Create(5.0, requiresGrad: true);
        (x * constant).Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(4));
        Assert.That(constant.Grad, Is.Null);
        Assert.That(unused.Grad, Is.Null);
    }

    [Test]
    public void FirstGradient_IsNobodyElses()
    {
        Tensor<double> x = Tensor.Create([1.0, 2.0], requiresGrad: true);
        Tensor<double> given = Tensor.Create([5.0, 6.0]);
        x.Backward(given);
        x.Grad!.Zero();
        Assert.That(given.ToArray(), Is.EqualTo(new[] { 5.0, 6.0 }));

        Tensor<double> y = Tensor.Create([1.0, 2.0], requiresGrad: true);
        Tensor<double> z = Tensor.Create([1.0, 2.0], requiresGrad: true);
        (y + z).Backward(given);
        y.Grad!.Zero();
        Assert.That(z.Grad!.ToArray(), Is.EqualTo(new[] { 5.0, 6.0 }));
        Assert.That(given.ToArray(), Is.EqualTo(new[] { 5.0, 6.0 }));

        // The gradient of a sum repeats one element: a leaf must spread it out before it keeps it.
        Tensor<double> s = Tensor.Create([1.0, 2.0], requiresGrad: true);
        s.Sum().Backward();
        s.Sin().Sum().Backward();
        Assert.That(s.Grad!.ToArray(), Is.EqualTo(new[] { 1 + Math.Cos(1), 1 + Math.Cos(2) }));
    }

    [Test]
    public void Accumulation_IsInPlace_AndZeroStartsAnew()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        x.Pow(2).Backward();
        Tensor<double> gradient = x.Grad!;
        x.Pow(2).Backward();

        Assert.That(x.Grad, Is.SameAs(gradient));
        Assert.That(gradient.Item(), Is.EqualTo(12));
        Assert.That(gradient.Zero().Item(), Is.Zero);
        x.Pow(2).Backward();
        Assert.That(gradient.Item(), Is.EqualTo(6));
        x.Grad = null;
        Assert.That(x.Grad, Is.Null);
        Assert.That(() => x.Grad = Tensor.Ones<double>([2]), Throws.ArgumentException.With.Message.Contains("[2]"));
    }

    [Test]
    public void RequiresGradFalse_KeepsTheGradientAndStopsTheNext()
    {
        Tensor<float> x = Tensor.Create(3f, requiresGrad: true);
        Tensor<float> y = x.Pow(2);
        Tensor<float> late = x.Pow(3);
        y.Backward();
        x.RequiresGrad = false;

        Assert.That(x.Grad!.Item(), Is.EqualTo(6f));
        Assert.That(() => x.Pow(2).Backward(), Throws.TypeOf<AutogradException>());
        late.Backward();
        Assert.That(x.Grad.Item(), Is.EqualTo(6f));
    }

    [Test]
    public void Detach_CutsTheGraph()
    {
        Tensor<double> x = Tensor.Create([3.0, 7.0], requiresGrad: true);
        Tensor<double> y = x * x;
        (y.Detach() * x).Sum().Backward();
        (Autograd.StopGradient(y) * x).Sum().Backward();

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 18, 98 }));
    }

    [Test]
    public void RetainGraph_AllowsAnotherRun()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> y = (x * x).Sin();
        y.Backward(retainGraph: true);
        y.Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(-10.933563142616123).Within(1e-12));
        Assert.That(() => y.Backward(), Throws.TypeOf<AutogradException>());
    }

    [Test]
    public void NodesThatSaveNothing_RunAgain_AsInPyTorch()
    {
        Tensor<double> x = Tensor.Create([1.0, 2.0], requiresGrad: true);
        Tensor<double> y = (x + x - 1).Sum();
        y.Backward();
        y.Backward();

        Assert.That(x.Grad!.ToArray(), Is.All.EqualTo(4.0));
    }

    [Test]
    public void StopGradient_OfANumber_IsTheNumber()
    {
        Assert.That(Autograd.StopGradient(2.5), Is.EqualTo(2.5));
        Assert.That(Autograd.StopGradient(2.5f), Is.EqualTo(2.5f));
        Assert.That(Autograd.StopGradient((Half)2.5), Is.EqualTo((Half)2.5));
    }

    [Test]
    public void GraphText_ListsSharedNodesOnceAndResultsFirst()
    {
        Tensor<double> x = Tensor.Create(2.0, requiresGrad: true);
        Tensor<double> a = x.Exp();

        Assert.That(
            Autograd.GraphText(a * a.Sin()),
            Is.EqualTo("0: MulBackward0 <- 2, 1\n1: SinBackward0 <- 2\n2: ExpBackward0 <- 3\n3: AccumulateGrad of a leaf of shape []"));
        Assert.That(() => Autograd.GraphText(a.Detach()), Throws.TypeOf<AutogradException>());
    }
}
