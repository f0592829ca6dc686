using System;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <summary>Copies elements between places of one shape and any strides.</summary>
internal static class StridedCopy
{
    // Edge of the square tiles in which a transposition runs: both sides of one stay in the first-level cache.
    private const int Tile = 32;

    /// <summary>What happens to a row: both spans begin at its first element.</summary>
    private interface IRow<T>
        where T : unmanaged
    {
        static abstract void Run(ReadOnlySpan<T> source, int sourceStride, Span<T> target, int targetStride, int length);
    }

    /// <summary>Copies the elements of a tensor to those of another one of the same shape. They must not share any.</summary>
    /// <param name="source">Where the elements come from.</param>
    /// <param name="target">Where they go to.</param>
    internal static void Copy<T>(Tensor<T> source, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (source.Storage.OnDevice is null && target.Storage.OnDevice is null)
        {
            Run<T, Copied<T>>(source, target);
        }
        else
        {
            DeviceOperations.Copy(source, target);
        }
    }

    /// <summary>Adds the elements of a tensor to those of another one of the same shape, also where several of those are one.</summary>
    internal static void Add<T>(Tensor<T> source, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (target.Storage.OnDevice is null)
        {
            Run<T, Added<T>>(source, target);
        }
        else if (target.RepeatsElements)
        {
            // What meets in one element is added first.
            int[] lengths = [.. target.ShapeArray.Select((length, i) => target.Strides[i] == 0 ? Math.Min(length, 1) : length)];
            var once = new Tensor<T>(target.Storage, target.Offset, lengths, target.Strides.ToArray());
            ElementwiseLoop.AddInto(once, AxisReduction.SumTo(source.ToContiguous(), lengths));
        }
        else
        {
            ElementwiseLoop.AddInto(target, source);
        }
    }

    /// <summary>Copies elements of any strides in row-major order.</summary>
    /// <param name="source">The elements, from the first one on.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="strides">Their strides.</param>
    /// <param name="target">Receives them.</param>
    internal static void Copy<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, Span<T> target)
        where T : unmanaged => Run<T, Copied<T>>(shape, source, strides, target, Shapes.RowMajorStrides(shape));

    private static void Run<T, TRow>(Tensor<T> source, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRow : struct, IRow<T>
    {
        Run<T, TRow>(
            source.Shape,
            source.Storage.Elements.AsSpan(source.Offset),
            source.Strides,
            target.Storage.Elements.AsSpan(target.Offset),
            target.Strides);
        GC.KeepAlive(source.Storage);
        GC.KeepAlive(target.Storage);
    }

    private static void Run<T, TRow>(
        ReadOnlySpan<int> shape, ReadOnlySpan<T> source, ReadOnlySpan<int> sourceStrides, Span<T> target, ReadOnlySpan<int> targetStrides)
        where T : unmanaged
        where TRow : struct, IRow<T>
    {
        if (!shape.Contains(0))
        {
            new Loop<T, TRow>(shape, source, sourceStrides, target, targetStrides).Run(0, 0, 0);
        }
    }

    private readonly struct Copied<T> : IRow<T>
        where T : unmanaged
    {
        public static void Run(ReadOnlySpan<T> source, int sourceStride, Span<T> target, int targetStride, int length)
        {
            if (sourceStride == 1 && targetStride == 1)
            {
                source[..length].CopyTo(target);
            }
            else if (sourceStride == 0 && targetStride == 1)
            {
                target[..length].Fill(source[0]);
            }
            else
            {
                for (int i = 0; i < length; i++)
                {
                    target[i * targetStride] = source[i * sourceStride];
                }
            }
        }
    }

    private readonly struct Added<T> : IRow<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void Run(ReadOnlySpan<T> source, int sourceStride, Span<T> target, int targetStride, int length)
        {
            for (int i = 0; i < length; i++)
            {
                target[i * targetStride] += source[i * sourceStride];
            }
        }
    }

    /// <summary>The dimensions from the outside in, without those of length 1; neighbours are joined where one stride covers both.</summary>
    private readonly ref struct Loop<T, TRow>
        where T : unmanaged
        where TRow : struct, IRow<T>
    {
        private readonly ReadOnlySpan<T> _source;
        private readonly Span<T> _target;
        private readonly int[] _lengths;
        private readonly int[] _sourceStrides;
        private readonly int[] _targetStrides;
        private readonly int _rank;

        internal Loop(
            ReadOnlySpan<int> shape, ReadOnlySpan<T> source, ReadOnlySpan<int> sourceStrides, Span<T> target, ReadOnlySpan<int> targetStrides)
        {
            _source = source;
            _target = target;
            _lengths = new int[shape.Length];
            _sourceStrides = new int[shape.Length];
            _targetStrides = new int[shape.Length];
            int last = -1;
            for (int dimension = 0; dimension < shape.Length; dimension++)
            {
                int length = shape[dimension];
                if (length == 1)
                {
                    continue;
                }

                int sourceStride = sourceStrides[dimension];
                int targetStride = targetStrides[dimension];
                if (last >= 0 && _sourceStrides[last] == sourceStride * length && _targetStrides[last] == targetStride * length)
                {
                    _lengths[last] *= length;
                }
                else
                {
                    _lengths[++last] = length;
                }

                _sourceStrides[last] = sourceStride;
                _targetStrides[last] = targetStride;
            }

            _rank = last + 1;
        }

        internal void Run(int dimension, int source, int target)
        {
            if (dimension >= _rank - 1)
            {
                Row(source, target, dimension < _rank ? _lengths[dimension] : 1, dimension);
            }
            else if (dimension == _rank - 2 && _sourceStrides[dimension] == 1 && _sourceStrides[dimension + 1] != 1)
            {
                Transpose(source, target, dimension);
            }
            else
            {
                for (int i = 0; i < _lengths[dimension]; i++)
                {
                    Run(dimension + 1, source + (i * _sourceStrides[dimension]), target + (i * _targetStrides[dimension]));
                }
            }
        }

        private void Row(int source, int target, int length, int dimension)
        {
            // A scalar has no dimension, and one element.
            bool isRow = dimension < _rank;
            TRow.Run(_source[source..], isRow ? _sourceStrides[dimension] : 1, _target[target..], isRow ? _targetStrides[dimension] : 1, length);
        }

        private void Transpose(int source, int target, int dimension)
        {
            int rows = _lengths[dimension];
            int columns = _lengths[dimension + 1];
            for (int row = 0; row < rows; row += Tile)
            {
                int height = Math.Min(Tile, rows - row);
                for (int column = 0; column < columns; column += Tile)
                {
                    int width = Math.Min(Tile, columns - column);
                    for (int i = 0; i < height; i++)
                    {
                        Row(
                            source + row + i + (column * _sourceStrides[dimension + 1]),
                            target + ((row + i) * _targetStrides[dimension]) + (column * _targetStrides[dimension + 1]),
                            width,
                            dimension + 1);
                    }
                }
            }
        }
    }
}
