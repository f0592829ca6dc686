using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using AutoDiff.Samples.AdBench;
using NUnit.Framework;

namespace AutoDiff.Samples.Tests.AdBench;

/// <summary>Values and derivatives are those of ADBench's hand-written module.</summary>
[TestFixture]
internal sealed class ObjectiveTests
{
    [TestCase("gmm", "gmm/gmm_test")]
    [TestCase("gmm", "gmm/gmm_d2_K5")]
    [TestCase("ba", "ba/ba_test")]
    [TestCase("ba", "ba/ba_varied_own_n5_m9_p24")]
    [TestCase("hand", "hand/hand_test")]
    [TestCase("hand", "hand/hand_simple1_t26_c100")]
    [TestCase("hand-complicated", "hand/handc_test")]
    [TestCase("hand-complicated", "hand/hand_complicated1_t26_c100")]
    [TestCase("lstm", "lstm/lstm_l2_c1024")]
    public void Values_and_derivatives_are_those_of_the_reference(string objective, string name)
    {
        Problem problem = AdBenchData.Read(objective, name);
        problem.EvaluateObjective();
        problem.EvaluateDerivatives();
        AdBenchData.AssertClose(problem.Values, AdBenchData.Values(AdBenchData.Golden(name, ".f.txt")), "f");
        AdBenchData.AssertClose(problem.Derivatives, AdBenchData.Values(AdBenchData.Golden(name, ".j.txt")), "j");
    }

    [TestCase("gmm", "gmm/gmm_test")]
    [TestCase("ba", "ba/ba_varied_own_n5_m9_p24")]
    [TestCase("hand", "hand/hand_test")]
    [TestCase("hand-complicated", "hand/handc_test")]
    public void A_second_evaluation_gives_the_same_bits(string objective, string name)
    {
        Problem problem = AdBenchData.Read(objective, name);
        problem.EvaluateObjective();
        problem.EvaluateDerivatives();
        double[] values = [.. problem.Values];
        double[] derivatives = [.. problem.Derivatives];
        problem.EvaluateObjective();
        problem.EvaluateDerivatives();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Values, Is.EqualTo(values));
            Assert.That(problem.Derivatives, Is.EqualTo(derivatives));
        }
    }

    [TestCase("ba/ba_test")]
    [TestCase("ba/ba_varied_own_n5_m9_p24")]
    public void The_sparse_Jacobian_has_the_pattern_of_the_reference(string name)
    {
        var problem = (BundleAdjustmentProblem)AdBenchData.Read("ba", name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Rows, Is.EqualTo(AdBenchData.Values(AdBenchData.Golden(name, ".rows.txt"))));
            Assert.That(problem.Columns, Is.EqualTo(AdBenchData.Values(AdBenchData.Golden(name, ".cols.txt"))));
        }
    }

    [Test]
    public void The_large_bundle_has_the_sums_and_samples_of_the_reference()
    {
        const string Name = "ba/ba1_n49_m7776_p31843";
        using var golden = JsonDocument.Parse(File.ReadAllText(AdBenchData.Golden(Name, ".checksum.json")));
        JsonElement objective = golden.RootElement.GetProperty("objective");
        JsonElement jacobian = golden.RootElement.GetProperty("jacobian_csr");
        var problem = (BundleAdjustmentProblem)AdBenchData.Read("ba", Name);
        problem.EvaluateObjective();
        problem.EvaluateDerivatives();

        int p = golden.RootElement.GetProperty("p").GetInt32();
        double[] block = jacobian.GetProperty("vals[0:30]").EnumerateArray().Select(Number).ToArray();
        AdBenchData.AssertClose(problem.Derivatives.AsSpan(0, 30), block, "the first block");
        AdBenchData.AssertClose([problem.Derivatives[30 * p]], [Number(jacobian.GetProperty("vals[30*p] (d w_err)"))], "the first weight");
        foreach (JsonElement sample in jacobian.GetProperty("samples").EnumerateArray())
        {
            int i = sample.GetProperty("i").GetInt32();
            AdBenchData.AssertClose([problem.Derivatives[i]], [Number(sample.GetProperty("val"))], "a sample");
            Assert.That(problem.Columns[i], Is.EqualTo(sample.GetProperty("col").GetInt32()));
        }

        using (Assert.EnterMultipleScope())
        {
            AssertSums(problem.Values, objective);
            AssertSums(problem.Derivatives, jacobian.GetProperty("vals"));
            Assert.That(problem.Rows.Sum(row => (long)row), Is.EqualTo(jacobian.GetProperty("rows_sum").GetInt64()));
            Assert.That(problem.Columns.Sum(column => (long)column), Is.EqualTo(jacobian.GetProperty("cols_sum").GetInt64()));
        }
    }

    private static double Number(JsonElement element) => double.Parse(element.GetString()!, CultureInfo.InvariantCulture);

    /// <summary>Compares the sums, with the bound that follows from the one on each value.</summary>
    private static void AssertSums(double[] values, JsonElement expected)
    {
        double bound = 1e-11 * (values.Length + 2 * Number(expected.GetProperty("sum_abs")));
        Assert.That(values, Has.Length.EqualTo(expected.GetProperty("count").GetInt32()));
        Assert.That(values.Sum(), Is.EqualTo(Number(expected.GetProperty("sum"))).Within(bound));
        Assert.That(
            values.Select((value, i) => value * (i % 97 + 1)).Sum(),
            Is.EqualTo(Number(expected.GetProperty("weighted_sum_w=(i%97)+1"))).Within(97 * bound));
    }
}
