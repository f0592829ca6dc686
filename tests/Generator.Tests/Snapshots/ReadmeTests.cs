using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using AutoDiff.Generator.Tests.Pipeline;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>The README shows what the generator really writes.</summary>
[TestFixture]
internal sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Snapshot.Folder(), "..", "..", "..", "README.md")).ReplaceLineEndings("\n");

    private static IEnumerable<string> Examples() => Blocks("input").Select(block => block.Groups[1].Value);

    [Test]
    public void Four_functions_are_shown() => Assert.That(Examples().Count(), Is.EqualTo(4));

    [TestCaseSource(nameof(Examples))]
    public void The_generated_code_shown_is_that_of_the_snapshot_and_of_the_input(string example)
    {
        string shown = Indented(Text("output", example));
        string snapshot = Directory.GetFiles(Snapshot.Folder(), $"{nameof(SnapshotTests)}.{example}#*.verified.cs").Select(File.ReadAllText).Single();
        string generated = string.Join("\n", Generated.From(Text("input", example)).Files.Select(file => file.SourceText.ToString()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(snapshot, Does.Contain(shown));
            Assert.That(generated, Does.Contain(shown));
        }
    }

    private static string Text(string kind, string example) => Blocks(kind).Single(block => block.Groups[1].Value == example).Groups[2].Value;

    private static IEnumerable<Match> Blocks(string kind) =>
        Regex.Matches(Readme, $"<!-- {kind}: (\\w+) -->\n```csharp\n(.*?)\n```", RegexOptions.Singleline);

    /// <summary>The lines as they stand inside the class.</summary>
    private static string Indented(string text) =>
        string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
