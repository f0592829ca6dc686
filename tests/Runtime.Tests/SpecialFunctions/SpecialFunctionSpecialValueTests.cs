using System;
using System.Collections.Generic;
using NUnit.Framework;
using F = AutoDiff.SpecialFunctions;

namespace AutoDiff.Runtime.Tests.SpecialFunctionTests;

[TestFixture]
public sealed class SpecialFunctionSpecialValueTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    private static IEnumerable<TestCaseData> OneArgument()
    {
        return
        [
            .. Table("ExpM1", F.ExpM1, F.ExpM1, (0, 0), (-0.0, -0.0), (Inf, Inf), (-Inf, -1), (1000, Inf), (-1000, -1)),
            .. Table("LogP1", F.LogP1, F.LogP1, (0, 0), (-0.0, -0.0), (Inf, Inf), (-1, -Inf), (-1.5, NaN), (-Inf, NaN)),
            .. Table("Erf", F.Erf, F.Erf, (0, 0), (-0.0, -0.0), (Inf, 1), (-Inf, -1), (7, 1), (-7, -1)),
            .. Table("Erfc", F.Erfc, F.Erfc, (0, 1), (-0.0, 1), (Inf, 0), (-Inf, 2), (28, 0), (-28, 2)),
            .. Table("ScaledErfc", F.ScaledErfc, F.ScaledErfc, (0, 1), (-0.0, 1), (Inf, 0), (-Inf, Inf), (-27, Inf)),
            .. Table("NormalCdf", F.NormalCdf, F.NormalCdf, (0, 0.5), (-0.0, 0.5), (Inf, 1), (-Inf, 0), (40, 1), (-40, 0)),
            .. Table("NormalPdf", F.NormalPdf, F.NormalPdf, (Inf, 0), (-Inf, 0), (40, 0), (-40, 0)),
            .. Table("Sigmoid", F.Sigmoid, F.Sigmoid, (0, 0.5), (-0.0, 0.5), (Inf, 1), (-Inf, 0), (1000, 1), (-1000, 0)),
            .. Table("LogSigmoid", F.LogSigmoid, F.LogSigmoid, (Inf, -0.0), (-Inf, -Inf), (-1000, -1000), (1000, -0.0)),
            .. Table("Softplus", F.Softplus, F.Softplus, (Inf, Inf), (-Inf, 0), (1000, 1000), (-1000, 0)),
            .. Table(
                "LogGamma",
                F.LogGamma,
                F.LogGamma,
                (0, Inf),
                (-0.0, Inf),
                (1, 0),
                (2, 0),
                (-1, Inf),
                (-2, Inf),
                (-16777216, Inf),
                (Inf, Inf),
                (-Inf, Inf)),
            .. Table(
                "Digamma",
                F.Digamma,
                F.Digamma,
                (0, -Inf),
                (-0.0, Inf),
                (-1, NaN),
                (-2, NaN),
                (-16777216, NaN),
                (Inf, Inf),
                (-Inf, NaN)),
            .. Table(
                "Trigamma",
                x => F.Polygamma(1, x),
                x => F.Polygamma(1, x),
                (0, Inf),
                (-0.0, Inf),
                (-1, Inf),
                (-16777216, Inf),
                (Inf, 0),
                (-Inf, NaN)),
            .. Table(
                "Polygamma of order 2",
                x => F.Polygamma(2, x),
                x => F.Polygamma(2, x),
                (0, -Inf),
                (-0.0, Inf),
                (-1, NaN),
                (-16777216, NaN),
                (Inf, -0.0),
                (-Inf, NaN)),
        ];
    }

    private static IEnumerable<TestCaseData> TwoArguments()
    {
        return
        [
            .. Table(
                "LogAddExp",
                F.LogAddExp,
                F.LogAddExp,
                (-Inf, -Inf, -Inf),
                (Inf, Inf, Inf),
                (Inf, -Inf, Inf),
                (-Inf, Inf, Inf),
                (1, -Inf, 1),
                (-Inf, -3, -3),
                (Inf, 2, Inf),
                (NaN, 1, NaN),
                (1, NaN, NaN),
                (NaN, Inf, NaN),
                (-Inf, NaN, NaN)),
            .. Table(
                "XLogY",
                F.XLogY,
                F.XLogY,
                (0, 0, 0),
                (-0.0, 0, 0),
                (0, Inf, 0),
                (0, -1, 0),
                (0, -Inf, 0),
                (0, NaN, NaN),
                (1, 0, -Inf),
                (-1, 0, Inf),
                (1, -1, NaN),
                (2, Inf, Inf),
                (Inf, 1, NaN),
                (NaN, 1, NaN)),
        ];
    }

    [TestCaseSource(nameof(OneArgument))]
    public void OneArgument_AtASpecialValue(Func<double, double> ofDouble, Func<float, float> ofSingle, double x, double expected)
    {
        AssertSame(ofDouble(x), expected);
        AssertSame(ofSingle((float)x), (float)expected);
    }

    [TestCaseSource(nameof(TwoArguments))]
    public void TwoArguments_AtSpecialValues(
        Func<double, double, double> ofDouble,
        Func<float, float, float> ofSingle,
        double x,
        double y,
        double expected)
    {
        AssertSame(ofDouble(x, y), expected);
        AssertSame(ofSingle((float)x, (float)y), (float)expected);
    }

    [Test]
    public void Polygamma_OfOrderZero_IsDigamma()
    {
        Assert.That(F.Polygamma(0, 2.75), Is.EqualTo(F.Digamma(2.75)));
    }

    [Test]
    public void Polygamma_OfNegativeOrder_Throws()
    {
        Assert.That(() => F.Polygamma(-1, 1.0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>n! is out of range, while n!/x^(n+1) is not.</summary>
    [Test]
    public void Polygamma_BeyondTheLargestFactorial_StaysFinite()
    {
        // mpmath: psi(200, 100) and psi(301, 250).
        Assert.That(F.Polygamma(200, 100.0), Is.EqualTo(-9.125424691096223e-28).Within(1e-10).Percent);
        Assert.That(F.Polygamma(301, 250.0), Is.EqualTo(8.739197906816214e-108).Within(1e-10).Percent);
    }

    [Test]
    public void GenericOverload_OfAnotherType_Throws()
    {
        Assert.That(
            () => F.Erf((Half)1),
            Throws.InstanceOf<NotSupportedException>().With.Message.Contains("System.Half"));
        Assert.That(() => F.LogAddExp((Half)1, (Half)1), Throws.InstanceOf<NotSupportedException>());
        Assert.That(() => F.Polygamma(1, (Half)1), Throws.InstanceOf<NotSupportedException>());
    }

    // NaN maps to NaN in every table.
    private static IEnumerable<TestCaseData> Table(
        string name,
        Func<double, double> ofDouble,
        Func<float, float> ofSingle,
        params (double X, double Expected)[] entries)
    {
        foreach ((double x, double expected) in (IEnumerable<(double X, double Expected)>)[.. entries, (NaN, NaN)])
        {
            yield return new TestCaseData(ofDouble, ofSingle, x, expected).SetArgDisplayNames($"{name}({x:R})");
        }
    }

    private static IEnumerable<TestCaseData> Table(
        string name,
        Func<double, double, double> ofDouble,
        Func<float, float, float> ofSingle,
        params (double X, double Y, double Expected)[] entries)
    {
        foreach ((double x, double y, double expected) in entries)
        {
            yield return new TestCaseData(ofDouble, ofSingle, x, y, expected).SetArgDisplayNames($"{name}({x:R}, {y:R})");
        }
    }

    // Also the sign of zero.
    private static void AssertSame(double actual, double expected)
    {
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(double.IsNaN(actual) || double.IsNegative(actual) == double.IsNegative(expected), "sign");
    }
}
