using System;
using System.Runtime.Versioning;
using System.Threading;

namespace AutoDiff;

/// <summary>A buffer of the pool. Who drops it without disposing of it gives its memory back at a later collection.</summary>
[SupportedOSPlatform("windows6.2")]
internal sealed class ComputeSharpBuffer : DeviceBuffer
{
    private readonly ComputeSharpPool _pool;
    private GraphicsMemory? _memory;

    /// <summary>Wraps memory.</summary>
    public ComputeSharpBuffer(ComputeSharpDevice device, ComputeSharpPool pool, GraphicsMemory memory, long bytes)
        : base(device, bytes)
    {
        _pool = pool;
        _memory = memory;
    }

    /// <summary>Gives the memory back.</summary>
    ~ComputeSharpBuffer() => Return();

    /// <summary>The memory.</summary>
    /// <exception cref="ObjectDisposedException">It has been given back.</exception>
    public GraphicsMemory Memory => Volatile.Read(ref _memory) ?? throw new ObjectDisposedException(nameof(DeviceBuffer));

    /// <inheritdoc/>
    public override void Dispose()
    {
        Return();
        GC.SuppressFinalize(this);
    }

    private void Return()
    {
        if (Interlocked.Exchange(ref _memory, null) is { } memory)
        {
            _pool.Return(memory);
        }
    }
}
