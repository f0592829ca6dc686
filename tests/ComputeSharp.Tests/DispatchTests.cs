using System;
using System.Linq;
using ComputeSharp;
using ComputeSharp.Interop;
using NUnit.Framework;

namespace AutoDiff.ComputeSharpTests;

/// <summary>What ComputeSharp is told of a run: constants, registers, resources, text, bytecode.</summary>
public sealed class DispatchTests
{
    private TestBackEnd _backEnd = null!;

    [SetUp]
    public void SetUp() => _backEnd = new TestBackEnd();

    [Test]
    public void Constants_AreTheWordsOfTheRun_NumbersOfThreadsFirst()
    {
        using DeviceBuffer x = _backEnd.Floats(1000);
        using DeviceBuffer y = _backEnd.Floats(1);
        using DeviceBuffer result = _backEnd.Floats(300);
        DeviceKernel.Forward<Functions.ScaleKernel, float>(
            _backEnd.Device, new Functions.ScaleKernel(0.5f), [DeviceOperand.Contiguous(x, 5), DeviceOperand.Single(y, 1)], DeviceOperand.Contiguous(result), [300]);

        Dispatch dispatch = _backEnd.Last;
        Assert.That(TestBackEnd.Words(dispatch), Is.EqualTo(new[] { 300u, 1u, 1u, 300u, 0u, 0u, 5u, 0u, 0u, BitConverter.SingleToUInt32Bits(0.5f) }));
        Assert.That(dispatch.ConstantBufferSize, Is.EqualTo(dispatch.Constants.Length));
        Assert.That(dispatch.Threads, Is.EqualTo(300));
        Assert.That(dispatch.GroupSize, Is.EqualTo((64, 1, 1)));
    }

    [Test]
    public void Buffers_AreBoundAsAWhole_InTheOrderOfTheirRegisters()
    {
        using DeviceBuffer x = _backEnd.Floats(1000);
        using DeviceBuffer y = _backEnd.Floats(1000);
        using DeviceBuffer result = _backEnd.Floats(1000);
        DeviceKernel.Forward<Functions.ScaleKernel, float>(
            _backEnd.Device,
            new Functions.ScaleKernel(1),
            [DeviceOperand.Contiguous(x, 700), DeviceOperand.Strided(y, [2], 400)],
            DeviceOperand.Contiguous(result, 600),
            [300]);

        Dispatch dispatch = _backEnd.Last;
        Assert.That(dispatch.Resources.Select(each => each.Index), Is.EqualTo(new[] { 0u, 1u, 2u }));
        Assert.That(dispatch.Resources.Select(each => each.Resource), Is.EqualTo(new[] { x, y, result }.Select(ResourceOf)));
        Assert.That(dispatch.Resources.Select(each => each.Resource), Is.All.InstanceOf<ReadWriteBuffer<uint>>());
        Assert.That(dispatch.Ranges.Select(range => range.Type), Is.All.EqualTo(ResourceDescriptorRangeType.UnorderedAccessView));
        Assert.That(dispatch.Ranges.Select(range => range.Register), Is.EqualTo(new[] { 0u, 1u, 2u }));

        // k_o0, k_o1, k_o2 count from the start of the buffers.
        Assert.That(TestBackEnd.Words(dispatch)[6..9], Is.EqualTo(new[] { 700u, 400u, 600u }));
    }

    [Test]
    public void TheText_IsTheShaders()
    {
        Shader shader = TestBackEnd.NewShader(4, 2);
        Run(shader, 100, [100, 1, 1, 7]);
        Assert.That(_backEnd.Last.Source, Is.SameAs(shader.Text));
        Assert.That(_backEnd.Compiled, Is.EqualTo(new[] { shader.Text }));
    }

