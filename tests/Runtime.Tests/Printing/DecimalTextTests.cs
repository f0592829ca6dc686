using System;
using System.Globalization;
using System.Threading;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Printing;

/// <summary>The expected texts are those of Python's "%.4f", "%.0f" and "%.4e".</summary>
[TestFixture]
public sealed class DecimalTextTests
{
    [TestCase(0.0, "0.0000")]
    [TestCase(-0.0, "-0.0000")]
    [TestCase(1.0, "1.0000")]
    [TestCase(-5.4668, "-5.4668")]
    [TestCase(3.14159265358979, "3.1416")]
    [TestCase(0.00004, "0.0000")]
    [TestCase(-0.00004, "-0.0000")]
    [TestCase(0.00005, "0.0001")]
    [TestCase(9.99985, "9.9999")]
    [TestCase(9.99995, "10.0000")]
    [TestCase(9.99996, "10.0000")]
    [TestCase(-99.99999, "-100.0000")]
    [TestCase(123456789.125, "123456789.1250")]
    [TestCase(1e22, "10000000000000000000000.0000")]
    [TestCase(1e23, "99999999999999991611392.0000")]
    [TestCase(5e-324, "0.0000")]
    public void Fixed_RoundsTheExactValue(double value, string expected) =>
        Assert.That(DecimalText.Fixed(value, 4), Is.EqualTo(expected));

    [TestCase(0.03125, "0.0312")]
    [TestCase(-0.03125, "-0.0312")]
    [TestCase(0.09375, "0.0938")]
    [TestCase(0.15625, "0.1562")]
    [TestCase(0.21875, "0.2188")]
    [TestCase(1.03125, "1.0312")]
    [TestCase(0.03125000000000001, "0.0313")]
    public void Fixed_RoundsTiesToEven(double value, string expected) =>
        Assert.That(DecimalText.Fixed(value, 4), Is.EqualTo(expected));

    [TestCase(0.5, "0")]
    [TestCase(1.5, "2")]
    [TestCase(2.5, "2")]
    [TestCase(-2.5, "-2")]
    [TestCase(-0.0, "-0")]
    [TestCase(100000000.0, "100000000")]
    public void Fixed_WithoutDecimals_LeavesOutThePoint(double value, string expected) =>
        Assert.That(DecimalText.Fixed(value, 0), Is.EqualTo(expected));

    [TestCase(0.0, "0.0000e+00")]
    [TestCase(-0.0, "-0.0000e+00")]
    [TestCase(1.0, "1.0000e+00")]
    [TestCase(-1.0, "-1.0000e+00")]
    [TestCase(1e10, "1.0000e+10")]
    [TestCase(1e-5, "1.0000e-05")]
    [TestCase(1e100, "1.0000e+100")]
    [TestCase(1e-100, "1.0000e-100")]
    [TestCase(1e23, "1.0000e+23")]
    [TestCase(9.99994, "9.9999e+00")]
    [TestCase(9.99996, "1.0000e+01")]
    [TestCase(0.0999999, "1.0000e-01")]
    [TestCase(999.99, "9.9999e+02")]
    [TestCase(1000.0, "1.0000e+03")]
    [TestCase(double.MaxValue, "1.7977e+308")]
    [TestCase(2.2250738585072014e-308, "2.2251e-308")]
    [TestCase(5e-324, "4.9407e-324")]
    public void Scientific_RoundsTheExactValue(double value, string expected) =>
        Assert.That(DecimalText.Scientific(value, 4), Is.EqualTo(expected));

    [TestCase(100005.0, "1.0000e+05")]
    [TestCase(100015.0, "1.0002e+05")]
    [TestCase(100025.0, "1.0002e+05")]
    [TestCase(-100005.0, "-1.0000e+05")]
    [TestCase(999995.0, "1.0000e+06")]
    public void Scientific_RoundsTiesToEven(double value, string expected) =>
        Assert.That(DecimalText.Scientific(value, 4), Is.EqualTo(expected));

    [TestCase(double.NaN, "nan")]
    [TestCase(double.PositiveInfinity, "inf")]
    [TestCase(double.NegativeInfinity, "-inf")]
    public void NonFiniteValues_AreWords(double value, string expected)
    {
        Assert.That(DecimalText.Fixed(value, 4), Is.EqualTo(expected));
        Assert.That(DecimalText.Scientific(value, 4), Is.EqualTo(expected));
    }

    [Test]
    public void NaN_HasNoSign() =>
        Assert.That(DecimalText.Fixed(BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_0000)), 4), Is.EqualTo("nan"));

    [Test]
    public void TheCultureOfTheThread_HasNoInfluence()
    {
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            Thread.CurrentThread.CurrentCulture = culture;
            Assert.That(DecimalText.Fixed(-1.5, 4), Is.EqualTo("-1.5000"));
            Assert.That(DecimalText.Scientific(-1.5e-7, 4), Is.EqualTo("-1.5000e-07"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
