using System;

namespace AutoDiff;

/// <summary>The notation and the width that all elements of one printed tensor share.</summary>
internal readonly struct ElementFormat
{
    private const int Precision = 4;
    private const double LargestRatio = 1000.0;
    private const double LargestFixed = 1.0e8;
    private const double SmallestFixed = 1.0e-4;

    private readonly Notation _notation;

    private ElementFormat(Notation notation, int width)
    {
        _notation = notation;
        Width = width;
    }

    private enum Notation
    {
        /// <summary>Every value is a whole number and is written as "3.".</summary>
        Integral,

        /// <summary>Four decimals.</summary>
        Fixed,

        /// <summary>Four decimals and an exponent.</summary>
        Scientific,

        /// <summary>False for 0, True for any other value.</summary>
        Truth,
    }

    /// <summary>The least number of characters that an element takes.</summary>
    internal int Width { get; }

    /// <summary>Chooses the format for the values that will be printed.</summary>
    /// <param name="values">The printed values only: what a summary leaves out has no say.</param>
    internal static ElementFormat For(ReadOnlySpan<double> values)
    {
        Notation notation = ChooseNotation(values);
        int width = 1;
        foreach (double value in values)
        {
            // Only these values set the width. Zeros, infinities and NaN are written at their own length where they
            // are longer, which leaves a column such as [1., nan] unaligned.
            if (IsNonzeroFinite(value))
            {
                width = Math.Max(width, Write(value, notation).Length);
            }
        }

        return new ElementFormat(notation, width);
    }

    /// <summary>The format of truth values, given as 0 and 1.</summary>
    /// <param name="values">The printed values only.</param>
    internal static ElementFormat ForTruths(ReadOnlySpan<double> values) =>
        new(Notation.Truth, values.Contains(0.0) ? bool.FalseString.Length : bool.TrueString.Length);

    /// <summary>Writes an element, aligned to the right.</summary>
    /// <param name="value">The element.</param>
    internal string Apply(double value) => Write(value, _notation).PadLeft(Width);

    private static Notation ChooseNotation(ReadOnlySpan<double> values)
    {
        double smallest = double.PositiveInfinity;
        double largest = 0.0;
        bool integral = true;
        foreach (double value in values)
        {
            if (IsNonzeroFinite(value))
            {
                double magnitude = Math.Abs(value);
                smallest = Math.Min(smallest, magnitude);
                largest = Math.Max(largest, magnitude);
                integral &= value == Math.Ceiling(value);
            }
        }

        // Without any such value the comparisons below are all false, and zeros are written as whole numbers.
        // A whole number is never below the lower bound, so the one condition serves both notations.
        if (largest / smallest > LargestRatio || largest > LargestFixed || smallest < SmallestFixed)
        {
            return Notation.Scientific;
        }

        return integral ? Notation.Integral : Notation.Fixed;
    }

    private static string Write(double value, Notation notation) => notation switch
    {
        Notation.Scientific => DecimalText.Scientific(value, Precision),
        Notation.Fixed => DecimalText.Fixed(value, Precision),
        Notation.Truth => value == 0.0 ? bool.FalseString : bool.TrueString,

        // The point tells a floating-point tensor from an integer one; "nan" and "inf" need no such mark.
        _ => double.IsFinite(value) ? DecimalText.Fixed(value, 0) + "." : DecimalText.Fixed(value, 0),
    };

    private static bool IsNonzeroFinite(double value) => double.IsFinite(value) && value != 0.0;
}
