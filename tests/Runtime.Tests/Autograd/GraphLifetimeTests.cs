using System;
using System.Linq;
using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>What keeps memory, and for how long.</summary>
[TestFixture]
public sealed class GraphLifetimeTests
{
    private const int Depth = 100_000;

    [Test]
    public void SavedTensors_AreFreedByBackward()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        (WeakReference saved, Tensor<double> result) = Square(x);
        Collect();
        Assert.That(saved.IsAlive, Is.True, "the graph still needs it");

        result.Backward();
        Collect();

        Assert.That(saved.IsAlive, Is.False);
        GC.KeepAlive(result);
    }

    [Test]
    public void SavedTensors_AreKeptWhenTheGraphIsRetained()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        (WeakReference saved, Tensor<double> result) = Square(x);

        result.Backward(retainGraph: true);
        Collect();

        Assert.That(saved.IsAlive, Is.True);
        GC.KeepAlive(result);
    }

    /// <summary>exp(x) + 1 reads neither of its terms, so nobody keeps the exponential.</summary>
    [Test]
    public void TensorThatNoGradientReads_IsNotKept()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        (WeakReference unread, Tensor<double> result) = PlusOne(x);
        Collect();

        Assert.That(unread.IsAlive, Is.False);
        result.Backward();
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(x.Exp().ToArray()));
    }

    [Test]
    public void Graph_IsNotKeptByItsLeaves()
    {
        Tensor<double> x = Tensor.Create([1.0, 2], requiresGrad: true);
        WeakReference node = NodeOf(x);
        Collect();

        Assert.That(node.IsAlive, Is.False);
        GC.KeepAlive(x);
    }

    [Test]
    public void DeepChain_RunsBackward()
    {
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        Tensor<double> y = Chain(x);
        y.Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(1));
    }

    [Test]
    public void DeepChain_IsWrittenAsText()
    {
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);

        string text = Autograd.GraphText(Chain(x));

        Assert.That(text.Count(c => c == '\n'), Is.EqualTo(Depth));
        Assert.That(text, Does.EndWith("100000: AccumulateGrad of a leaf of shape []"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void DeepChain_IsCollected(bool afterBackward)
    {
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        WeakReference root = RootOfChain(x, afterBackward);
        Collect();

        Assert.That(root.IsAlive, Is.False);
        GC.KeepAlive(x);
    }

    private static Tensor<double> Chain(Tensor<double> x)
    {
        Tensor<double> y = x;
        for (int i = 0; i < Depth; i++)
        {
            y = i % 2 == 0 ? y * 2 : y * 0.5;
        }

        return y;
    }

    // What follows must not be inlined: a local of the caller, also an unused one, would keep what it refers to.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RootOfChain(Tensor<double> x, bool runsBackward)
    {
        Tensor<double> y = Chain(x);
        if (runsBackward)
        {
            y.Backward();
        }

        return new WeakReference(y.GradFn);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Saved, Tensor<double> Result) Square(Tensor<double> x)
    {
        Tensor<double> y = x.Exp();
        return (new WeakReference(y), (y * y).Sum());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Unread, Tensor<double> Result) PlusOne(Tensor<double> x)
    {
        Tensor<double> y = x.Exp();
        return (new WeakReference(y), (y + 1).Sum());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference NodeOf(Tensor<double> x) => new(x.Exp().GradFn);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
