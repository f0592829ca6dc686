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
        for (int i = 0; i < 1000; i++)
        {
            Step();
        }

        (long heap, long process) = Used();
        for (int i = 0; i < 10_000; i++)
        {
            Step();
        }

        (long heapAfter, long processAfter) = Used();
        using (Assert.EnterMultipleScope())
        {
            // A single tensor kept in each step would be more than a megabyte.
            Assert.That(heapAfter - heap, Is.LessThan(500_000), "bytes of the heap");
            Assert.That(processAfter - process, Is.LessThan(50_000_000), "bytes of the process");
        }

        void Step()
        {
            optimizer.ZeroGrad(setToNull);
            loss.Forward(model.Forward(x), y).Backward();
            optimizer.Step();
        }
    }

    private static (long Heap, long Process) Used()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (heap, process.WorkingSet64);
    }
}
