using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Torch;

/// <summary>One expression of a golden file: its inputs by name, and what libtorch made of it.</summary>
internal sealed class TorchCase<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly JsonElement _golden;
    private readonly Dictionary<string, Tensor<T>> _tensors = [];

    private TorchCase(JsonElement golden) => _golden = golden;

    public Tensor<T> this[string name] => _tensors[name];

    public IndexTensor Index(string name)
    {
        JsonElement input = _golden.GetProperty("inputs").GetProperty(name);
        return Tensor.Indices([.. input.GetProperty("data").EnumerateArray().Select(number => number.GetInt32())], TorchFile.Shape(input));
    }

    public MaskTensor Mask(string name)
    {
        JsonElement input = _golden.GetProperty("inputs").GetProperty(name);
        return Tensor.Mask([.. input.GetProperty("data").EnumerateArray().Select(IsTrue)], TorchFile.Shape(input));
    }

    /// <summary>Compares value, gradients for two seeds, forward again from a second graph, and second derivatives where there are any.</summary>
    public static void AssertAgrees(string family, string name, Func<TorchCase<T>, Tensor<T>> expression, double tolerance = 0)
    {
        using JsonDocument file = TorchFile.Open<T>(family);
        JsonElement golden = TorchFile.Named(file.RootElement.GetProperty("cases"), name);
        using (Assert.EnterMultipleScope())
        {
            foreach (string label in new[] { "grad1", "grad2" })
            {
                var run = new TorchCase<T>(golden);
                run.MakeLeaves();
                Tensor<T> result = expression(run);
                TorchComparison.AssertAgrees(result, golden.GetProperty("out"), "out", tolerance);
                Tensor<T> seed = label == "grad1" ? Tensor.Full(result.Shape, T.One) : TorchFile.Tensor<T>(golden.GetProperty("g2"));
                if (result.RequiresGrad)
                {
                    result.Backward(seed);
                }

                foreach ((string input, Tensor<T> leaf) in run._tensors.Where(pair => pair.Value.RequiresGrad))
                {
                    TorchComparison.AssertAgrees(leaf.Grad, golden.GetProperty(label).GetProperty(input), $"{label} of {input}", tolerance);
                }
            }

            if (golden.TryGetProperty("second_of_sum", out JsonElement second) && second.ValueKind == JsonValueKind.Object)
            {
                AssertSecond(golden, second, expression, tolerance);
            }
        }
    }

    private static void AssertSecond(JsonElement golden, JsonElement second, Func<TorchCase<T>, Tensor<T>> expression, double tolerance)
    {
        foreach (JsonProperty first in second.EnumerateObject())
        {
            var run = new TorchCase<T>(golden);
            run.MakeLeaves();
            Tensor<T> result = expression(run);
            Tensor<T>?[] gradient = Autograd.Grad([result], [run[first.Name]], [Tensor.Full(result.Shape, T.One)], createGraph: true);
            foreach (JsonProperty other in first.Value.ValueKind == JsonValueKind.Object ? first.Value.EnumerateObject() : default)
            {
                Tensor<T>? actual = gradient[0]!.RequiresGrad
                    ? Autograd.Grad([gradient[0]!.Sum()], [run[other.Name]], retainGraph: true, allowUnused: true)[0]
                    : null;
                if (other.Value.ValueKind == JsonValueKind.Null)
                {
                    // What libtorch does not connect may be connected here by a derivative of zero.
                    Assert.That(actual is null || actual.ToArray().All(element => element == T.Zero), $"second {first.Name}, {other.Name}");
                }
                else
                {
                    Tensor<T> wanted = TorchFile.Tensor<T>(other.Value);
                    TorchComparison.AssertAgrees(actual ?? Tensor.Zeros<T>(wanted.Shape), other.Value, $"second {first.Name}, {other.Name}", Math.Max(tolerance, typeof(T) == typeof(float) ? 1e-4 : 1e-10));
                }
            }
        }
    }

    private static bool IsTrue(JsonElement element) =>
        element.ValueKind == JsonValueKind.True || (element.ValueKind == JsonValueKind.Number && element.GetDouble() != 0);

    private void MakeLeaves()
    {
        foreach (JsonProperty input in _golden.GetProperty("inputs").EnumerateObject())
        {
            if (input.Value.GetProperty("dtype").GetString()!.StartsWith("float", StringComparison.Ordinal))
            {
                _tensors.Add(input.Name, TorchFile.Tensor<T>(input.Value, requiresGrad: _golden.GetProperty("grad1").TryGetProperty(input.Name, out _)));
            }
        }
    }
}
