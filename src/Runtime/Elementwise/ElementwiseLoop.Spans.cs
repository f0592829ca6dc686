using System;
using System.Numerics;

namespace AutoDiff;

/// <content>Over the spans of a caller.</content>
internal static unsafe partial class ElementwiseLoop
{
    /// <summary>Computes the values of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="spans">The operands and the result.</param>
    internal static void Forward<TKernel, T>(in TKernel kernel, in ElementwiseSpans<T> spans)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Run(new ForwardBody<TKernel, T>(kernel), spans);

    /// <summary>Computes the values and the partial derivatives of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="spans">The operands, the result, and the partials.</param>
    internal static void ForwardWithPartials<TKernel, T>(in TKernel kernel, in ElementwiseSpans<T> spans)
        where TKernel : struct, IElementwiseKernel<TKernel, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Run(new PartialsBody<TKernel, T>(kernel), spans);

    private static void Run<TBody, T>(TBody body, in ElementwiseSpans<T> spans)
        where TBody : struct, IBody<T>
        where T : unmanaged
    {
        LaneBuffer<PinnedLane<T>> few = default;
        Span<PinnedLane<T>> lanes = spans.Count <= LaneBuffer<T>.Length ? few : new PinnedLane<T>[spans.Count];
        Pin(body, spans, lanes[..spans.Count], 0);
    }

    // One frame for each span: only a statement can pin.
    private static void Pin<TBody, T>(TBody body, in ElementwiseSpans<T> spans, Span<PinnedLane<T>> lanes, int index)
        where TBody : struct, IBody<T>
        where T : unmanaged
    {
        if (index == lanes.Length)
        {
            Run(body, lanes, spans.InputCount, spans.Length);
            return;
        }

        fixed (T* start = &spans[index])
        {
            lanes[index] = new PinnedLane<T>(start);
            Pin(body, spans, lanes, index + 1);
        }
    }
}
