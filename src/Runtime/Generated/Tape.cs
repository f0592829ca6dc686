using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// Memory for the values that generated code keeps between the forward and the reverse sweep: a stack for loops whose number of iterations
/// is not known before, and room for those where it is. One tape serves one call; it comes from a pool of the thread and goes back to it when it is
/// disposed, also after an exception, so that calls allocate nothing once the pool is warm.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <remarks>
/// Memory never moves while it is in use: a span that was reserved stays valid until the tape is disposed. Tapes are not for
/// several threads at once; each call rents its own.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tape<T> : IDisposable
{
    private const int SmallestChunk = 256;

    /// <summary>Chunks beyond this many elements together are left to the garbage collector when a tape is returned.</summary>
    private const int LargestPooled = 1 << 22;

    [ThreadStatic]
    private static Stack<Tape<T>>? _pool;

    /// <summary>The stack.</summary>
    private readonly List<T[]> _chunks = [];

    /// <summary>The arrays behind reserved room; the first ones are in use.</summary>
    private readonly List<T[]> _blocks = [];
    private int _blocksUsed;
    private T[] _chunk = [];
    private int _index = -1;
    private int _top;
    private bool _isRented;

    private Tape()
    {
    }

    /// <summary>Takes an empty tape from the pool.</summary>
    public static Tape<T> Rent()
    {
        Stack<Tape<T>>? pool = _pool;
        Tape<T> tape = pool is { Count: > 0 } ? pool.Pop() : new Tape<T>();
        tape._isRented = true;
        return tape;
    }

    /// <summary>Puts a value on top.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        int top = _top;
        T[] chunk = _chunk;
        if ((uint)top >= (uint)chunk.Length)
        {
            chunk = NextChunk();
            top = 0;
        }

        chunk[top] = value;
        _top = top + 1;
    }

    /// <summary>Takes the value on top.</summary>
    /// <returns>The value pushed last and not popped yet.</returns>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        if (_top == 0)
        {
            PreviousChunk();
        }

        return _chunk[--_top];
    }

    /// <summary>Room for a number of values, with any contents, until the tape is disposed.</summary>
    /// <param name="count">The number of values; a number below zero, of a loop that does not run, means none.</param>
    public Span<T> Reserve(int count)
    {
        if (count <= 0)
        {
            return [];
        }

        int slot = _blocksUsed++;
        if (slot == _blocks.Count)
        {
            _blocks.Add(new T[Math.Max(count, 16)]);
        }
        else if (_blocks[slot].Length < count)
        {
            // Reserved in the same order by the same method, blocks soon have the sizes that it asks for.
            _blocks[slot] = new T[Math.Max(count, 2 * _blocks[slot].Length)];
        }

        return _blocks[slot].AsSpan(0, count);
    }

    /// <summary>Room for a number of values, all zero at first, until the tape is disposed.</summary>
    /// <param name="count">The number of values.</param>
    /// <exception cref="OverflowException">The number is below zero, as for an array.</exception>
    public Span<T> ReserveCleared(int count)
    {
        if (count < 0)
        {
            throw new OverflowException("An array cannot have a length below zero.");
        }

        Span<T> block = Reserve(count);
        block.Clear();
        return block;
    }

    /// <summary>How much room is reserved, for <see cref="Release"/>.</summary>
    public int Mark() => _blocksUsed;

    /// <summary>Gives back the room reserved since: what an iteration needs, the next one needs again.</summary>
    /// <param name="mark">What <see cref="Mark"/> said.</param>
    public void Release(int mark) => _blocksUsed = mark;

    /// <summary>Returns the tape to the pool; what it holds is lost.</summary>
    public void Dispose()
    {
        if (!_isRented)
        {
            return;
        }

        _isRented = false;
        _blocksUsed = 0;
        _index = _chunks.Count > 0 ? 0 : -1;
        _chunk = _index == 0 ? _chunks[0] : [];
        _top = 0;
        Forget();
        (_pool ??= new Stack<Tape<T>>()).Push(this);
    }

    /// <summary>Lets go of memory that is too large to keep, and of references.</summary>
    private void Forget()
    {
        long size = 0;
        for (int i = 0; i < _chunks.Count; i++)
        {
            size += _chunks[i].Length;
            if (size > LargestPooled)
            {
                _chunks.RemoveRange(i, _chunks.Count - i);
                break;
            }

            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                Array.Clear(_chunks[i]);
            }
        }

        if (_chunks.Count == 0)
        {
            _index = -1;
            _chunk = [];
        }

        for (int i = 0; i < _blocks.Count; i++)
        {
            size += _blocks[i].Length;
            if (size > LargestPooled)
            {
                _blocks.RemoveRange(i, _blocks.Count - i);
                break;
            }

            if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            {
                Array.Clear(_blocks[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T[] NextChunk()
    {
        _index++;
        if (_index == _chunks.Count)
        {
            int size = _chunks.Count == 0 ? SmallestChunk : Math.Min(2 * _chunks[^1].Length, 1 << 20);
            _chunks.Add(new T[size]);
        }

        _chunk = _chunks[_index];
        _top = 0;
        return _chunk;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PreviousChunk()
    {
        if (_index <= 0)
        {
            throw new InvalidOperationException("The tape is empty.");
        }

        _index--;
        _chunk = _chunks[_index];
        _top = _chunk.Length;
    }
}
