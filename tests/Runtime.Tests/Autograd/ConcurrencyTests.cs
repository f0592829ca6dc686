using System;
using System.Linq;
using System.Threading;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.AutogradTests;

/// <summary>Several threads on graphs that share leaves.</summary>
[TestFixture]
public sealed class ConcurrencyTests
{
    private const int Threads = 8;
    private const int Runs = 1000;

    [Test]
    public void SeparateGraphs_WithACommonLeaf_LoseNoAccumulation()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);

        RunInParallel(thread =>
        {
            for (int i = 0; i < Runs; i++)
            {
                (x * (thread + 1)).Sum().Backward();
            }
        });

        Assert.That(x.Grad!.ToArray(), Is.All.EqualTo(Runs * Threads * (Threads + 1) / 2));
    }

    [Test]
    public void OneRetainedGraph_RunByAllThreads()
    {
        Tensor<double> x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        Tensor<double> y = (x * x).Sum();

        RunInParallel(_ =>
        {
            for (int i = 0; i < Runs; i++)
            {
                y.Backward(retainGraph: true);
            }
        });

        Assert.That(x.Grad!.ToArray(), Is.EqualTo(new[] { 2.0, 4, 6 }.Select(gradient => gradient * Runs * Threads)));
    }

    /// <summary>All threads ask a new leaf for its node at the same moment: it must be one and the same.</summary>
    [Test]
    public void FirstUseOfALeaf_ByAllThreadsAtOnce()
    {
        for (int round = 0; round < 50; round++)
        {
            Tensor<double> x = Tensor.Create(1.0, requiresGrad: true);
            var nodes = new AutogradNode?[Threads];
            RunInParallel(thread => nodes[thread] = (x * 2).GradFn!.NextFunctions[0].Node);

            Assert.That(nodes.Distinct().Count(), Is.EqualTo(1));
        }
    }

    private static void RunInParallel(Action<int> body)
    {
        using var start = new Barrier(Threads);
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                body(index);
            }
            catch (Exception exception)
            {
                // Thrown again below: an exception on a thread of its own would end the process.
                Volatile.Write(ref failure, exception);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(failure, Is.Null);
    }
}
