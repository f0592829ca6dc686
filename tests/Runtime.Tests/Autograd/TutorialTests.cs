using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>PyTorch's autograd tutorial, cell by cell: what is printed, and how the graph looks.</summary>
[TestFixture]
public sealed class TutorialTests
{
    private const string NoGradient = "element 0 of tensors does not require grad and does not have a grad_fn";

    [Test]
    public void Cell3_SquareAndItsGradient()
    {
        Tensor<float> x = Three();
        Tensor<float> y = x.Pow(2);
        y.Backward();

        AssertPrints("tensor(3., requires_grad=True)", x);
        AssertPrints("tensor(9., grad_fn=<PowBackward0>)", y);
        AssertPrints("tensor(6.)", x.Grad);
    }

    [Test]
    public void Cells5And7_SineOfTheSquare_ThenTheGradientZeroedInPlace()
    {
        Tensor<float> x = Three();
        Tensor<float> y = x.Pow(2);
        Tensor<float> z = Tensor.Sin(y);
        z.Backward();

        AssertPrints("tensor(3., requires_grad=True)", x);
        AssertPrints("tensor(9., grad_fn=<PowBackward0>)", y);
        AssertPrints("tensor(0.4121, grad_fn=<SinBackward0>)", z);
        AssertPrints("tensor(-5.4668)", x.Grad);

        Tensor<float> zeroed = x.Grad!.Zero();

        Assert.That(zeroed, Is.SameAs(x.Grad));
        AssertPrints("tensor(0.)", x.Grad);
        AssertPrints("tensor(3., requires_grad=True)", x);
    }

    [Test]
    public void Cell13_RequiresGradSwitchedOff()
    {
        Tensor<float> x = Three();
        Tensor.Sin(x.Pow(2)).Backward();
        AssertPrints("tensor(3., requires_grad=True)", x);
        AssertPrints("tensor(-5.4668)", x.Grad);

        x.RequiresGrad = false;

        AssertPrints("tensor(3.)", x);
    }

    [Test]
    public void Cell8_RecomputedWithoutGradient()
    {
        Tensor<float> x = Three();
        Tensor<float> y = x.Pow(2);
        y.Backward();
        AssertPrints("tensor(9., grad_fn=<PowBackward0>)", y);
        AssertPrints("tensor(6.)", x.Grad);

        x.RequiresGrad = false;

        AssertPrints("tensor(6.)", x.Grad);
        y = x.Pow(2);
        AssertPrints("tensor(9.)", y);
        AssertHasNoGradient(y);
    }

    [Test]
    public void Cell14_Detached()
    {
        Tensor<float> z = Three().Detach();
        AssertPrints("tensor(3.)", z);
        AssertHasNoGradient(z.Pow(2));
    }

    [Test]
    public void Cell15_InsideOfNoGrad()
    {
        Tensor<float> x = Three();
        using (Autograd.NoGrad())
        {
            Tensor<float> y = x.Pow(2);
            AssertPrints("tensor(3., requires_grad=True)", x);
            AssertPrints("tensor(9.)", y);
            AssertHasNoGradient(y);
        }
    }

    [Test]
    public void Cell16_Device() => Assert.That(Three().Device.ToString(), Is.EqualTo("cpu"));

    [Test]
    public void Cell23_Vector()
    {
        Tensor<float> x = Tensor.Create([3f, 7f], requiresGrad: true);
        Tensor<float> y = x.Pow(2);
        Tensor<float> z = Tensor.Sin(y);
        Tensor<float> w = Tensor.Exp(z);
        Tensor<float> v = 1 / w;
        Tensor<float> t = v.Sum();
        t.Backward();

        AssertPrints("tensor([3., 7.], requires_grad=True)", x);
        AssertPrints("tensor([ 9., 49.], grad_fn=<PowBackward0>)", y);
        AssertPrints("tensor([ 0.4121, -0.9538], grad_fn=<SinBackward0>)", z);
        AssertPrints("tensor([1.5100, 0.3853], grad_fn=<ExpBackward0>)", w);
        AssertPrints("tensor([0.6622, 2.5954], grad_fn=<MulBackward0>)", v);
        AssertPrints("tensor(3.2577, grad_fn=<SumBackward0>)", t);
        AssertPrints("tensor([  3.6204, -10.9223])", x.Grad);
    }

