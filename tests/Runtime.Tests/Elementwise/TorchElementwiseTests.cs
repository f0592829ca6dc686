using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>
/// Values and gradients of every function of tensors against libtorch, with gradients of one and with others that contain zeros.
/// </summary>
[TestFixture]
public sealed class TorchElementwiseTests
{
    [TestCaseSource(typeof(TensorFunctions), nameof(TensorFunctions.Names))]
    public void Function_AgreesWithTorch(string name) =>
        TorchDeviation.AssertExplains(TorchDeviations.Of(name), [.. Compare<double>(name), .. Compare<float>(name)]);

    [Test]
    public void EveryFunctionOfTorch_IsComparedOrMissingWithAReason()
    {
        IEnumerable<string> torch = TorchFile.ElementwiseFamilies.SelectMany(family =>
        {
            using JsonDocument file = TorchFile.Open<double>(family);
            return file.RootElement.GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("name").GetString()!).ToArray();
        });

        Assert.That(TensorFunctions.Names.Concat(TensorFunctions.Missing.Keys), Is.EquivalentTo(torch));
    }

    private static List<TorchComparison> Compare<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[][] columns, T[] seeds, JsonElement golden) = TorchFile.Function<T>(name);
        T[] ones = [.. seeds.Select(_ => T.One)];
        var comparisons = new List<TorchComparison>();

        Tensor<T>[] inputs = Leaves(columns);
        Tensor<T> result = TensorFunctions.All<T>()[name](inputs);
        Add("out", ones, golden.GetProperty("out"), result);
        result.Backward(Tensor.Create(ones));
        AddGradients("grad1", ones, inputs);

        Tensor<T>[] seeded = Leaves(columns);
        TensorFunctions.All<T>()[name](seeded).Backward(Tensor.Create(seeds));
        AddGradients("grad2", seeds, seeded);
        return comparisons;

        void AddGradients(string label, T[] gradients, Tensor<T>[] leaves)
        {
            JsonElement expected = golden.GetProperty(label);
            for (int k = 0; k < leaves.Length; k++)
            {
                // libtorch has no gradient where it is 0 everywhere.
                if (expected[k].ValueKind != JsonValueKind.Null)
                {
                    Add($"{label}[{k}]", gradients, expected[k], leaves[k].Grad!);
                }
            }
        }

        void Add(string label, T[] gradients, JsonElement expected, Tensor<T> actual)
        {
            T[] torch = TorchFile.Numbers<T>(expected);
            T[] ours = actual.ToArray();
            double relative = TorchComparison.Tolerance<T>();
            for (int i = 0; i < torch.Length; i++)
            {
                comparisons.Add(new TorchComparison(
                    label,
                    [.. columns.Select(column => double.CreateChecked(column[i]))],
                    double.CreateChecked(gradients[i]),
                    double.CreateChecked(torch[i]),
                    double.CreateChecked(ours[i]),
                    relative,
                    8 * double.CreateChecked(T.Epsilon)));
            }
        }
    }

    private static Tensor<T>[] Leaves<T>(T[][] columns)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. columns.Select(column => Tensor.Create(column, requiresGrad: true))];
}
