using System;
using System.Globalization;
using System.IO;

namespace AutoDiff.Samples.AdBench;

/// <summary>Files with a number of values in the first line, then one value a line.</summary>
internal static class OutputFile
{
    /// <summary>Writes numbers with 17 digits, as C's <c>%.17g</c>: reading them back gives the same bits.</summary>
    public static void Write(string path, ReadOnlySpan<double> values) => Write(path, values, "g17");

    /// <summary>Writes integers.</summary>
    public static void Write(string path, ReadOnlySpan<int> values) => Write(path, values, "d");

    private static void Write<T>(string path, ReadOnlySpan<T> values, string format)
        where T : IFormattable
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(values.Length.ToString(CultureInfo.InvariantCulture));
        foreach (T value in values)
        {
            writer.WriteLine(value.ToString(format, CultureInfo.InvariantCulture));
        }
    }
}
