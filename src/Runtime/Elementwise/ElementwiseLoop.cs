using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace AutoDiff;

/// <summary>
/// Runs a kernel over any memory. Where the elements of all operands lie one after the other the kernel runs over them directly; others,
/// and the rest that fills no vector, pass through blocks that stay in the cache.
/// </summary>
/// <remarks>
/// Out: every element of a result is what the kernel gives for the operands at its position, to the last bit the same for every way
/// to lay out, to block and to split the work.
/// </remarks>
internal static unsafe partial class ElementwiseLoop
{
    // Elements of a block, and the bytes of all blocks of one thread: half of a first-level cache, and little of a stack.
    private const int BlockLength = 512;
    private const int BlockBytes = 16384;

    // Below about this many elements a second thread costs more than it brings. The parts are multiples
    // of every number of lanes.
    private const int ParallelThreshold = 131072;
    private const int ParallelPart = 32768;

    // From this many bytes on, more than caches hold, results are written past the caches.
    private const long StreamedBytes = 64L << 20;
    private const int StreamedBlockBytes = 16384;

    private interface IBody<T>
        where T : unmanaged
    {
        /// <summary>The number of positions that are computed at once.</summary>
        static abstract int Granularity { get; }

        void Run(ReadOnlySpan<ElementwiseOperand<T>> lanes, int count);
    }

    private static int GranularityOf<TKernel, T>()
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T> => TKernel.IsVectorized ? Elementwise.VectorBits / 8 / sizeof(T) : 1;

    /// <summary>Runs a body over pinned lanes, on several threads where that pays.</summary>
    /// <param name="body">What to run.</param>
    /// <param name="lanes">The operands, then the results.</param>
    /// <param name="inputCount">The number of operands.</param>
    /// <param name="count">The number of positions.</param>
    private static void Run<TBody, T>(TBody body, ReadOnlySpan<PinnedLane<T>> lanes, int inputCount, int count)
        where TBody : struct, IBody<T>
        where T : unmanaged
    {
        // The size of the whole decides, not that of a thread's part.
        bool streams = (long)count * lanes.Length * sizeof(T) >= StreamedBytes;
        if (count < ParallelThreshold || !ParallelSettings.IsParallel)
        {
            RunRange(body, lanes, inputCount, 0, count, streams);
        }
        else
        {
            RunParallel(body, lanes.ToArray(), inputCount, count, streams);
        }
    }

