using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Pipeline;

/// <summary>The one direction of dependencies: syntax, IR, analyses, transforms, emission.</summary>
[TestFixture]
public sealed class ArchitectureTests
{
    /// <summary>For each folder the folders of the generator that it may use.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Infrastructure"] = [],
        ["Ir"] = ["Infrastructure"],
        ["Rules"] = ["Ir"],
        ["Analysis"] = ["Infrastructure", "Ir", "Rules"],
        ["Frontend"] = ["Infrastructure", "Ir", "Rules", "Analysis", "Diagnostics"],
        ["Transform"] = ["Infrastructure", "Ir", "Rules", "Analysis", "Frontend"],
        ["Emit"] = ["Infrastructure", "Ir", "Rules", "Analysis", "Transform", "Frontend"],
        ["Diagnostics"] = ["Infrastructure", "Frontend"],
    };

    private static readonly string[] Roslyn = ["Frontend", "Diagnostics", "Infrastructure"];

    private static IEnumerable<string> Folders => Allowed.Keys;

    [TestCaseSource(nameof(Folders))]
    public void A_folder_uses_only_those_before_it(string folder)
    {
        foreach ((string file, string text) in Files(folder))
        {
            IEnumerable<string> used = Regex.Matches(text, @"using AutoDiff\.Generator\.(\w+)").Select(match => match.Groups[1].Value);
            Assert.That(used, Is.SubsetOf(Allowed[folder]), file);
        }
    }

    [TestCaseSource(nameof(Folders))]
    public void Roslyn_is_named_where_syntax_is_read_and_nowhere_else(string folder)
    {
        foreach ((string file, string text) in Files(folder))
        {
            if (!Roslyn.Contains(folder))
            {
                Assert.That(text, Does.Not.Contain("Microsoft.CodeAnalysis"), file);
            }
        }
    }

    [Test]
    public void Models_that_are_cached_do_not_name_Roslyn()
    {
        string file = Path.Combine(Root(), "Frontend", "MethodModel.cs");
        Assert.That(File.ReadAllText(file), Does.Not.Contain("Microsoft.CodeAnalysis"));
    }

    [Test]
    public void Every_folder_has_its_rule() =>
        Assert.That(
            Directory.GetDirectories(Root()).Select(Path.GetFileName).Except(["bin", "obj"]),
            Is.EquivalentTo(Allowed.Keys));

    private static (string File, string Text)[] Files(string folder)
    {
        (string, string)[] files = Directory.GetFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path.GetFileName(file), File.ReadAllText(file)))
            .ToArray();
        Assert.That(files, Is.Not.Empty);
        return files;
    }

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "src", "Generator"));
}
