using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>L-BFGS on functions whose least values are known.</summary>
[TestFixture]
internal sealed class LbfgsTests
{
    [TestCase(2)]
    [TestCase(10)]
    public void TheLeastValueOfRosenbrocksFunction_IsFound(int length)
    {
        Tensor<double> x = Tensor.Create<double>([.. Enumerable.Range(0, length).Select(static i => i % 2 == 0 ? -1.2 : 1)], requiresGrad: true);
        int evaluations = Minimize(x, Rosenbrock, Exact(x, 200));
        Assert.That(x.ToArray(), Is.All.EqualTo(1).Within(1e-6));

        // Nocedal and Wright report some 35 iterations for two unknowns.
        Assert.That(evaluations, Is.LessThan(length == 2 ? 70 : 150));
    }

    [Test]
    public void Floats_AreFollowedAsFarAsTheirDigitsReach()
    {
        Tensor<float> x = Tensor.Create([-1.2f, 1], requiresGrad: true);
        Minimize(x, Rosenbrock, new LBFGS<float>([x], maxIterations: 100));
        Assert.That(x.ToArray(), Is.All.EqualTo(1).Within(2e-3));
    }

    [Test]
    public void AQuadraticForm_NeedsAboutAsManyStepsAsItHasUnknowns()
    {
        Tensor<double> scales = Tensor.Create([1.0, 10, 100, 3, 30]);
        Tensor<double> centre = Tensor.Create([1.0, -2, 3, -4, 5]);
        Tensor<double> x = Tensor.Zeros<double>(5);
        x.RequiresGrad = true;
        int evaluations = Minimize(x, y => (scales * (y - centre) * (y - centre)).Sum(), Exact(x, 40));
        Assert.That(x.ToArray(), Is.EqualTo(centre.ToArray()).Within(1e-7));
        Assert.That(evaluations, Is.LessThan(30));
    }

