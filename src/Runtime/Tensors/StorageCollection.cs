using System;
using System.Threading;

namespace AutoDiff;

/// <summary>
/// Decides when the garbage collector should look for storages that are no longer used. It sees only small objects, and would let
/// gigabytes of elements pile up behind them.
/// </summary>
internal static class StorageCollection
{
    // A collection of the youngest generation costs about 0.05 ms, little beside what filling so many bytes costs; and the arrays in use still fit
    // into a cache.
    private const long BytesBetweenCollections = 16L << 20;

    // Storages that are in use during one collection are in the next generation at the following one.
    private const int OlderEvery = 2;

    // Storages that were kept for long, by the graph of a large model say, are in the oldest generation. It is collected when the bytes in use have
    // doubled since they were fewest, but not below this many.
    private const long SmallestFull = 256L << 20;

    private static long _sinceCollection;
    private static long _inUse;
    private static long _fewest;
    private static int _collections;
    private static int _requests;

    /// <summary>Counts rented memory, and has unused storages collected from time to time.</summary>
    internal static void Rented(long bytes)
    {
        int collections = GC.CollectionCount(0);
        if (Interlocked.Exchange(ref _collections, collections) != collections)
        {
            Interlocked.Exchange(ref _sinceCollection, 0);
        }

        long inUse = Interlocked.Add(ref _inUse, bytes);
        if (inUse > Math.Max(SmallestFull, 2 * Volatile.Read(ref _fewest)))
        {
            Volatile.Write(ref _fewest, inUse);
            Interlocked.Exchange(ref _sinceCollection, 0);
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        }
        else if (Interlocked.Add(ref _sinceCollection, bytes) > BytesBetweenCollections)
        {
            Interlocked.Exchange(ref _sinceCollection, 0);
            GC.Collect(Interlocked.Increment(ref _requests) % OlderEvery == 0 ? 1 : 0, GCCollectionMode.Forced, blocking: true);
        }
    }

    /// <summary>Counts memory that has come back.</summary>
    internal static void Returned(long bytes)
    {
        long inUse = Interlocked.Add(ref _inUse, -bytes);
        if (inUse < Volatile.Read(ref _fewest))
        {
            Volatile.Write(ref _fewest, inUse);
        }
    }
}
