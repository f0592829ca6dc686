using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>ToString of tensors of each kind: element types, shapes, views, empties, suffixes.</summary>
[TestFixture]
public sealed class TensorPrintingTests
{
    [Test]
    public void Float_HasNoDtype()
    {
        AssertPrints("tensor(3.)", Tensor.Create(3f));
        AssertPrints("tensor([0.1000, 0.2500])", Tensor.Create([0.1f, 0.25f]));
        AssertPrints("tensor([    nan,     inf, -1.5000])", Tensor.Create([float.NaN, float.PositiveInfinity, -1.5f]));
        AssertPrints("tensor([1.0000e+00, 1.0000e+08])", Tensor.Create([1f, 1e8f]));
    }

    [Test]
    public void Double_HasItsDtype()
    {
        AssertPrints("tensor(3., dtype=float64)", Tensor.Create(3.0));
        AssertPrints("tensor([ 1., -2.], dtype=float64)", Tensor.Create([1.0, -2]));
        AssertPrints("tensor([1., 2.], dtype=float64, requires_grad=True)", Tensor.Create([1.0, 2], requiresGrad: true));
        AssertPrints("tensor(4., dtype=float64, grad_fn=<MulBackward0>)", Tensor.Create(2.0, requiresGrad: true) * 2);
        AssertPrints("tensor(2.7183, dtype=float64, grad_fn=<ExpBackward0>)", Tensor.Create(1.0, requiresGrad: true).Exp());
    }

    [Test]
    public void Matrix_HasARowInEachLine()
    {
        AssertPrints("tensor([[1., 2.],\n        [3., 4.]])", Tensor.Create(new[,] { { 1f, 2 }, { 3, 4 } }));
        AssertPrints(
            "tensor([[1., 2.],\n        [3., 4.]], grad_fn=<MulBackward0>)",
            Tensor.Create(new[,] { { 1f, 2 }, { 3, 4 } }, requiresGrad: true) * 1);
    }

    [Test]
    public void RankThree_SeparatesMatricesByAnEmptyLine() =>
        AssertPrints(
            "tensor([[[0., 1.]],\n\n        [[2., 3.]]])",
            Tensor.Create<float>([0, 1, 2, 3], [2, 1, 2]));

    [Test]
    public void Empties_TellTheirSize()
    {
        AssertPrints("tensor([])", Tensor.Zeros<float>(0));
        AssertPrints("tensor([], dtype=float64)", Tensor.Zeros<double>(0));
        AssertPrints("tensor([], size=(0, 3))", Tensor.Zeros<float>(0, 3));
        AssertPrints("tensor([], size=(2, 0, 3), dtype=float64)", Tensor.Zeros<double>(2, 0, 3));
        AssertPrints("tensor([], requires_grad=True)", Tensor.Create(Array.Empty<float>(), requiresGrad: true));
        AssertPrints(
            "tensor([], size=(0, 2), dtype=float64, grad_fn=<SinBackward0>)", Tensor.Full([0, 2], 1.0, requiresGrad: true).Sin());
    }

    [Test]
    public void ManyDimensions_AreWrittenWithoutEnd()
    {
        AssertPrints(
            "tensor([[[0., 1.],\n         [2., 3.]],\n\n        [[4., 5.],\n         [6., 7.]]])", Tensor.Arange(8f).Reshape(2, 2, 2));
        AssertPrints(
            "tensor([[[[0.]]],\n\n\n        [[[1.]]]])", Tensor.Arange(2f).Reshape(2, 1, 1, 1));
        string text = Tensor.Ones<float>([.. Enumerable.Repeat(1, 100_000)]).ToString();
        Assert.That(text, Does.StartWith("tensor([[[").And.EndsWith("]]])").And.Length.EqualTo("tensor(1.)".Length + 200_000));
    }

    [Test]
    public void MoreThanThousandElements_AreSummarised()
    {
        AssertPrints("tensor([0., 0., 0.,  ..., 0., 0., 0.])", Tensor.Zeros<float>(1001));
        AssertPrints("tensor([   0.,    1.,    2.,  ...,  998.,  999., 1000.])", Tensor.Arange(0f, 1001, 1));
    }

    /// <summary>Views print their own elements, in the order of their own shape.</summary>
    [Test]
    public void Views_PrintWhatTheyShow()
    {
        Tensor<float> x = Tensor.Create(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } }, requiresGrad: true);
        AssertPrints("tensor([[1., 2., 3.],\n        [4., 5., 6.]])", x.Detach());
        AssertPrints("tensor([[1., 4.],\n        [2., 5.],\n        [3., 6.]])", new Tensor<float>(x.Storage, 0, [3, 2], [1, 3]));
        AssertPrints("tensor([3., 6.])", new Tensor<float>(x.Storage, 2, [2], [3]));
        AssertPrints("tensor(5.)", new Tensor<float>(x.Storage, 4, [], []));
        AssertPrints("tensor([[7., 7.],\n        [7., 7.]], dtype=float64)", Tensor.Create(7.0).Expand([2, 2]));
        AssertPrints("tensor([], size=(3, 0))", new Tensor<float>(x.Storage, 6, [3, 0], [1, 3]));
    }

    private static void AssertPrints<T>(string expected, Tensor<T> actual)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => Assert.That(actual.ToString(), Is.EqualTo(expected));
}
