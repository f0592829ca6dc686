using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>The steps of the optimizers against their formulas, for every layout of parameters and gradients.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class OptimizerRuleTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Steps = 12;

    private static IEnumerable<ReferenceRules.Rule<T>> Rules => ReferenceRules.All<T>();

    [Test]
    public void Steps_FollowTheFormula_ForEveryLength([ValueSource(nameof(Rules))] ReferenceRules.Rule<T> rule, [Values(0, 1, 3, 8, 16, 67)] int length) =>
        AssertFollows(rule, [length], static shape => Tensor.Zeros<T>(shape), static shape => Tensor.Zeros<T>(shape));

    [Test]
    public void Steps_FollowTheFormula_ForAScalar([ValueSource(nameof(Rules))] ReferenceRules.Rule<T> rule) =>
        AssertFollows(rule, [], static shape => Tensor.Zeros<T>(shape), static shape => Tensor.Zeros<T>(shape));

    [Test]
    public void Steps_FollowTheFormula_ForTransposedAndSlicedTensors([ValueSource(nameof(Rules))] ReferenceRules.Rule<T> rule)
    {
        int[] shape = [3, 150, 5];
        T[] whole = AssertFollows(rule, shape, static shape => Tensor.Zeros<T>(shape), static shape => Tensor.Zeros<T>(shape));

        // To the last bit: the layout does not decide how an element is computed.
        Assert.That(AssertFollows(rule, shape, Transposed, static shape => Tensor.Zeros<T>(shape)), Is.EqualTo(whole));
        Assert.That(AssertFollows(rule, shape, static shape => Tensor.Zeros<T>(shape), Transposed), Is.EqualTo(whole));
        Assert.That(AssertFollows(rule, shape, Transposed, Sliced), Is.EqualTo(whole));
        Assert.That(AssertFollows(rule, shape, Sliced, Sliced), Is.EqualTo(whole));
        AssertFollows(rule, [170], static shape => Tensor.Zeros<T>(2, shape[0]).Transpose().Detach().Select(1, 1).Detach(), Sliced);

        static Tensor<T> Transposed(int[] shape) => Tensor.Zeros<T>(shape[2], shape[1], shape[0]).Transpose(0, 2).Detach();

        static Tensor<T> Sliced(int[] shape)
        {
            int[] larger = [.. shape[..^1], (2 * shape[^1]) + 1];
            return Tensor.Zeros<T>(larger).Slice(shape.Length - 1, 1, null, 2).Detach();
        }
    }

    [Test]
    public void ARepeatedGradient_IsReadAsItIs([ValueSource(nameof(Rules))] ReferenceRules.Rule<T> rule)
    {
        Tensor<T> parameter = Tensor.Zeros<T>(2, 3);
        parameter.RequiresGrad = true;
        Optimizer<T> optimizer = rule.Make([parameter]);
        parameter.Grad = Tensor.Create(T.One).Expand(2, 3);
        optimizer.Step();

        double expected = rule.Run(0, [1]);
        Assert.That(parameter.ToArray().Select(static x => double.CreateChecked(x)), Is.All.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void AParameterWithoutGradient_StaysAndCountsNoStep([ValueSource(nameof(Rules))] ReferenceRules.Rule<T> rule)
    {
        Tensor<T>[] parameters = [Tensor.Create([T.One], requiresGrad: true), Tensor.Create([T.One], requiresGrad: true)];
        Optimizer<T> optimizer = rule.Make(parameters);
        parameters[0].Grad = Tensor.Create([T.One]);
        optimizer.Step();
        optimizer.Step();
        Assert.That(parameters[1][0], Is.EqualTo(T.One));

        parameters[1].Grad = Tensor.Create([T.One]);
        optimizer.Step();
        Assert.That(double.CreateChecked(parameters[1][0]), Is.EqualTo(rule.Run(1, [1])).Within(1e-6));
        Assert.That(double.CreateChecked(parameters[0][0]), Is.EqualTo(rule.Run(1, [1, 1, 1])).Within(1e-6));
    }

    [Test]
    public void Steps_AllocateNothing_AfterTheFirst([ValueSource(nameof(Rules))] ReferenceRules.Rule<T> rule)
    {
        Tensor<T> transposed = Tensor.Ones<T>(7, 5).Transpose().Detach();
        transposed.RequiresGrad = true;
        Tensor<T>[] parameters = [Tensor.Full([67], T.One, requiresGrad: true), transposed];
        Optimizer<T> optimizer = rule.Make(parameters);
        foreach (Tensor<T> parameter in parameters)
        {
            parameter.Grad = Tensor.Ones<T>(parameter.Shape);
        }

        optimizer.Step();
        optimizer.ZeroGrad(setToNull: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            optimizer.Step();
            optimizer.ZeroGrad(setToNull: false);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static T[] AssertFollows(ReferenceRules.Rule<T> rule, int[] shape, Func<int[], Tensor<T>> makeParameter, Func<int[], Tensor<T>> makeGradient)
    {
        var random = new Random(5);
        Tensor<T> parameter = makeParameter(shape);
        int length = parameter.Length;
        T[] start = Numbers(random, length);
        parameter.CopyFrom(Tensor.Create<T>(start, shape));
        parameter.RequiresGrad = true;
        Optimizer<T> optimizer = rule.Make([parameter]);
        var gradients = new T[Steps][];
        for (int step = 0; step < Steps; step++)
        {
            gradients[step] = Numbers(random, length);
            parameter.Grad = makeGradient(shape).CopyFrom(Tensor.Create<T>(gradients[step], shape));
            optimizer.Step();
        }

        T[] actual = parameter.ToArray();
        for (int i = 0; i < length; i++)
        {
            double expected = rule.Run(double.CreateChecked(start[i]), [.. gradients.Select(step => double.CreateChecked(step[i]))]);
            Assert.That(double.CreateChecked(actual[i]), Is.EqualTo(expected).Within(typeof(T) == typeof(float) ? 5e-6 : 1e-13), $"element {i}");
        }

        return actual;
    }

    private static T[] Numbers(Random random, int length)
    {
        var numbers = new T[length];
        for (int i = 0; i < length; i++)
        {
            numbers[i] = T.CreateChecked((2 * random.NextDouble()) - 1);
        }

        return numbers;
    }
}
