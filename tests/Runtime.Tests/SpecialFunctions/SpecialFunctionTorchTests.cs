using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using F = AutoDiff.SpecialFunctions;

namespace AutoDiff.Runtime.Tests.SpecialFunctionTests;

/// <summary>
/// Comparison with the values of libtorch in <c>tests/Data/torch-golden</c>, with the tolerances of the README there.
/// </summary>
[TestFixture]
public sealed class SpecialFunctionTorchTests
{
    // libtorch flushes results in this range to 0 on some paths.
    private const double SmallestNormalDouble = 2.2250738585072014e-308;
    private const double SmallestNormalSingle = 1.17549435e-38;

    // The exact softplus at torch's threshold of 20 exceeds torch's value by this much: log(1 + e^-20).
    private const double SoftplusThresholdError = 2.1e-9;

    private static IEnumerable<TestCaseData> Unary()
    {
        yield return Case("expm1", F.ExpM1, F.ExpM1, 1e-12);
        yield return Case("log1p", F.LogP1, F.LogP1, 1e-12);
        yield return Case("sigmoid", F.Sigmoid, F.Sigmoid, 1e-12);
        yield return Case("logsigmoid", F.LogSigmoid, F.LogSigmoid, 1e-12);
        yield return Case("softplus", F.Softplus, F.Softplus, 1e-12);
        yield return Case("erf", F.Erf, F.Erf, 1e-12);
        yield return Case("erfc", F.Erfc, F.Erfc, 1e-12);
        yield return Case("lgamma", F.LogGamma, F.LogGamma, 1e-10);
        yield return Case("digamma", F.Digamma, F.Digamma, 1e-10);
    }

    private static IEnumerable<TestCaseData> Binary()
    {
        yield return Case("logaddexp", F.LogAddExp, F.LogAddExp, 1e-12);
        yield return Case("xlogy", F.XLogY, F.XLogY, 1e-12);
    }

    [TestCaseSource(nameof(Unary))]
    public void OneArgument_AgreesWithTorch(
        string name,
        Func<double, double> ofDouble,
        Func<float, float> ofSingle,
        double tolerance)
    {
        (double[][] inputs, double[] expected) = Load("elementwise_unary_f64.json", name);
        (double[][] singleInputs, double[] singleExpected) = Load("elementwise_unary_f32.json", name);
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < expected.Length; i++)
            {
                double x = inputs[0][i];
                double threshold = name == "softplus" && x > 20 ? SoftplusThresholdError : 0;
                AssertClose(ofDouble(x), expected[i], tolerance, SmallestNormalDouble + threshold, $"{name}({x:R})");
            }

            for (int i = 0; i < singleExpected.Length; i++)
            {
                double x = singleInputs[0][i];
                AssertClose(ofSingle((float)x), singleExpected[i], 2e-6, SmallestNormalSingle, $"{name}({x:R}f)");
            }
        }
    }

    [TestCaseSource(nameof(Binary))]
    public void TwoArguments_AgreeWithTorch(
        string name,
        Func<double, double, double> ofDouble,
        Func<float, float, float> ofSingle,
        double tolerance)
    {
        (double[][] inputs, double[] expected) = Load("elementwise_binary_f64.json", name);
        (double[][] singleInputs, double[] singleExpected) = Load("elementwise_binary_f32.json", name);
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < expected.Length; i++)
            {
                (double x, double y) = (inputs[0][i], inputs[1][i]);
                AssertClose(ofDouble(x, y), expected[i], tolerance, SmallestNormalDouble, $"{name}({x:R}, {y:R})");
            }

            for (int i = 0; i < singleExpected.Length; i++)
            {
                (double x, double y) = (singleInputs[0][i], singleInputs[1][i]);
                AssertClose(
                    ofSingle((float)x, (float)y), singleExpected[i], 2e-6, SmallestNormalSingle, $"{name}({x:R}f, {y:R}f)");
            }
        }
    }

    /// <summary>
    /// torch's first and second derivative of digamma are its polygammas. They are compared above 0; below, torch is
    /// finite at the poles or has no values. libtorch's trigamma takes five terms of its series from 6 on, which leaves an error
    /// of 3e-10 (at 1/2, where the exact value is pi^2/2). At infinity its second derivative is NaN; ours has the limit, -0.
    /// </summary>
    [Test]
    public void Polygamma_AgreesWithTheDerivativesOfDigammaInTorch()
    {
        using JsonDocument document = Open("elementwise_unary_f64.json");
        double[] x = Numbers(document.RootElement.GetProperty("inputs")[0]);
        JsonElement function = Function(document, "digamma");
        double[] first = Numbers(function.GetProperty("grad1")[0]);
        double[] second = Numbers(function.GetProperty("second")[0][0]);
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 0)
                {
                    AssertClose(F.Polygamma(1, x[i]), first[i], 1e-9, SmallestNormalDouble, $"trigamma({x[i]:R})");
                    double expected = double.IsInfinity(x[i]) ? -0.0 : second[i];
                    AssertClose(F.Polygamma(2, x[i]), expected, 1e-10, SmallestNormalDouble, $"polygamma(2, {x[i]:R})");
                }
            }
        }
    }

    private static TestCaseData Case(string name, Func<double, double> ofDouble, Func<float, float> ofSingle, double tolerance) =>
        new TestCaseData(name, ofDouble, ofSingle, tolerance).SetArgDisplayNames(name);

    private static TestCaseData Case(
        string name,
        Func<double, double, double> ofDouble,
        Func<float, float, float> ofSingle,
        double tolerance) =>
        new TestCaseData(name, ofDouble, ofSingle, tolerance).SetArgDisplayNames(name);

    private static void AssertClose(double actual, double expected, double relative, double absolute, string call)
    {
        if (!double.IsFinite(expected))
        {
            Assert.That(actual, Is.EqualTo(expected), call);
            return;
        }

        Assert.That(actual, Is.EqualTo(expected).Within(relative * Math.Abs(expected) + absolute), call);
    }

    private static (double[][] Inputs, double[] Expected) Load(string file, string name)
    {
        using JsonDocument document = Open(file);
        double[][] inputs = [.. document.RootElement.GetProperty("inputs").EnumerateArray().Select(Numbers)];
        return (inputs, Numbers(Function(document, name).GetProperty("out")));
    }

    private static JsonDocument Open(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "torch-golden", file)));

    private static JsonElement Function(JsonDocument document, string name) =>
        document.RootElement.GetProperty("functions").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);

    private static double[] Numbers(JsonElement array) =>
    [
        .. array.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String
            ? double.Parse(e.GetString()!, CultureInfo.InvariantCulture)
            : e.GetDouble()),
    ];
}
