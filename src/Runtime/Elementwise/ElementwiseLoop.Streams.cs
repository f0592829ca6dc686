using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace AutoDiff;

/// <content>Over data that no cache holds.</content>
internal static unsafe partial class ElementwiseLoop
{
    // Results go to a block in the first-level cache and from there to memory, one result after the other and past the caches. That saves reading the
    // lines that are overwritten, and it saves the case where arrays lie a power of two apart, as large ones of .NET do: two streams of writes
    // among three run at a third of the speed there.
    [SkipLocalsInit]
    private static void RunStreamed<TBody, T>(TBody body, ReadOnlySpan<PinnedLane<T>> lanes, int inputCount, int start, int length)
        where TBody : struct, IBody<T>
        where T : unmanaged
    {
        int outputCount = lanes.Length - inputCount;
        int block = Math.Max(StreamedBlockBytes / sizeof(T) / outputCount / TBody.Granularity, 1) * TBody.Granularity;
        byte* memory = stackalloc byte[(block * outputCount * sizeof(T)) + 63];
        T* blocks = (T*)((nuint)(memory + 63) & ~(nuint)63);
        var operands = new ElementwiseOperand<T>[lanes.Length];
        for (int done = 0; done < length; done += block)
        {
            int count = Math.Min(block, length - done);
            for (int i = 0; i < lanes.Length; i++)
            {
                T* place = i < inputCount ? lanes[i].Start + start + done : blocks + ((i - inputCount) * block);
                operands[i] = lanes[i].Start is null ? default : new ElementwiseOperand<T>(place);
            }

            body.Run(operands, count);
            for (int i = inputCount; i < lanes.Length; i++)
            {
                if (lanes[i].Start is not null)
                {
                    CopyPastCache((byte*)(blocks + ((i - inputCount) * block)), (byte*)(lanes[i].Start + start + done), (nuint)count * (nuint)sizeof(T));
                }
            }
        }

        // What went past the caches is there for other threads from here on.
        Interlocked.MemoryBarrier();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPastCache(byte* source, byte* target, nuint length)
    {
        const nuint Line = 64;
        nuint head = Math.Min((nuint)0 - (nuint)target & (Line - 1), length);
        Unsafe.CopyBlockUnaligned(target, source, (uint)head);
        nuint i = head;
        for (; i + Line <= length; i += Line)
        {
            Vector256.Load(source + i).StoreAlignedNonTemporal(target + i);
            Vector256.Load(source + i + 32).StoreAlignedNonTemporal(target + i + 32);
        }

        Unsafe.CopyBlockUnaligned(target + i, source + i, (uint)(length - i));
    }
}