    /// <summary>The graph of cell 23, followed from the result by its first inputs.</summary>
    [Test]
    public void Cell23_Graph()
    {
        Tensor<float> x = Tensor.Create([3f, 7f], requiresGrad: true);
        Tensor<float> t = (1 / Tensor.Exp(Tensor.Sin(x.Pow(2)))).Sum();

        string[] expected =
        [
            "SumBackward0", "MulBackward0", "ReciprocalBackward0", "ExpBackward0", "SinBackward0", "PowBackward0", "AccumulateGrad",
        ];
        AutogradNode? node = t.GradFn;
        foreach (string name in expected)
        {
            Assert.That(node?.Name, Is.EqualTo(name));
            Assert.That(node!.ToString(), Is.EqualTo($"<{name}>"));
            Assert.That(node.NextFunctions, Has.Count.EqualTo(name switch { "AccumulateGrad" => 0, "MulBackward0" => 2, _ => 1 }));
            if (name == "MulBackward0")
            {
                Assert.That(node.NextFunctions[1], Is.EqualTo(default(AutogradEdge)), "the 1 is a constant");
            }

            node = node.NextFunctions.Count > 0 ? node.NextFunctions[0].Node : null;
        }

        Assert.That(
            Autograd.GraphText(t),
            Is.EqualTo(
                """
                0: SumBackward0 <- 1
                1: MulBackward0 <- 2, constant
                2: ReciprocalBackward0 <- 3
                3: ExpBackward0 <- 4
                4: SinBackward0 <- 5
                5: PowBackward0 <- 6
                6: AccumulateGrad of a leaf of shape [2]
                """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Leaves_AreWhatNoRecordedOperationMade()
    {
        Tensor<float> x = Three();
        Tensor<float> constant = Tensor.Create(2f);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.IsLeaf, Is.True);
            Assert.That(x.GradFn, Is.Null);
            Assert.That((constant * constant).IsLeaf, Is.True, "nothing is recorded of constants");
            Assert.That((x * constant).IsLeaf, Is.False);
            Assert.That((x * constant).RequiresGrad, Is.True);
            Assert.That((x * constant).Detach().IsLeaf, Is.True);
        }
    }

    /// <summary>PyTorch's names, which users search for.</summary>
    [Test]
    public void NamesOfNodes_AreThoseOfPyTorch()
    {
        Tensor<double> x = Tensor.Create(0.5, requiresGrad: true);
        (Tensor<double> Result, string Name)[] cases =
        [
            (x + x, "AddBackward0"), (x + 1, "AddBackward0"), (x - x, "SubBackward0"), (1 - x, "RsubBackward1"), (x * 2, "MulBackward0"),
            (2 * x, "MulBackward0"), (x / x, "DivBackward0"), (x / 2, "DivBackward0"), (2 / x, "MulBackward0"), (-x, "NegBackward0"),
            (x.Pow(2), "PowBackward0"), (x.Pow(x), "PowBackward1"), (x.Sum(), "SumBackward0"), (x.Mean(), "MeanBackward0"),
            (x.LogP1(), "Log1PBackward0"), (x.ExpM1(), "Expm1Backward0"), (x.LogGamma(), "LgammaBackward0"),
            (x.Relu(), "ReluBackward0"), (x.Clamp(0, 1), "ClampBackward1"), (Tensor.Maximum(x, x), "MaximumBackward0"),
        ];

        Assert.That(cases.Select(c => c.Result.GradFn!.Name), Is.EqualTo(cases.Select(c => c.Name)));
    }

    private static Tensor<float> Three() => Tensor.Create(3.0f, requiresGrad: true);

    private static void AssertPrints(string expected, Tensor<float>? actual) => Assert.That(actual?.ToString(), Is.EqualTo(expected));

    private static void AssertHasNoGradient(Tensor<float> result) =>
        Assert.That(() => result.Backward(), Throws.TypeOf<AutogradException>().With.Message.EqualTo(NoGradient));
}
