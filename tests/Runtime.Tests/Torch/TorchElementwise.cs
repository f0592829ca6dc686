using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.ElementwiseTests;

namespace AutoDiff.Runtime.Tests.Torch;

/// <summary>Compares functions of tensors with libtorch's.</summary>
internal static class TorchElementwise
{
    /// <summary>Values and gradients of a function, with gradients of one and with others that contain zeros.</summary>
    /// <param name="name">The function.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="tolerance">What a number may differ by, as a part of it; null for what the README of the data suggests.</param>
    public static List<TorchComparison> Compare<T>(string name, Device device, double? tolerance = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (T[][] columns, T[] seeds, JsonElement golden) = TorchFile.Function<T>(name);
        T[] ones = [.. seeds.Select(_ => T.One)];
        var comparisons = new List<TorchComparison>();

        Tensor<T>[] inputs = Leaves(columns, device);
        Tensor<T> result = TensorFunctions.All<T>()[name](inputs);
        Add("out", ones, golden.GetProperty("out"), result);
        result.Backward(Tensor.Create(ones, device: device));
        AddGradients("grad1", ones, inputs);

        Tensor<T>[] seeded = Leaves(columns, device);
        TensorFunctions.All<T>()[name](seeded).Backward(Tensor.Create(seeds, device: device));
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
            double relative = tolerance ?? TorchComparison.Tolerance<T>();
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

    private static Tensor<T>[] Leaves<T>(T[][] columns, Device device)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. columns.Select(column => Tensor.Create(column, requiresGrad: true, device: device))];
}
