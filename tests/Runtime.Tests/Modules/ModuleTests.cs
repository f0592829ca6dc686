using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Modules;

/// <summary>Modules: their parameters and names, their states, training and use.</summary>
[TestFixture]
internal sealed class ModuleTests
{
    /// <summary>softplus(x) - x t as it stands would give 0 for the first and the last of these.</summary>
    [TestCase(20f, 1f, 2.0611536e-9f)]
    [TestCase(12f, 1f, 6.1441935e-6f)]
    [TestCase(12f, 0f, 12.000006f)]
    [TestCase(0f, 0.25f, 0.69314718f)]
    [TestCase(-12f, 0.5f, 6.0000061f)]
    [TestCase(-20f, 0f, 2.0611536e-9f)]
    public void TheLossOfLogits_KeepsItsDigits(float logit, float target, float expected)
    {
        Tensor<float> x = Tensor.Create([logit], requiresGrad: true);
        Tensor<float> t = Tensor.Create([target], requiresGrad: true);
        Tensor<float> loss = Tensor.BinaryCrossEntropyWithLogits(x, t);
        loss.Backward();

        Assert.That(loss.Item(), Is.EqualTo(expected).Within(1e-4).Percent);
        Assert.That(x.Grad![0], Is.EqualTo((1 / (1 + Math.Exp(-logit))) - target).Within(1e-7));
        Assert.That(t.Grad![0], Is.EqualTo(-logit));
    }

    [Test]
    public void Parameters_HaveTheNamesOfPyTorch()
    {
        Sequential<float> model = Model(new Random(1));
        Assert.That(
            model.NamedParameters().Select(static item => $"{item.Name} {string.Join('x', item.Tensor.Shape.ToArray())}"),
            Is.EqualTo(new[] { "0.weight 4x3", "0.bias 4", "2.weight 2x4", "2.bias 2" }));
        Assert.That(model.Parameters().All(static parameter => parameter is { RequiresGrad: true, IsLeaf: true }));
        Assert.That(model.Modules, Has.Count.EqualTo(3));
        Assert.That(new Linear<float>(3, 4, bias: false).NamedParameters().Select(static item => item.Name), Is.EqualTo(new[] { "weight" }));
    }

    [Test]
    public void ALinearMap_StartsWithNumbersBelowTheBound_FromItsSeed()
    {
        var linear = new Linear<double>(400, 50, random: new Random(3));
        double[] weights = linear.Weight.ToArray();
        Assert.That(weights, Is.All.InRange(-0.05, 0.05));
        Assert.That(linear.Bias!.ToArray(), Is.All.InRange(-0.05, 0.05));

        // Of 20,000 numbers drawn evenly: the mean is within 5 of its deviations, the variance is bound^2 / 3.
        Assert.That(weights.Average(), Is.Zero.Within(5 * 0.05 / Math.Sqrt(3 * 20_000)));
        Assert.That(weights.Average(static x => x * x), Is.EqualTo(0.0025 / 3).Within(3e-5));

        Assert.That(new Linear<double>(400, 50, random: new Random(3)).Weight.ToArray(), Is.EqualTo(weights));
        Assert.That(new Linear<double>(400, 50, random: new Random(4)).Weight.ToArray(), Is.Not.EqualTo(weights));
        Assert.That(new Linear<double>(0, 2).Bias!.ToArray(), Is.All.Zero);
    }

