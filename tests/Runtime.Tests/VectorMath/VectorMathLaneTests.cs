using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using AutoDiff.Reference;
using NUnit.Framework;

namespace AutoDiff.Runtime.Tests.VectorMathTests;

/// <summary>A lane's result has the same bits in a vector of any width, at any place in it, beside any neighbours.</summary>
/// <typeparam name="T">The type of numbers.</typeparam>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class VectorMathLaneTests<T>
    where T : unmanaged
{
    // Samples mix huge, denormal and usual numbers, so that most vectors hold arguments for several paths.
    private const int Samples = 640;

    private static readonly int[] Widths = [128, 256, 512];

    [TestCaseSource(typeof(VectorFunctions), nameof(VectorFunctions.All))]
    public void Lane_DependsOnItsArgumentOnly(VectorFunction function)
    {
        (T[] first, T[] second) = Arguments(function);
        T[] alone = Alone(function, first, second);

        // Rotated by one lane at a time every argument stands at every place.
        for (int rotation = 0; rotation < 16; rotation++)
        {
            foreach (int width in Widths)
            {
                T[] mixed = Mixed(function, first, second, width, rotation);
                AssertSameBits(function, first, second, alone, mixed, $"{width} bits, rotated by {rotation}");
            }
        }
    }

    [TestCaseSource(nameof(Joined))]
    public void OneOfTwoResults_HasTheBitsOfTheFunctionAlone(VectorFunction function)
    {
        (T[] first, T[] second) = Arguments(function);
        foreach (int width in Widths)
        {
            T[] alone = Mixed(function.Alone!, first, second, width, 0);
            AssertSameBits(function, first, second, alone, Mixed(function, first, second, width, 0), $"{width} bits");
        }
    }

    private static IEnumerable<VectorFunction> Joined() => VectorFunctions.All.Where(function => function.Alone is not null);

    private static (T[] First, T[] Second) Arguments(VectorFunction function)
    {
        IReadOnlyList<T> specials = SamplePoints<T>.Specials;
        var pairs = new List<(T, T)>();
        foreach (T special in specials)
        {
            pairs.AddRange((function.Arity == 1 ? [default] : specials).Select(other => (special, other)));
        }

        for (ulong i = 0; i < Samples; i++)
        {
            pairs.Add(function.Arity == 1 ? (SamplePoints<T>.One(function, i), default) : SamplePoints<T>.Two(function, i));
        }

        // Whole vectors of the greatest width.
        while (pairs.Count % 16 != 0)
        {
            pairs.Add(pairs[0]);
        }

        return (pairs.Select(pair => pair.Item1).ToArray(), pairs.Select(pair => pair.Item2).ToArray());
    }

    // Each result from a vector filled with its argument.
    private static T[] Alone(VectorFunction function, T[] first, T[] second)
    {
        int lanes = Vector128<T>.Count;
        var x = new T[first.Length * lanes];
        var y = new T[first.Length * lanes];
        for (int i = 0; i < first.Length; i++)
        {
            x.AsSpan(i * lanes, lanes).Fill(first[i]);
            y.AsSpan(i * lanes, lanes).Fill(second[i]);
        }

        var results = new T[x.Length];
        function.Of<T>().Evaluate(x, y, results, 128);
        return first.Select((_, i) => results[i * lanes]).ToArray();
    }

    private static T[] Mixed(VectorFunction function, T[] first, T[] second, int width, int rotation)
    {
        var results = new T[first.Length];
        function.Of<T>().Evaluate(Rotated(first, rotation), Rotated(second, rotation), results, width);
        return Rotated(results, results.Length - rotation);
    }

    private static T[] Rotated(T[] values, int places) => [.. values[places..], .. values[..places]];

    private static void AssertSameBits(VectorFunction function, T[] first, T[] second, T[] expected, T[] actual, string place)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // double.Equals takes every NaN for the same, and here -0 is not 0.
            double wanted = SamplePoints<T>.ToDouble(expected[i]);
            double found = SamplePoints<T>.ToDouble(actual[i]);
            if (!wanted.Equals(found) || (double.IsNegative(wanted) != double.IsNegative(found) && !double.IsNaN(wanted)))
            {
                Assert.Fail(
                    $"{function.Name}({first[i]}, {second[i]}) = {found:R} in a vector of {place}, {wanted:R} in one filled with it");
            }
        }
    }
}
