using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Printing;

/// <summary>What follows the values, and the line that it is written on.</summary>
[TestFixture]
public sealed class TensorFormatterSuffixTests
{
    [TestCase(new[] { 3f }, "requires_grad=True", "tensor(3., requires_grad=True)")]
    [TestCase(new[] { 9f }, "grad_fn=<PowBackward0>", "tensor(9., grad_fn=<PowBackward0>)")]
    [TestCase(new[] { 0.4121185f }, "grad_fn=<SinBackward0>", "tensor(0.4121, grad_fn=<SinBackward0>)")]
    public void Scalar(float[] values, string suffix, string expected) =>
        Assert.That(TensorFormatter.Format<float>(values, [], suffix), Is.EqualTo(expected));

    [TestCase(new[] { 3f, 7f }, "requires_grad=True", "tensor([3., 7.], requires_grad=True)")]
    [TestCase(new[] { 9f, 49f }, "grad_fn=<PowBackward0>", "tensor([ 9., 49.], grad_fn=<PowBackward0>)")]
    [TestCase(new[] { 0.4121185f, -0.95375264f }, "grad_fn=<SinBackward0>", "tensor([ 0.4121, -0.9538], grad_fn=<SinBackward0>)")]
    [TestCase(new[] { 1.51f, 0.3853f }, "grad_fn=<ExpBackward0>", "tensor([1.5100, 0.3853], grad_fn=<ExpBackward0>)")]
    public void Vector(float[] values, string suffix, string expected) =>
        Assert.That(TensorFormatter.Format<float>(values, [values.Length], suffix), Is.EqualTo(expected));

    [Test]
    public void SeveralSuffixes_KeepTheirOrder() =>
        Assert.That(
            TensorFormatter.Format<double>([1.0], [1], "device='gpu:0'", "dtype=float64", "requires_grad=True"),
            Is.EqualTo("tensor([1.], device='gpu:0', dtype=float64, requires_grad=True)"));

    [Test]
    public void FirstSuffix_StaysOnTheLineOfValuesUpToItsLimit()
    {
        // "tensor(1." has 9 characters and counts as 11, so that 67 more and the separator make 80.
        string fits = new('s', 67);
        string tooLong = new('s', 68);

        Assert.That(TensorFormatter.Format<float>([1f], [], fits), Is.EqualTo("tensor(1., " + fits + ")"));
        Assert.That(TensorFormatter.Format<float>([1f], [], tooLong), Is.EqualTo("tensor(1.,\n       " + tooLong + ")"));
    }

    [Test]
    public void SecondSuffix_ContinuesTheCountOfTheLine()
    {
        string first = new('a', 30);
        string fits = new('b', 35);
        string tooLong = new('b', 36);

        Assert.That(
            TensorFormatter.Format<float>([1f], [], first, fits),
            Is.EqualTo("tensor(1., " + first + ", " + fits + ")"));
        Assert.That(
            TensorFormatter.Format<float>([1f], [], first, tooLong),
            Is.EqualTo("tensor(1., " + first + ",\n       " + tooLong + ")"));
    }

    [Test]
    public void SuffixAfterANewLine_CountsFromTheIndent()
    {
        // The new line has 7 + 68 = 75 characters, and here no more are counted.
        string first = new('a', 68);

        Assert.That(
            TensorFormatter.Format<float>([1f], [], first, "bbb"),
            Is.EqualTo("tensor(1.,\n       " + first + ", bbb)"));
        Assert.That(
            TensorFormatter.Format<float>([1f], [], first, "bbbb"),
            Is.EqualTo("tensor(1.,\n       " + first + ",\n       bbbb)"));
    }

    [Test]
    public void OnlyTheLastLineOfValues_Counts() =>
        Assert.That(
            TensorFormatter.Format<float>([1f, 2f, 3f, 4f], [2, 2], "grad_fn=<MulBackward0>"),
            Is.EqualTo("tensor([[1., 2.],\n        [3., 4.]], grad_fn=<MulBackward0>)"));

    [Test]
    public void LongLine_PushesTheSuffixDown()
    {
        float[] values = [0.5f, 1f, 1.5f, 2f, 2.5f, 3f, 3.5f, 4f];

        Assert.That(
            TensorFormatter.Format<float>(values, [8], "grad_fn=<MulBackward0>"),
            Is.EqualTo(
                "tensor([0.5000, 1.0000, 1.5000, 2.0000, 2.5000, 3.0000, 3.5000, 4.0000],\n" +
                "       grad_fn=<MulBackward0>)"));
    }

    [TestCase(new[] { 0 }, "tensor([])")]
    [TestCase(new[] { 0, 3 }, "tensor([], size=(0, 3))")]
    [TestCase(new[] { 2, 0 }, "tensor([], size=(2, 0))")]
    [TestCase(new[] { 4, 0, 5 }, "tensor([], size=(4, 0, 5))")]
    public void EmptyTensor_TellsItsSizeUnlessItIsAVector(int[] shape, string expected) =>
        Assert.That(TensorFormatter.Format<float>([], shape), Is.EqualTo(expected));

    [Test]
    public void EmptyVector_KeepsItsSuffixes() =>
        Assert.That(
            TensorFormatter.Format<double>([], [0], "dtype=float64", "requires_grad=True"),
            Is.EqualTo("tensor([], dtype=float64, requires_grad=True)"));

    [Test]
    public void TheSize_StandsBetweenDeviceAndDtype()
    {
        Assert.That(
            TensorFormatter.Format<double>([], [0, 3], "device='gpu:0'", "dtype=float64"),
            Is.EqualTo("tensor([], device='gpu:0', size=(0, 3), dtype=float64)"));
        Assert.That(
            TensorFormatter.Format<double>([], [0, 3], "dtype=float64", "requires_grad=True"),
            Is.EqualTo("tensor([], size=(0, 3), dtype=float64, requires_grad=True)"));
        Assert.That(
            TensorFormatter.Format<float>([], [0, 3], "device='gpu:0'"),
            Is.EqualTo("tensor([], device='gpu:0', size=(0, 3))"));
    }

    [Test]
    public void AShapeThatDoesNotMatchTheData_IsRefused()
    {
        Assert.That(() => TensorFormatter.Format<float>([1f, 2f], [3]), Throws.ArgumentException);
        Assert.That(() => TensorFormatter.Format<float>([], []), Throws.ArgumentException);
        Assert.That(() => TensorFormatter.Format<float>([1f], [-1, -1]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
