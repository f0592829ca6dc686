using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Modules;

/// <summary>The examples of docs/training.md stand in this file as they stand there, and do what the page says.</summary>
[TestFixture]
internal sealed class TrainingPageTests
{
    [Test]
    public void EveryExampleOfThePage_IsInThisFile()
    {
        string own = WithoutIndentation(File.ReadAllText(Path()));
        string page = File.ReadAllText(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path())!, "..", "..", "..", "docs", "training.md"));
        string[] examples = [.. Regex.Matches(page.ReplaceLineEndings("\n"), "```csharp\n(.*?)```", RegexOptions.Singleline).Select(static match => match.Groups[1].Value)];
        Assert.That(examples, Has.Length.EqualTo(5));
        foreach (string example in examples)
        {
            Assert.That(own, Does.Contain(WithoutIndentation(example)));
        }
    }

    [Test]
    public void TheExamples_DoWhatThePageSays()
    {
        Tensor<float> x = Tensor.Create(new float[,] { { 0, 1 }, { 1, 0 }, { -1, -1 } });
        IndexTensor labels = Tensor.Indices([0, 1, 2]);

        var random = new Random(1);
        var model = new Sequential<float>(
            new Linear<float>(2, 16, random: random), new Tanh<float>(), new Linear<float>(16, 3, random: random));
        var optimizer = new AdamW<float>(model.Parameters(), learningRate: 0.01);
        var loss = new CrossEntropyLoss<float>();
        for (int step = 0; step < 100; step++)
        {
            optimizer.ZeroGrad();
            Tensor<float> error = loss.Forward(model.Forward(x), labels);
            error.Backward();
            GradientClipping.ClipGradNorm(model.Parameters(), maxNorm: 1);
            optimizer.Step();
        }

        Assert.That(model.Forward(x).ArgMax(1).ToArray(), Is.EqualTo(labels.ToArray()));

        var schedule = new SequentialLR(
            optimizer,
            [new LinearLR(optimizer, startFactor: 0.1, steps: 10), new CosineAnnealingLR(optimizer, steps: 90)],
            milestones: [10]);
        schedule.Step(); // after each step of the optimizer, or after each epoch

        Assert.That(optimizer.LearningRate, Is.EqualTo(0.0019).Within(1e-15));

        string path = System.IO.Path.GetTempFileName();
        float[] weights = model.Parameters()[0].ToArray();
        SafeTensors.Save(path, model.State(), new Dictionary<string, string> { ["steps"] = "100" });
        model.LoadState(SafeTensors.Load<float>(path));
        File.Delete(path);
        Assert.That(model.Parameters()[0].ToArray(), Is.EqualTo(weights));
    }

    [Test]
    public void TheLeastValue_IsFound()
    {
        Tensor<double> point = Tensor.Create([-1.2, 1.0], requiresGrad: true);
        var lbfgs = new LBFGS<double>([point], maxIterations: 100);
        lbfgs.Step(() =>
        {
            lbfgs.ZeroGrad();
            Tensor<double> u = point.Select(0, 0);
            Tensor<double> v = point.Select(0, 1);
            Tensor<double> rosenbrock = (1 - u).Square() + (100 * (v - u.Square()).Square());
            rosenbrock.Backward();
            return rosenbrock;
        });
        // point is [1, 1], to four digits: the change of the loss has become less than changeTolerance
        Assert.That(point.ToArray(), Is.All.EqualTo(1).Within(1e-4));
    }

    [Test]
    public void TheModuleOfThePage_HasItsParameters() =>
        Assert.That(
            new Residual(3, new Random(1)).NamedParameters().Select(static item => item.Name),
            Is.EqualTo(new[] { "gain", "inner.weight", "inner.bias" }));

    private static string Path([CallerFilePath] string path = "") => path;

    private static string WithoutIndentation(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0));
}

public sealed class Residual : Module<float>
{
    private readonly Linear<float> _inner;
    private readonly Tensor<float> _gain;

    public Residual(int features, Random random)
    {
        _inner = RegisterModule("inner", new Linear<float>(features, features, random: random));
        _gain = RegisterParameter("gain", Tensor.Ones<float>(features));
    }

    public override Tensor<float> Forward(Tensor<float> input) => input + (_gain * _inner.Forward(input).Relu());
}
