using System;
using System.Diagnostics;
using System.Linq;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.Optimizers;

/// <summary>Long trainings keep nothing from one step to the next.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class TrainingMemoryTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void TenThousandSteps_KeepMemoryFlat(bool setToNull)
    {
        var random = new Random(1);
        var model = new Sequential<float>(new Linear<float>(2, 16, random: random), new Tanh<float>(), new Linear<float>(16, 2, random: random));
        var optimizer = new Adam<float>(model.Parameters(), 0.01);
        Tensor<float> x = Tensor.Create<float>([.. Enumerable.Range(0, 32).Select(_ => random.NextSingle())], [16, 2]);
        IndexTensor y = Tensor.Indices([.. Enumerable.Range(0, 16).Select(_ => random.Next(2))]);
        var loss = new CrossEntropyLoss<float>();
        // What is kept in each step grows in every round. The collector and the compiler take memory too, and give it back when they see fit, but not in every round.
        (long heap, long process)[] used = [.. Enumerable.Range(0, 5).Select(round => Used(round == 0 ? 1000 : 2500))];
        using (Assert.EnterMultipleScope())
        {
            // A single tensor kept in each step would be 250 kB in a round.
            Assert.That(used.Zip(used[1..]).Min(pair => pair.Second.heap - pair.First.heap), Is.LessThan(125_000), "bytes of the heap");
            Assert.That(used.Zip(used[1..]).Min(pair => pair.Second.process - pair.First.process), Is.LessThan(12_500_000), "bytes of the process");
        }

        (long Heap, long Process) Used(int steps)
        {
            for (int i = 0; i < steps; i++)
            {
                Step();
            }

            return Memory();
        }

        void Step()
        {
            optimizer.ZeroGrad(setToNull);
            loss.Forward(model.Forward(x), y).Backward();
            optimizer.Step();
        }
    }

    private static (long Heap, long Process) Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (heap, process.WorkingSet64);
    }
}
