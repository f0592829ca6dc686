using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

[TestFixture]
public sealed class MaskTests
{
    private static readonly MaskTensor Column = Tensor.Mask(new[,] { { true }, { false } });
    private static readonly MaskTensor Row = Tensor.Mask([true, false, true]);

    [Test]
    public void Elements_AreReadByIndexAndCopied()
    {
        bool[] elements = [true, false, false, true, true, false];
        MaskTensor mask = Tensor.Mask(elements, [2, 3]);
        elements[0] = false;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mask.Shape.ToArray(), Is.EqualTo(new[] { 2, 3 }));
            Assert.That((mask.Rank, mask.Length), Is.EqualTo((2, 6)));
            Assert.That((mask[0, 0], mask[1, -1], mask[-1, 1]), Is.EqualTo((true, false, true)));
            Assert.That(mask.ToArray(), Is.EqualTo(new[] { true, false, false, true, true, false }));
            Assert.That((Tensor.Mask(true)[[]], Tensor.Mask(true).Rank), Is.EqualTo((true, 0)));
            Assert.That(() => mask[0], Throws.ArgumentException);
            Assert.That(() => mask[0, 3], Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Tensor.Mask([true], [2]), Throws.ArgumentException);
        }
    }

    [Test]
    public void Operators_Broadcast()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((!Row).ToArray(), Is.EqualTo(new[] { false, true, false }));
            Assert.That((Column & Row).ToArray(), Is.EqualTo(new[] { true, false, true, false, false, false }));
            Assert.That((Column | Row).ToArray(), Is.EqualTo(new[] { true, true, true, true, false, true }));
            Assert.That((Column ^ Row).ToArray(), Is.EqualTo(new[] { false, true, false, true, false, true }));
            Assert.That((Column ^ Row).Shape.ToArray(), Is.EqualTo(new[] { 2, 3 }));
            Assert.That(Tensor.Where(Column, Row, !Row).ToArray(), Is.EqualTo(new[] { true, false, true, false, true, false }));
            Assert.That(() => Row & Tensor.Mask([true, false]), Throws.ArgumentException);
        }
    }

    [Test]
    public void Queries_CountWhatIsTrue()
    {
        MaskTensor none = Tensor.Mask([]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((Row.Any(), Row.All(), Row.Count()), Is.EqualTo((true, false, 2)));
            Assert.That((none.Any(), none.All(), none.Count()), Is.EqualTo((false, true, 0)));
            Assert.That(Row.ToTensor<float>().ToArray(), Is.EqualTo(new[] { 1f, 0, 1 }));
        }
    }

    // As PyTorch prints them.
    [Test]
    public void Text_IsTorchs()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Row.ToString(), Is.EqualTo("tensor([ True, False,  True])"));
            Assert.That(Tensor.Mask([true, true]).ToString(), Is.EqualTo("tensor([True, True])"));
            Assert.That(Tensor.Mask(false).ToString(), Is.EqualTo("tensor(False)"));
            Assert.That(Column.ToString(), Is.EqualTo("tensor([[ True],\n        [False]])"));
            Assert.That(Tensor.Mask([]).ToString(), Is.EqualTo("tensor([], dtype=bool)"));
            Assert.That(Tensor.Mask(new bool[0, 3]).ToString(), Is.EqualTo("tensor([], size=(0, 3), dtype=bool)"));
        }
    }

    [Test]
    public void Comparisons_TakeTensorsAndNumbersOnEitherSide()
    {
        Tensor<double> x = Tensor.Create([-1, 0, 2, double.NaN], requiresGrad: true);
        Tensor<double> y = Tensor.Create([0, 0.0, 0, 0]);

        using (Assert.EnterMultipleScope())
        {
            AssertIs(x < y, true, false, false, false);
            AssertIs(x <= y, true, true, false, false);
            AssertIs(x > y, false, false, true, false);
            AssertIs(x >= y, false, true, true, false);
            AssertIs(x < 0, true, false, false, false);
            AssertIs(x <= 0, true, true, false, false);
            AssertIs(x > 0, false, false, true, false);
            AssertIs(x >= 0, false, true, true, false);
            AssertIs(0 < x, false, false, true, false);
            AssertIs(0 <= x, false, true, true, false);
            AssertIs(0 > x, true, false, false, false);
            AssertIs(0 >= x, true, true, false, false);
            AssertIs(Tensor.Equal(x, y), false, true, false, false);
            AssertIs(Tensor.NotEqual(x, y), true, false, true, true);
            AssertIs(Tensor.Equal(x, 2), false, false, true, false);
            AssertIs(Tensor.NotEqual(x, x), false, false, false, true);
            Assert.That((Tensor.Create(new[,] { { 1.0 }, { 3 } }) < Tensor.Create([2.0, 4])).ToArray(), Is.EqualTo(new[] { true, true, false, true }));
        }
    }

    [Test]
    public void Predicates_AreThoseOfTheElementType()
    {
        double[] numbers = [0, -0.0, 1, -2, 2.5, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        Tensor<double> x = Tensor.Create(numbers);

        using (Assert.EnterMultipleScope())
        {
            AssertIs(Tensor.IsNaN(x), Array.ConvertAll(numbers, double.IsNaN));
            AssertIs(Tensor.IsInfinity(x), Array.ConvertAll(numbers, double.IsInfinity));
            AssertIs(Tensor.IsFinite(x), Array.ConvertAll(numbers, double.IsFinite));
            AssertIs(Tensor.IsPositiveInfinity(x), Array.ConvertAll(numbers, double.IsPositiveInfinity));
            AssertIs(Tensor.IsNegativeInfinity(x), Array.ConvertAll(numbers, double.IsNegativeInfinity));
            AssertIs(Tensor.IsNegative(x), Array.ConvertAll(numbers, double.IsNegative));
            AssertIs(Tensor.IsPositive(x), Array.ConvertAll(numbers, double.IsPositive));
            AssertIs(Tensor.IsNormal(x), Array.ConvertAll(numbers, double.IsNormal));
            AssertIs(Tensor.IsSubnormal(x), Array.ConvertAll(numbers, double.IsSubnormal));
            AssertIs(Tensor.IsInteger(x), Array.ConvertAll(numbers, double.IsInteger));
            AssertIs(Tensor.IsEvenInteger(x), Array.ConvertAll(numbers, double.IsEvenInteger));
            AssertIs(Tensor.IsOddInteger(x), Array.ConvertAll(numbers, double.IsOddInteger));
            AssertIs(Tensor.IsZero(x), Array.ConvertAll(numbers, number => number == 0));
        }
    }

    [Test]
    public void Where_BroadcastsAllThree()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        Tensor<double> y = Tensor.Create(10.0, requiresGrad: true);

        Tensor<double> chosen = Tensor.Where(Column, x, y);
        chosen.Backward(Tensor.Create<double>([1, 2, 3, 4, 5, 6], [2, 3]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(chosen.ToArray(), Is.EqualTo(new[] { 1.0, 2, 3, 10, 10, 10 }));
            Assert.That(chosen.GradFn!.Name, Is.EqualTo("WhereBackward0"));
            Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 1.0, 2, 3 }));
            Assert.That(y.Grad!.ToArray(), Is.EqualTo(new[] { 15.0 }));
            Assert.That(Tensor.Where(Row, x, 0).ToArray(), Is.EqualTo(new[] { 1.0, 0, 3 }));
            Assert.That(Tensor.Where(Row, 0, x).ToArray(), Is.EqualTo(new[] { 0.0, 2, 0 }));
            Assert.That(Tensor.Where(Row, 5f, 6f).ToArray(), Is.EqualTo(new[] { 5f, 6, 5 }));
            Assert.That(() => Tensor.Where(Tensor.Mask([true, false]), x, y), Throws.ArgumentException);
        }
    }

    [Test]
    public void Where_LetsNoNaNOfTheOtherArmThrough()
    {
        Tensor<double> x = Tensor.Create([-1.0, 0, 4], requiresGrad: true);

        Tensor.Where(x > 0, x.Sqrt(), x).Sum().Backward();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tensor.Where(x > 0, x.Sqrt(), 0).ToArray(), Is.EqualTo(new[] { 0.0, 0, 2 }));
            Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 1.0, 1, 0.25 }));
        }
    }

    private static void AssertIs(MaskTensor actual, params bool[] expected) => Assert.That(actual.ToArray(), Is.EqualTo(expected));
}
