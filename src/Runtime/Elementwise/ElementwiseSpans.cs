using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>
/// The spans of one call of a generated <c>FMap</c>, checked as they are added: all of one length, results apart from everything but
/// an operand that is the very same elements.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ElementwiseSpans<T>
    where T : unmanaged
{
    /// <summary>The number of spans that there is room for.</summary>
    internal const int Capacity = 64;

    // C# has no arrays of references: a tree of four, four times four, and again.
    private readonly ReadOnlySpan<string> _names;
    private Sixteen _first;
    private Sixteen _second;
    private Sixteen _third;
    private Sixteen _fourth;

    /// <summary>Begins without a span.</summary>
    /// <param name="names">The names of the caller's parameters, in the order in which they will be added.</param>
    public ElementwiseSpans(ReadOnlySpan<string> names)
    {
        if (names.Length > Capacity)
        {
            throw new ArgumentException($"At most {Capacity} spans, not {names.Length}.", nameof(names));
        }

        _names = names;
    }

    /// <summary>The common length, or 0 before the first span.</summary>
    public int Length { get; private set; }

    /// <summary>The number of spans.</summary>
    internal int Count { get; private set; }

    /// <summary>The number of operands, which come first.</summary>
    internal int InputCount { get; private set; }

    /// <summary>The first element of a span.</summary>
    internal readonly ref T this[int i]
    {
        get
        {
            switch (i >> 4)
            {
                case 0:
                    return ref _first[i & 15];
                case 1:
                    return ref _second[i & 15];
                case 2:
                    return ref _third[i & 15];
                default:
                    return ref _fourth[i & 15];
            }
        }
    }

    /// <summary>Adds an operand.</summary>
    /// <param name="span">The elements.</param>
    /// <exception cref="ArgumentException">Its length differs from that of the first span.</exception>
    public void AddInput(ReadOnlySpan<T> span)
    {
        Add(span);
        InputCount = Count;
    }

    /// <summary>Adds a result. All operands come before.</summary>
    /// <param name="span">Receives the elements.</param>
    /// <exception cref="ArgumentException">
    /// Its length differs from that of the first span; it shares memory with another result, or with an operand other than element by element.
    /// </exception>
    public void AddOutput(Span<T> span)
    {
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<T> other = MemoryMarshal.CreateReadOnlySpan(ref this[i], Length);
            if (span.Overlaps(other, out int offset) && (i >= InputCount || offset != 0 || span.Length != Length))
            {
                ThrowOverlap(i);
            }
        }

        Add(span);
    }

    private void Add(ReadOnlySpan<T> span)
    {
        if (Count > 0 && span.Length != Length)
        {
            ThrowLength(span.Length);
        }

        Length = span.Length;
        int index = Count++;
        switch (index >> 4)
        {
            case 0:
                _first.Set(index & 15, span);
                break;
            case 1:
                _second.Set(index & 15, span);
                break;
            case 2:
                _third.Set(index & 15, span);
                break;
            default:
                _fourth.Set(index & 15, span);
                break;
        }
    }

    [DoesNotReturn]
    private readonly void ThrowLength(int length) => throw new ArgumentException(
        $"The span has {length} elements, but '{_names[0]}' has {Length}: all spans must have the same length.", _names[Count]);

    [DoesNotReturn]
    private readonly void ThrowOverlap(int other) => throw new ArgumentException(
        other < InputCount
            ? $"The span overlaps '{_names[other]}': a result may be the same elements as an operand, or share none with it."
            : $"The span overlaps '{_names[other]}': results must not share elements.",
        _names[Count]);

    private ref struct Four
    {
        private ref T _0;
        private ref T _1;
        private ref T _2;
        private ref T _3;

        internal readonly ref T this[int i]
        {
            get
            {
                switch (i)
                {
                    case 0:
                        return ref _0;
                    case 1:
                        return ref _1;
                    case 2:
                        return ref _2;
                    default:
                        return ref _3;
                }
            }
        }

        internal void Set(int i, ReadOnlySpan<T> span)
        {
            switch (i)
            {
                case 0:
                    _0 = ref MemoryMarshal.GetReference(span);
                    break;
                case 1:
                    _1 = ref MemoryMarshal.GetReference(span);
                    break;
                case 2:
                    _2 = ref MemoryMarshal.GetReference(span);
                    break;
                default:
                    _3 = ref MemoryMarshal.GetReference(span);
                    break;
            }
        }
    }

    private ref struct Sixteen
    {
        private Four _0;
        private Four _1;
        private Four _2;
        private Four _3;

        internal readonly ref T this[int i]
        {
            get
            {
                switch (i >> 2)
                {
                    case 0:
                        return ref _0[i & 3];
                    case 1:
                        return ref _1[i & 3];
                    case 2:
                        return ref _2[i & 3];
                    default:
                        return ref _3[i & 3];
                }
            }
        }

        internal void Set(int i, ReadOnlySpan<T> span)
        {
            switch (i >> 2)
            {
                case 0:
                    _0.Set(i & 3, span);
                    break;
                case 1:
                    _1.Set(i & 3, span);
                    break;
                case 2:
                    _2.Set(i & 3, span);
                    break;
                default:
                    _3.Set(i & 3, span);
                    break;
            }
        }
    }
}
