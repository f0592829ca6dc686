using System;

namespace AutoDiff;

/// <summary>
/// The elements of one operand or result of a run of a kernel, pinned, in the order of the result: one after the other, one
/// element for all positions, or at any strides.
/// </summary>
internal readonly unsafe struct PinnedLane<T>
    where T : unmanaged
{
    // The dimensions from the outside in, neighbours joined where one stride covers both; null where there is one run or one element.
    private readonly int[]? _lengths;
    private readonly int[]? _strides;

    /// <summary>Elements one after the other.</summary>
    /// <param name="start">The first one, or null for a result that is not wanted.</param>
    internal PinnedLane(T* start) => Start = start;

    /// <summary>The elements of a tensor, repeated to a shape.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="strides">The distance between neighbours along each of its dimensions; 0 repeats.</param>
    internal PinnedLane(T* start, ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        Start = start;
        var lengths = new int[shape.Length];
        var merged = new int[shape.Length];
        int last = -1;
        for (int dimension = 0; dimension < shape.Length; dimension++)
        {
            if (shape[dimension] == 1)
            {
                continue;
            }

            if (last >= 0 && merged[last] == strides[dimension] * shape[dimension])
            {
                lengths[last] *= shape[dimension];
            }
            else
            {
                lengths[++last] = shape[dimension];
            }

            merged[last] = strides[dimension];
        }

        if (last < 0 || (last == 0 && merged[0] == 0))
        {
            IsSingle = true;
        }
        else if (last > 0 || merged[0] != 1)
        {
            _lengths = lengths.AsSpan(0, last + 1).ToArray();
            _strides = merged.AsSpan(0, last + 1).ToArray();
        }
    }

    private PinnedLane(T* start, bool isSingle)
    {
        Start = start;
        IsSingle = isSingle;
    }

    /// <summary>The first element, or null for a result that is not wanted.</summary>
    internal T* Start { get; }

    /// <summary>Whether one element stands for all positions.</summary>
    internal bool IsSingle { get; }

    /// <summary>Whether a kernel can run over the elements where they lie.</summary>
    internal bool IsContiguous => !IsSingle && _lengths is null;

    /// <summary>One element for all positions.</summary>
    internal static PinnedLane<T> Single(T* start) => new(start, isSingle: true);

    /// <summary>Copies the elements from a position on to a block.</summary>
    internal void Gather(int position, Span<T> block) => Transfer(position, block, toBlock: true);

    /// <summary>Copies a block to the elements from a position on.</summary>
    internal void Scatter(int position, Span<T> block) => Transfer(position, block, toBlock: false);

    private void Transfer(int position, Span<T> block, bool toBlock)
    {
        if (_lengths is null)
        {
            if (IsSingle)
            {
                block.Fill(*Start);
            }
            else
            {
                Span<T> own = new(Start + position, block.Length);
                (toBlock ? own : block).CopyTo(toBlock ? block : own);
            }

            return;
        }

        // Positions along the dimensions, counted on like an odometer; the innermost one is walked in runs.
        ReadOnlySpan<int> lengths = _lengths;
        ReadOnlySpan<int> strides = _strides;
        int inner = lengths.Length - 1;
        Span<int> counter = inner <= 16 ? stackalloc int[16] : new int[inner];
        int rest = Math.DivRem(position, lengths[inner], out int at);
        long offset = 0;
        for (int dimension = inner - 1; dimension >= 0; dimension--)
        {
            rest = Math.DivRem(rest, lengths[dimension], out counter[dimension]);
            offset += (long)counter[dimension] * strides[dimension];
        }

        int stride = strides[inner];
        while (true)
        {
            int run = Math.Min(lengths[inner] - at, block.Length);
            CopyRun(Start + offset + ((long)at * stride), stride, block[..run], toBlock);
            block = block[run..];
            if (block.IsEmpty)
            {
                return;
            }

            at = 0;
            for (int dimension = inner - 1; dimension >= 0; dimension--)
            {
                offset += strides[dimension];
                if (++counter[dimension] < lengths[dimension])
                {
                    break;
                }

                offset -= (long)lengths[dimension] * strides[dimension];
                counter[dimension] = 0;
            }
        }
    }

    private static void CopyRun(T* start, int stride, Span<T> block, bool toBlock)
    {
        if (toBlock)
        {
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = start[(long)i * stride];
            }
        }
        else
        {
            for (int i = 0; i < block.Length; i++)
            {
                start[(long)i * stride] = block[i];
            }
        }
    }
}
