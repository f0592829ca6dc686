using System;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// Decides when the garbage collector should look for storages that are no longer used. It sees only small objects, and would let
/// gigabytes of elements pile up behind them.
/// </summary>
internal static class StorageCollection
{
    // A collection of the youngest generation costs about 0.03 ms, a hundredth of what filling so many bytes costs; the ones in use still fit into a cache.
    private const long BytesBetweenCollections = 16L << 20;

    // Storages that outlive one collection, kept by a graph say, are in the next generation.
    private const int OlderEvery = 8;

    private static long _bytes;
    private static int _collections;
    private static int _requests;

    /// <summary>Counts rented memory, and has unused storages collected from time to time.</summary>
    internal static void Note(long bytes)
    {
        int collections = GC.CollectionCount(0);
        if (Interlocked.Exchange(ref _collections, collections) != collections)
        {
            Interlocked.Exchange(ref _bytes, 0);
        }

        if (Interlocked.Add(ref _bytes, bytes) > BytesBetweenCollections)
        {
            Interlocked.Exchange(ref _bytes, 0);
            GC.Collect(Interlocked.Increment(ref _requests) % OlderEvery == 0 ? 1 : 0, GCCollectionMode.Forced, blocking: true);
        }
    }
}
