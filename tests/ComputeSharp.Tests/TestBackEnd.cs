using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using ComputeSharp;

namespace AutoDiff.ComputeSharpTests;

/// <summary>A back end over a device that remembers what it is told.</summary>
internal sealed class TestBackEnd
{
    private static int _luid = 1000;

    private readonly List<string> _compiled = [];

    public TestBackEnd(bool supportsDouble = true, ulong memory = 1UL << 33)
    {
        Shaders = new ShaderCatalogue(text =>
        {
            _compiled.Add(text);
            return Fails ? throw new GpuException(GpuFailure.Compilation, "error X3004") : [1, 2, 3];
        });
        Adapter = NewAdapter(supportsDouble, memory);
        Device = new ComputeSharpDevice(Adapter, 0, Shaders);
    }

    /// <summary>The device in ComputeSharp.</summary>
    public GraphicsDevice Adapter { get; }

    /// <summary>The device.</summary>
    public ComputeSharpDevice Device { get; }

    /// <summary>The shaders.</summary>
    public ShaderCatalogue Shaders { get; }

    /// <summary>The texts that have been compiled.</summary>
    public IReadOnlyList<string> Compiled => _compiled;

    /// <summary>Whether the compiler refuses everything.</summary>
    public bool Fails { get; set; }

    /// <summary>The last dispatch.</summary>
    public Dispatch Last => Adapter.Dispatches[^1];

    public static GraphicsDevice NewAdapter(bool supportsDouble = true, ulong memory = 1UL << 33) =>
        new(Interlocked.Increment(ref _luid), "Recorder", supportsDouble: supportsDouble, memory: memory);

    /// <summary>The constants of a dispatch as words.</summary>
    public static uint[] Words(Dispatch dispatch) => MemoryMarshal.Cast<byte, uint>(dispatch.Constants).ToArray();

    /// <summary>A shader of so many words and buffers.</summary>
    public static Shader NewShader(int words, int buffers, string type = "float")
    {
        string[] names = ["__x", "__y", "__z", .. Enumerable.Range(0, words - Shader.HeadWords).Select(i => $"k_w{i}")];
        string constants = string.Concat(names.Select(name => $"    uint {name};\n"));
        string declarations = string.Concat(Enumerable.Range(0, buffers).Select(i => $"RWStructuredBuffer<{type}> k_u{i} : register(u{i});\n"));
        string sum = string.Join(" + ", names);
        string values = string.Concat(Enumerable.Range(0, buffers).Select(i => $"        k_u{i}[ThreadIds.x] = ({type})k_sum();\n"));
        return new Shader(
            $"cbuffer _ : register(b0)\n{{\n{constants}}}\n\n{declarations}\nuint k_sum()\n{{\n    return {sum};\n}}\n\n"
            + $"[numthreads(64, 1, 1)]\nvoid Execute(uint3 ThreadIds : SV_DispatchThreadID)\n{{\n    if (ThreadIds.x < __x)\n    {{\n{values}    }}\n}}\n",
            buffers);
    }

    /// <summary>A buffer of floats.</summary>
    public DeviceBuffer Floats(int length) => Device.Allocate(length * sizeof(float), sizeof(float));

    /// <summary>The whole of a buffer.</summary>
    public static BufferRange Whole(DeviceBuffer buffer) => new(buffer, 0, buffer.Bytes);
}
