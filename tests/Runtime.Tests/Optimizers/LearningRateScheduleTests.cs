using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>Learning rates over the steps: what PyTorch's pages and formulas say.</summary>
[TestFixture]
internal sealed class LearningRateScheduleTests
{
    [Test]
    public void StepLR_MultipliesEverySoManySteps()
    {
        // The example of PyTorch's page: 0.05 below 30, 0.005 below 60, 0.0005 below 90.
        SGD<double> optimizer = Optimizer(0.05);
        double[] rates = Rates(new StepLR(optimizer, 30), 90);
        Assert.That(rates[..30], Is.All.EqualTo(0.05));
        Assert.That(rates[30..60], Is.All.EqualTo(0.005).Within(1e-18));
        Assert.That(rates[60..], Is.All.EqualTo(0.0005).Within(1e-18));
    }

    [Test]
    public void CosineAnnealingLR_FollowsTheWave_AsPyTorchsRecursionDoes()
    {
        double[] rates = Rates(new CosineAnnealingLR(Optimizer(0.5), 8, 0.1), 20);

        // PyTorch computes each rate from the last one.
        double rate = 0.5;
        for (int t = 0; t < 8; t++)
        {
            Assert.That(rates[t], Is.EqualTo(rate).Within(1e-14), $"step {t}");
            rate = ((1 + Math.Cos(Math.PI * (t + 1) / 8)) / (1 + Math.Cos(Math.PI * t / 8)) * (rate - 0.1)) + 0.1;
        }

        Assert.That(rates[8], Is.EqualTo(0.1));
        Assert.That(rates[12], Is.EqualTo(rates[4]).Within(1e-15));
        Assert.That(rates[16], Is.EqualTo(0.5));
    }

    [Test]
    public void LinearLR_GoesAlongALine()
    {
        // The example of PyTorch's page, with total_iters=4: 0.025, 0.03125, 0.0375, 0.04375, 0.05 from then on.
        double[] rates = Rates(new LinearLR(Optimizer(0.05), startFactor: 0.5, steps: 4), 7);
        Assert.That(rates, Is.EqualTo(new[] { 0.025, 0.03125, 0.0375, 0.04375, 0.05, 0.05, 0.05 }).Within(1e-16));
        Assert.That(Rates(new LinearLR(Optimizer(1), 1, 0, 2), 4), Is.EqualTo(new[] { 1, 0.5, 0, 0 }));
    }

    [Test]
    public void SequentialLR_WarmsUp_ThenAnneals()
    {
        SGD<double> optimizer = Optimizer(0.4);
        var schedule = new SequentialLR(optimizer, [new LinearLR(optimizer, 0.25, steps: 3), new CosineAnnealingLR(optimizer, 4)], [3]);
        double[] cosine = [0.4, 0.4 * (1 + Math.Sqrt(0.5)) / 2, 0.2, 0.4 * (1 - Math.Sqrt(0.5)) / 2, 0];
        Assert.That(Rates(schedule, 8), Is.EqualTo((double[])[0.1, 0.2, 0.3, .. cosine]).Within(1e-16));
        Assert.That(schedule.StepCount, Is.EqualTo(8));
    }

    [Test]
    public void SequentialLR_CountsEachScheduleFromItsMilestone()
    {
        SGD<double> optimizer = Optimizer(1);
        var schedule = new SequentialLR(
            optimizer, [new LinearLR(optimizer, 0.5, steps: 2), new StepLR(optimizer, 2, 0.5), new StepLR(optimizer, 1, 0.1)], [2, 5]);
        Assert.That(Rates(schedule, 8), Is.EqualTo(new[] { 0.5, 0.75, 1, 1, 0.5, 1, 0.1, 0.01 }).Within(1e-16));
    }

    [Test]
    public void ARateThatIsSetByHand_LastsUntilTheNextStep()
    {
        SGD<double> optimizer = Optimizer(1);
        var schedule = new StepLR(optimizer, 1, 0.5);
        optimizer.LearningRate = 7;
        schedule.Step();
        Assert.That(optimizer.LearningRate, Is.EqualTo(0.5));
        Assert.That(schedule.LearningRateAt(3), Is.EqualTo(0.125));
        Assert.That(() => schedule.LearningRateAt(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void WrongArguments_AreRefusedByTheirNames()
    {
        SGD<double> optimizer = Optimizer(1);
        Refused("stepSize", () => new StepLR(optimizer, 0));
        Refused("gamma", () => new StepLR(optimizer, 1, -1));
        Refused("steps", () => new CosineAnnealingLR(optimizer, 0));
        Refused("minimum", () => new CosineAnnealingLR(optimizer, 1, double.NaN));
        Refused("startFactor", () => new LinearLR(optimizer, 0));
        Refused("endFactor", () => new LinearLR(optimizer, 0.5, 1.5));
        Refused("steps", () => new LinearLR(optimizer, steps: 0));
        Refused("schedules", () => new SequentialLR(optimizer, [], []));
        Refused("schedules", () => new SequentialLR(optimizer, [new StepLR(Optimizer(1), 1)], []));
        Refused("schedules", () => new SequentialLR(optimizer, [null!], []));
        Refused("milestones", () => new SequentialLR(optimizer, [new StepLR(optimizer, 1)], [3]));
        Refused("milestones", () => new SequentialLR(optimizer, [new StepLR(optimizer, 1), new StepLR(optimizer, 1)], [0]));
        Refused("optimizer", () => new StepLR(null!, 1));

        static void Refused(string name, Func<LearningRateSchedule> make) =>
            Assert.That(() => make(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));
    }

    private static SGD<double> Optimizer(double rate) => new([Tensor.Create(1.0, requiresGrad: true)], rate);

    private static double[] Rates(LearningRateSchedule schedule, int count)
    {
        var rates = new List<double>();
        for (int i = 0; i < count; i++)
        {
            rates.Add(schedule.Optimizer.LearningRate);
            schedule.Step();
        }

        Assert.That(rates, Is.EqualTo(Enumerable.Range(0, count).Select(schedule.LearningRateAt)));
        return [.. rates];
    }
}
