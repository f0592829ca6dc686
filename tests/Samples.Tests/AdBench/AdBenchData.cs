using System;
using System.Globalization;
using System.IO;
using System.Linq;
using AutoDiff.Samples.AdBench;
using NUnit.Framework;

namespace AutoDiff.Samples.Tests.AdBench;

/// <summary>The inputs of ADBench and its reference results.</summary>
internal static class AdBenchData
{
    private static readonly string Root = Path.Combine(TestContext.CurrentContext.TestDirectory, "Data", "adbench");

    public static string ModelDirectory => Path.Combine(Root, "inputs", "hand", "model");

    public static string Input(string name) => Path.Combine(Root, "inputs", name.Replace('/', Path.DirectorySeparatorChar) + ".txt");

    /// <summary>The path of a reference file; the folder in the name of an input does not count.</summary>
    public static string Golden(string name, string suffix) => Path.Combine(Root, "golden", Path.GetFileName(name) + suffix);

    public static Problem Read(string objective, string name) => Problem.Read(new Arguments(objective, Input(name), null, null, 1));

    /// <summary>The values of a file whose first line is their number.</summary>
    public static double[] Values(string path)
    {
        double[] values = File.ReadLines(path).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.That(values, Has.Length.EqualTo((int)values[0] + 1), path);
        return values[1..];
    }

    /// <summary>Checks <c>|x - y| &lt;= 1e-11 max(1, |x| + |y|)</c> for each pair.</summary>
    public static void AssertClose(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, string what)
    {
        Assert.That(actual.Length, Is.EqualTo(expected.Length), what);
        for (int i = 0; i < actual.Length; i++)
        {
            // Written so that NaN fails.
            double scale = Math.Max(1, Math.Abs(actual[i]) + Math.Abs(expected[i]));
            if (!(Math.Abs(actual[i] - expected[i]) <= 1e-11 * scale))
            {
                Assert.Fail(FormattableString.Invariant($"{what}[{i}] is {actual[i]:g17}, but should be {expected[i]:g17}."));
            }
        }
    }
}
