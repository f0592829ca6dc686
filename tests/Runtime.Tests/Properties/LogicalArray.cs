using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>
/// An array of numbers as its elements by place, and nothing else: what the reference implementations compute with. Shares no code with the
/// runtime, and knows no strides.
/// </summary>
internal sealed class LogicalArray
{
    private readonly double[] _elements;

    public LogicalArray(int[] shape, double[] elements)
    {
        Shape = shape;
        _elements = elements;
    }

    public int[] Shape { get; }

    public int Rank => Shape.Length;

    public IReadOnlyList<double> Elements => _elements;

    /// <summary>The element at a place; where the place has more dimensions, or this array the length 1, the one that broadcasting repeats.</summary>
    public double this[params int[] place]
    {
        get
        {
            int position = 0;
            for (int i = 0; i < Rank; i++)
            {
                int at = place[place.Length - Rank + i];
                position = (position * Shape[i]) + (Shape[i] == 1 ? 0 : at);
            }

            return _elements[position];
        }
    }

    public static LogicalArray Scalar(double value) => new([], [value]);

    public static LogicalArray Of(int[] shape, Func<int[], double> element) => new(shape, [.. Places(shape).Select(element)]);

    /// <summary>All places of a shape, the last dimension fastest.</summary>
    public static IEnumerable<int[]> Places(int[] shape)
    {
        IEnumerable<int[]> places = [[]];
        foreach (int length in shape)
        {
            places = places.SelectMany(place => Enumerable.Range(0, length), (place, next) => (int[])[.. place, next]);
        }

        return places;
    }

    /// <summary>A function of the elements of arrays that broadcast together.</summary>
    public static LogicalArray Map(Func<double[], double> function, params LogicalArray[] arrays)
    {
        int rank = arrays.Max(array => array.Rank);
        int[] shape = [.. Enumerable.Range(0, rank).Select(i =>
        {
            int[] lengths = [.. arrays.Where(array => array.Rank >= rank - i).Select(array => array.Shape[array.Rank - rank + i])];
            return lengths.All(length => length == 1) ? 1 : lengths.First(length => length != 1);
        })];
        return Of(shape, place => function([.. arrays.Select(array => array[place])]));
    }

    public LogicalArray Map(Func<double, double> function) => new(Shape, [.. _elements.Select(function)]);

    /// <summary>A function of all elements that differ in some dimensions only; none stands for all of them.</summary>
    public LogicalArray Reduce(int[] dims, bool keepDim, Func<double[], double> function)
    {
        bool[] isReduced = [.. Enumerable.Range(0, Rank).Select(i => dims.Length == 0 || dims.Contains(i) || dims.Contains(i - Rank))];
        int[] kept = [.. Shape.Select((length, i) => isReduced[i] ? 1 : length)];
        int[] range = [.. Shape.Select((length, i) => isReduced[i] ? length : 1)];
        double[] results = [.. Places(kept).Select(place => function([.. Places(range).Select(inner => this[[.. place.Zip(inner, (a, b) => a + b)]])]))];
        return new LogicalArray(keepDim ? kept : [.. Shape.Where((_, i) => !isReduced[i])], results);
    }

    /// <summary>A function that makes of all elements along a dimension as many others, or some of them.</summary>
    public LogicalArray Along(int dim, Func<double[], double[]> function)
    {
        if (Rank == 0)
        {
            return new LogicalArray([], function(_elements));
        }

        dim = dim < 0 ? dim + Rank : dim;
        int[] rest = [.. Shape.Select((length, i) => i == dim ? 1 : length)];
        var results = new Dictionary<string, double[]>();
        int count = function([.. Enumerable.Repeat(0.5, Shape[dim])]).Length;
        foreach (int[] place in Places(rest))
        {
            results[Key(place)] = function([.. Enumerable.Range(0, Shape[dim]).Select(i => this[Moved(place, i)])]);
        }

        return Of([.. Shape.Select((length, i) => i == dim ? count : length)], place => results[Key(Moved(place, 0))][place[dim]]);

        int[] Moved(int[] place, int index) => [.. place.Select((at, i) => i == dim ? index : at)];

        static string Key(int[] place) => string.Join(',', place);
    }

    public override string ToString() => FormattableString.Invariant($"[{string.Join(", ", Shape)}]: {string.Join(", ", _elements.Take(30))}");
}
