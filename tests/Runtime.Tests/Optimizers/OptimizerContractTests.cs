using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>What optimizers refuse, what they do to graphs, and how they set gradients back.</summary>
[TestFixture]
internal sealed class OptimizerContractTests
{
    private static readonly Dictionary<string, (string Parameter, Func<Tensor<double>[], Optimizer<double>> Make)> WrongNumbers = new()
    {
        ["SGD rate"] = ("learningRate", static p => new SGD<double>(p, -1)),
        ["SGD NaN rate"] = ("learningRate", static p => new SGD<double>(p, double.NaN)),
        ["SGD momentum"] = ("momentum", static p => new SGD<double>(p, momentum: -0.1)),
        ["SGD dampening"] = ("dampening", static p => new SGD<double>(p, momentum: 0.1, dampening: double.PositiveInfinity)),
        ["SGD decay"] = ("weightDecay", static p => new SGD<double>(p, weightDecay: -1)),
        ["Adam beta1"] = ("beta1", static p => new Adam<double>(p, beta1: 1)),
        ["Adam beta2"] = ("beta2", static p => new Adam<double>(p, beta2: -0.1)),
        ["Adam NaN beta"] = ("beta2", static p => new Adam<double>(p, beta2: double.NaN)),
        ["Adam epsilon"] = ("epsilon", static p => new Adam<double>(p, epsilon: -1e-8)),
        ["Adam decay"] = ("weightDecay", static p => new Adam<double>(p, weightDecay: double.NaN)),
        ["AdamW beta1"] = ("beta1", static p => new AdamW<double>(p, beta1: 1.5)),
        ["RMSprop alpha"] = ("alpha", static p => new RMSprop<double>(p, alpha: 1.1)),
        ["RMSprop momentum"] = ("momentum", static p => new RMSprop<double>(p, momentum: -1)),
    };

    private static IEnumerable<string> WrongNumberNames => WrongNumbers.Keys;

    [TestCaseSource(nameof(WrongNumberNames))]
    public void AWrongNumber_IsRefusedByItsName(string name)
    {
        (string parameter, Func<Tensor<double>[], Optimizer<double>> make) = WrongNumbers[name];
        ArgumentOutOfRangeException? exception = Assert.Throws<ArgumentOutOfRangeException>(() => make([Leaf(1)]));
        Assert.That(exception!.ParamName, Is.EqualTo(parameter));
        Assert.That(exception.Message, Does.StartWith(parameter + " must be "));
    }

