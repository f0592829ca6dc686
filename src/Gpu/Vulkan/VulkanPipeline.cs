using System;
using Silk.NET.Vulkan;
using VkBuffer = Silk.NET.Vulkan.Buffer;

namespace AutoDiff;

/// <summary>A compiled shader, and the table of the buffers that it sees.</summary>
/// <remarks>The numbers of the bindings are those that the compiler is told to use: <see cref="GlslcCompiler.FirstBuffer"/>.</remarks>
internal sealed unsafe class VulkanPipeline : IDisposable
{
    private readonly LogicalDevice _device;
    private readonly int _bindingCount;
    private readonly DescriptorSetLayout _setLayout;
    private readonly PipelineLayout _layout;
    private readonly Pipeline _pipeline;
    private readonly DescriptorPool _pool;
    private readonly DescriptorSet _set;

    /// <summary>Makes the pipeline.</summary>
    /// <param name="device">The device.</param>
    /// <param name="code">The shader as SPIR-V.</param>
    /// <param name="bindingCount">The number of buffers.</param>
    public VulkanPipeline(LogicalDevice device, ReadOnlySpan<byte> code, int bindingCount)
    {
        _device = device;
        _bindingCount = bindingCount;
        try
        {
            _setLayout = CreateSetLayout();
            _layout = CreateLayout();
            _pipeline = CreatePipeline(code);
            _pool = CreatePool();
            _set = AllocateSet();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Adds a run to a list of commands.</summary>
    /// <param name="commands">The list.</param>
    /// <param name="constants">The constant buffer.</param>
    /// <param name="bindings">The buffers.</param>
    /// <param name="groups">The number of groups of threads.</param>
    public void Dispatch(VulkanCommands commands, VulkanMemory constants, ReadOnlySpan<BufferRange> bindings, uint groups)
    {
        Bind(constants, bindings);
        DescriptorSet set = _set;
        _device.Vk.CmdBindPipeline(commands.Buffer, PipelineBindPoint.Compute, _pipeline);
        _device.Vk.CmdBindDescriptorSets(commands.Buffer, PipelineBindPoint.Compute, _layout, 0, 1, &set, 0, null);
        _device.Vk.CmdDispatch(commands.Buffer, groups, 1, 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The set goes with its pool.
        _device.Vk.DestroyDescriptorPool(_device.Handle, _pool, null);
        _device.Vk.DestroyPipeline(_device.Handle, _pipeline, null);
        _device.Vk.DestroyPipelineLayout(_device.Handle, _layout, null);
        _device.Vk.DestroyDescriptorSetLayout(_device.Handle, _setLayout, null);
    }

    private static uint Number(int binding) => binding < 0 ? GlslcCompiler.ConstantBuffer : GlslcCompiler.FirstBuffer + (uint)binding;

    private static DescriptorType TypeOf(int binding) => binding < 0 ? DescriptorType.UniformBuffer : DescriptorType.StorageBuffer;

    // Binding -1 is the constant buffer.
    private void Bind(VulkanMemory constants, ReadOnlySpan<BufferRange> bindings)
    {
        int count = _bindingCount + 1;
        DescriptorBufferInfo* infos = stackalloc DescriptorBufferInfo[count];
        WriteDescriptorSet* writes = stackalloc WriteDescriptorSet[count];
        for (int i = 0; i < count; i++)
        {
            infos[i] = i == 0
                ? new DescriptorBufferInfo(constants.Buffer, 0, (ulong)constants.Bytes)
                : Range(bindings[i - 1]);
            writes[i] = new WriteDescriptorSet
            {
                SType = StructureType.WriteDescriptorSet,
                DstSet = _set,
                DstBinding = Number(i - 1),
                DescriptorCount = 1,
                DescriptorType = TypeOf(i - 1),
                PBufferInfo = infos + i,
            };
        }

        _device.Vk.UpdateDescriptorSets(_device.Handle, (uint)count, writes, 0, null);
    }

    private static DescriptorBufferInfo Range(BufferRange range)
    {
        var buffer = (VulkanBuffer)range.Buffer;
        return new DescriptorBufferInfo(buffer.Handle, (ulong)(buffer.Offset + range.Offset), (ulong)range.Bytes);
    }

    private DescriptorSetLayout CreateSetLayout()
    {
        int count = _bindingCount + 1;
        DescriptorSetLayoutBinding* bindings = stackalloc DescriptorSetLayoutBinding[count];
        for (int i = 0; i < count; i++)
        {
            bindings[i] = new DescriptorSetLayoutBinding
            {
                Binding = Number(i - 1),
                DescriptorType = TypeOf(i - 1),
                DescriptorCount = 1,
                StageFlags = ShaderStageFlags.ComputeBit,
            };
        }

        var info = new DescriptorSetLayoutCreateInfo
        {
            SType = StructureType.DescriptorSetLayoutCreateInfo,
            BindingCount = (uint)count,
            PBindings = bindings,
        };
        DescriptorSetLayout layout;
        _device.Check(_device.Vk.CreateDescriptorSetLayout(_device.Handle, &info, null, &layout), nameof(Vk.CreateDescriptorSetLayout));
        return layout;
    }

    private PipelineLayout CreateLayout()
    {
        DescriptorSetLayout setLayout = _setLayout;
        var info = new PipelineLayoutCreateInfo { SType = StructureType.PipelineLayoutCreateInfo, SetLayoutCount = 1, PSetLayouts = &setLayout };
        PipelineLayout layout;
        _device.Check(_device.Vk.CreatePipelineLayout(_device.Handle, &info, null, &layout), nameof(Vk.CreatePipelineLayout));
        return layout;
    }

    private Pipeline CreatePipeline(ReadOnlySpan<byte> code)
    {
        fixed (byte* start = code, entry = "Execute"u8)
        {
            var moduleInfo = new ShaderModuleCreateInfo
            {
                SType = StructureType.ShaderModuleCreateInfo,
                CodeSize = (nuint)code.Length,
                PCode = (uint*)start,
            };
            ShaderModule module;
            _device.Check(_device.Vk.CreateShaderModule(_device.Handle, &moduleInfo, null, &module), nameof(Vk.CreateShaderModule));
            var info = new ComputePipelineCreateInfo
            {
                SType = StructureType.ComputePipelineCreateInfo,
                Layout = _layout,
                Stage = new PipelineShaderStageCreateInfo
                {
                    SType = StructureType.PipelineShaderStageCreateInfo,
                    Stage = ShaderStageFlags.ComputeBit,
                    Module = module,
                    PName = entry,
                },
            };
            Pipeline pipeline;
            Result result = _device.Vk.CreateComputePipelines(_device.Handle, default, 1, &info, null, &pipeline);
            _device.Vk.DestroyShaderModule(_device.Handle, module, null);
            _device.Check(result, nameof(Vk.CreateComputePipelines));
            return pipeline;
        }
    }

    private DescriptorPool CreatePool()
    {
        // There may be a shader without buffers, but no size of 0.
        DescriptorPoolSize* sizes = stackalloc DescriptorPoolSize[2];
        sizes[0] = new DescriptorPoolSize(DescriptorType.UniformBuffer, 1);
        sizes[1] = new DescriptorPoolSize(DescriptorType.StorageBuffer, (uint)Math.Max(_bindingCount, 1));
        var info = new DescriptorPoolCreateInfo { SType = StructureType.DescriptorPoolCreateInfo, MaxSets = 1, PoolSizeCount = 2, PPoolSizes = sizes };
        DescriptorPool pool;
        _device.Check(_device.Vk.CreateDescriptorPool(_device.Handle, &info, null, &pool), nameof(Vk.CreateDescriptorPool));
        return pool;
    }

    private DescriptorSet AllocateSet()
    {
        DescriptorSetLayout layout = _setLayout;
        var info = new DescriptorSetAllocateInfo
        {
            SType = StructureType.DescriptorSetAllocateInfo,
            DescriptorPool = _pool,
            DescriptorSetCount = 1,
            PSetLayouts = &layout,
        };
        DescriptorSet set;
        _device.Check(_device.Vk.AllocateDescriptorSets(_device.Handle, &info, &set), nameof(Vk.AllocateDescriptorSets));
        return set;
    }
}
