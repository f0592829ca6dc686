using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>The sizes in which pools keep memory: few, so that what is given back is found again.</summary>
internal static class PoolSize
{
    /// <summary>The size to take for a buffer: powers of two up to a bound, four sizes to an octave above.</summary>
    /// <param name="bytes">The bytes of the buffer.</param>
    /// <param name="smallest">The smallest size, a power of two.</param>
    /// <param name="bound">The bound, a power of two.</param>
    public static long Of(long bytes, long smallest, long bound)
    {
        long octave = (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(bytes, smallest));
        if (octave <= bound)
        {
            return octave;
        }

        long step = octave / 8;
        return (bytes + step - 1) / step * step;
    }
}
