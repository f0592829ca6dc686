using System;
using System.Collections.Generic;
using NUnit.Framework;
using F = AutoDiff.SpecialFunctions;

namespace AutoDiff.Runtime.Tests.SpecialFunctionTests;

/// <summary>The functions as test cases: the name of the data file and the overloads.</summary>
internal static class SpecialFunctionCases
{
    public static IEnumerable<TestCaseData> OfOneArgument()
    {
        yield return Case("expm1", F.ExpM1, F.ExpM1, F.ExpM1<double>, F.ExpM1<float>);
        yield return Case("log1p", F.LogP1, F.LogP1, F.LogP1<double>, F.LogP1<float>);
        yield return Case("erf", F.Erf, F.Erf, F.Erf<double>, F.Erf<float>);
        yield return Case("erfc", F.Erfc, F.Erfc, F.Erfc<double>, F.Erfc<float>);
        yield return Case("scaled_erfc", F.ScaledErfc, F.ScaledErfc, F.ScaledErfc<double>, F.ScaledErfc<float>);
        yield return Case("normal_cdf", F.NormalCdf, F.NormalCdf, F.NormalCdf<double>, F.NormalCdf<float>);
        yield return Case("normal_pdf", F.NormalPdf, F.NormalPdf, F.NormalPdf<double>, F.NormalPdf<float>);
        yield return Case("sigmoid", F.Sigmoid, F.Sigmoid, F.Sigmoid<double>, F.Sigmoid<float>);
        yield return Case("log_sigmoid", F.LogSigmoid, F.LogSigmoid, F.LogSigmoid<double>, F.LogSigmoid<float>);
        yield return Case("softplus", F.Softplus, F.Softplus, F.Softplus<double>, F.Softplus<float>);
        yield return Case("log_gamma", F.LogGamma, F.LogGamma, F.LogGamma<double>, F.LogGamma<float>);
        yield return Case("digamma", F.Digamma, F.Digamma, F.Digamma<double>, F.Digamma<float>);
    }

    public static IEnumerable<TestCaseData> OfTwoArguments()
    {
        yield return Case("log_add_exp", F.LogAddExp, F.LogAddExp, F.LogAddExp<double>, F.LogAddExp<float>);
        yield return Case("x_log_y", F.XLogY, F.XLogY, F.XLogY<double>, F.XLogY<float>);
        yield return Case(
            "polygamma",
            (n, x) => F.Polygamma((int)n, x),
            (n, x) => F.Polygamma((int)n, x),
            (n, x) => F.Polygamma<double>((int)n, x),
            (n, x) => F.Polygamma<float>((int)n, x));
    }

    private static TestCaseData Case(
        string name,
        Func<double, double> ofDouble,
        Func<float, float> ofSingle,
        Func<double, double> genericOfDouble,
        Func<float, float> genericOfSingle) =>
        new TestCaseData(name, ofDouble, ofSingle, genericOfDouble, genericOfSingle).SetArgDisplayNames(name);

    private static TestCaseData Case(
        string name,
        Func<double, double, double> ofDouble,
        Func<float, float, float> ofSingle,
        Func<double, double, double> genericOfDouble,
        Func<float, float, float> genericOfSingle) =>
        new TestCaseData(name, ofDouble, ofSingle, genericOfDouble, genericOfSingle).SetArgDisplayNames(name);
}