    private static void RunParallel<TBody, T>(TBody body, PinnedLane<T>[] lanes, int inputCount, int count, bool streams)
        where TBody : struct, IBody<T>
        where T : unmanaged
    {
        int parts = (int)(((long)count + ParallelPart - 1) / ParallelPart);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelSettings.MaxDegreeOfParallelism };
        try
        {
            Parallel.For(0, parts, options, part =>
            {
                int start = part * ParallelPart;
                RunRange(body, lanes, inputCount, start, Math.Min(ParallelPart, count - start), streams);
            });
        }
        catch (AggregateException exception) when (exception.InnerException is { } first)
        {
            // What the function itself throws looks the same as on one thread.
            ExceptionDispatchInfo.Throw(first);
        }
    }

    private static void RunRange<TBody, T>(TBody body, ReadOnlySpan<PinnedLane<T>> lanes, int inputCount, int start, int length, bool streams)
        where TBody : struct, IBody<T>
        where T : unmanaged
    {
        bool isDirect = true;
        foreach (ref readonly PinnedLane<T> lane in lanes)
        {
            isDirect &= lane.IsContiguous;
        }

        int direct = isDirect ? length - (length % TBody.Granularity) : 0;
        if (direct > 0 && streams)
        {
            RunStreamed(body, lanes, inputCount, start, direct);
        }
        else if (direct > 0)
        {
            Span<ElementwiseOperand<T>> operands = lanes.Length <= LaneBuffer<T>.Length ? stackalloc ElementwiseOperand<T>[LaneBuffer<T>.Length] : new ElementwiseOperand<T>[lanes.Length];
            for (int i = 0; i < lanes.Length; i++)
            {
                operands[i] = lanes[i].Start is null ? default : new ElementwiseOperand<T>(lanes[i].Start + start);
            }

            body.Run(operands[..lanes.Length], direct);
        }

        if (direct < length)
        {
            RunBlocks(body, lanes, inputCount, start + direct, length - direct);
        }
    }

    // The blocks are written before they are read.
    [SkipLocalsInit]
    private static void RunBlocks<TBody, T>(TBody body, ReadOnlySpan<PinnedLane<T>> lanes, int inputCount, int start, int length)
        where TBody : struct, IBody<T>
        where T : unmanaged
    {
        int granularity = TBody.Granularity;
        int most = Math.Max(Math.Min(BlockLength, BlockBytes / sizeof(T) / lanes.Length / granularity * granularity), granularity);
        int block = Math.Min(most, RoundUp(length, granularity));
        byte* memory = stackalloc byte[(block * lanes.Length * sizeof(T)) + 63];
        T* blocks = (T*)((nuint)(memory + 63) & ~(nuint)63);
        Span<ElementwiseOperand<T>> operands = lanes.Length <= LaneBuffer<T>.Length ? stackalloc ElementwiseOperand<T>[LaneBuffer<T>.Length] : new ElementwiseOperand<T>[lanes.Length];
        operands = operands[..lanes.Length];
        for (int i = 0; i < inputCount; i++)
        {
            if (lanes[i].IsSingle)
            {
                new Span<T>(blocks + (i * block), block).Fill(*lanes[i].Start);
            }
        }

        for (int done = 0; done < length; done += block)
        {
            int count = Math.Min(block, length - done);
            int padded = RoundUp(count, granularity);
            for (int i = 0; i < lanes.Length; i++)
            {
                ref readonly PinnedLane<T> lane = ref lanes[i];
                T* own = blocks + (i * block);
                if (lane.Start is null)
                {
                    operands[i] = default;
                }
                else if (lane.IsContiguous && count == padded)
                {
                    operands[i] = new ElementwiseOperand<T>(lane.Start + start + done);
                }
                else
                {
                    if (i < inputCount && !lane.IsSingle)
                    {
                        // The lanes behind the end repeat the last element, which brings no case that does not occur anyway.
                        lane.Gather(start + done, new Span<T>(own, count));
                        new Span<T>(own + count, padded - count).Fill(own[count - 1]);
                    }

                    operands[i] = new ElementwiseOperand<T>(own);
                }
            }

            body.Run(operands, padded);
            for (int i = inputCount; i < lanes.Length; i++)
            {
                if (lanes[i].Start is not null && !(lanes[i].IsContiguous && count == padded))
                {
                    lanes[i].Scatter(start + done, new Span<T>(blocks + (i * block), count));
                }
            }
        }
    }

    private static int RoundUp(int count, int granularity) => (count + granularity - 1) / granularity * granularity;

    private readonly struct ForwardBody<TKernel, T>(TKernel kernel) : IBody<T>
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly TKernel _kernel = kernel;

        public static int Granularity => GranularityOf<TKernel, T>();

        public void Run(ReadOnlySpan<ElementwiseOperand<T>> lanes, int count) =>
            TKernel.Forward(in _kernel, lanes[..TKernel.Arity], lanes[TKernel.Arity], count);
    }

    private readonly struct BackwardBody<TKernel, T>(TKernel kernel) : IBody<T>
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly TKernel _kernel = kernel;

        public static int Granularity => GranularityOf<TKernel, T>();

        public void Run(ReadOnlySpan<ElementwiseOperand<T>> lanes, int count) =>
            TKernel.Backward(in _kernel, lanes[..TKernel.Arity], lanes[TKernel.Arity], lanes[(TKernel.Arity + 1)..], count);
    }

    private readonly struct PartialsBody<TKernel, T>(TKernel kernel) : IBody<T>
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly TKernel _kernel = kernel;

        public static int Granularity => GranularityOf<TKernel, T>();

        public void Run(ReadOnlySpan<ElementwiseOperand<T>> lanes, int count) => TKernel.ForwardWithPartials(
            in _kernel, lanes[..TKernel.Arity], lanes[TKernel.Arity], lanes[(TKernel.Arity + 1)..], count);
    }
}
