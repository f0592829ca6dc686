using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.ElementwiseTests;

/// <summary>Compares what a kernel computes with what the method on numbers does.</summary>
internal static class KernelAssert
{
    /// <summary>
    /// Asserts that elements agree to a few units of the last place: the functions of vectors and of numbers may each be off by one or two.
    /// </summary>
    internal static void AreClose<T>(Tensor<T> actual, IEnumerable<T> expected)
        where T : unmanaged, IFloatingPointIeee754<T> => AreClose(actual.ToArray(), expected);

    /// <inheritdoc cref="AreClose{T}(Tensor{T}, IEnumerable{T})"/>
    internal static void AreClose<T>(IReadOnlyList<T> actual, IEnumerable<T> expected, string what = "")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] all = [.. expected];
        Assert.That(actual, Has.Count.EqualTo(all.Length));
        string[] failures =
        [
            .. all.Select((value, i) => (value, i)).Where(pair => !AreClose(actual[pair.i], pair.value))
                .Select(pair => $"{what}[{pair.i}]: {actual[pair.i]} instead of {pair.value}"),
        ];
        Assert.That(failures, Is.Empty);
    }

    /// <summary>Whether two numbers agree to 16 units of the last place; NaN, infinities and zeros of either sign with their like.</summary>
    internal static bool AreClose<T>(T a, T b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.IsNaN(a) || T.IsNaN(b))
        {
            return T.IsNaN(a) && T.IsNaN(b);
        }

        if (a == b)
        {
            return true;
        }

        T unit = T.BitIncrement(T.Max(T.Abs(a), T.Abs(b))) - T.Max(T.Abs(a), T.Abs(b));
        return T.Abs(a - b) <= T.CreateTruncating(16) * unit;
    }
}
