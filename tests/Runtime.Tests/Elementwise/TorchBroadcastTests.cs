using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>Operations on operands of different shapes against libtorch.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class TorchBroadcastTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, Func<Tensor<T>[], Tensor<T>>> Expressions = new()
    {
        ["add(a,b)"] = x => x[0] + x[1],
        ["sub(a,b)"] = x => x[0] - x[1],
        ["mul(a,b)"] = x => x[0] * x[1],
        ["div(a,b)"] = x => x[0] / x[1],
        ["maximum(a,b)"] = x => Tensor.Maximum(x[0], x[1]),
        ["atan2(a,b)"] = x => Tensor.Atan2(x[0], x[1]),
        ["hypot(a,b)"] = x => Tensor.Hypot(x[0], x[1]),
        ["a+b"] = x => x[0] + x[1],
        ["a*b"] = x => x[0] * x[1],
        ["a*s"] = x => x[0] * x[1],
        ["exp(a)**s"] = x => x[0].Exp().Pow(x[1]),
        ["a*2.5+1"] = x => (x[0] * T.CreateTruncating(2.5)) + T.One,
        ["sin(a)*b"] = x => x[0].Sin() * x[1],
        ["a*b+a"] = x => (x[0] * x[1]) + x[0],
        ["sum(a)"] = x => x[0].Sum(),
        ["addcmul(a,b,c,0.5)"] = x => x[0] + (x[1] * x[2] * T.CreateTruncating(0.5)),
    };

    // Reason: Tensor has no Where yet.
    private static readonly string[] NotCovered = ["where(cond,b,c)"];

    private static IEnumerable<string> Names => Cases(covered: true);

    [TestCaseSource(nameof(Names))]
    public void Expression_AgreesWithTorch(string name)
    {
        using JsonDocument file = TorchFile.Open<T>("broadcast");
        JsonElement golden = TorchFile.Named(file.RootElement.GetProperty("cases"), name);
        Func<Tensor<T>[], Tensor<T>> expression = Expressions[golden.GetProperty("expr").GetString()!];

        using (Assert.EnterMultipleScope())
        {
            Tensor<T> result = Run("grad1", result => Tensor.Full(result.Shape, T.One));
            TorchComparison.AssertAgrees(result, golden.GetProperty("out"), "out");
            Run("grad2", _ => TorchFile.Tensor<T>(golden.GetProperty("g2")));
        }

        Tensor<T> Run(string label, Func<Tensor<T>, Tensor<T>> gradient)
        {
            (string Name, Tensor<T> Leaf)[] inputs =
            [
                .. golden.GetProperty("inputs").EnumerateObject()
                    .Select(input => (input.Name, TorchFile.Tensor<T>(input.Value, requiresGrad: true))),
            ];
            Tensor<T> result = expression([.. inputs.Select(input => input.Leaf)]);
            result.Backward(gradient(result));
            foreach ((string input, Tensor<T> leaf) in inputs)
            {
                TorchComparison.AssertAgrees(leaf.Grad, golden.GetProperty(label).GetProperty(input), $"{label} of {input}");
            }

            return result;
        }
    }

    [Test]
    public void OtherCases_AreThoseOfExpressionsThatTensorsCannotWriteYet() => Assert.That(Cases(covered: false), Has.Count.EqualTo(1));

    private static List<string> Cases(bool covered)
    {
        using JsonDocument file = TorchFile.Open<T>("broadcast");
        return
        [
            .. file.RootElement.GetProperty("cases").EnumerateArray()
                .Where(golden => NotCovered.Contains(golden.GetProperty("expr").GetString()) != covered)
                .Select(golden => golden.GetProperty("name").GetString()!),
        ];
    }
}
