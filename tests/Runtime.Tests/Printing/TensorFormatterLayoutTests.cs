using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Printing;

/// <summary>Brackets, line breaks and the summary of large tensors.</summary>
[TestFixture]
public sealed class TensorFormatterLayoutTests
{
    [Test]
    public void Vector_BreaksAfterAsManyElementsAsFit() =>
        Assert.That(
            Format(i => i / 2f, 20),
            Is.EqualTo(Lines(
                "tensor([0.0000, 0.5000, 1.0000, 1.5000, 2.0000, 2.5000, 3.0000, 3.5000, 4.0000,",
                "        4.5000, 5.0000, 5.5000, 6.0000, 6.5000, 7.0000, 7.5000, 8.0000, 8.5000,",
                "        9.0000, 9.5000])")));

    [Test]
    public void Vector_OfExactlyOneLine_DoesNotBreak() =>
        Assert.That(
            Format(i => i / 2f, 9),
            Is.EqualTo("tensor([0.0000, 0.5000, 1.0000, 1.5000, 2.0000, 2.5000, 3.0000, 3.5000, 4.0000])"));

    [Test]
    public void Vector_OfWholeNumbers_BreaksByTheSharedWidth() =>
        Assert.That(
            Format(i => i + 1f, 30),
            Is.EqualTo(Lines(
                "tensor([ 1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13., 14.,",
                "        15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27., 28.,",
                "        29., 30.])")));

    [Test]
    public void Vector_OfScientificValues_HasSixToALine() =>
        Assert.That(
            Format(i => 1e10f, 7),
            Is.EqualTo(Lines(
                "tensor([1.0000e+10, 1.0000e+10, 1.0000e+10, 1.0000e+10, 1.0000e+10, 1.0000e+10,",
                "        1.0000e+10])")));

    [Test]
    public void Vector_BreaksByTheWidthOfFiniteValuesOnly() =>
        Assert.That(
            Format(i => float.NaN, 25),
            Is.EqualTo(Lines(
                "tensor([nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, " +
                "nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan,",
                "        nan])")));

    [Test]
    public void Matrix_HasOneRowToALine() =>
        Assert.That(
            Format(i => 0f, 2, 3),
            Is.EqualTo(Lines(
                "tensor([[0., 0., 0.],",
                "        [0., 0., 0.]])")));

    [Test]
    public void Matrix_SharesOneWidthAcrossColumns() =>
        Assert.That(
            TensorFormatter.Format<float>([1f, -20f, 300f, 4f], [2, 2]),
            Is.EqualTo(Lines(
                "tensor([[  1., -20.],",
                "        [300.,   4.]])")));

    [Test]
    public void Matrix_OfOneColumn_HasABracketOnEachLine() =>
        Assert.That(Format(i => i + 0.5f, 3, 1), Is.EqualTo(Lines("tensor([[0.5000],", "        [1.5000],", "        [2.5000]])")));

    [Test]
    public void Matrix_OfLongRows_IndentsTheirContinuation() =>
        Assert.That(
            Format(i => i / 4f, 2, 10),
            Is.EqualTo(Lines(
                "tensor([[0.0000, 0.2500, 0.5000, 0.7500, 1.0000, 1.2500, 1.5000, 1.7500, 2.0000,",
                "         2.2500],",
                "        [2.5000, 2.7500, 3.0000, 3.2500, 3.5000, 3.7500, 4.0000, 4.2500, 4.5000,",
                "         4.7500]])")));

    [Test]
    public void Rank3_SeparatesMatricesByABlankLine() =>
        Assert.That(
            Format(i => i, 2, 2, 2),
            Is.EqualTo(Lines(
                "tensor([[[0., 1.],",
                "         [2., 3.]],",
                "",
                "        [[4., 5.],",
                "         [6., 7.]]])")));

    [Test]
    public void Rank4_SeparatesBlocksByTwoBlankLines() =>
        Assert.That(
            Format(i => i, 2, 2, 1, 2),
            Is.EqualTo(Lines(
                "tensor([[[[0., 1.]],",
                "",
                "         [[2., 3.]]],",
                "",
                "",
                "        [[[4., 5.]],",
                "",
                "         [[6., 7.]]]])")));

    [Test]
    public void HighRank_KeepsOneElementToALine()
    {
        // The brackets alone pass the line width here.
        int[] shape = [.. Enumerable.Repeat(1, 79), 2];
        string expected = "tensor(" + new string('[', 80) + "1.,\n" + new string(' ', 87) + "2." + new string(']', 80) + ")";

        Assert.That(TensorFormatter.Format<float>([1f, 2f], shape), Is.EqualTo(expected));
    }

    [Test]
    public void OneThousandElements_AreNotSummarized()
    {
        string text = Format(i => i % 10, 1000);

        Assert.That(text, Does.Not.Contain("..."));
        Assert.That(text.Count(c => c == '.'), Is.EqualTo(1000));
    }

    [Test]
    public void LargeVector_ShowsThreeElementsOfEachEnd() =>
        Assert.That(Format(i => i, 1001), Is.EqualTo("tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.])"));