    [Test]
    public void Forward_ComputesTheChain()
    {
        Sequential<float> model = Model(new Random(1));
        Tensor<float> x = Tensor.Create(new float[,] { { 1, 2, 3 }, { -1, 0, 1 } });
        IReadOnlyList<Tensor<float>> p = model.Parameters();
        Tensor<float> expected = Tensor.Linear(Tensor.Linear(x, p[0], p[1]).Tanh(), p[2], p[3]);
        Assert.That(model.Forward(x).ToArray(), Is.EqualTo(expected.ToArray()));
        Assert.That(new Sequential<float>().Forward(x), Is.SameAs(x));
        Assert.That(() => model.Forward(Tensor.Zeros<float>(2, 4)), Throws.ArgumentException.With.Message.Contains("[2, 4]").And.Message.Contains("[4, 3]"));
        Assert.That(() => new Linear<float>(-1, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void AState_IsLoadedIntoAnotherModel()
    {
        Sequential<float> source = Model(new Random(1));
        Sequential<float> target = Model(new Random(2));
        var optimizer = new SGD<float>(target.Parameters());
        target.LoadState(source.State());
        for (int i = 0; i < 4; i++)
        {
            Assert.That(target.Parameters()[i].ToArray(), Is.EqualTo(source.Parameters()[i].ToArray()));
            Assert.That(target.Parameters()[i], Is.SameAs(optimizer.Parameters[i]));
            Assert.That(source.State().Values.ElementAt(i).RequiresGrad, Is.False);
        }

        // A model may load its own state.
        source.LoadState(source.State());
        Assert.That(target.Parameters()[0].ToArray(), Is.EqualTo(source.Parameters()[0].ToArray()));
    }

    [Test]
    public void AStateThatDoesNotFit_IsRefused_AndChangesNothing()
    {
        Sequential<float> model = Model(new Random(1));
        float[][] before = [.. model.Parameters().Select(static parameter => parameter.ToArray())];
        Dictionary<string, Tensor<float>> state = model.State().ToDictionary(static item => item.Key, static item => item.Value + 1);
        state.Remove("2.bias");
        state["0.bias"] = Tensor.Zeros<float>(1, 4);
        state["2.gain"] = Tensor.Zeros<float>(2);

        ArgumentException? exception = Assert.Throws<ArgumentException>(() => model.LoadState(state));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exception!.Message, Does.StartWith("The state does not fit this Sequential: "));
            Assert.That(exception.Message, Does.Contain("'2.bias', of shape [2], is missing"));
            Assert.That(exception.Message, Does.Contain("'0.bias' has the shape [1, 4], but the parameter has the shape [4]"));
            Assert.That(exception.Message, Does.Contain("'2.gain' is unexpected: there is no such parameter"));
            Assert.That(model.Parameters().Select(static parameter => parameter.ToArray()), Is.EqualTo(before));
            Assert.That(() => model.LoadState(null!), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void AParameterThatIsShared_IsTrainedOnceAndSavedUnderBothNames()
    {
        var linear = new Linear<double>(2, 2);
        var model = new Sequential<double>(linear, linear);
        Assert.That(model.Parameters(), Has.Count.EqualTo(2));
        Assert.That(model.State().Keys, Is.EqualTo(new[] { "0.weight", "0.bias", "1.weight", "1.bias" }));
    }

    [Test]
    public void AModuleOfOnesOwn_NamesItsPartsOnce()
    {
        var module = new Scaled();
        Assert.That(module.NamedParameters().Select(static item => item.Name), Is.EqualTo(new[] { "gain", "inner.weight", "inner.bias" }));
        module.Forward(Tensor.Create(new[,] { { 1.0, 2 } })).Sum().Backward();
        Assert.That(module.Gain.Grad, Is.Not.Null);

        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        Assert.That(() => module.Register("gain", x), Throws.ArgumentException.With.Message.StartsWith("The name 'gain' is taken."));
        Assert.That(() => module.Register("inner", x), Throws.ArgumentException);
        Assert.That(() => module.Register("a.b", x), Throws.ArgumentException.With.Message.Contains("has a dot"));
        Assert.That(() => module.Register("", x), Throws.ArgumentException);
        Assert.That(() => module.Register("x", x * 2), Throws.ArgumentException.With.Message.Contains("must be a leaf"));
        Assert.That(() => module.Register("x", null!), Throws.ArgumentNullException);
        Assert.That(module.RegisterItself, Throws.ArgumentException.With.Message.Contains("contains the one"));
        Assert.That(() => new Sequential<double>(module, null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Activations_AreTheFunctionsOfTensors()
    {
        Tensor<double> x = Tensor.Create([-2.0, 0, 0.5]);
        Assert.That(new ReLU<double>().Forward(x).ToArray(), Is.EqualTo(x.Relu().ToArray()));
        Assert.That(new Tanh<double>().Forward(x).ToArray(), Is.EqualTo(x.Tanh().ToArray()));
        Assert.That(new Sigmoid<double>().Forward(x).ToArray(), Is.EqualTo(x.Sigmoid().ToArray()));
        Assert.That(new LogSigmoid<double>().Forward(x).ToArray(), Is.EqualTo(x.LogSigmoid().ToArray()));
        Assert.That(new Softplus<double>().Forward(x).ToArray(), Is.EqualTo(x.Softplus().ToArray()));
        Assert.That(new Softmax<double>(0).Forward(x).ToArray(), Is.EqualTo(x.Softmax(0).ToArray()));

        // torch.nn.functional.gelu and silu.
        Assert.That(new GELU<double>().Forward(x).ToArray(), Is.EqualTo(new[] { -0.04550026389635842, 0, 0.34573123063700656 }).Within(1e-15));
        Assert.That(new SiLU<double>().Forward(x).ToArray(), Is.EqualTo(new[] { -0.23840584404423515, 0, 0.3112296656009273 }).Within(1e-15));
        Assert.That(() => new GELU<double>().Forward(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Losses_AreThoseOfTensors()
    {
        Tensor<double> x = Tensor.Create(new[,] { { 0.3, -1.2, 2 }, { 1, 0.1, -0.4 } });
        Tensor<double> t = Tensor.Create(new[,] { { 0.0, 1, 3.5 }, { 1, 0, 0.5 } });
        IndexTensor classes = Tensor.Indices([2, 0]);
        Assert.That(new MSELoss<double>().Forward(x, t).Item(), Is.EqualTo(Tensor.MseLoss(x, t).Item()));
        Assert.That(new L1Loss<double>(LossReduction.Sum).Forward(x, t).Item(), Is.EqualTo(Tensor.L1Loss(x, t, LossReduction.Sum).Item()));
        Assert.That(new HuberLoss<double>(delta: 0.5).Forward(x, t).Item(), Is.EqualTo(Tensor.HuberLoss(x, t, 0.5).Item()));
        Assert.That(new BCEWithLogitsLoss<double>().Forward(x, t).Item(), Is.EqualTo(Tensor.BinaryCrossEntropyWithLogits(x, t).Item()));
        Assert.That(new NLLLoss<double>().Forward(x, classes).Item(), Is.EqualTo(Tensor.NllLoss(x, classes).Item()));
        Assert.That(
            new CrossEntropyLoss<double>(LossReduction.None, 0.1).Forward(x, classes).ToArray(),
            Is.EqualTo(Tensor.CrossEntropy(x, classes, LossReduction.None, 0.1).ToArray()));
    }

    [Test]
    public void Dropout_LeavesTheMeanInTraining_AndIsTheIdentityInUse()
    {
        var dropout = new Dropout<double>(0.25, new Random(1));
        Tensor<double> x = Tensor.Ones<double>(100, 100);
        x.RequiresGrad = true;
        Tensor<double> y = dropout.Forward(x);
        y.Sum().Backward();
        double[] elements = y.ToArray();
        Assert.That(elements, Is.All.EqualTo(0).Or.EqualTo(4.0 / 3));
        Assert.That(elements.Average(), Is.EqualTo(1).Within(5 * Math.Sqrt(1.0 / 3 / 10_000)));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(elements));
        Assert.That(new Dropout<double>(0.25, new Random(1)).Forward(x).ToArray(), Is.EqualTo(elements));
        Assert.That(dropout.Forward(x).ToArray(), Is.Not.EqualTo(elements));

        var model = new Sequential<double>(new Sequential<double>(dropout));
        model.Eval();
        Assert.That(dropout.IsTraining, Is.False);
        Assert.That(model.Forward(x), Is.SameAs(x));
        model.Train();
        Assert.That(model.Forward(x), Is.Not.SameAs(x));

        Assert.That(new Dropout<double>(1).Forward(x).ToArray(), Is.All.Zero);
        Assert.That(new Dropout<double>(0).Forward(x), Is.SameAs(x));
        Assert.That(() => new Dropout<double>(1.5), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("dropout probability has to be between 0 and 1"));
    }

    private static Sequential<float> Model(Random random) =>
        new(new Linear<float>(3, 4, random: random), new Tanh<float>(), new Linear<float>(4, 2, random: random));

    private sealed class Scaled : Module<double>
    {
        private readonly Linear<double> _inner;

        public Scaled()
        {
            Gain = RegisterParameter("gain", Tensor.Ones<double>(1));
            _inner = RegisterModule("inner", new Linear<double>(2, 1));
        }

        public Tensor<double> Gain { get; }

        public override Tensor<double> Forward(Tensor<double> input) => Gain * _inner.Forward(input);

        public void Register(string name, Tensor<double> parameter) => RegisterParameter(name, parameter);

        public void RegisterItself() => RegisterModule("outer", new Sequential<double>(this));
    }
}
