using System;
using System.Collections.Generic;
using System.Globalization;

namespace AutoDiff;

/// <summary>The words of a shader's constant buffer: their names, in the order in which a run writes them.</summary>
/// <remarks>
/// The buffer begins as ComputeSharp's do, with the number of threads. Words only, since HLSL would begin every element of an array at a multiple of 16 bytes.
/// </remarks>
internal static class ConstantLayout
{
    /// <summary>The number of threads, and the distance of the positions that one computes.</summary>
    public const string Threads = "__x";

    /// <summary>The number of positions.</summary>
    public const string Count = "k_count";

    /// <summary>The first position, which strided elements count from.</summary>
    public const string Start = "k_start";

    /// <summary>Always 0, which a compiler does not know.</summary>
    private const string Zero = "zero";

    /// <summary>The first element of a lane.</summary>
    public static string Offset(int lane) => Name($"k_o{lane}");

    /// <summary>The bits of the number of a lane; of a double the lower half.</summary>
    public static string Bits(int lane) => Name($"k_n{lane}");

    /// <summary>The upper half of the bits of a double.</summary>
    public static string UpperBits(int lane) => Name($"k_m{lane}");

    /// <summary>The length of a dimension.</summary>
    public static string Length(int dimension) => Name($"k_l{dimension}");

    /// <summary>The stride of a lane along a dimension.</summary>
    public static string Stride(int lane, int dimension) => Name($"k_s{lane}_{dimension}");

    /// <summary>The names of all words.</summary>
    public static IEnumerable<string> Names(ShaderForm form)
    {
        yield return Threads;
        yield return "__y";
        yield return "__z";
        yield return Count;
        yield return Start;
        yield return Zero;
        for (int lane = 0; lane < form.Lanes.Length; lane++)
        {
            if (form.Lanes[lane] == LaneForm.Number)
            {
                yield return Bits(lane);
                if (form.IsDouble)
                {
                    yield return UpperBits(lane);
                }
            }
            else if (form.Lanes[lane] != LaneForm.Absent)
            {
                yield return Offset(lane);
            }
        }

        // The position along the first dimension is what the others leave.
        for (int dimension = 1; dimension < form.Rank; dimension++)
        {
            yield return Length(dimension);
        }

        for (int lane = 0; lane < form.Lanes.Length; lane++)
        {
            for (int dimension = 0; form.Lanes[lane] == LaneForm.Strided && dimension < form.Rank; dimension++)
            {
                yield return Stride(lane, dimension);
            }
        }

        for (int constant = 0; constant < form.ConstantCount; constant++)
        {
            yield return Name($"c{constant}");
        }
    }

    /// <summary>The words of a run, but for the passive arguments, which follow.</summary>
    /// <param name="lanes">The operands and results.</param>
    /// <param name="layout">Where the elements lie.</param>
    /// <param name="isDouble">Whether they are doubles.</param>
    /// <param name="offsets">The first element of each lane in its binding.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="count">The number of positions.</param>
    /// <param name="start">The first position.</param>
    public static List<uint> Words(ReadOnlySpan<DeviceOperand> lanes, PositionLayout layout, bool isDouble, uint[] offsets, uint threads, int count, int start)
    {
        List<uint> words = [threads, 1, 1, (uint)count, (uint)start, 0];
        for (int lane = 0; lane < offsets.Length; lane++)
        {
            if (layout.Forms[lane] == LaneForm.Number)
            {
                words.Add((uint)lanes[lane].Bits);
                if (isDouble)
                {
                    words.Add((uint)(lanes[lane].Bits >> 32));
                }
            }
            else if (layout.Forms[lane] != LaneForm.Absent)
            {
                words.Add(offsets[lane]);
            }
        }

        for (int dimension = 1; dimension < layout.Lengths.Length; dimension++)
        {
            words.Add((uint)layout.Lengths[dimension]);
        }

        for (int lane = 0; lane < offsets.Length; lane++)
        {
            if (layout.Forms[lane] == LaneForm.Strided)
            {
                foreach (int stride in layout.Strides(lane))
                {
                    // Negative ones too: sums wrap around.
                    words.Add((uint)stride);
                }
            }
        }

        return words;
    }

    private static string Name(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