    [Test]
    public void Constants_BeyondTheRootSignature_MoveToABuffer()
    {
        // Three words and 58 buffers leave room for three more.
        Shader fits = TestBackEnd.NewShader(6, 58);
        Run(fits, 10, [10, 1, 1, 4, 5, 6]);
        Assert.That(_backEnd.Last.Source, Is.SameAs(fits.Text));
        Assert.That(_backEnd.Last.ConstantBufferSize, Is.EqualTo(24));

        Run(TestBackEnd.NewShader(7, 58), 10, [10, 1, 1, 4, 5, 6, 7]);
        Dispatch dispatch = _backEnd.Last;
        Assert.That(TestBackEnd.Words(dispatch), Is.EqualTo(new[] { 10u, 1u, 1u }));
        Assert.That(dispatch.ConstantBufferSize, Is.EqualTo(12));
        Assert.That(dispatch.Ranges.Select(range => range.Register), Is.EqualTo(Enumerable.Range(0, 58).Append(0).Select(i => (uint)i)));
        Assert.That(dispatch.Ranges[^1].Type, Is.EqualTo(ResourceDescriptorRangeType.ShaderResourceView));
        Assert.That(dispatch.Resources.Select(each => each.Index), Is.EqualTo(Enumerable.Range(0, 59).Select(i => (uint)i)));
        var words = (ReadOnlyBuffer<uint>)dispatch.Resources[^1].Resource;
        var contents = new uint[4];
        words.CopyTo(contents, 0);
        Assert.That(contents, Is.EqualTo(new[] { 4u, 5u, 6u, 7u }));

        // The same buffer the next time.
        Run(TestBackEnd.NewShader(70, 1), 10, [10, 1, 1, .. Enumerable.Range(1, 67).Select(i => (uint)i)]);
        Assert.That(_backEnd.Last.Resources[^1].Resource, Is.SameAs(words));
        words.CopyTo(contents, 63);
        Assert.That(contents, Is.EqualTo(new[] { 64u, 65u, 66u, 67u }));
    }

    [Test]
    public void StridedOperands_OfEightDimensions_HaveManyConstants()
    {
        using DeviceBuffer buffer = _backEnd.Floats(1 << 16);
        int[] shape = [2, 2, 2, 2, 2, 2, 2, 2];
        DeviceOperand strided = DeviceOperand.Strided(buffer, [1, 3, 7, 20, 50, 120, 300, 700]);
        DeviceOperand result = DeviceOperand.Contiguous(buffer, 4096);
        DeviceKernel.Backward<Functions.Product5Kernel, float>(
            _backEnd.Device, default, [strided, strided, strided, strided, strided], strided, [result, result, result, result, result], shape);

        Dispatch dispatch = _backEnd.Last;
        Assert.That(dispatch.ConstantBufferSize, Is.EqualTo(12));
        Assert.That(dispatch.Resources, Has.Count.EqualTo(12));
        Assert.That(dispatch.Source, Does.Contain("static uint k_s0_7;").And.Contain("StructuredBuffer<uint> k_words : register(t0);"));
    }

    [Test]
    public void MorePositionsThanThreads_AreSharedOut()
    {
        using DeviceBuffer x = _backEnd.Floats(10_000_000);
        DeviceKernel.Forward<Functions.ScaleKernel, float>(
            _backEnd.Device, new Functions.ScaleKernel(1), [DeviceOperand.Contiguous(x), DeviceOperand.Contiguous(x)], DeviceOperand.Contiguous(x), [10_000_000]);
        Assert.That(_backEnd.Adapter.Dispatches, Has.Count.EqualTo(1));
        Assert.That(_backEnd.Last.Threads, Is.EqualTo(65535 * 64));
        Assert.That(TestBackEnd.Words(_backEnd.Last)[..4], Is.EqualTo(new[] { 65535u * 64, 1u, 1u, 10_000_000u }));
    }

    [Test]
    public void Doubles_LieInBuffersOfTheirOwnKind()
    {
        using DeviceBuffer x = _backEnd.Device.Allocate(80, sizeof(double));
        DeviceKernel.Forward<Functions.SquareKernel, double>(_backEnd.Device, default, [DeviceOperand.Contiguous(x)], DeviceOperand.Contiguous(x), [10]);
        Assert.That(_backEnd.Last.Resources.Select(each => each.Resource), Is.All.InstanceOf<ReadWriteBuffer<ulong>>());

        using DeviceBuffer floats = _backEnd.Floats(20);
        ArgumentException? exception = Assert.Throws<ArgumentException>(() => DeviceKernel.Forward<Functions.SquareKernel, double>(
            _backEnd.Device, default, [DeviceOperand.Contiguous(x)], DeviceOperand.Contiguous(floats), [10]));
        Assert.That(exception!.Message, Does.StartWith("Buffer 1 of a run was allocated for elements of 4 bytes; the shader reads 8."));
    }

