using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace AutoDiff.Runtime.Tests.SpecialFunctionTests;

/// <summary>
/// One line of a file in <c>tests/Data/special-functions</c>: <paramref name="Second"/> is NaN for functions of one argument, the
/// exact result is <paramref name="Value"/> + <paramref name="Rest"/>.
/// </summary>
internal readonly record struct ReferencePoint(double First, double Second, double Value, double Rest, double Scale)
{
    /// <summary>The difference from the exact result, finer than the last place of a double; infinite for NaN.</summary>
    public double ErrorOf(double actual) => double.IsNaN(actual) ? double.PositiveInfinity : Math.Abs(actual - Value - Rest);
}

internal static class SpecialFunctionReference
{
    public static IReadOnlyList<ReferencePoint> Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", "special-functions", name + ".csv");
        var points = new List<ReferencePoint>();
        foreach (string line in File.ReadLines(path))
        {
            if (char.IsLetter(line[0]))
            {
                continue;
            }

            string[] columns = line.Split(',');
            double Column(int fromEnd) => double.Parse(columns[^fromEnd], CultureInfo.InvariantCulture);
            points.Add(new ReferencePoint(
                double.Parse(columns[0], CultureInfo.InvariantCulture),
                columns.Length == 5 ? Column(4) : double.NaN,
                Column(3),
                Column(2),
                Column(1)));
        }

        return points;
    }
}