    [Test]
    public void SeveralCalls_GoOnWithWhatIsKnown()
    {
        Tensor<double> x = Tensor.Create([-1.2, 1], requiresGrad: true);
        var optimizer = new LBFGS<double>([x], maxIterations: 2, changeTolerance: 1e-15, historySize: 5);
        double last = double.PositiveInfinity;
        for (int i = 0; i < 40; i++)
        {
            Tensor<double> loss = optimizer.Step(() => Loss(optimizer, x, Rosenbrock));
            Assert.That(loss.Item(), Is.LessThanOrEqualTo(last));
            last = loss.Item();
        }

        Assert.That(x.ToArray(), Is.All.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void WithoutLineSearch_TheRateIsTheLength()
    {
        // By hand: the first step is min(1, 1 / |g|) times the gradient, the second one Newton's, for one unknown.
        Tensor<double> x = Tensor.Create([3.0], requiresGrad: true);
        var optimizer = new LBFGS<double>([x], maxIterations: 1, lineSearch: LineSearchMethod.None);
        optimizer.Step(() => Loss(optimizer, x, static y => (y * y).Sum()));
        Assert.That(x[0], Is.EqualTo(2).Within(1e-15));
        optimizer.Step(() => Loss(optimizer, x, static y => (y * y).Sum()));
        Assert.That(x[0], Is.Zero.Within(1e-15));

        x = Tensor.Create([3.0], requiresGrad: true);
        optimizer = new LBFGS<double>([x], 0.5, maxIterations: 3, maxEvaluations: 10, lineSearch: LineSearchMethod.None);
        int evaluations = 0;
        optimizer.Step(() =>
        {
            evaluations++;
            return Loss(optimizer, x, static y => (y * y).Sum());
        });
        Assert.That(x[0], Is.EqualTo(3 - 0.5 - 1.25 - 0.625).Within(1e-14));
        Assert.That(evaluations, Is.EqualTo(3));
    }

    [Test]
    public void SeveralParametersOfAnyLayout_AreOneVector()
    {
        Tensor<double> a = Tensor.Zeros<double>(3, 2).Transpose().Detach();
        a.RequiresGrad = true;
        Tensor<double> b = Tensor.Create(0.0, requiresGrad: true);
        Tensor<double> unused = Tensor.Create(7.0, requiresGrad: true);
        Tensor<double> target = Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var optimizer = new LBFGS<double>([a, b, unused], maxIterations: 100, changeTolerance: 1e-15);
        optimizer.Step(() =>
        {
            optimizer.ZeroGrad();
            Tensor<double> difference = a + b - target;
            Tensor<double> loss = (difference * difference).Sum() + (b - 10) * (b - 10);
            loss.Backward();
            return loss;
        });
        Assert.That(b.Item(), Is.EqualTo(10).Within(1e-6));
        Assert.That((a + b).ToArray(), Is.EqualTo(target.ToArray()).Within(1e-6));
        Assert.That(unused.Item(), Is.EqualTo(7));
    }

    [Test]
    public void AStepIntoInfinity_IsTakenBack()
    {
        // The logarithm ends at 0, where the first steps lead: the loss is NaN there.
        Tensor<double> x = Tensor.Create([0.01], requiresGrad: true);
        Minimize(x, static y => (y - y.Log()).Sum(), new LBFGS<double>([x], 100, maxIterations: 50, changeTolerance: 1e-15));
        Assert.That(x[0], Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void AtTheLeastValue_NothingHappens()
    {
        Tensor<double> x = Tensor.Create([1.0, 1], requiresGrad: true);
        Assert.That(Minimize(x, Rosenbrock, new LBFGS<double>([x])), Is.EqualTo(1));
        Assert.That(x.ToArray(), Is.All.EqualTo(1));

        Tensor<double> y = Tensor.Create([double.NaN], requiresGrad: true);
        Assert.That(Minimize(y, static z => (z * z).Sum(), new LBFGS<double>([y])), Is.EqualTo(1));
    }

    [Test]
    public void LimitsOfIterationsAndEvaluations_AreKept()
    {
        Tensor<double> x = Tensor.Create([-1.2, 1], requiresGrad: true);
        Assert.That(Minimize(x, Rosenbrock, new LBFGS<double>([x], maxIterations: 100, maxEvaluations: 10)), Is.InRange(10, 35));
    }

    [Test]
    public void WrongArguments_AreRefusedByTheirNames()
    {
        Tensor<double> x = Tensor.Create([1.0], requiresGrad: true);
        Refused("maxIterations", () => new LBFGS<double>([x], maxIterations: 0));
        Refused("maxEvaluations", () => new LBFGS<double>([x], maxEvaluations: 0));
        Refused("historySize", () => new LBFGS<double>([x], historySize: 0));
        Refused("gradientTolerance", () => new LBFGS<double>([x], gradientTolerance: -1));
        Refused("changeTolerance", () => new LBFGS<double>([x], changeTolerance: double.NaN));
        Refused("lineSearch", () => new LBFGS<double>([x], lineSearch: (LineSearchMethod)7));
        Assert.That(() => new LBFGS<double>([x]).Step(), Throws.InvalidOperationException.With.Message.Contains("call Step(closure)"));
        Assert.That(() => new LBFGS<double>([x]).Step(null!), Throws.ArgumentNullException);

        static void Refused(string name, Func<LBFGS<double>> make) =>
            Assert.That(() => make(), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));
    }

    private static IEnumerable<TestCaseData> Functions()
    {
        // Loss and slope along a line: functions 1, 2 and 4 of Moré and Thuente, and a parabola.
        yield return Named("parabola", static t => (t * t) - (2 * t), static t => (2 * t) - 2);
        yield return Named("rational", static t => -t / ((t * t) + 2), static t => ((t * t) - 2) / Math.Pow((t * t) + 2, 2));
        yield return Named("polynomial", static t => Math.Pow(t + 0.004, 5) - (2 * Math.Pow(t + 0.004, 4)), static t => (5 * Math.Pow(t + 0.004, 4)) - (8 * Math.Pow(t + 0.004, 3)));
        yield return Named("steep", static t => Math.Exp(-t) + Math.Pow(t / 3, 8), static t => -Math.Exp(-t) + (8.0 / 3 * Math.Pow(t / 3, 7)));

        static TestCaseData Named(string name, Func<double, double> value, Func<double, double> slope) => new TestCaseData(value, slope).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Functions))]
    public void StepsOfTheLineSearch_SatisfyTheStrongWolfeConditions(Func<double, double> value, Func<double, double> slope)
    {
        foreach (double first in new[] { 1e-3, 0.1, 1, 10, 1000 })
        {
            (WolfeSearch.Sample step, int evaluations) = WolfeSearch.Run(At, At(0), first, 1e-12);
            Assert.That(step.Loss, Is.LessThanOrEqualTo(value(0) + (1e-4 * step.Step * slope(0))), $"from {first}");
            Assert.That(Math.Abs(step.Slope), Is.LessThanOrEqualTo(0.9 * Math.Abs(slope(0))), $"from {first}");
            Assert.That(evaluations, Is.LessThanOrEqualTo(15), $"from {first}");
        }

        WolfeSearch.Sample At(double t) => new(t, value(t), slope(t), []);
    }

    private static Tensor<T> Rosenbrock<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> head = x.Slice(0, 0, -1);
        Tensor<T> bend = x.Slice(0, 1) - (head * head);
        Tensor<T> rest = head - T.One;
        return ((bend * bend * T.CreateChecked(100)) + (rest * rest)).Sum();
    }

    private static Tensor<T> Loss<T>(Optimizer<T> optimizer, Tensor<T> x, Func<Tensor<T>, Tensor<T>> function)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        optimizer.ZeroGrad();
        Tensor<T> loss = function(x);
        loss.Backward();
        return loss;
    }

    // The change of the loss that ends a step by default, 1e-9, leaves its least value to some four digits.
    private static LBFGS<double> Exact(Tensor<double> x, int maxIterations) => new([x], maxIterations: maxIterations, changeTolerance: 1e-15);

    /// <summary>Takes one step.</summary>
    /// <returns>How often the function was computed.</returns>
    private static int Minimize<T>(Tensor<T> x, Func<Tensor<T>, Tensor<T>> function, LBFGS<T> optimizer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int evaluations = 0;
        optimizer.Step(() =>
        {
            evaluations++;
            return Loss(optimizer, x, function);
        });
        return evaluations;
    }
}
