using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests;

/// <summary>Eight threads at once, many times: what they compute is what one computes, and leaves that they share lose nothing.</summary>
public class ThreadStressTests
{
    private const int Threads = 8;
    private const int Repetitions = 200;

    private static readonly (string Name, Func<Tensor<double>, Tensor<double>> Function)[] Functions =
    [
        ("elements", x => (x.Sin() * x.Exp()).Sum()),
        ("views", x => (x.Reshape(2, 2).Transpose().Select(0, 1) * x.Slice(0, 0, null, 2)).Sum()),
        ("products", x => x.Reshape(2, 2).Matmul(x.Reshape(2, 2)).Softmax(1).Square().Sum()),
        ("changes in place", x =>
        {
            Tensor<double> y = x * 2;
            y.Select(0, 1).AddInPlace(x.Sum());
            return y.MulInPlace(x).Sum();
        }),
        ("no recording", x =>
        {
            Tensor<double> y = x * 2;
            using (Autograd.NoGrad())
            {
                y.AddInPlace(x.Exp());
            }

            return (y + x).Square().Sum();
        }),
    ];

    [Test]
    public void SeparateGraphs_GiveWhatOneThreadGives()
    {
        double[][] expected = [.. Functions.Select(entry => Gradient(entry.Function))];
        Run((thread, repetition) =>
        {
            int i = (thread + repetition) % Functions.Length;
            return Gradient(Functions[i].Function).SequenceEqual(expected[i]) ? null : Functions[i].Name;
        });

        static double[] Gradient(Func<Tensor<double>, Tensor<double>> function)
        {
            Tensor<double> x = Leaf();
            function(x).Backward();
            return x.Grad!.ToArray();
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void SharedLeaf_LosesNoAccumulation(bool createGraph)
    {
        foreach ((string name, Func<Tensor<double>, Tensor<double>> function) in Functions)
        {
            Tensor<double> one = Leaf();
            function(one).Backward();
            Tensor<double> shared = Leaf();
            int hooked = 0;
            int accumulated = 0;
            shared.RegisterHook(_ =>
            {
                Interlocked.Increment(ref hooked);
                return null;
            });
            shared.RegisterPostAccumulateGradHook(_ => Interlocked.Increment(ref accumulated));

            // Recorded sums grow a graph.
            int repetitions = Repetitions / (createGraph ? 20 : 4);
            Run((_, _) =>
            {
                function(shared).Backward(createGraph: createGraph);
                return null;
            }, repetitions);
            int passes = Threads * repetitions;

            Assert.That(shared.Grad!.ToArray(), Is.EqualTo(one.Grad!.ToArray().Select(element => element * passes)).Within(1e-9).Percent, name);
            Assert.That((hooked, accumulated), Is.EqualTo((passes, passes)), name);
            Assert.That(shared.ToArray(), Is.EqualTo(one.ToArray()), name);
        }
    }

    [Test]
    public void RecordedAndOrdinaryPasses_AddToOneLeaf()
    {
        Tensor<double> shared = Leaf();
        Run((thread, _) =>
        {
            (shared * 3).Sum().Backward(createGraph: thread % 2 == 0);
            return null;
        }, 50);

        Assert.That(shared.Grad!.ToArray(), Is.All.EqualTo(3.0 * Threads * 50));
    }

    [Test]
    public void SharedGraph_IsRunByAllThreads()
    {
        Tensor<double> x = Leaf();
        Tensor<double> middle = (x.Sin() * 2).Reshape(2, 2).Transpose();
        Tensor<double> result = (middle.Matmul(middle) * x.Exp().Slice(0, 2)).Sum();
        middle.RetainGrad();
        double[] once = Autograd.Grad(result, x, retainGraph: true).ToArray();
        Run((_, _) =>
        {
            result.Backward(retainGraph: true);
            return Autograd.Grad(result, x, retainGraph: true).ToArray().SequenceEqual(once) ? null : "another gradient";
        }, 50);

        // Each Grad runs the hook of the tensor in the middle as well.
        Assert.That(x.Grad!.ToArray(), Is.EqualTo(once.Select(element => element * Threads * 50)).Within(1e-9).Percent);
        Assert.That(middle.Grad!.Length, Is.EqualTo(4));
    }

    [Test]
    public void ViewOfAChangedBase_IsReadByAllThreads()
    {
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            Tensor<double> x = Leaf();
            Tensor<double> whole = x * 1;
            Tensor<double> part = whole.Slice(0, 1, 3);
            whole.MulInPlace(5);

            // The first reader makes the view's new node.
            Run((_, _) =>
            {
                part.Sum().Backward(retainGraph: true);
                return null;
            }, 1);

            Assert.That(x.Grad!.ToArray(), Is.EqualTo(new double[] { 0, 5 * Threads, 5 * Threads, 0 }));
        }
    }

    [Test]
    public async Task NoGrad_StaysInItsTask_AcrossAwaits()
    {
        Tensor<double> x = Leaf();
        IEnumerable<Task<int>> tasks = Enumerable.Range(0, 2 * Threads).Select(async number =>
        {
            int wrong = 0;
            for (int i = 0; i < Repetitions; i++)
            {
                if (number % 2 == 0)
                {
                    using (Autograd.NoGrad())
                    {
                        await Task.Yield();
                        wrong += x.Exp().RequiresGrad ? 1 : 0;
                        using (Autograd.EnableGrad())
                        {
                            await Task.Yield();
                            wrong += x.Exp().RequiresGrad ? 0 : 1;
                        }

                        wrong += await Task.Run(() => x.Exp().RequiresGrad ? 1 : 0);
                    }
                }

                await Task.Yield();
                wrong += x.Exp().RequiresGrad ? 0 : 1;
            }

            return wrong;
        });

        Assert.That(await Task.WhenAll(tasks), Is.All.Zero);
        Assert.That(Autograd.IsGradEnabled, Is.True);
    }

    private static Tensor<double> Leaf() => Tensor.Create([0.3, -1.2, 2, 0.7], requiresGrad: true);

    // Threads of their own, all waiting for the last one: so that they do meet.
    private static void Run(Func<int, int, string?> work, int repetitions = Repetitions)
    {
        var failures = new List<string>();
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = 0; i < repetitions; i++)
            {
                try
                {
                    if (work(thread, i) is { } failure)
                    {
                        Add(failure);
                    }
                }
                catch (Exception exception)
                {
                    Add(exception.ToString());
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(failures, Is.Empty);

        void Add(string failure)
        {
            lock (failures)
            {
                failures.Add(failure);
            }
        }
    }
}