    [Test]
    public void ARateThatIsSet_IsCheckedToo()
    {
        var optimizer = new SGD<double>([Leaf(1)]) { LearningRate = 0.5 };
        Assert.That(optimizer.LearningRate, Is.EqualTo(0.5));
        Assert.That(() => optimizer.LearningRate = -1, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(optimizer.LearningRate, Is.EqualTo(0.5));
    }

    [TestCase(0, 0)]
    [TestCase(0.9, 0.1)]
    public void NesterovsMomentum_NeedsMomentumWithoutDampening(double momentum, double dampening)
    {
        ArgumentException? exception = Assert.Throws<ArgumentException>(() => new SGD<double>([Leaf(1)], 0.1, momentum, dampening, nesterov: true));
        Assert.That(exception!.ParamName, Is.EqualTo("nesterov"));
        Assert.That(exception.Message, Does.StartWith("Nesterov momentum requires a momentum and zero dampening"));
    }

    [Test]
    public void ParametersThatCannotBeTrained_AreRefusedByTheirPlaceAndShape()
    {
        Tensor<double> leaf = Leaf(1);
        Assert.That(Message([]), Does.StartWith("optimizer got an empty parameter list"));
        Assert.That(Message([leaf, leaf * 2]), Does.StartWith("Parameter 1, of shape [1], is not a leaf (can't optimize a non-leaf Tensor)"));
        Assert.That(Message([leaf, Tensor.Zeros<double>(2, 3)]), Does.StartWith("Parameter 1, of shape [2, 3], does not require a gradient"));
        Assert.That(Message([leaf, Leaf(2), leaf]), Does.StartWith("Parameter 2, of shape [1], is the same tensor as parameter 0."));

        Tensor<double> repeated = Tensor.Zeros<double>(1).Expand(4).Detach();
        repeated.RequiresGrad = true;
        Assert.That(Message([repeated]), Does.StartWith("Parameter 0, of shape [4], has elements that share one memory location"));
        Assert.That(() => new SGD<double>(null!), Throws.ArgumentNullException);
        Assert.That(() => new SGD<double>([leaf, null!]), Throws.ArgumentNullException.With.Message.StartsWith("Parameter 1 is null."));

        static string Message(IEnumerable<Tensor<double>> parameters)
        {
            ArgumentException? exception = Assert.Throws<ArgumentException>(() => new SGD<double>(parameters));
            Assert.That(exception!.ParamName, Is.EqualTo("parameters"));
            return exception.Message;
        }
    }

    [Test]
    public void AStep_IsNotRecorded_AndLeavesLeaves()
    {
        Tensor<double> x = Leaf(3);
        var optimizer = new SGD<double>([x], 0.5);
        (x * x).Sum().Backward();
        optimizer.Step();

        Assert.That(x[0], Is.Zero);
        Assert.That(x.IsLeaf && x.RequiresGrad);
        Assert.That(Autograd.IsGradEnabled);
        using (Autograd.NoGrad())
        {
            optimizer.Step();
            Assert.That(Autograd.IsGradEnabled, Is.False);
        }

        Assert.That(x[0], Is.EqualTo(-3));
    }

    [Test]
    public void AGraphThatNeedsTheOldParameters_RefusesToRunBackwardAfterAStep()
    {
        foreach (ReferenceRules.Rule<double> rule in ReferenceRules.All<double>())
        {
            Tensor<double> x = Leaf(3);
            Optimizer<double> optimizer = rule.Make([x]);
            Tensor<double> y = (x * x).Sum();
            y.Backward(retainGraph: true);
            optimizer.Step();
            AutogradException? exception = Assert.Throws<AutogradException>(() => y.Backward(), rule.Name);
            Assert.That(exception!.Message, Does.Contain("has been modified by an inplace operation").And.Contain("is at version 1; expected version 0"), rule.Name);
        }
    }

    [Test]
    public void ARecordedGradient_IsUsedAsItIs()
    {
        Tensor<double> x = Leaf(2);
        (x * x * x).Sum().Backward(createGraph: true);
        Assert.That(x.Grad!.RequiresGrad);
        new SGD<double>([x], 0.5).Step();
        Assert.That(x[0], Is.EqualTo(-4));
        Assert.That(x.IsLeaf);
    }

    [Test]
    public void ZeroGrad_TakesGradientsAwayOrFillsThemWithZeros()
    {
        Tensor<double> x = Leaf(2);
        Tensor<double> unused = Leaf(5);
        var optimizer = new SGD<double>([x, unused]);
        (x * x).Sum().Backward();
        Tensor<double> gradient = x.Grad!;
        optimizer.ZeroGrad(setToNull: false);
        Assert.That(x.Grad, Is.SameAs(gradient));
        Assert.That(gradient[0], Is.Zero);
        Assert.That(unused.Grad, Is.Null);

        (x * x).Sum().Backward(createGraph: true);
        optimizer.ZeroGrad(setToNull: false);
        Assert.That(x.Grad!.RequiresGrad, Is.False);
        Assert.That(x.Grad[0], Is.Zero);

        optimizer.ZeroGrad();
        Assert.That(x.Grad, Is.Null);
    }

    [Test]
    public void AClosure_IsRecorded_AndItsLossReturned()
    {
        Tensor<double> x = Leaf(3);
        var optimizer = new SGD<double>([x], 0.25);
        Tensor<double> loss;
        using (Autograd.NoGrad())
        {
            loss = optimizer.Step(() =>
            {
                optimizer.ZeroGrad();
                Tensor<double> y = (x * x).Sum();
                y.Backward();
                return y;
            });
        }

        Assert.That(loss.Item(), Is.EqualTo(9));
        Assert.That(x[0], Is.EqualTo(1.5));
        Assert.That(() => optimizer.Step(null!), Throws.ArgumentNullException);
        Assert.That(() => optimizer.Step(() => null!), Throws.InvalidOperationException);
    }

    [Test]
    public void AmsGrad_KeepsANaN()
    {
        // torch.maximum does: a gradient that has been lost must not go unnoticed.
        Tensor<double> x = Leaf(1);
        var optimizer = new Adam<double>([x], amsgrad: true);
        x.Grad = Tensor.Create([double.NaN]);
        optimizer.Step();
        Assert.That(x[0], Is.NaN);
    }

    [Test]
    public void AnInfiniteParameter_WithoutDecay_IsNotMultipliedByZero()
    {
        Tensor<double> x = Leaf(double.PositiveInfinity);
        x.Grad = Tensor.Create([1.0]);
        new SGD<double>([x], momentum: 0.5).Step();
        new RMSprop<double>([x]).Step();
        Assert.That(x[0], Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void AnOptimizerOfOnesOwn_NeedsAStepAlone()
    {
        Tensor<double> x = Leaf(3);
        var optimizer = new SignDescent([x], 0.5);
        _ = new StepLR(optimizer, 1);
        optimizer.Step(() =>
        {
            Tensor<double> y = (x * x).Sum();
            y.Backward();
            return y;
        });
        Assert.That(x[0], Is.EqualTo(2.5));
    }

    private static Tensor<double> Leaf(double value) => Tensor.Create([value], requiresGrad: true);

    private sealed class SignDescent(IEnumerable<Tensor<double>> parameters, double learningRate) : Optimizer<double>(parameters, learningRate)
    {
        public override void Step()
        {
            using (Autograd.NoGrad())
            {
                foreach (Tensor<double> parameter in Parameters.Where(static parameter => parameter.Grad is not null))
                {
                    parameter.SubInPlace(parameter.Grad! / parameter.Grad!.Abs() * LearningRate);
                }
            }
        }
    }
}
