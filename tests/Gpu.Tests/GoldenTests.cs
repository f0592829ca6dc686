using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Runtime.Tests.ElementwiseTests;
using AutoDiff.Runtime.Tests.Torch;
using NUnit.Framework;

namespace AutoDiff.GpuTests;

/// <summary>Values and gradients on a device against libtorch's, special values included.</summary>
[TestFixture]
[Category("Gpu")]
internal sealed class GoldenTests
{
    // To libtorch's own errors come those of a device, 16 units of the last place of a partial derivative at most: docs/semantics.md.
    private const double Tolerance = 4e-6;

    // Smaller numbers may be flushed to 0.
    private const double SmallestNormal = 1.1754944e-38;

    private static IEnumerable<string> Names => TensorFunctions.Names.Where(name => !name.Contains("gamma", StringComparison.Ordinal) || name == "lgamma");

    [TestCaseSource(nameof(Names))]
    public void Function_AgreesWithTorch(string name)
    {
        TorchDeviation[] deviations = TorchDeviations.Of(name);
        IEnumerable<TorchComparison> wrong = TorchElementwise.Compare<float>(name, TestDevice.Default, Tolerance)
            .Where(number => !number.Agrees && !IsFlushed(number) && !Array.Exists(deviations, deviation => deviation.Where(number)));
        Assert.That(wrong.Select(number => number.ToString()).Take(8), Is.Empty);
    }

    private static bool IsFlushed(TorchComparison number) => Math.Abs(number.Torch) < SmallestNormal && Math.Abs(number.Ours) < SmallestNormal;
}
