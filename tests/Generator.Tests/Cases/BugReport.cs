using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Cases;

/// <summary>A call of a program and what is right there.</summary>
/// <param name="Call">The call, with the declarations of its arguments before it.</param>
/// <param name="Value">The value.</param>
/// <param name="Gradient">For each active parameter its derivatives, a number as an array of one.</param>
internal sealed record CasePoint(string Call, double Value, IReadOnlyDictionary<string, double[]> Gradient);

/// <summary>A line of tests/Data/cases/cases.jsonl; see the README there.</summary>
/// <param name="Id">The name of the case.</param>
/// <param name="Code">The program.</param>
/// <param name="Point">The call to check.</param>
/// <param name="AcceptsDiagnostic">Whether a diagnostic is as right as the numbers.</param>
/// <param name="AcceptsException">Whether the derivatives may throw instead.</param>
/// <param name="ThrowingCall">A call that throws, or null.</param>
/// <param name="Thrown">The type of what it throws.</param>
/// <param name="Explanation">Where the case is from, and what goes wrong elsewhere.</param>
internal sealed record BugReport(
    string Id,
    string Code,
    CasePoint Point,
    bool AcceptsDiagnostic,
    bool AcceptsException,
    string? ThrowingCall,
    string? Thrown,
    string Explanation)
{
    /// <summary>All of them, by id.</summary>
    public static IReadOnlyDictionary<string, BugReport> All { get; } =
        File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Data", "cases", "cases.jsonl"))
            .Select(Read)
            .ToDictionary(report => report.Id);

    public override string ToString() => Id;

    private static BugReport Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        string Text(string name) => root.GetProperty(name).GetString()!;
        string accept = root.TryGetProperty("accept", out JsonElement accepted) ? accepted.GetString()! : "";
        bool throws = root.TryGetProperty("throws", out JsonElement thrown);
        return new BugReport(
            Text("id"),
            Text("csharp"),
            new CasePoint(
                Text("call"),
                Number(root.GetProperty("value")),
                root.GetProperty("gradient").EnumerateObject().ToDictionary(member => member.Name, member => Numbers(member.Value))),
            accept.Contains("diagnostic", StringComparison.Ordinal) || Text("note").Contains("diagnosed", StringComparison.Ordinal),
            accept.Contains("exception", StringComparison.Ordinal),
            throws ? thrown.GetProperty("call").GetString() : null,
            throws ? thrown.GetProperty("type").GetString() : null,
            $"{Text("origin")}\n{Text("note")}");
    }

    private static double[] Numbers(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(Number)] : [Number(json)];

    private static double Number(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture)
        : json.GetDouble();
}
