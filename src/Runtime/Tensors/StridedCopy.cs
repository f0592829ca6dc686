using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Copies elements between tensors of one shape and any strides.</summary>
internal static class StridedCopy
{
    // Edge of the square tiles in which a transposition runs: both sides of one stay in the first-level cache.
    private const int Tile = 32;

    /// <summary>Copies the elements of a tensor to those of another one of the same shape. They must not share any.</summary>
    /// <param name="source">Where the elements come from.</param>
    /// <param name="target">Where they go to.</param>
    internal static void Copy<T>(Tensor<T> source, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(source, target, adds: false);

    /// <summary>Adds the elements of a tensor to those of another one of the same shape, also where several of those are one.</summary>
    internal static void Add<T>(Tensor<T> source, Tensor<T> target)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(source, target, adds: true);

    private static void Run<T>(Tensor<T> source, Tensor<T> target, bool adds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (source.Length == 0)
        {
            return;
        }

        var loop = new Loop<T>(source, target, adds);
        loop.Run(0, source.Offset, target.Offset);
        GC.KeepAlive(source.Storage);
        GC.KeepAlive(target.Storage);
    }

    /// <summary>The dimensions from the outside in, without those of length 1; neighbours are joined where one stride covers both.</summary>
    private readonly struct Loop<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T[] _source;
        private readonly T[] _target;
        private readonly int[] _lengths;
        private readonly int[] _sourceStrides;
        private readonly int[] _targetStrides;
        private readonly int _rank;
        private readonly bool _adds;

        internal Loop(Tensor<T> source, Tensor<T> target, bool adds)
        {
            _source = source.Storage.Elements;
            _target = target.Storage.Elements;
            _adds = adds;
            ReadOnlySpan<int> shape = source.Shape;
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

                int sourceStride = source.Strides[dimension];
                int targetStride = target.Strides[dimension];
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
            int sourceStride = dimension < _rank ? _sourceStrides[dimension] : 1;
            int targetStride = dimension < _rank ? _targetStrides[dimension] : 1;
            if (_adds)
            {
                for (int i = 0; i < length; i++)
                {
                    _target[target + (i * targetStride)] += _source[source + (i * sourceStride)];
                }
            }
            else if (sourceStride == 1 && targetStride == 1)
            {
                _source.AsSpan(source, length).CopyTo(_target.AsSpan(target));
            }
            else if (sourceStride == 0 && targetStride == 1)
            {
                _target.AsSpan(target, length).Fill(_source[source]);
            }
            else
            {
                for (int i = 0; i < length; i++)
                {
                    _target[target + (i * targetStride)] = _source[source + (i * sourceStride)];
                }
            }
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
