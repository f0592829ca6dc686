using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>One run of a kernel: which parts of the buffers it binds, and into how many runs of the device it is split.</summary>
/// <remarks>
/// Where elements lie one after the other, a part of the positions binds its part of the elements. Strided elements may lie anywhere: they are bound as a whole, through several
/// bindings if need be, by all parts.
/// </remarks>
internal sealed class KernelRun
{
    private readonly GpuDevice _device;
    private readonly DeviceOperand[] _lanes;
    private readonly PositionLayout _layout;
    private readonly int _elementBytes;

    /// <summary>Plans a run.</summary>
    /// <param name="device">The device.</param>
    /// <param name="pass">What to compute.</param>
    /// <param name="lanes">The operands and results, in the order of the kernel's parameters.</param>
    /// <param name="layout">Where their elements lie.</param>
    /// <param name="elementBytes">The bytes of an element.</param>
    /// <param name="constantCount">The number of passive arguments.</param>
    /// <exception cref="GpuException">The device cannot bind so much.</exception>
    public KernelRun(GpuDevice device, KernelPass pass, DeviceOperand[] lanes, PositionLayout layout, int elementBytes, int constantCount)
    {
        _device = device;
        _lanes = lanes;
        _layout = layout;
        _elementBytes = elementBytes;
        int[] windows = [.. Enumerable.Range(0, lanes.Length).Select(WindowsOf)];
        Form = new ShaderForm(pass, elementBytes == sizeof(double), layout.Forms, windows, (uint)(WindowBytes / elementBytes), layout.Lengths.Length, constantCount);
        if (IsEmpty)
        {
            return;
        }

        CheckLanes();
        if (Form.BindingCount > device.MostBindings)
        {
            throw new GpuException(
                GpuFailure.Unsupported, $"A kernel needs {Form.BindingCount} bindings for its operands and results; {device} ({device.Name}) has {device.MostBindings}. Give the function fewer tensors, or run it on the CPU: .To(Device.Cpu).");
        }
    }

    /// <summary>What the shader must be like.</summary>
    public ShaderForm Form { get; }

    /// <summary>Whether there is nothing to compute.</summary>
    public bool IsEmpty => _layout.Count == 0 || _layout.Forms.AsSpan(Form.InputCount).IndexOfAnyExcept(LaneForm.Absent) < 0;

    private long WindowBytes => _device.LargestBinding / _device.BindingAlignment * _device.BindingAlignment;

    /// <summary>Runs.</summary>
    /// <param name="shader">The shader for <see cref="Form"/>.</param>
    /// <param name="constants">The passive arguments.</param>
    public void Execute(Shader shader, ReadOnlySpan<uint> constants)
    {
        // The first element of a part lies up to one alignment behind the start of its binding.
        long most = (_device.LargestBinding - _device.BindingAlignment) / _elementBytes;
        int length = _layout.Count <= most || !_layout.Forms.Contains(LaneForm.Contiguous) ? _layout.Count : (int)(most / Shader.GroupSize * Shader.GroupSize);
        List<BufferRange> ranges = [];
        var offsets = new uint[_lanes.Length];
        for (long done = 0; done < _layout.Count; done += length)
        {
            int start = (int)done;
            int count = Math.Min(length, _layout.Count - start);
            ranges.Clear();
            for (int lane = 0; lane < _lanes.Length; lane++)
            {
                offsets[lane] = Bind(lane, start, count, ranges);
            }

            uint threads = Math.Min((uint)count, _device.MostThreads);
            List<uint> words = ConstantLayout.Words(_lanes, _layout, Form.IsDouble, offsets, threads, count, start);
            words.AddRange(constants);
            _device.Run(shader, CollectionsMarshal.AsSpan(words), CollectionsMarshal.AsSpan(ranges), threads);
        }
    }

    private int WindowsOf(int lane)
    {
        switch (_layout.Forms[lane])
        {
            case LaneForm.Absent or LaneForm.Number:
                return 0;
            case LaneForm.Strided when _layout.Count > 0:
                (long start, long end) = Bytes(lane);
                return (int)((end - start + WindowBytes - 1) / WindowBytes);
            default:
                return 1;
        }
    }

    // From the multiple of the alignment at or below the first element to the end of the last.
    private (long Start, long End) Bytes(int lane)
    {
        (long first, long last) = _layout.Extent(lane);
        long offset = _lanes[lane].Offset;
        return ((offset + first) * _elementBytes / _device.BindingAlignment * _device.BindingAlignment, (offset + last + 1) * _elementBytes);
    }

    /// <summary>Adds the bindings of a lane.</summary>
    /// <returns>The element of position 0 of the part, or for a strided lane of the whole, counted from the start of the first binding.</returns>
    private uint Bind(int lane, int start, int count, List<BufferRange> ranges)
    {
        if (_lanes[lane].Buffer is not { } buffer)
        {
            return 0;
        }

        long offset = _lanes[lane].Offset;
        switch (_layout.Forms[lane])
        {
            case LaneForm.Strided:
                (long from, long end) = Bytes(lane);
                for (long window = from; window < end; window += WindowBytes)
                {
                    ranges.Add(new BufferRange(buffer, window, Math.Min(WindowBytes, end - window)));
                }

                return (uint)(offset - (from / _elementBytes));
            case LaneForm.Contiguous:
                return BindRun(buffer, offset + start, count, ranges);
            default:
                return BindRun(buffer, offset, 1, ranges);
        }
    }

    private uint BindRun(DeviceBuffer buffer, long first, long count, List<BufferRange> ranges)
    {
        long from = first * _elementBytes / _device.BindingAlignment * _device.BindingAlignment;
        ranges.Add(new BufferRange(buffer, from, ((first + count) * _elementBytes) - from));
        return (uint)(first - (from / _elementBytes));
    }

    private void CheckLanes()
    {
        for (int lane = 0; lane < _lanes.Length; lane++)
        {
            if (_lanes[lane].Buffer is not { } buffer)
            {
                continue;
            }

            (long first, long last) = _layout.Extent(lane);
            long offset = _lanes[lane].Offset;
            if (offset + first < 0 || (offset + last + 1) * _elementBytes > buffer.Bytes || last - first > int.MaxValue)
            {
                throw new ArgumentException(
                    $"Operand {lane} of a kernel reaches from element {offset + first} to {offset + last} of a buffer of {buffer.Bytes / _elementBytes} elements.");
            }

            if (lane >= Form.InputCount && _layout.Forms[lane] == LaneForm.Single && _layout.Count > 1)
            {
                throw new ArgumentException($"A result of {_layout.Count} elements cannot be written to one.");
            }
        }
    }
}
