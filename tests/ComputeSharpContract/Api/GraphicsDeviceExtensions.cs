using System.Diagnostics.CodeAnalysis;
using ComputeSharp.Descriptors;

namespace ComputeSharp;

/// <summary>What a device does.</summary>
public static class GraphicsDeviceExtensions
{
    private const string ReadsTypes = "This method reads type info of all fields of the resource element type (recursively).";

    /// <summary>Makes a buffer that shaders read.</summary>
    [RequiresUnreferencedCode(ReadsTypes)]
    public static ReadOnlyBuffer<T> AllocateReadOnlyBuffer<T>(this GraphicsDevice device, int length, AllocationMode allocationMode = AllocationMode.Default)
        where T : unmanaged => new(device, length);

    /// <summary>Makes a buffer that shaders read and write.</summary>
    [RequiresUnreferencedCode(ReadsTypes)]
    public static ReadWriteBuffer<T> AllocateReadWriteBuffer<T>(this GraphicsDevice device, int length, AllocationMode allocationMode = AllocationMode.Default)
        where T : unmanaged => new(device, length);

    /// <summary>Runs a shader, and waits for it.</summary>
    public static void For<T>(this GraphicsDevice device, int x, in T shader)
        where T : struct, IComputeShader, IComputeShaderDescriptor<T> => device.Record(x, in shader);
}
