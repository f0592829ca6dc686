using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>Collects what a run of a <see cref="DeviceProgram"/> is given, in the order in which the program names it.</summary>
internal sealed class ProgramRun
{
    private readonly GpuDevice _device;
    private readonly List<uint> _words = [0, 1, 1, 0];
    private readonly List<BufferRange> _ranges = [];

    /// <summary>A run without constants and buffers.</summary>
    /// <param name="device">Where to run.</param>
    public ProgramRun(GpuDevice device) => _device = device;

    /// <summary>Adds a constant.</summary>
    public ProgramRun Word(int word)
    {
        _words.Add((uint)word);
        return this;
    }

    /// <summary>Adds a number.</summary>
    public ProgramRun Number<T>(T number)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ulong bits = DeviceOperand.Number(number).Bits;
        _words.Add((uint)bits);
        if (Unsafe.SizeOf<T>() == sizeof(double))
        {
            _words.Add((uint)(bits >> 32));
        }

        return this;
    }

    /// <summary>Adds a buffer, and the constant with the place of the first element in what is bound of it.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="first">The first element that the program sees.</param>
    /// <param name="count">The number of elements that it sees.</param>
    /// <param name="elementBytes">The bytes of an element.</param>
    /// <exception cref="GpuException">The device cannot bind so much at once.</exception>
    public ProgramRun Buffer(DeviceBuffer buffer, long first, long count, int elementBytes)
    {
        long start = first * elementBytes / _device.BindingAlignment * _device.BindingAlignment;
        long bytes = ((first + count) * elementBytes) - start;
        if (bytes > _device.LargestBinding)
        {
            throw new GpuException(
                GpuFailure.Unsupported, $"An operand of {bytes:N0} bytes is too large: {_device} ({_device.Name}) sees {_device.LargestBinding:N0} bytes of one at once. Split the tensor, or run the operation on the CPU.");
        }

        _ranges.Add(new BufferRange(buffer, start, bytes));
        return Word((int)(first - (start / elementBytes)));
    }

    /// <summary>Runs a program in which each thread computes elements of the result, as many as there are.</summary>
    /// <param name="program">The program.</param>
    /// <param name="isDouble">Whether the elements are doubles.</param>
    /// <param name="count">How many.</param>
    public void Execute(DeviceProgram program, bool isDouble, int count) => Run(program, isDouble, Math.Min((uint)count, _device.MostThreads));

    /// <summary>Runs a program in groups of threads. They are split into several runs where they are more than the device takes at once.</summary>
    /// <param name="program">The program.</param>
    /// <param name="isDouble">Whether the elements are doubles.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="place">The place of the constant that takes the first group of a run.</param>
    public void ExecuteGroups(DeviceProgram program, bool isDouble, long groups, int place)
    {
        uint most = _device.MostThreads / Shader.GroupSize;
        for (long first = 0; first < groups; first += most)
        {
            _words[Shader.HeadWords + 1 + place] = (uint)first;
            Run(program, isDouble, (uint)Math.Min(most, groups - first) * Shader.GroupSize);
        }
    }

    private void Run(DeviceProgram program, bool isDouble, uint threads)
    {
        if (isDouble)
        {
            _device.RequireDoubles(program.Name);
        }

        _words[0] = threads;
        _device.Run(program.Get(isDouble), CollectionsMarshal.AsSpan(_words), CollectionsMarshal.AsSpan(_ranges), threads);
    }
}
