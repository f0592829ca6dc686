using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using AutoDiff.Generator.Tests.Pipeline;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>
/// The generated code in docs/language.md is what the generator writes for the example above it, and stands in the snapshot of the same name.
/// Where snapshots are updated, the page is rewritten.
/// </summary>
[TestFixture]
internal sealed partial class LanguagePageCodeTests
{
    private static readonly string PagePath = Path.Combine(Snapshot.Folder(), "..", "..", "..", "docs", "language.md");

    private static IEnumerable<string> Examples() =>
        Block().Matches(Page()).Where(block => block.Groups["kind"].Value == "input").Select(block => block.Groups["name"].Value);

    [Test]
    public void Six_methods_are_shown() => Assert.That(Examples().Count(), Is.EqualTo(6));

    [TestCaseSource(nameof(Examples))]
    public void The_code_shown_is_that_of_the_example_and_of_the_snapshot(string example)
    {
        string generated = Member(string.Join("\n", Generated.From(Text("input", example)).Files.Select(file => file.SourceText.ToString())));
        if (Snapshot.IsUpdate)
        {
            string page = Block().Replace(Page(), block => block.Groups["kind"].Value == "output" && block.Groups["name"].Value == example
                ? $"<!-- output: {example} -->\n```csharp\n{generated}\n```"
                : block.Value);
            File.WriteAllText(PagePath, page);
            return;
        }

        string snapshot = Directory.GetFiles(Snapshot.Folder(), $"{nameof(SnapshotTests)}.{example}#*.verified.cs").Select(File.ReadAllText).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text("output", example), Is.EqualTo(generated));
            Assert.That(Member(snapshot), Is.EqualTo(generated));
        }
    }

    /// <summary>The member with value and gradient, as it stands outside of the class; of two overloads the one that does the work.</summary>
    private static string Member(string file)
    {
        string text = ValueAndGradient().Matches(file.ReplaceLineEndings("\n")).Select(match => match.Value).MaxBy(member => member.Length)!;
        return string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? line : line[4..]));
    }

    private static string Text(string kind, string example) => Block().Matches(Page())
        .Single(block => block.Groups["kind"].Value == kind && block.Groups["name"].Value == example).Groups["text"].Value;

    private static string Page() => File.ReadAllText(PagePath).ReplaceLineEndings("\n");

    [GeneratedRegex("<!-- (?<kind>input|output): (?<name>\\w+) -->\n```csharp\n(?<text>.*?)\n?```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^    public static (?!void \w+Map)[^\n]*ValueAndGradient\([^\n]*\n    \{\n.*?^    \}(?=\n)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ValueAndGradient();
}
