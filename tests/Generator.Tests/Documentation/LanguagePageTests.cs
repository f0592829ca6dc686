using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Documentation;

/// <summary>Each example of docs/language.md does what the page says.</summary>
[TestFixture]
public sealed partial class LanguagePageTests
{
    private static IEnumerable<TestCaseData> Supported =>
        from heading in new[] { "Methods", "Statements", "Loops", "Arrays and spans", "Expressions", "Calls" }
        from row in Rows(heading)
        from example in Examples(row[1])
        select new TestCaseData(Member(heading, example)).SetArgDisplayNames(example);

    private static IEnumerable<TestCaseData> Refused =>
        from row in Rows("Refused").Where(row => row.Length == 3)
        from example in Examples(row[1])
        select new TestCaseData(Member("Statements", example), Id().Match(row[2]).Value).SetArgDisplayNames(example);

    [TestCaseSource(nameof(Supported))]
    public async Task What_is_listed_is_differentiated(string member)
    {
        Assert.That(await Reported(member), Is.Empty, member);
        Assert.That(Generated.From(member).Files, Is.Not.Empty);
    }

    [TestCaseSource(nameof(Refused))]
    public async Task What_is_refused_gets_its_diagnostic(string member, string id) =>
        Assert.That((await Reported(member)).Distinct(), Is.EqualTo(new[] { id }), member);

    [Test]
    public void Every_diagnostic_is_mentioned() => Assert.That(
        Id().Matches(Page()).Select(match => match.Value).Distinct(),
        Is.EquivalentTo(Catalogue.All.Select(descriptor => descriptor.Id).Where(id => id != Reason.Internal)));

    /// <summary>An example as a method: as it stands, or as the body of one with the parameters that the page names.</summary>
    private static string Member(string heading, string example)
    {
        string attribute = example.StartsWith('[') ? "" : "[Differentiable] ";
        const string Parameters = "(double x, double y, float z, int n)";
        string state = (example.Contains("s_calls") ? " static int s_calls;" : "") + (example.Contains("s_last") ? " static double s_last;" : "");
        return heading switch
        {
            "Statements" or "Loops" => $"{attribute}static double F{Parameters} {{ {example} }}{state}",
            "Arrays and spans" => $"{attribute}static double F(double[] a, ReadOnlySpan<double> b, double x, int n) {{ {example} }}",
            "Expressions" when example.Contains("T.") => $"{attribute}static T F<T>(T t) where T : IFloatingPointIeee754<T> => {example};",
            "Expressions" => $"{attribute}static double F{Parameters} => {example};",
            _ => attribute + example,
        };
    }

    private static async Task<IEnumerable<string>> Reported(string member)
    {
        CSharpCompilation program = Sources.Compile(Sources.InClass(member));
        Assert.That(program.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, member);
        return (await program.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync())
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id);
    }

    /// <summary>The cells of the tables under a heading, without the tables' own heads.</summary>
    private static IEnumerable<string[]> Rows(string heading) => Page()
        .Split($"\n## {heading}\n")[1].Split("\n## ")[0].Split('\n')
        .Where(line => line.StartsWith("| ", System.StringComparison.Ordinal))
        .Select(line => Bar().Split(line.Trim('|')).Select(cell => cell.Trim()).ToArray())
        .Where(row => row[0] is not ("construct" or "method"));

    private static IEnumerable<string> Examples(string cell) =>
        Code().Matches(cell).Select(match => match.Groups[1].Value.Replace("\\|", "|"));

    private static string Page([CallerFilePath] string path = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "language.md"));

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"DIFF\d{4}")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
