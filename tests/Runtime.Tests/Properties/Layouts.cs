using System;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>How the elements of an operand lie in memory.</summary>
public enum Layout
{
    /// <summary>One after the other.</summary>
    RowMajor,

    /// <summary>The first dimension fastest.</summary>
    Transposed,

    /// <summary>Every second one of a larger tensor, whose other elements are NaN.</summary>
    Sliced,

    /// <summary>Those along one dimension all the same one.</summary>
    Expanded,
}

/// <summary>Makes operands.</summary>
internal static class Layouts
{
    private static readonly double[] Specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1, -1, 1.5];

    /// <summary>Random elements: distinct numbers, or mostly numbers that are equal, infinite or none.</summary>
    public static LogicalArray[] Operands<T>(Call<T> call, bool special, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. call.Shapes.Select(shape => LogicalArray.Of(shape, _ => Round<T>(
            special && random.Next(3) > 0 ? Specials[random.Next(Specials.Length)] : call.Low + ((call.High - call.Low) * random.NextDouble()))))];
    }

    /// <summary>An array whose elements along its first dimension that is longer than 1 are the same.</summary>
    public static LogicalArray Repeated(LogicalArray array)
    {
        int dim = Array.FindIndex(array.Shape, length => length > 1);
        return LogicalArray.Of(array.Shape, place => array[[.. place.Select((at, i) => i == dim ? 0 : at)]]);
    }

    /// <summary>A tensor with the elements of an array.</summary>
    public static Tensor<T> Tensor<T>(LogicalArray array, Layout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] shape = array.Shape;
        switch (layout)
        {
            case Layout.Transposed:
                int[] order = [.. Enumerable.Range(0, array.Rank).Reverse()];
                return RowMajor<T>(LogicalArray.Of([.. shape.Reverse()], place => array[[.. place.Reverse()]])).Permute(order);
            case Layout.Sliced:
                LogicalArray wide = LogicalArray.Of(
                    [.. shape.Select(length => (2 * length) + 1)],
                    place => place.All(at => at % 2 == 1) ? array[[.. place.Select(at => at / 2)]] : double.NaN);
                Tensor<T> part = RowMajor<T>(wide);
                for (int i = 0; i < shape.Length; i++)
                {
                    part = part.Slice(i, 1, null, 2);
                }

                return part;
            case Layout.Expanded:
                int dim = Array.FindIndex(shape, length => length > 1);
                return RowMajor<T>(LogicalArray.Of([.. shape.Select((length, i) => i == dim ? 1 : length)], place => array[place])).Expand(shape);
            default:
                return RowMajor<T>(array);
        }
    }

    /// <summary>The elements of what an operation has given.</summary>
    public static LogicalArray Elements<T>(object result)
        where T : unmanaged, IFloatingPointIeee754<T> => result switch
        {
            Tensor<T> tensor => new LogicalArray(tensor.Shape.ToArray(), [.. tensor.ToArray().Select(double.CreateChecked)]),
            MaskTensor mask => new LogicalArray(mask.Shape.ToArray(), [.. mask.ToArray().Select(element => element ? 1.0 : 0)]),
            IndexTensor index => new LogicalArray(index.Shape.ToArray(), [.. index.ToArray().Select(place => (double)place)]),
            _ => throw new ArgumentException($"{result} is no tensor.", nameof(result)),
        };

    private static double Round<T>(double number)
        where T : unmanaged, IFloatingPointIeee754<T> => double.CreateChecked(T.CreateChecked(number));

    private static Tensor<T> RowMajor<T>(LogicalArray array)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        AutoDiff.Tensor.Create<T>([.. array.Elements.Select(T.CreateChecked)], array.Shape);
}
