using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using AutoDiff.Runtime.Tests.ElementwiseTests;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Torch;

/// <summary>Nothing of what was recorded from libtorch is left aside.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class TorchCompletenessTests<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private static readonly string[] ExpressionFamilies = ["broadcast", "reductions", "matmul", "shape", "training"];

    [Test]
    public void EveryFile_BelongsToAFamilyThatIsTested()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Data", "torch-golden");
        IEnumerable<string> families = Directory.EnumerateFiles(folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)[..^4]).Distinct();

        Assert.That(families, Is.EquivalentTo([.. ExpressionFamilies, .. TorchFile.ElementwiseFamilies, "semantics"]));
    }

    [Test]
    public void EveryProgram_IsRun() =>
        Assert.That(TorchSemanticsTests<T>.Programs.Keys, Is.EquivalentTo(Names("semantics", "cases")));

    [TestCaseSource(nameof(ExpressionFamilies))]
    public void EveryCase_HasAnExpression(string family)
    {
        // The trainings are programs with optimizers: TorchTrainingTests runs each of them.
        IEnumerable<string> names = Names(family, "cases").Where(name => !name.StartsWith("mlp_", StringComparison.Ordinal));

        Assert.That(TorchExpressionTests<T>.CaseNames(family), Is.EquivalentTo(names));
    }

    [TestCaseSource(typeof(TorchFile), nameof(TorchFile.ElementwiseFamilies))]
    public void EveryFunction_IsComparedOrMissingForAReason(string family)
    {
        HashSet<string> known = [.. TensorFunctions.Names, .. TensorFunctions.Missing.Keys];

        Assert.That(Names(family, "functions").Where(name => !known.Contains(name)), Is.Empty);
        Assert.That(TensorFunctions.Missing.Values, Is.All.Not.Empty);
    }

    private static string[] Names(string family, string list)
    {
        using JsonDocument file = TorchFile.Open<T>(family);
        return [.. file.RootElement.GetProperty(list).EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!)];
    }
}