    [Test]
    public void LargeVector_OfWideElements_CountsTheEllipsisIntoTheLine() =>
        Assert.That(
            Format(i => i == 0 ? -1e10f : 1e10f, 2000),
            Is.EqualTo(Lines(
                "tensor([-1.0000e+10,  1.0000e+10,  1.0000e+10,  ...,  1.0000e+10,",
                "         1.0000e+10,  1.0000e+10])")));

    [Test]
    public void TheFormat_IsDecidedByTheShownElements()
    {
        // The hidden elements would ask for an exponent and a wider column.
        Assert.That(
            Format(i => i is < 3 or >= 1498 ? 1f : -1.5e30f, 1501),
            Is.EqualTo("tensor([1., 1., 1.,  ..., 1., 1., 1.])"));
        Assert.That(
            Format(i => (i / 40) is < 3 or >= 37 && (i % 40) is < 3 or >= 37 ? 1f : -1.5e30f, 40, 40),
            Does.StartWith("tensor([[1., 1., 1.,  ..., 1., 1., 1.],\n"));
    }

    [Test]
    public void OneShownElement_DecidesTheFormatOfAll() =>
        Assert.That(Format(i => i == 1499 ? 0.5f : 1f, 1501), Is.EqualTo("tensor([1.0000, 1.0000, 1.0000,  ..., 1.0000, 0.5000, 1.0000])"));

    [Test]
    public void LargeMatrix_IsSummarizedInBothDimensions() =>
        Assert.That(
            Format(i => 1f, 100, 100),
            Is.EqualTo(Lines(
                "tensor([[1., 1., 1.,  ..., 1., 1., 1.],",
                "        [1., 1., 1.,  ..., 1., 1., 1.],",
                "        [1., 1., 1.,  ..., 1., 1., 1.],",
                "        ...,",
                "        [1., 1., 1.,  ..., 1., 1., 1.],",
                "        [1., 1., 1.,  ..., 1., 1., 1.],",
                "        [1., 1., 1.,  ..., 1., 1., 1.]])")));

    [Test]
    public void LargeMatrix_ShowsTheRightElements() =>
        Assert.That(
            Format(i => (i / 8 * 10) + (i % 8), 200, 8),
            Is.EqualTo(Lines(
                "tensor([[0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 5.0000e+00, 6.0000e+00,",
                "         7.0000e+00],",
                "        [1.0000e+01, 1.1000e+01, 1.2000e+01,  ..., 1.5000e+01, 1.6000e+01,",
                "         1.7000e+01],",
                "        [2.0000e+01, 2.1000e+01, 2.2000e+01,  ..., 2.5000e+01, 2.6000e+01,",
                "         2.7000e+01],",
                "        ...,",
                "        [1.9700e+03, 1.9710e+03, 1.9720e+03,  ..., 1.9750e+03, 1.9760e+03,",
                "         1.9770e+03],",
                "        [1.9800e+03, 1.9810e+03, 1.9820e+03,  ..., 1.9850e+03, 1.9860e+03,",
                "         1.9870e+03],",
                "        [1.9900e+03, 1.9910e+03, 1.9920e+03,  ..., 1.9950e+03, 1.9960e+03,",
                "         1.9970e+03]])")));

    [Test]
    public void ShortDimensions_OfALargeTensor_AreShownInFull() =>
        Assert.That(
            Format(i => i % 6, 200, 6),
            Is.EqualTo(Lines(
                "tensor([[0., 1., 2., 3., 4., 5.],",
                "        [0., 1., 2., 3., 4., 5.],",
                "        [0., 1., 2., 3., 4., 5.],",
                "        ...,",
                "        [0., 1., 2., 3., 4., 5.],",
                "        [0., 1., 2., 3., 4., 5.],",
                "        [0., 1., 2., 3., 4., 5.]])")));

    [Test]
    public void LongRows_OfAFewRows_AreSummarizedAlone() =>
        Assert.That(
            Format(i => i / 600, 2, 600),
            Is.EqualTo(Lines(
                "tensor([[0., 0., 0.,  ..., 0., 0., 0.],",
                "        [1., 1., 1.,  ..., 1., 1., 1.]])")));

    [Test]
    public void LargeRank3_WritesTheEllipsisBetweenBlankLines() =>
        Assert.That(
            Format(i => i / 2, 501, 1, 2),
            Is.EqualTo(Lines(
                "tensor([[[  0.,   0.]],",
                "",
                "        [[  1.,   1.]],",
                "",
                "        [[  2.,   2.]],",
                "",
                "        ...,",
                "",
                "        [[498., 498.]],",
                "",
                "        [[499., 499.]],",
                "",
                "        [[500., 500.]]])")));

    [Test]
    public void LargeTensor_KeepsItsSuffix() =>
        Assert.That(
            TensorFormatter.Format<float>(new float[5000], [5000], "requires_grad=True"),
            Is.EqualTo("tensor([0., 0., 0.,  ..., 0., 0., 0.], requires_grad=True)"));

    private static string Format(Func<int, float> element, params int[] shape)
    {
        int count = shape.Aggregate(1, (product, length) => product * length);
        float[] data = [.. Enumerable.Range(0, count).Select(element)];
        return TensorFormatter.Format<float>(data, shape);
    }

    private static string Lines(params string[] lines) => string.Join('\n', lines);
}
