using System;

namespace AutoDiff.Runtime.Tests.Tensors;

/// <summary>Runs kernels of tensors as another machine would.</summary>
internal static class KernelSettings
{
    /// <summary>Runs something with vectors of another width and on a number of threads, and restores both.</summary>
    public static void With(int bits, int threads, Action work)
    {
        int ownBits = Elementwise.VectorBits;
        int ownThreads = ParallelSettings.MaxDegreeOfParallelism;
        try
        {
            Elementwise.VectorBits = bits;
            ParallelSettings.MaxDegreeOfParallelism = threads;
            work();
        }
        finally
        {
            Elementwise.VectorBits = ownBits;
            ParallelSettings.MaxDegreeOfParallelism = ownThreads;
        }
    }
}
