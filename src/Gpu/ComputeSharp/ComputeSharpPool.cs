using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using ComputeSharp;

namespace AutoDiff;

/// <summary>The memory for elements. It is kept for later buffers: to allocate takes long, and ComputeSharp has room for some 2,000 buffers only, since it binds whole ones.</summary>
/// <remarks>Several threads may rent and return, the finalizer's among them: the lock is therefore never held while a collection is waited for.</remarks>
[SupportedOSPlatform("windows6.2")]
internal sealed class ComputeSharpPool
{
    /// <summary>The most buffers at a time. ComputeSharp has 4,096 descriptors for a device and takes two for a buffer; the rest is for our words and for others in this process.</summary>
    public const int MostBuffers = 2000;

    // Direct3D gives every buffer as much or more.
    private const long SmallestBytes = 64 << 10;
    private const long PowersOfTwoUpTo = 1 << 20;

    // More free memory than this, and than what is in use, goes back to the driver.
    private const long FreeBytesKept = 256L << 20;

    private readonly object _lock = new();
    private readonly ComputeSharpDevice _owner;
    private readonly GraphicsDevice _device;
    private readonly long _mostBytes;
    private readonly Dictionary<(long Bytes, int ElementBytes), Stack<GraphicsMemory>> _free = [];

    // Keeps what is in use alive, also where a buffer around it is collected: ComputeSharp's buffers have finalizers of their own, which would come before it is back.
    private readonly HashSet<GraphicsMemory> _used = [];
    private bool _isFrozen;

    /// <summary>A pool without memory.</summary>
    /// <param name="owner">The device of the buffers.</param>
    /// <param name="device">The device in ComputeSharp.</param>
    public ComputeSharpPool(ComputeSharpDevice owner, GraphicsDevice device)
    {
        _owner = owner;
        _device = device;

        // What does not fit into a card's memory lies in that of the host. A device that names no memory gets what it has.
        long bytes = (long)Math.Min(device.DedicatedMemorySize + (ulong)device.SharedMemorySize, long.MaxValue);
        _mostBytes = bytes > 0 ? bytes : long.MaxValue;
    }

    /// <summary>The bytes of the memory that is in use.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>The bytes of all memory.</summary>
    public long ReservedBytes { get; private set; }

    /// <summary>The number of buffers, in use or free.</summary>
    public int Count { get; private set; }

    /// <summary>A buffer with any contents.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="elementBytes">The bytes of an element.</param>
    /// <exception cref="GpuException">There is not so much memory, or there are too many buffers.</exception>
    public ComputeSharpBuffer Rent(long bytes, int elementBytes)
    {
        if (bytes <= GraphicsMemory.MostBytes)
        {
            long size = Math.Min(PoolSize.Of(bytes, SmallestBytes, PowersOfTwoUpTo), GraphicsMemory.MostBytes);
            GraphicsMemory? memory = TryRentOrTrim(size, elementBytes);
            if (memory is null)
            {
                // What nobody can reach any more.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                memory = TryRentOrTrim(size, elementBytes);
            }

            if (memory is not null)
            {
                return new ComputeSharpBuffer(_owner, this, memory, bytes);
            }
        }

        throw new GpuException(
            GpuFailure.OutOfMemory,
            $"{_owner} ({_owner.Name}) has no room for {bytes:N0} bytes: {Count:N0} of at most {MostBuffers:N0} buffers, with {UsedBytes:N0} bytes in use, are kept by this process, and one buffer has at most {GraphicsMemory.MostBytes:N0}. Dispose of tensors that are no longer needed.");
    }

    /// <summary>Takes memory back.</summary>
    public void Return(GraphicsMemory memory)
    {
        lock (_lock)
        {
            _used.Remove(memory);
            UsedBytes -= memory.Bytes;
            _free[(memory.Bytes, memory.ElementBytes)].Push(memory);
            long limit = Math.Max(FreeBytesKept, UsedBytes);
            if (ReservedBytes - UsedBytes > limit)
            {
                Trim(limit / 2);
            }
        }
    }

    /// <summary>Gives free memory back to the driver until no more than so many bytes are free.</summary>
    public void Trim(long freeBytes)
    {
        lock (_lock)
        {
            if (_isFrozen)
            {
                return;
            }

            foreach (Stack<GraphicsMemory> free in _free.Values)
            {
                while (ReservedBytes - UsedBytes > freeBytes && free.TryPop(out GraphicsMemory? memory))
                {
                    ReservedBytes -= memory.Bytes;
                    Count--;
                    memory.Dispose();
                }
            }
        }
    }

    private GraphicsMemory? TryRentOrTrim(long bytes, int elementBytes)
    {
        GraphicsMemory? memory = TryRent(bytes, elementBytes);
        if (memory is null)
        {
            Trim(0);
            memory = TryRent(bytes, elementBytes);
        }

        return memory;
    }

    private GraphicsMemory? TryRent(long bytes, int elementBytes)
    {
        lock (_lock)
        {
            if (!_free.TryGetValue((bytes, elementBytes), out Stack<GraphicsMemory>? free))
            {
                _free.Add((bytes, elementBytes), free = new Stack<GraphicsMemory>());
            }

            if (!free.TryPop(out GraphicsMemory? memory))
            {
                memory = TryMake(bytes, elementBytes);
                if (memory is null)
                {
                    return null;
                }

                Count++;
                ReservedBytes += bytes;
            }

            _used.Add(memory);
            UsedBytes += bytes;
            return memory;
        }
    }

    private GraphicsMemory? TryMake(long bytes, int elementBytes)
    {
        if (_isFrozen || Count >= MostBuffers || bytes > _mostBytes - ReservedBytes)
        {
            return null;
        }

        try
        {
            return GraphicsMemory.Allocate(_device, bytes, elementBytes);
        }
        catch (Exception exception) when (ComputeSharpErrors.IsOfTheDevice(exception))
        {
            // ComputeSharp 3.2.0 collects the buffer that it could not make as if it had one: two descriptors that are none go to its free ones. From now on none may
            // be taken from there, nor brought back, and what there is must do.
            _isFrozen = true;
            GpuException failure = _owner.Failure(exception, "the allocation of a buffer");
            return failure.Failure == GpuFailure.DeviceLost ? throw failure : null;
        }
    }
}
