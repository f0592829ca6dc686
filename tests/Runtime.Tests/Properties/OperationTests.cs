using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>Every public operation against its plain implementation, for operands of any layout, empty ones, NaN and infinities.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class OperationTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Layout[] AllLayouts = Enum.GetValues<Layout>();

    private static double Unit => typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;

    private static IEnumerable<TestCaseData> Cases() => Operations<T>.All
        .GroupBy(operation => string.Join(" | ", operation.Members))
        .Select(group => new TestCaseData(group.SelectMany(operation => operation.Calls).ToArray()).SetArgDisplayNames(group.Key));

    [TestCaseSource(nameof(Cases))]
    public void Values_AreThoseOfThePlainImplementation(object[] calls) => ForEach(calls, (call, arrays, layout, special) =>
    {
        LogicalArray expected = call.Expected(arrays);
        LogicalArray actual = Layouts.Elements<T>(call.Run(Operands(arrays, layout)));
        Require(actual.Shape.AsSpan().SequenceEqual(expected.Shape), $"the result is {actual}, not {expected}");
        double scale = expected.Elements.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        double tolerance = call.Units * scale * Unit;
        for (int i = 0; i < expected.Elements.Count; i++)
        {
            double wanted = double.CreateChecked(T.CreateTruncating(expected.Elements[i]));
            double found = actual.Elements[i];
            bool agrees = double.IsNaN(wanted) ? double.IsNaN(found)
                : wanted == found ? call.Units > 0 || wanted != 0 || double.IsNegative(wanted) == double.IsNegative(found)
                : Math.Abs(wanted - found) <= tolerance;
            Require(agrees, FormattableString.Invariant($"element {i} is {found:R}, not {wanted:R}: {actual} instead of {expected}"));
        }
    }, draws: 4);

    [TestCaseSource(nameof(Cases))]
    public void GradientsOfViews_AreThoseOfCopies(object[] calls) => ForEach(calls, (call, arrays, layout, special) =>
    {
        if (call.IsDifferentiable && layout != Layout.RowMajor
            && Gradients(call, Operands(arrays, Layout.RowMajor), uniform: false, createGraph: false) is { } expected)
        {
            // Matrix products may add in another order.
            double tolerance = call.Units * Unit;
            AssertSame(expected, Gradients(call, Operands(arrays, layout), uniform: false, createGraph: false)!, "of a view", tolerance);
            AssertSame(
                Gradients(call, Operands(arrays, Layout.RowMajor), uniform: null, createGraph: false)!,
                Gradients(call, Operands(arrays, layout), uniform: true, createGraph: false)!,
                "for one number as the gradient of all",
                tolerance);
        }
    });

    [TestCaseSource(nameof(Cases))]
    public void RecordedGradients_AreThoseOfOrdinaryPasses(object[] calls) => ForEach(calls, (call, arrays, layout, special) =>
    {
        if (call.IsDifferentiable && layout is (Layout.RowMajor or Layout.Expanded)
            && Gradients(call, Operands(arrays, layout), uniform: false, createGraph: false) is { } expected)
        {
            AssertSame(expected, Gradients(call, Operands(arrays, layout), uniform: false, createGraph: true)!, "recorded", typeof(T) == typeof(float) ? 1e-4 : 1e-11);
        }
    });

    [TestCaseSource(nameof(Cases))]
    public void Derivatives_AreThoseOfDifferences(object[] calls) => ForEach(calls, (call, arrays, layout, special) =>
    {
        // The variance of one number is none, nor has it a difference.
        if (call is Call<double> { IsDifferentiable: true } doubles && !special && layout == Layout.Sliced
            && doubles.Run(Leaves(arrays)) is Tensor<double> && call.Expected(arrays).Elements.All(double.IsFinite))
        {
            GradientCheck.FirstOrder(operands => (Tensor<double>)doubles.Run(operands), Leaves(arrays));
            GradientCheck.SecondOrder(operands => (Tensor<double>)doubles.Run(operands), Leaves(arrays));
        }

        static Tensor<double>[] Leaves(LogicalArray[] arrays) => [.. arrays.Select(array =>
        {
            Tensor<double> leaf = Layouts.Tensor<double>(array, Layout.Sliced);
            leaf.RequiresGrad = true;
            return leaf;
        })];
    });

    /// <summary>The gradients of a result; null where there can be none.</summary>
    /// <param name="call">The operation.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="uniform">Whether the gradient of the result is one number for all elements; null for a copy of that.</param>
    /// <param name="createGraph">Whether the pass is recorded.</param>
    private static Tensor<T>?[]? Gradients(Call<T> call, Tensor<T>[] operands, bool? uniform, bool createGraph)
    {
        foreach (Tensor<T> operand in operands)
        {
            operand.RequiresGrad = true;
        }

        if (call.Run(operands) is not Tensor<T> result)
        {
            return null;
        }

        Require(result.RequiresGrad, "the result does not require a gradient");
        var random = new Random(5);
        Tensor<T> seed = uniform is true ? Tensor.Full([], T.CreateChecked(0.75)).Expand(result.Shape)
            : uniform is null ? Tensor.Full(result.Shape, T.CreateChecked(0.75))
            : Tensor.Create<T>([.. Enumerable.Range(0, result.Length).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))], result.Shape);
        Tensor<T>?[] gradients = Autograd.Grad([result], operands, [seed], createGraph: createGraph, allowUnused: true);
        for (int i = 0; i < operands.Length; i++)
        {
            Require(gradients[i] is null || gradients[i]!.Shape.SequenceEqual(operands[i].Shape), $"the gradient of operand {i} has another shape: {gradients[i]}");
        }

        return gradients;
    }

    private static void AssertSame(Tensor<T>?[] expected, Tensor<T>?[] actual, string label, double tolerance = 0)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Require(actual[i] is null == expected[i] is null, $"{label}: gradient {i} is missing");
            double[] wanted = [.. (expected[i]?.ToArray() ?? []).Select(double.CreateChecked)];
            double[] found = [.. (actual[i]?.ToArray() ?? []).Select(double.CreateChecked)];
            bool agrees = wanted.Zip(found).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= tolerance * (1 + Math.Abs(pair.First)));
            Require(agrees, FormattableString.Invariant($"{label}: the gradient of operand {i} is [{string.Join(", ", found)}], not [{string.Join(", ", wanted)}]"));
        }
    }

    private static Tensor<T>[] Operands(LogicalArray[] arrays, Layout layout) => [.. arrays.Select(array => Layouts.Tensor<T>(array, layout))];

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new AssertionException(message);
        }
    }

    // All failures at once, each with its case. Of special numbers one draw has few of the combinations that matter.
    private static void ForEach(object[] calls, Action<Call<T>, LogicalArray[], Layout, bool> check, int draws = 1)
    {
        var failures = new List<string>();
        foreach (Call<T> call in calls.Cast<Call<T>>())
        {
            foreach (bool special in call.TakesSpecials ? [false, true] : new[] { false })
            {
                foreach ((Layout layout, int seed) in AllLayouts.SelectMany(_ => Enumerable.Range(1, special ? draws : 1), (layout, seed) => (layout, seed)))
                {
                    LogicalArray[] numbers = Layouts.Operands(call, special, seed);
                    LogicalArray[] arrays = layout == Layout.Expanded ? [.. numbers.Select(Layouts.Repeated)] : numbers;
                    try
                    {
                        check(call, arrays, layout, special);
                    }
                    catch (Exception exception)
                    {
                        string place = exception is AssertionException ? string.Empty : $" ({exception.GetType().Name}{exception.StackTrace?.Split('\n').FirstOrDefault()})";
                        failures.Add($"{call}, {layout}{(special ? ", special numbers" : string.Empty)}: {exception.Message}{place}\n    operands {string.Join("; ", arrays.Select(array => array.ToString()))}");
                    }
                }
            }
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures.Take(12)));
    }
}
