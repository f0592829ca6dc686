using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>Operands of many elements and of many dimensions, where work is cut into blocks and shared among threads: views count as their copies.</summary>
public class LargeLayoutTests
{
    private static readonly Dictionary<string, Func<Tensor<double>, Tensor<double>>> Functions = new()
    {
        ["Exp"] = x => x.Exp(),
        ["x * x + row"] = x => (x * x) + x.Select(0, 1),
        ["x / column"] = x => x / (x.Narrow(1, 2, 1).Square() + 1),
        ["Sum(0)"] = x => x.Sum(0),
        ["Sum(1)"] = x => x.Sum(1),
        ["Sum()"] = x => x.Sum(),
        ["Var(0)"] = x => x.Var(0),
        ["Softmax(1)"] = x => x.Softmax(1),
        ["LogSumExp(0)"] = x => x.LogSumExp(0),
        ["CumSum(0)"] = x => x.CumSum(0),
        ["Max(0)"] = x => x.Max(0).Values,
        ["Clone"] = x => x.Clone(),
        ["Reshape"] = x => x.Reshape(-1),
        ["Flip"] = x => x.Flip(0, 1),
        ["Cat"] = x => Tensor.Cat([x, x], 1),
        ["Where"] = x => Tensor.Where(x > 0.5, x, 0.5),
        ["IndexSelect"] = x => x.IndexSelect(1, Tensor.Indices(5, 3, 5)),
        ["AddInPlace of a view"] = x =>
        {
            Tensor<double> y = x.Clone();
            y.Slice(1, 0, null, 2).AddInPlace(1);
            return y;
        },
    };

    private static IEnumerable<string> Names => Functions.Keys;

    [TestCaseSource(nameof(Names))]
    public void ManyElements_OfAView_AreThoseOfItsCopy(string name)
    {
        // More than the elements from which threads share the work, and no multiple of a block or of a vector.
        Tensor<double> numbers = Tensor.Linspace(0.0, 1, 229 * 613).Reshape(229, 613);
        Tensor<double>[] views =
        [
            numbers.Transpose(),
            Tensor.Linspace(0.0, 1, 459 * 614).Reshape(459, 614).Slice(1, 1, null, 2),
            Tensor.Linspace(0.0, 1, 613).Expand(229, 613),
        ];
        foreach (Tensor<double> view in views)
        {
            (double[] values, double[] gradient) = Run(view.Detach());
            (double[] expected, double[] expectedGradient) = Run(view.Clone());

            Assert.That(values.AsSpan().SequenceEqual(expected), "values");
            Assert.That(gradient.AsSpan().SequenceEqual(expectedGradient), "gradients");
        }

        (double[] Values, double[] Gradient) Run(Tensor<double> x)
        {
            x.RequiresGrad = true;
            Tensor<double> result = Functions[name](x);
            Tensor<double> gradient = Autograd.Grad(result, x, Tensor.Linspace(-1.0, 1, result.Length).Reshape(result.Shape));
            return (result.ToArray(), gradient.ToArray());
        }
    }

    [Test]
    public void ManyDimensions_AreWalkedAsFewAre()
    {
        // 18 dimensions, two of them longer than 1 at each end: more than the runtime keeps on the stack.
        int[] shape = [2, .. Enumerable.Repeat(1, 7), 3, 1, .. Enumerable.Repeat(1, 7), 2];
        Tensor<double> x = Tensor.Create<double>([.. Enumerable.Range(1, 12).Select(i => (double)i)], shape, requiresGrad: true);
        int[] order = [.. Enumerable.Range(0, shape.Length).Reverse()];
        Tensor<double> y = x.Permute(order) * Tensor.Create<double>([1, 10, 100], [3, .. Enumerable.Repeat(1, 8)]);
        Tensor<double> z = y.Permute(order).Clone();
        z.Sum().Backward();

        Assert.That(z.ToArray(), Is.EqualTo(new double[] { 1, 2, 30, 40, 500, 600, 7, 8, 90, 100, 1100, 1200 }));
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 1, 1, 10, 10, 100, 100, 1, 1, 10, 10, 100, 100 }));
        Assert.That(x.Sum([0, 8]).ToArray(), Is.EqualTo(new double[] { 36, 42 }));
        Assert.That(x.Permute(order).Reshape(-1).ToArray(), Is.EqualTo(new double[] { 1, 7, 3, 9, 5, 11, 2, 8, 4, 10, 6, 12 }));
    }
}
