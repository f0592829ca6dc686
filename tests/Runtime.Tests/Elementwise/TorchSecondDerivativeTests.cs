using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.AutogradTests;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>
/// Second derivatives of every function of tensors against libtorch: the backward pass as recorded operations, and backward through those.
/// </summary>
[TestFixture]
public sealed class TorchSecondDerivativeTests
{
    [TestCaseSource(typeof(TensorFunctions), nameof(TensorFunctions.Names))]
    public void Function_AgreesWithTorch(string name) =>
        TorchDeviation.AssertExplains(TorchSecondDeviations.Of(name), [.. Compare<double>(name), .. Compare<float>(name)]);

    private static List<TorchComparison> Compare<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[][] columns, T[] _, JsonElement golden) = TorchFile.Function<T>(name);
        Tensor<T>[] leaves = [.. columns.Select(column => Tensor.Create(column, requiresGrad: true))];
        Tensor<T> result = TensorFunctions.All<T>()[name](leaves);
        Tensor<T> ones = Tensor.Ones<T>(result.Length);
        Tensor<T>?[] gradients = RecordedBackward.Gradients(result, ones, leaves);
        JsonElement second = golden.GetProperty("second");
        var comparisons = new List<TorchComparison>();
        for (int k = 0; k < leaves.Length; k++)
        {
            Array.ForEach(leaves, leaf => leaf.Grad = null);
            if (gradients[k] is { RequiresGrad: true } gradient)
            {
                gradient.Backward(ones, retainGraph: true);
            }

            for (int j = 0; j < leaves.Length; j++)
            {
                // What does not depend on a leaf has the derivative 0.
                JsonElement expected = second[k].ValueKind == JsonValueKind.Null ? second[k] : second[k][j];
                T[] torch = expected.ValueKind == JsonValueKind.Null ? new T[result.Length] : TorchFile.Numbers<T>(expected);
                T[] ours = leaves[j].Grad?.ToArray() ?? new T[result.Length];
                for (int i = 0; i < torch.Length; i++)
                {
                    comparisons.Add(new TorchComparison(
                        $"second[{k}][{j}]",
                        [.. columns.Select(column => double.CreateChecked(column[i]))],
                        1,
                        double.CreateChecked(torch[i]),
                        double.CreateChecked(ours[i]),
                        typeof(T) == typeof(float) ? 1e-4 : 1e-11,
                        8 * double.CreateChecked(T.Epsilon)));
                }
            }
        }

        return comparisons;
    }
}
