using System;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.TensorTests;

/// <summary>Reading elements, one by one and all.</summary>
[TestFixture]
public sealed class TensorAccessTests
{
    private static readonly int[][] IndicesOutOfRange = [[2, 0], [-3, 0], [0, 3], [0, -4], [int.MinValue, 0], [0, int.MaxValue]];

    [Test]
    public void Indexer_CountsFromEitherEnd()
    {
        Tensor<double> x = Matrix();

        Assert.That(x[0, 0], Is.EqualTo(1));
        Assert.That(x[1, 2], Is.EqualTo(6));
        Assert.That(x[-1, -3], Is.EqualTo(4));
        Assert.That(Tensor.Create(7.0)[[]], Is.EqualTo(7));
    }

    [TestCaseSource(nameof(IndicesOutOfRange))]
    public void Indexer_OutOfRange_NamesIndexAndDimension(int row, int column)
    {
        (int index, int dimension, int size) = row is < -2 or > 1 ? (row, 0, 2) : (column, 1, 3);

        Assert.That(
            () => Matrix()[row, column],
            Throws.TypeOf<ArgumentOutOfRangeException>()
                .With.Message.StartsWith($"index {index} is out of bounds for dimension {dimension} with size {size}"));
    }

    [Test]
    public void Indexer_WithAnotherNumberOfIndices_IsRefused()
    {
        Assert.That(
            () => Matrix()[0],
            Throws.ArgumentException.With.Message.StartsWith("An element of a tensor of shape [2, 3] has 2 indices, not 1."));
        Assert.That(() => Matrix()[0, 0, 0], Throws.ArgumentException);
    }

    [Test]
    public void Item_IsTheOnlyElement_WhateverTheRank()
    {
        Assert.That(Tensor.Create(7.0).Item(), Is.EqualTo(7));
        Assert.That(Tensor.Full([1, 1, 1], 7.0).Item(), Is.EqualTo(7));
    }

    [TestCase(2)]
    [TestCase(0)]
    public void Item_OfOtherThanOneElement_IsRefused(int length) =>
        Assert.That(
            () => Tensor.Zeros<double>(length).Item(),
            Throws.InvalidOperationException.With.Message.EqualTo(
                $"a Tensor with {length} elements cannot be converted to Scalar (its shape is [{length}])"));

    [Test]
    public void ToArray_IsACopy()
    {
        Tensor<double> x = Matrix();
        x.ToArray()[0] = 100;

        Assert.That(x[0, 0], Is.EqualTo(1));
    }

    [Test]
    public void CopyTo_FillsTheStart()
    {
        double[] destination = [9, 9, 9, 9, 9, 9, 9, 9];
        Matrix().CopyTo(destination);

        Assert.That(destination, Is.EqualTo(new double[] { 1, 2, 3, 4, 5, 6, 9, 9 }));
    }

    [Test]
    public void CopyTo_TooShort_IsRefusedAndUntouched()
    {
        double[] destination = [9, 9];

        Assert.That(
            () => Matrix().CopyTo(destination),
            Throws.ArgumentException.With.Message.StartsWith("The destination holds 2 elements; a tensor of shape [2, 3] has 6."));
        Assert.That(destination, Is.EqualTo(new double[] { 9, 9 }));
    }

    /// <summary>Elements in memory that belong to no position, positions that share an element, offsets.</summary>
    [Test]
    public void Views_ReadInTheirOwnOrder()
    {
        Storage<double> storage = Matrix().Storage;
        var transposed = new Tensor<double>(storage, 0, [3, 2], [1, 3]);
        var column = new Tensor<double>(storage, 1, [2], [3]);
        var repeated = new Tensor<double>(storage, 3, [2, 3], [0, 1]);

        Assert.That(transposed.ToArray(), Is.EqualTo(new double[] { 1, 4, 2, 5, 3, 6 }));
        Assert.That(transposed[2, 0], Is.EqualTo(3));
        Assert.That(column.ToArray(), Is.EqualTo(new double[] { 2, 5 }));
        Assert.That(repeated.ToArray(), Is.EqualTo(new double[] { 4, 5, 6, 4, 5, 6 }));
        Assert.That(transposed.ToContiguous().IsContiguous, Is.True);
        Assert.That(repeated.Sum().Item(), Is.EqualTo(30));
    }

    private static Tensor<double> Matrix() => Tensor.Create(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
}
