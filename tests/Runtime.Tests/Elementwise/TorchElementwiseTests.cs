using System;
using System.Collections.Generic;
using System.Linq;
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
        TorchDeviation.AssertExplains(TorchDeviations.Of(name), [.. TorchElementwise.Compare<double>(name, Device.Cpu), .. TorchElementwise.Compare<float>(name, Device.Cpu)]);

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
}
