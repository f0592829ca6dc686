using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Printing;

/// <summary>How the values of a tensor decide the notation and the width that they share.</summary>
[TestFixture]
public sealed class TensorFormatterNotationTests
{
    [TestCase(3f, "tensor(3.)")]
    [TestCase(-3f, "tensor(-3.)")]
    [TestCase(0f, "tensor(0.)")]
    [TestCase(-0f, "tensor(-0.)")]
    [TestCase(-5.4668f, "tensor(-5.4668)")]
    [TestCase(0.1f, "tensor(0.1000)")]
    [TestCase(0.03125f, "tensor(0.0312)")]
    [TestCase(123456.789f, "tensor(123456.7891)")]
    [TestCase(1e8f, "tensor(100000000.)")]
    [TestCase(1.00000008e8f, "tensor(1.0000e+08)")]
    [TestCase(1e10f, "tensor(1.0000e+10)")]
    [TestCase(1e-5f, "tensor(1.0000e-05)")]
    [TestCase(-1e-5f, "tensor(-1.0000e-05)")]
    [TestCase(float.NaN, "tensor(nan)")]
    [TestCase(float.PositiveInfinity, "tensor(inf)")]
    [TestCase(float.NegativeInfinity, "tensor(-inf)")]
    public void Scalar(float value, string expected) => Assert.That(Scalar(value), Is.EqualTo(expected));

    [Test]
    public void SingleElement_HasBrackets() => Assert.That(Vector(2.5f), Is.EqualTo("tensor([2.5000])"));

    [TestCase(new[] { 3f, 7f }, "tensor([3., 7.])")]
    [TestCase(new[] { 9f, 49f }, "tensor([ 9., 49.])")]
    [TestCase(new[] { -1f, 10f, 100f }, "tensor([ -1.,  10., 100.])")]
    [TestCase(new[] { 0f, 0f }, "tensor([0., 0.])")]
    [TestCase(new[] { 0f, -0f }, "tensor([0., -0.])")]
    [TestCase(new[] { -0f, 3f }, "tensor([-0., 3.])")]
    [TestCase(new[] { -0f, 10f }, "tensor([-0., 10.])")]
    [TestCase(new[] { 0f, 12f }, "tensor([ 0., 12.])")]
    public void WholeNumbers_EndInAPoint(float[] values, string expected) => Assert.That(Vector(values), Is.EqualTo(expected));

    [TestCase(new[] { 0.4121185f, -0.95375264f }, "tensor([ 0.4121, -0.9538])")]
    [TestCase(new[] { 1.5100f, 0.3853f }, "tensor([1.5100, 0.3853])")]
    [TestCase(new[] { 3.6204f, -10.9223f }, "tensor([  3.6204, -10.9223])")]
    [TestCase(new[] { 0f, 0.5f, 1f, 1.5f, 2f }, "tensor([0.0000, 0.5000, 1.0000, 1.5000, 2.0000])")]
    [TestCase(new[] { 3f, 4.75f, 6.5f, 8.25f, 10f }, "tensor([ 3.0000,  4.7500,  6.5000,  8.2500, 10.0000])")]
    [TestCase(new[] { -0f, 0.5f }, "tensor([-0.0000, 0.5000])")]
    public void OneFraction_GivesAllElementsFourDecimals(float[] values, string expected) =>
        Assert.That(Vector(values), Is.EqualTo(expected));

    [TestCase(new[] { 1f, 1000f }, "tensor([   1., 1000.])")]
    [TestCase(new[] { 1f, 1001f }, "tensor([1.0000e+00, 1.0010e+03])")]
    [TestCase(new[] { -1f, 1001f }, "tensor([-1.0000e+00,  1.0010e+03])")]
    [TestCase(new[] { 2f, 2001f }, "tensor([2.0000e+00, 2.0010e+03])")]
    [TestCase(new[] { 5000f, 100000f }, "tensor([  5000., 100000.])")]
    [TestCase(new[] { 0.5f, 500f }, "tensor([  0.5000, 500.0000])")]
    [TestCase(new[] { 0.5f, 500.5f }, "tensor([5.0000e-01, 5.0050e+02])")]
    public void ARatioAboveOneThousand_IsScientific(float[] values, string expected) =>
        Assert.That(Vector(values), Is.EqualTo(expected));

