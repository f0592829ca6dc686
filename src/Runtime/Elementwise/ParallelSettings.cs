using System;
using System.Threading.Tasks;

namespace AutoDiff;

/// <summary>How many cores operations on large data may use, in this process.</summary>
/// <remarks>Results do not depend on it: work is split at places that the size of the data alone decides.</remarks>
public static class ParallelSettings
{
    private static volatile int _maxDegreeOfParallelism = -1;

    /// <summary>
    /// The largest number of threads that one operation uses, as in <see cref="ParallelOptions.MaxDegreeOfParallelism"/>: -1, the default,
    /// for all that the thread pool gives, 1 for none but the caller's.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0 or below -1.</exception>
    public static int MaxDegreeOfParallelism
    {
        get => _maxDegreeOfParallelism;
        set
        {
            if (value is 0 or < -1)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "The degree of parallelism is -1 (no limit) or at least 1.");
            }

            _maxDegreeOfParallelism = value;
        }
    }

    /// <summary>Whether an operation may use more than one thread.</summary>
    internal static bool IsParallel => MaxDegreeOfParallelism != 1 && Environment.ProcessorCount > 1;
}
