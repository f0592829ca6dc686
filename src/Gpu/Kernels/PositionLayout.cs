using System;
using System.Collections.Generic;

namespace AutoDiff;

/// <summary>
/// How the elements of all operands and results of a run follow from the position in the result: one after the other, one for all, or at strides along dimensions
/// that are as few as can be.
/// </summary>
/// <remarks>Dimensions of length 1 are dropped, and neighbours joined where one stride covers both in every strided operand: all share one set of coordinates, for which a shader divides.</remarks>
internal sealed class PositionLayout
{
    /// <summary>The most dimensions that remain.</summary>
    public const int MostDimensions = DeviceOperations.MostDimensions;

    private readonly int[][] _strides;

    /// <summary>Finds out.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="operands">The operands and results.</param>
    /// <exception cref="ArgumentException">An operand does not have a stride for each dimension.</exception>
    /// <exception cref="GpuException">More than <see cref="MostDimensions"/> dimensions remain.</exception>
    public PositionLayout(ReadOnlySpan<int> shape, ReadOnlySpan<DeviceOperand> operands)
    {
        Count = Shapes.Length(shape, nameof(shape));
        Forms = new LaneForm[operands.Length];
        _strides = new int[operands.Length][];
        List<int> strided = [];
        for (int i = 0; i < operands.Length; i++)
        {
            Forms[i] = FormOf(shape, operands[i]);
            if (Forms[i] == LaneForm.Strided)
            {
                strided.Add(i);
                _strides[i] = new int[shape.Length];
            }
        }

        Lengths = strided.Count == 0 || Count == 0 ? [] : Join(shape, operands, strided);
        if (Lengths.Length > MostDimensions)
        {
            throw new GpuException(
                GpuFailure.Unsupported,
                $"The operands of a kernel on a graphics processor may be repeated or lie apart along {MostDimensions} dimensions at most; for the shape {Shapes.Text(shape)} they do along {Lengths.Length}. Copy them with Contiguous() before.");
        }
    }

    /// <summary>The number of positions.</summary>
    public int Count { get; }

    /// <summary>How the elements of each operand and result lie.</summary>
    public LaneForm[] Forms { get; }

    /// <summary>The lengths of the dimensions, from the outside in; none where nothing is strided.</summary>
    public int[] Lengths { get; }

    /// <summary>The strides of an operand along <see cref="Lengths"/>.</summary>
    public ReadOnlySpan<int> Strides(int lane) => _strides[lane].AsSpan(0, Lengths.Length);

    /// <summary>The first and the last element of an operand, relative to its offset.</summary>
    public (long First, long Last) Extent(int lane)
    {
        switch (Forms[lane])
        {
            case LaneForm.Contiguous:
                return (0, Count - 1L);
            case LaneForm.Strided:
                long first = 0;
                long last = 0;
                for (int d = 0; d < Lengths.Length; d++)
                {
                    long reach = (Lengths[d] - 1L) * _strides[lane][d];
                    first += Math.Min(reach, 0);
                    last += Math.Max(reach, 0);
                }

                return (first, last);
            default:
                return (0, 0);
        }
    }

    private static LaneForm FormOf(ReadOnlySpan<int> shape, DeviceOperand operand)
    {
        if (operand.Buffer is null)
        {
            return operand.IsNumber ? LaneForm.Number : LaneForm.Absent;
        }

        if (operand.Strides is not { } strides)
        {
            return LaneForm.Contiguous;
        }

        if (strides.Length != shape.Length)
        {
            throw new ArgumentException($"An operand has {strides.Length} strides for the shape {Shapes.Text(shape)}.", nameof(operand));
        }

        if (Shapes.IsContiguous(shape, strides))
        {
            return LaneForm.Contiguous;
        }

        for (int d = 0; d < shape.Length; d++)
        {
            if (shape[d] != 1 && strides[d] != 0)
            {
                return LaneForm.Strided;
            }
        }

        return LaneForm.Single;
    }

    private int[] Join(ReadOnlySpan<int> shape, ReadOnlySpan<DeviceOperand> operands, List<int> strided)
    {
        List<int> lengths = [];
        for (int d = 0; d < shape.Length; d++)
        {
            if (shape[d] == 1)
            {
                continue;
            }

            int last = lengths.Count - 1;
            bool joins = last >= 0;
            foreach (int lane in strided)
            {
                joins = joins && _strides[lane][last] == (long)operands[lane].Strides![d] * shape[d];
            }

            if (joins)
            {
                lengths[last] *= shape[d];
            }
            else
            {
                lengths.Add(shape[d]);
                last++;
            }

            foreach (int lane in strided)
            {
                _strides[lane][last] = operands[lane].Strides![d];
            }
        }

        return [.. lengths];
    }
}
