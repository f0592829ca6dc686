using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>Checks of the arguments of generated members, which generated code calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DerivativeArguments
{
    /// <summary>Checks that a span of tangents or adjoints is as long as the argument it belongs to.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="expected">The length of the argument.</param>
    /// <param name="name">The name of the span.</param>
    /// <param name="argument">The name of the argument.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckLength(int length, int expected, string name, string argument)
    {
        if (length != expected)
        {
            Throw(length, expected, name, argument);
        }
    }

    /// <summary>In debug builds of the caller, checks that an argument that the method writes shares no memory with another one.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="written">The argument that is written.</param>
    /// <param name="other">The other argument.</param>
    /// <param name="name">The name of the first.</param>
    /// <param name="otherName">The name of the other.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    [Conditional("DEBUG")]
    public static void CheckOverlap<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> other, string name, string otherName)
    {
        if (written.Overlaps(other))
        {
            throw new ArgumentException($"'{name}', which the method writes, overlaps '{otherName}': their derivatives cannot be told apart.", name);
        }
    }

    /// <summary>The elements of an array of any number of dimensions, row by row.</summary>
    /// <typeparam name="T">The type of the elements, which is not checked.</typeparam>
    /// <param name="array">The array.</param>
    public static Span<T> AsSpan<T>(Array array) => MemoryMarshal.CreateSpan(
        ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static void Throw(int length, int expected, string name, string argument) => throw new ArgumentException(
        $"'{name}' has length {length}, but '{argument}' has length {expected}.", name);
}
