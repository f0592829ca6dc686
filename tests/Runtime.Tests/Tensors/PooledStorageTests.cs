using System;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Elements come from a pool, and go back to it without a word of the user.</summary>
[TestFixture]
public sealed class PooledStorageTests
{
    private const int Length = 1_000_000;

    [Test]
    public void MemoryOfTensorsThatNobodyKnows_ComesBack()
    {
        Tensor<float> x = Tensor.Full([Length], 1.5f, requiresGrad: true);
        Step(x, 10);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        // 60 steps with some five tensors of 4 MB each: 1.2 GB in all.
        Step(x, 60);

        long after = GC.GetTotalMemory(forceFullCollection: false);
        Assert.That(after - before, Is.LessThan(200L << 20));
    }

    [Test]
    public void MemoryOfAGraphThatWasKeptForLong_ComesBack()
    {
        Tensor<float> x = Tensor.Full([Length], 0.5f, requiresGrad: true);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        // Each graph keeps 40 tensors of 4 MB until its backward pass, across many collections.
        for (int i = 0; i < 6; i++)
        {
            x.Grad = null;
            Tensor<float> y = x;
            for (int k = 0; k < 40; k++)
            {
                y = y.Sin();
            }

            y.Sum().Backward();
        }

        Assert.That(GC.GetTotalMemory(forceFullCollection: false) - before, Is.LessThan(900L << 20));
    }

    [Test]
    public void ElementsInUse_AreNotGivenAway()
    {
        Tensor<float> x = Tensor.Full([Length], 2f, requiresGrad: true);
        Tensor<float> kept = x * 3f;
        Tensor<float> view = (x * 5f).Detach();
        Tensor<float> recorded = (x * x).Exp();

        Step(x, 20);

        x.Grad = null;
        recorded.Sum().Backward();
        Assert.That(kept.ToArray().All(value => value == 6f), Is.True);
        Assert.That(view.ToArray().All(value => value == 10f), Is.True);
        float expected = 4 * recorded[0];
        Assert.That(x.Grad!.ToArray().All(value => Math.Abs(value - expected) <= 1e-5f * expected), Is.True);
    }

    private static void Step(Tensor<float> x, int count)
    {
        for (int i = 0; i < count; i++)
        {
            x.Grad = null;
            (x * x).Sin().Sum().Backward();
        }
    }
}
