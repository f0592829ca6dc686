using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace AutoDiff.Samples.AdBench;

/// <summary>The values of a text file or of one of its lines, read one after the other; errors name the place.</summary>
internal sealed class InputValues
{
    private readonly string _path;
    private readonly List<(string Text, int Line)> _values;
    private int _next;

    private InputValues(string path, List<(string Text, int Line)> values)
    {
        _path = path;
        _values = values;
    }

    /// <summary>How many values have not been read.</summary>
    public int Remaining => _values.Count - _next;

    /// <summary>Opens a file whose values are separated by white space, line ends included.</summary>
    public static InputValues OfFile(string path)
    {
        var values = new List<(string Text, int Line)>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            Split(line, null, number, values);
        }

        return new InputValues(path, values);
    }

    /// <summary>Opens a file line by line; empty lines are left out.</summary>
    public static IEnumerable<InputValues> OfLines(string path, char separator)
    {
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                var values = new List<(string Text, int Line)>();
                Split(line, separator, number, values);
                yield return new InputValues(path, values);
            }
        }
    }

    /// <summary>Puts <paramref name="count"/> copies one after the other.</summary>
    public static double[] Repeat(double[] values, int count)
    {
        if ((long)values.Length * count > Array.MaxLength)
        {
            throw new InputException(
                FormattableString.Invariant($"The problem is too large: {count} copies of {values.Length} values do not fit in an array."));
        }

        double[] result = new double[values.Length * count];
        for (int i = 0; i < count; i++)
        {
            values.CopyTo(result, i * values.Length);
        }

        return result;
    }

    /// <summary>Reads a positive integer.</summary>
    public int ReadSize(string what)
    {
        int size = ReadInt32(what);
        return size > 0 ? size : throw Error($"{what} must be positive, but is {size}");
    }

    /// <summary>Reads an integer from 0 to <paramref name="count"/> - 1.</summary>
    public int ReadIndex(string what, int count)
    {
        int index = ReadInt32(what);
        return index >= 0 && index < count
            ? index
            : throw Error($"there are {count} to choose from, but {what} has the index {index}");
    }

    /// <summary>Reads an integer.</summary>
    public int ReadInt32(string what)
    {
        string text = Read(what);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Error($"{what} must be an integer, but is '{text}'");
    }

    /// <summary>Reads a finite number.</summary>
    public double ReadDouble(string what)
    {
        string text = Read(what);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Error($"{what}: '{text}' is not a number");
    }

    /// <summary>Reads numbers.</summary>
    public double[] ReadDoubles(string what, long count)
    {
        // Before the array is made: a wrong size in the file may ask for more than there is memory.
        if (count > Remaining)
        {
            throw Error($"{count} values are expected for {what}, but only {Remaining} are left");
        }

        double[] values = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = ReadDouble(what);
        }

        return values;
    }

    /// <summary>Leaves a value out.</summary>
    public void Skip(string what) => _ = Read(what);

    /// <summary>Checks that nothing is left.</summary>
    public void End()
    {
        if (Remaining > 0)
        {
            throw Error($"the values should end here, but '{_values[_next].Text}' follows");
        }
    }

    /// <summary>An error at the value that was read last.</summary>
    public InputException Error(FormattableString message)
    {
        int line = _values.Count == 0 ? 1 : _values[Math.Max(_next - 1, 0)].Line;
        return new InputException(FormattableString.Invariant($"{_path}, line {line}: {message}."));
    }

    private static void Split(string line, char? separator, int number, List<(string Text, int Line)> values)
    {
        // Without separators the string is split at white space.
        char[]? separators = separator is null ? null : [separator.Value];
        foreach (string text in line.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            values.Add((text, number));
        }
    }

    private string Read(string what)
    {
        if (Remaining == 0)
        {
            throw Error($"{what} is expected, but the values end here");
        }

        return _values[_next++].Text;
    }
}
