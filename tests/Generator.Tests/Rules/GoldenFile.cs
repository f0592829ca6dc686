using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>What libtorch computes for one element-wise function; see tests/Data/torch-golden/README.md.</summary>
/// <param name="Inputs">For each row the arguments.</param>
/// <param name="Seeds">The upstream gradients of <paramref name="SeededGradient"/>.</param>
/// <param name="Value">The values.</param>
/// <param name="Gradient">For each argument the gradients with upstream 1; null if there is none.</param>
/// <param name="SeededGradient">The same with the seeds.</param>
/// <param name="Second">For each argument of the gradient and each argument, the second derivatives; null if constant.</param>
internal sealed record GoldenFunction(
    double[][] Inputs, double[] Seeds, double[] Value, double[]?[] Gradient, double[]?[] SeededGradient, double[]?[]?[] Second);

/// <summary>The golden functions of one arity, in double.</summary>
internal static class GoldenFile
{
    private static readonly Dictionary<string, GoldenFunction> Functions =
        new[] { "unary", "binary", "ternary" }.SelectMany(Read).ToDictionary();

    public static GoldenFunction Get(string name) => Functions[name];

    public static IEnumerable<string> Names => Functions.Keys;

    private static IEnumerable<KeyValuePair<string, GoldenFunction>> Read(string arity)
    {
        string path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Data", "torch-golden", $"elementwise_{arity}_f64.json");
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement root = file.RootElement;
        double[][] columns = [.. root.GetProperty("inputs").EnumerateArray().Select(column => Numbers(column)!)];
        double[][] rows = [.. Enumerable.Range(0, columns[0].Length).Select(i => columns.Select(column => column[i]).ToArray())];
        double[] seeds = Numbers(root.GetProperty("g2"))!;
        return [.. root.GetProperty("functions").EnumerateArray().Select(function => KeyValuePair.Create(
            function.GetProperty("name").GetString()!,
            new GoldenFunction(
                rows,
                seeds,
                Numbers(function.GetProperty("out"))!,
                Lists(function.GetProperty("grad1"), Numbers)!,
                Lists(function.GetProperty("grad2"), Numbers)!,
                Lists(function.GetProperty("second"), by => Lists(by, Numbers))!)))];
    }

    private static T?[]? Lists<T>(JsonElement list, Func<JsonElement, T?> item)
        where T : class =>
        list.ValueKind == JsonValueKind.Null ? null : [.. list.EnumerateArray().Select(item)];

    private static double[]? Numbers(JsonElement list) =>
        list.ValueKind == JsonValueKind.Null ? null : [.. list.EnumerateArray().Select(Number)];

    private static double Number(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.Number => number.GetDouble(),
        _ => double.Parse(number.GetString()!, CultureInfo.InvariantCulture),
    };
}
