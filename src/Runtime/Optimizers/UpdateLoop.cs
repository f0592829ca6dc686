using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>
/// Runs an update rule over the elements of a tensor, in one pass over memory and without any of its own: the value, the gradient and what is
/// remembered of an element are read once, and what has changed is written back.
/// </summary>
/// <remarks>Out: every element is what the rule gives for it alone, with the same bits for every layout and width of vectors.</remarks>
internal static class UpdateLoop
{
    // Elements of a row that does not lie in one piece are gathered into blocks of this length.
    private const int BlockLength = 128;

    /// <summary>Changes a tensor in place, without recording.</summary>
    /// <param name="rule">How.</param>
    /// <param name="target">The tensor, no two elements of which share memory.</param>
    /// <param name="gradient">The gradients, of the same shape; may be the tensor itself.</param>
    /// <param name="state">What is remembered of the elements.</param>
    internal static void Run<TRule, T>(in TRule rule, Tensor<T> target, Tensor<T> gradient, ParameterState<T>? state = null)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (target.Storage.OnDevice is { } device)
        {
            device.Operations.Update(rule, target, gradient, [state?.First, state?.Second, state?.Third]);
            target.Storage.MarkChanged();
            return;
        }

        var memory = new Memories<T>(state);
        if (target.IsContiguous && gradient.IsContiguous)
        {
            RunSpans(rule, target.ContiguousElements, gradient.ContiguousElements, memory);
        }
        else if (target.Length > 0)
        {
            RunRows(rule, target, gradient, memory);
        }

