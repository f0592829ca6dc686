using System;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ComputeSharp;
using ComputeSharp.Descriptors;
using ComputeSharp.Interop;

namespace AutoDiff;

/// <summary>Any shader, as the struct that ComputeSharp dispatches. It asks the type for text, registers and bytecode, hence the slot: a type for each shader.</summary>
/// <typeparam name="TSlot">The slot of the shader; <see cref="ShaderSlots"/>.</typeparam>
/// <param name="arguments">What this run hands over.</param>
/// <remarks>The descriptor is written by hand, as no generator sees HLSL that another one has made.</remarks>
[SupportedOSPlatform("windows6.2")]
[ThreadGroupSize(DefaultThreadGroupSizes.X)]
internal readonly struct SlotShader<TSlot>(ShaderArguments arguments) : IComputeShader, IComputeShaderDescriptor<SlotShader<TSlot>>
    where TSlot : class
{
    private readonly ShaderArguments _arguments = arguments;

    static int IComputeShaderDescriptor<SlotShader<TSlot>>.ThreadsX => Shader.GroupSize;

    static int IComputeShaderDescriptor<SlotShader<TSlot>>.ThreadsY => 1;

    static int IComputeShaderDescriptor<SlotShader<TSlot>>.ThreadsZ => 1;

    static int IComputeShaderDescriptor<SlotShader<TSlot>>.ConstantBufferSize => Program.RootCount * sizeof(uint);

    static bool IComputeShaderDescriptor<SlotShader<TSlot>>.IsStaticSamplerRequired => false;

    static ReadOnlyMemory<ResourceDescriptorRange> IComputeShaderDescriptor<SlotShader<TSlot>>.ResourceDescriptorRanges => Program.Ranges;

    static string IComputeShaderDescriptor<SlotShader<TSlot>>.HlslSource => Program.Source;

    static ReadOnlyMemory<byte> IComputeShaderDescriptor<SlotShader<TSlot>>.HlslBytecode => Program.Bytecode;

    private static ShaderProgram Program => ShaderRunner<TSlot>.SlotProgram;

    // The numbers of threads are the first words of every run already.
    static void IComputeShaderDescriptor<SlotShader<TSlot>>.LoadConstantBuffer<TLoader>(in SlotShader<TSlot> shader, ref TLoader loader, int x, int y, int z) =>
        loader.LoadConstantBuffer(MemoryMarshal.AsBytes(shader._arguments.RootWords.Span));

    static void IComputeShaderDescriptor<SlotShader<TSlot>>.LoadGraphicsResources<TLoader>(in SlotShader<TSlot> shader, ref TLoader loader)
    {
        IGraphicsResource[] resources = shader._arguments.Resources;
        for (int i = 0; i < resources.Length; i++)
        {
            loader.LoadGraphicsResource(resources[i], (uint)i);
        }
    }

    /// <summary>Never called: the shader is its HLSL.</summary>
    void IComputeShader.Execute() => throw new NotSupportedException("This shader runs on a device only.");
}