    [Test]
    public void TheRatio_IsTakenInDoubleFromTheRoundedValues()
    {
        // As a float, 0.001 is a little above and 0.01 a little below its decimal value.
        Assert.That(Vector(0.001f, 1f), Is.EqualTo("tensor([0.0010, 1.0000])"));
        Assert.That(Vector(0.01f, 10f), Is.EqualTo("tensor([1.0000e-02, 1.0000e+01])"));
    }

    [Test]
    public void TheLargestFixedValue_IsOneHundredMillion()
    {
        Assert.That(Vector(1e8, 1e8), Is.EqualTo("tensor([100000000., 100000000.])"));
        Assert.That(Vector(1e8, 100000001.0), Is.EqualTo("tensor([1.0000e+08, 1.0000e+08])"));
        Assert.That(Vector(99999999.5, 1e8), Is.EqualTo("tensor([ 99999999.5000, 100000000.0000])"));
        Assert.That(Vector(100000000.5), Is.EqualTo("tensor([1.0000e+08])"));
    }

    [Test]
    public void TheSmallestFixedValue_IsOneTenThousandth()
    {
        Assert.That(Vector(1e-4, 1e-2), Is.EqualTo("tensor([0.0001, 0.0100])"));
        Assert.That(Vector(9.9e-5, 1e-2), Is.EqualTo("tensor([9.9000e-05, 1.0000e-02])"));
    }

    [Test]
    public void OneTenThousandthAsFloat_IsBelowTheBound() => Assert.That(Vector(1e-4f), Is.EqualTo("tensor([1.0000e-04])"));

    [Test]
    public void Zeros_DoNotCountForTheRatio() =>
        Assert.That(Vector(0f, 0.5f, 100f), Is.EqualTo("tensor([  0.0000,   0.5000, 100.0000])"));

    [Test]
    public void Zeros_AreScientificAmongScientificValues() =>
        Assert.That(Vector(0f, -0f, 1e10f), Is.EqualTo("tensor([0.0000e+00, -0.0000e+00, 1.0000e+10])"));

    [Test]
    public void Scientific_SharesOneWidth() =>
        Assert.That(Vector(1e-100, 1.0, 1e100), Is.EqualTo("tensor([1.0000e-100,  1.0000e+00, 1.0000e+100])"));

    [Test]
    public void SubnormalValues_MakeTheRatioInfinite() =>
        Assert.That(Vector(5e-324, 1e308), Is.EqualTo("tensor([4.9407e-324, 1.0000e+308])"));

    [TestCase(new[] { 1f, float.NaN }, "tensor([1., nan])")]
    [TestCase(new[] { 100f, float.NaN, float.PositiveInfinity }, "tensor([100.,  nan,  inf])")]
    [TestCase(new[] { 1f, float.NegativeInfinity }, "tensor([1., -inf])")]
    [TestCase(new[] { 0.5f, float.NaN, float.NegativeInfinity }, "tensor([0.5000,    nan,   -inf])")]
    [TestCase(new[] { 1e10f, float.NaN }, "tensor([1.0000e+10,        nan])")]
    [TestCase(new[] { float.NaN, float.NaN }, "tensor([nan, nan])")]
    [TestCase(new[] { float.PositiveInfinity, float.NegativeInfinity }, "tensor([inf, -inf])")]
    [TestCase(new[] { float.NaN, 0f }, "tensor([nan, 0.])")]
    public void NonFiniteValues_HaveNoSay(float[] values, string expected) => Assert.That(Vector(values), Is.EqualTo(expected));

    [Test]
    public void Double_IsNotRoundedToFloat() => Assert.That(Vector(0.00055), Is.EqualTo("tensor([0.0006])"));

    [Test]
    public void Float_IsWidenedBeforeItIsRounded()
    {
        // 0.00055f is 0.000549999997: rounding the shortest text of the float, which is "0.00055", would lose that.
        Assert.That(Vector(0.00055f), Is.EqualTo("tensor([0.0005])"));
    }

    [Test]
    public void Half_IsSupported() =>
        Assert.That(TensorFormatter.Format<Half>([(Half)0.1f, (Half)2f], [2]), Is.EqualTo("tensor([0.1000, 2.0000])"));

    private static string Scalar(float value) => TensorFormatter.Format<float>([value], []);

    private static string Vector(params float[] values) => TensorFormatter.Format<float>(values, [values.Length]);

    private static string Vector(params double[] values) => TensorFormatter.Format<double>(values, [values.Length]);
}
