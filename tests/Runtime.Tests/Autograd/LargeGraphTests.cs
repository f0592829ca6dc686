using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

public class LargeGraphTests
{
    private const int Depth = 100_000;
    private const int SmallStack = 256 * 1024;

    [Test]
    public void DeepChain_DoesNotOverflowTheStack()
    {
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        int lines = 0;
        OnASmallStack(() =>
        {
            Tensor<double> y = Chain(x);
            lines = Autograd.GraphText(y).Split('\n').Length;
            y.Backward();
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.That(x.Grad!.Item(), Is.EqualTo(1));
        Assert.That(lines, Is.EqualTo(Depth + 1));
    }

    [Test]
    public void DeepDiamonds_RunEveryNodeOnce()
    {
        // 1,000 diamonds on top of each other have 2^1000 paths.
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        Tensor<double> y = x;
        for (int i = 0; i < 1000; i++)
        {
            y = (y + y) * 0.5;
        }

        y.Backward();

        Assert.That(x.Grad!.Item(), Is.EqualTo(1));
    }

    [Test]
    public void Graph_IsCollectedWithItsResult()
    {
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        WeakReference node = RunAndForget(x);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.That(node.IsAlive, Is.False);
        Assert.That(x.Grad, Is.Not.Null);
    }

    [Test]
    public void Backward_FreesWhatWasSaved()
    {
        Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
        (WeakReference saved, Tensor<double> y) = SavedInput(x);
        y.Backward();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.That(saved.IsAlive, Is.False);
        GC.KeepAlive(y);
    }

    [Test]
    public void Threads_LoseNoAccumulationInASharedLeaf()
    {
        const int Threads = 8;
        const int Rounds = 500;
        Tensor<double> x = Tensor.Create(Enumerable.Range(1, 50).Select(i => (double)i).ToArray(), requiresGrad: true);
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                (x * x).Sum().Backward();
            }
        });

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(x.ToArray().Select(v => 2 * v * Threads * Rounds)));
    }

    [Test]
    public void Threads_MayShareARetainedGraph()
    {
        Tensor<double> x = Tensor.Create(3.0, requiresGrad: true);
        Tensor<double> y = (x * x).Exp().Log();
        Parallel.For(0, 400, _ => y.Backward(retainGraph: true));

        Assert.That(x.Grad!.Item(), Is.EqualTo(400 * 6).Within(1e-9));
    }

    private static Tensor<double> Chain(Tensor<double> x)
    {
        Tensor<double> y = x;
        for (int i = 0; i < Depth; i++)
        {
            y = y + 1;
        }

        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget(Tensor<double> x)
    {
        Tensor<double> y = x.Sin().Exp();
        y.Backward();
        return new WeakReference(y.GradFn);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Saved, Tensor<double> Result) SavedInput(Tensor<double> x)
    {
        Tensor<double> middle = x.Sin();
        return (new WeakReference(middle), middle.Exp());
    }

    private static void OnASmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.That(failure, Is.Null);
    }
}
