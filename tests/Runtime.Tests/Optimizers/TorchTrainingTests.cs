using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>Three steps of training a small network against libtorch: losses, logits, gradients and parameters after each step.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class TorchTrainingTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, Func<IEnumerable<Tensor<T>>, Optimizer<T>>> Optimizers = new()
    {
        ["mlp_sgd"] = static parameters => new SGD<T>(parameters, 0.1),
        ["mlp_sgd_momentum"] = static parameters => new SGD<T>(parameters, 0.1, momentum: 0.9, weightDecay: 0.01),
        ["mlp_sgd_nesterov"] = static parameters => new SGD<T>(parameters, 0.1, momentum: 0.9, nesterov: true),
        ["mlp_adam"] = static parameters => new Adam<T>(parameters, 0.01),
        ["mlp_adamw"] = static parameters => new AdamW<T>(parameters, 0.01, weightDecay: 0.01),
        ["mlp_rmsprop"] = static parameters => new RMSprop<T>(parameters, 0.01, alpha: 0.99),
    };

    private static IEnumerable<string> Names => Optimizers.Keys;

    [Test]
    public void EveryTrainingOfTheFile_IsCompared()
    {
        using JsonDocument file = TorchFile.Open<T>("training");
        IEnumerable<string> names = file.RootElement.GetProperty("cases").EnumerateArray()
            .Select(static item => item.GetProperty("name").GetString()!)
            .Where(static name => name.StartsWith("mlp_", StringComparison.Ordinal));
        Assert.That(names, Is.EquivalentTo(Optimizers.Keys));
    }

    [TestCaseSource(nameof(Names))]
    public void Training_IsThatOfTorch(string name)
    {
        using JsonDocument file = TorchFile.Open<T>("training");
        JsonElement golden = TorchFile.Named(file.RootElement.GetProperty("cases"), name);
        var parameters = golden.GetProperty("init").EnumerateObject()
            .ToDictionary(static item => item.Name, static item => TorchFile.Tensor<T>(item.Value, requiresGrad: true));
        Tensor<T> x = TorchFile.Tensor<T>(golden.GetProperty("x"));
        IndexTensor y = Tensor.Indices([.. golden.GetProperty("y").GetProperty("data").EnumerateArray().Select(static item => item.GetInt32())]);
        Optimizer<T> optimizer = Optimizers[name](parameters.Values);

        // Errors of a step grow in the next ones.
        double tolerance = typeof(T) == typeof(float) ? 1e-5 : 1e-12;
        int step = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (JsonElement expected in golden.GetProperty("steps_data").EnumerateArray())
            {
                optimizer.ZeroGrad();
                Tensor<T> hidden = Tensor.Linear(x, parameters["w1"], parameters["b1"]).Tanh();
                Tensor<T> logits = Tensor.Linear(hidden, parameters["w2"], parameters["b2"]);
                Tensor<T> loss = Tensor.CrossEntropy(logits, y);
                loss.Backward();
                double expectedLoss = expected.GetProperty("loss").GetDouble();
                Assert.That(double.CreateChecked(loss.Item()), Is.EqualTo(expectedLoss).Within(tolerance * expectedLoss), $"loss {step}");
                TorchComparison.AssertAgrees(logits, expected.GetProperty("logits"), $"logits {step}", tolerance);
                foreach ((string key, Tensor<T> parameter) in parameters)
                {
                    TorchComparison.AssertAgrees(parameter.Grad, expected.GetProperty("grads").GetProperty(key), $"gradient of {key} {step}", tolerance);
                }

                optimizer.Step();
                foreach ((string key, Tensor<T> parameter) in parameters)
                {
                    TorchComparison.AssertAgrees(parameter, expected.GetProperty("params_after").GetProperty(key), $"{key} after {step}", tolerance);
                }

                step++;
            }
        }

        Assert.That(step, Is.EqualTo(3));
    }
}
