using System;
using System.Collections.Generic;
using System.Threading;
using ComputeSharp.Descriptors;

namespace ComputeSharp;

/// <summary>A device that runs nothing.</summary>
public sealed partial class GraphicsDevice
{
    private const int MostDescriptors = 4096;

    private readonly HashSet<Type> _pipelines = [];
    private int _descriptors = MostDescriptors;

    internal GraphicsDevice(int luid, string name, bool isHardware = true, bool supportsDouble = true, ulong memory = 1UL << 33)
    {
        Luid = new Luid(luid);
        Name = name;
        IsHardwareAccelerated = isHardware;
        SupportsDouble = supportsDouble;
        DedicatedMemorySize = (nuint)memory;
    }

    /// <summary>What was dispatched.</summary>
    internal List<Dispatch> Dispatches { get; } = [];

    /// <summary>The number of pipelines that were made.</summary>
    internal int PipelineCount => _pipelines.Count;

    /// <summary>The number of buffers that are there.</summary>
    internal int BufferCount => (MostDescriptors - _descriptors) / 2;

    /// <summary>Thrown instead of the next allocation, copy or dispatch.</summary>
    internal Exception? NextFailure { get; set; }

    /// <summary>Whether the device has stopped working.</summary>
    internal bool IsLost { get; set; }

    /// <summary>Whether someone has disposed of it.</summary>
    internal bool IsDisposed { get; private set; }

    private bool SupportsDouble { get; }

    /// <summary>Fails where a test wants it so.</summary>
    internal void BeginTask()
    {
        ThrowIfLost();
        if (NextFailure is { } failure)
        {
            NextFailure = null;
            throw failure;
        }
    }

    /// <summary>Takes the two descriptors of a buffer.</summary>
    internal void TakeDescriptors()
    {
        if (Interlocked.Add(ref _descriptors, -2) < 0)
        {
            throw new InvalidOperationException("No descriptor is left.");
        }
    }

    /// <summary>Takes the descriptors of a buffer back.</summary>
    internal void ReturnDescriptors() => Interlocked.Add(ref _descriptors, 2);

    /// <summary>Records a dispatch.</summary>
    internal void Record<T>(int x, in T shader)
        where T : struct, IComputeShader, IComputeShaderDescriptor<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((x + T.ThreadsX - 1) / T.ThreadsX, 65535);
        BeginTask();
        if (!_pipelines.Contains(typeof(T)))
        {
            if (T.HlslBytecode.IsEmpty || (T.ConstantBufferSize / 4) + T.ResourceDescriptorRanges.Length > 64)
            {
                throw new System.ComponentModel.Win32Exception(unchecked((int)0x80070057));
            }

            _pipelines.Add(typeof(T));
        }

        var constants = default(Dispatch.ConstantLoader);
        T.LoadConstantBuffer(in shader, ref constants, x, 1, 1);
        List<(IGraphicsResource Resource, uint Index)> resources = [];
        var loader = new Dispatch.ResourceLoader(resources);
        T.LoadGraphicsResources(in shader, ref loader);
        Dispatches.Add(new Dispatch(
            typeof(T),
            x,
            (T.ThreadsX, T.ThreadsY, T.ThreadsZ),
            T.ConstantBufferSize,
            constants.Bytes ?? [],
            T.ResourceDescriptorRanges.ToArray(),
            resources,
            T.HlslSource));
    }

    private void ThrowIfLost()
    {
        if (IsLost)
        {
            throw new InvalidOperationException($"The device \"{Name}\" has been lost and can no longer be used.");
        }
    }
}