    [Test]
    public void EveryShader_HasATypeOfItsOwn()
    {
        Shader[] shaders = [.. Enumerable.Range(0, 100).Select(_ => TestBackEnd.NewShader(3, 1))];
        foreach (Shader shader in shaders.Concat(shaders))
        {
            Run(shader, 1, [1, 1, 1]);
        }

        Type[] types = [.. _backEnd.Adapter.Dispatches.Take(100).Select(dispatch => dispatch.Shader)];
        Assert.That(types, Is.Unique);
        Assert.That(_backEnd.Adapter.Dispatches.Skip(100).Select(dispatch => dispatch.Shader), Is.EqualTo(types));
        Assert.That(_backEnd.Adapter.PipelineCount, Is.EqualTo(100));
        Assert.That(types.Select(type => type.GetGenericTypeDefinition()), Is.All.EqualTo(typeof(SlotShader<>)));

        // The attribute, which ComputeSharp's analyzer asks for, says the same as the descriptor.
        var size = (ThreadGroupSizeAttribute)Attribute.GetCustomAttribute(typeof(SlotShader<>), typeof(ThreadGroupSizeAttribute))!;
        Assert.That(size.Size, Is.EqualTo(DefaultThreadGroupSizes.X));
    }

    [Test]
    public void Bytecode_IsMadeWhenAShaderFirstRuns_AndOnceForAllDevices()
    {
        Shader shader = TestBackEnd.NewShader(3, 1);
        ShaderRunner runner = _backEnd.Shaders.RunnerOf(shader);
        Assert.That(_backEnd.Compiled, Is.Empty);
        Run(shader, 0, [0, 1, 1]);
        Assert.That(_backEnd.Compiled, Is.Empty);
        Assert.That(_backEnd.Adapter.Dispatches, Is.Empty);

        Run(shader, 5, [5, 1, 1]);
        Run(shader, 6, [6, 1, 1]);
        Assert.That(_backEnd.Compiled, Has.Count.EqualTo(1));

        GraphicsDevice adapter = TestBackEnd.NewAdapter();
        var other = new ComputeSharpDevice(adapter, 1, _backEnd.Shaders);
        using DeviceBuffer buffer = other.Allocate(4, sizeof(float));
        other.Run(shader, [7, 1, 1], [TestBackEnd.Whole(buffer)], 7);
        Assert.That(_backEnd.Compiled, Has.Count.EqualTo(1));
        Assert.That(adapter.Dispatches.Single().Shader, Is.EqualTo(_backEnd.Last.Shader));
        Assert.That(_backEnd.Shaders.RunnerOf(shader), Is.SameAs(runner));
    }

    [Test]
    public void WhatDoesNotCompile_IsNotDispatched()
    {
        Shader shader = TestBackEnd.NewShader(3, 1);
        _backEnd.Fails = true;
        GpuException? exception = Assert.Throws<GpuException>(() => Run(shader, 5, [5, 1, 1]));
        Assert.That(exception!.Failure, Is.EqualTo(GpuFailure.Compilation));
        Assert.That(_backEnd.Adapter.Dispatches, Is.Empty);
        Assert.That(_backEnd.Adapter.PipelineCount, Is.Zero);

        _backEnd.Fails = false;
        Run(shader, 5, [5, 1, 1]);
        Assert.That(_backEnd.Adapter.Dispatches, Has.Count.EqualTo(1));
    }

    [Test]
    public void WrongRuns_AreRefused()
    {
        Shader shader = TestBackEnd.NewShader(4, 1);
        using DeviceBuffer buffer = _backEnd.Floats(10);
        BufferRange whole = TestBackEnd.Whole(buffer);
        Assert.That(() => _backEnd.Device.Run(shader, [1, 1, 1], [whole], 1), Throws.ArgumentException.With.Message.Contains("4 words"));
        Assert.That(() => _backEnd.Device.Run(shader, [1, 1, 1, 1], [whole, whole], 1), Throws.ArgumentException.With.Message.Contains("1 buffers is given 2"));
        Assert.That(() => _backEnd.Device.Run(shader, [1, 1, 1, 1], [whole with { Offset = 4, Bytes = 4 }], 1), Throws.ArgumentException.With.Message.Contains("whole buffers"));
        Assert.That(() => _backEnd.Device.Run(shader, [1, 1, 1, 1], [whole with { Bytes = 44 }], 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        using DeviceBuffer foreign = new TestBackEnd().Floats(10);
        Assert.That(() => _backEnd.Device.Run(shader, [1, 1, 1, 1], [TestBackEnd.Whole(foreign)], 1), Throws.ArgumentException.With.Message.Contains("is given to gpu:0"));
        Assert.That(_backEnd.Adapter.Dispatches, Is.Empty);
    }

    private static IGraphicsResource ResourceOf(DeviceBuffer buffer) => ((ComputeSharpBuffer)buffer).Memory.Resource;

    private void Run(Shader shader, uint threads, uint[] constants)
    {
        using DeviceBuffer buffer = _backEnd.Floats(100);
        _backEnd.Device.Run(shader, constants, [.. Enumerable.Repeat(TestBackEnd.Whole(buffer), shader.BindingCount)], threads);
    }
}