        target.Storage.MarkChanged();
        GC.KeepAlive(target.Storage);
        GC.KeepAlive(gradient.Storage);
        GC.KeepAlive(state);
    }

    private static void RunSpans<TRule, T>(in TRule rule, Span<T> values, ReadOnlySpan<T> gradients, in Memories<T> memory)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int whole = values.Length - (values.Length % Vector<T>.Count);
        RunVectors(rule, values[..whole], gradients[..whole], memory);
        if (whole < values.Length)
        {
            RunRest(rule, values[whole..], gradients[whole..], memory.From(whole));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunVectors<TRule, T>(in TRule rule, Span<T> values, ReadOnlySpan<T> gradients, in Memories<T> memory)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // A copy is known not to change while the elements are written.
        TRule step = rule;
        ref T value = ref MemoryMarshal.GetReference(values);
        ref T gradient = ref MemoryMarshal.GetReference(gradients);
        ref T first = ref MemoryMarshal.GetReference(memory.First);
        ref T second = ref MemoryMarshal.GetReference(memory.Second);
        ref T third = ref MemoryMarshal.GetReference(memory.Third);
        bool hasFirst = !memory.First.IsEmpty;
        bool hasSecond = !memory.Second.IsEmpty;
        bool hasThird = !memory.Third.IsEmpty;
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)Vector<T>.Count)
        {
            Vector<T> x = Vector.LoadUnsafe(ref value, i);
            Vector<T> a = hasFirst ? Vector.LoadUnsafe(ref first, i) : Vector<T>.Zero;
            Vector<T> b = hasSecond ? Vector.LoadUnsafe(ref second, i) : Vector<T>.Zero;
            Vector<T> c = hasThird ? Vector.LoadUnsafe(ref third, i) : Vector<T>.Zero;
            step.Apply(ref x, Vector.LoadUnsafe(ref gradient, i), ref a, ref b, ref c);
            x.StoreUnsafe(ref value, i);
            if (hasFirst)
            {
                a.StoreUnsafe(ref first, i);
            }

            if (hasSecond)
            {
                b.StoreUnsafe(ref second, i);
            }

            if (hasThird)
            {
                c.StoreUnsafe(ref third, i);
            }
        }
    }

    // The elements that fill no vector go through one whose other lanes are not used.
    private static void RunRest<TRule, T>(in TRule rule, Span<T> values, ReadOnlySpan<T> gradients, in Memories<T> memory)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> x = Load<T>(values);
        Vector<T> a = Load<T>(memory.First);
        Vector<T> b = Load<T>(memory.Second);
        Vector<T> c = Load<T>(memory.Third);
        rule.Apply(ref x, Load(gradients), ref a, ref b, ref c);
        Store(x, values);
        Store(a, memory.First);
        Store(b, memory.Second);
        Store(c, memory.Third);
    }

    private static Vector<T> Load<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> padded = stackalloc T[Vector<T>.Count];
        padded.Clear();
        elements.CopyTo(padded);
        return new Vector<T>(padded);
    }

    private static void Store<T>(Vector<T> vector, Span<T> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = vector[i];
        }
    }

    private static void RunRows<TRule, T>(in TRule rule, Tensor<T> target, Tensor<T> gradient, in Memories<T> memory)
        where TRule : struct, IUpdateRule<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<int> shape = target.Shape;
        ReadOnlySpan<int> strides = target.Strides;
        ReadOnlySpan<int> gradientStrides = gradient.Strides;
        Span<T> values = target.Storage.Elements;
        ReadOnlySpan<T> gradients = gradient.Storage.Elements;
        Span<T> block = stackalloc T[BlockLength];
        Span<T> gradientBlock = stackalloc T[BlockLength];

        // All dimensions but the last are counted like an odometer. A tensor that has elements but no rows is contiguous, and not here.
        int last = shape.Length - 1;
        Span<int> counter = last <= 16 ? stackalloc int[16] : new int[last];
        counter.Clear();
        int position = target.Offset;
        int gradientPosition = gradient.Offset;
        for (int done = 0; done < target.Length;)
        {
            for (int start = 0; start < shape[last]; start += BlockLength)
            {
                int count = Math.Min(BlockLength, shape[last] - start);
                for (int i = 0; i < count; i++)
                {
                    block[i] = values[position + ((start + i) * strides[last])];
                    gradientBlock[i] = gradients[gradientPosition + ((start + i) * gradientStrides[last])];
                }

                RunSpans(rule, block[..count], gradientBlock[..count], memory.Part(done, count));
                for (int i = 0; i < count; i++)
                {
                    values[position + ((start + i) * strides[last])] = block[i];
                }

                done += count;
            }

            for (int dimension = last - 1; dimension >= 0; dimension--)
            {
                position += strides[dimension];
                gradientPosition += gradientStrides[dimension];
                if (++counter[dimension] < shape[dimension])
                {
                    break;
                }

                position -= shape[dimension] * strides[dimension];
                gradientPosition -= shape[dimension] * gradientStrides[dimension];
                counter[dimension] = 0;
            }
        }
    }

    /// <summary>The memories of some elements; those that the rule does not have are empty.</summary>
    private readonly ref struct Memories<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        internal Memories(ParameterState<T>? state)
            : this(Elements(state?.First), Elements(state?.Second), Elements(state?.Third))
        {
        }

        private Memories(Span<T> first, Span<T> second, Span<T> third)
        {
            First = first;
            Second = second;
            Third = third;
        }

        internal Span<T> First { get; }

        internal Span<T> Second { get; }

        internal Span<T> Third { get; }

        internal Memories<T> From(int start) => new(From(First, start), From(Second, start), From(Third, start));

        internal Memories<T> Part(int start, int count) =>
            new(From(First, start, count), From(Second, start, count), From(Third, start, count));

        // The state keeps them alive.
        private static Span<T> Elements(Tensor<T>? memory) => memory is null ? [] : memory.ContiguousElements;

        private static Span<T> From(Span<T> memory, int start) => memory.IsEmpty ? memory : memory[start..];

        private static Span<T> From(Span<T> memory, int start, int count) => memory.IsEmpty ? memory : memory.Slice(start, count);
    }
}
