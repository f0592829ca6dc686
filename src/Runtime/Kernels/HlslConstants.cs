using System;
using System.Numerics;

namespace AutoDiff;

/// <summary>Collects the passive arguments of a kernel for a graphics processor, four bytes each.</summary>
/// <param name="words">Receives them.</param>
public ref struct HlslConstants(Span<uint> words)
{
    private readonly Span<uint> _words = words;

    /// <summary>How many there are so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an integer.</summary>
    /// <param name="value">The argument.</param>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public void Add(int value) => AddWord((uint)value);

    /// <summary>Adds a truth value: 1 or 0.</summary>
    /// <inheritdoc cref="Add(int)"/>
    public void Add(bool value) => AddWord(value ? 1u : 0u);

    /// <summary>Adds a number, rounded to a <c>float</c>.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <inheritdoc cref="Add(int)"/>
    public void Add<T>(T value)
        where T : unmanaged, IFloatingPointIeee754<T> => AddWord(BitConverter.SingleToUInt32Bits(float.CreateTruncating(value)));

    private void AddWord(uint word)
    {
        if (Count == _words.Length)
        {
            throw new InvalidOperationException($"A kernel has more than the {_words.Length} passive arguments for which there is room.");
        }

        _words[Count++] = word;
    }
}
