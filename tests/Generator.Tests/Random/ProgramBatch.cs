using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Tests.Pipeline;
using AutoDiff.Generator.Transform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>Programs that are compiled at once, each in a class of its own, since most of the time goes into the start of a compilation.</summary>
internal static partial class ProgramBatch
{
    private const string Head = """
        // Conditions may be constant, and a number may be compared with itself.
        #pragma warning disable CS0162, CS0168, CS0219, CS1717, CS1718, CS8321
        using System;
        using AutoDiff;

        """;

    private const string Start = "public static ";

    private const string Attribute =
        "[Differentiable(Emit = DerivativeMembers.ValueAndGradient | DerivativeMembers.Jvp | DerivativeMembers.Vjp)] " + Start;

    /// <summary>Whether a program is one that the compiler has nothing against.</summary>
    public static bool IsValid(string program) => Sources.Compile(Models([program], Start)).GetDiagnostics()
        .All(diagnostic => diagnostic.Severity < DiagnosticSeverity.Warning);

    /// <summary>Compiles programs as they stand.</summary>
    public static IReadOnlyList<ProgramDriver> Plain(IReadOnlyList<string> programs)
    {
        CSharpCompilation compilation = Sources.Compile(Models(programs, Start) + Drivers(programs, isDifferentiated: false));
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        return result.Success
            ? Load(programs, isDifferentiated: false, image.ToArray())
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics) + "\n" + string.Join("\n", programs));
    }

    /// <summary>Compiles programs with what the generator makes of them: for each a driver, or what stands against it.</summary>
    public static IReadOnlyList<(ProgramDriver? Driver, ProgramFailure? Failure)> Differentiated(
        IReadOnlyList<string> programs, Analyses analyses = Analyses.On)
    {
        ProgramShape[] shapes = [.. programs.Select(ProgramShape.Of)];
        Generated generated = Generated.Run(Sources.Compile(Models(programs, Attribute)), analyses);
        ProgramFailure?[] failures = [.. shapes.Select((shape, i) => Failure(generated, shape, i))];
        int[] good = [.. Enumerable.Range(0, programs.Count).Where(i => failures[i] is null)];
        var drivers = new ProgramDriver?[programs.Count];
        if (good.Length == programs.Count && generated.Faults.Length == 0)
        {
            using var image = new MemoryStream();
            CSharpCompilation source = Sources.Compile(Drivers(programs, isDifferentiated: true), more: MetadataReference.CreateFromImage(generated.Image));
            Microsoft.CodeAnalysis.Emit.EmitResult result = source.Emit(image);
            if (!result.Success)
            {
                throw new InvalidOperationException(string.Join("\n", result.Diagnostics) + "\n" + Text(generated.Files));
            }

            drivers = Load(programs, isDifferentiated: true, generated.Image, image.ToArray());
        }
        else if (good.Length == programs.Count)
        {
            throw new InvalidOperationException(generated.Faults);
        }
        else if (good.Length > 0)
        {
            // The others once more without those at fault.
            IReadOnlyList<(ProgramDriver? Driver, ProgramFailure? Failure)> rest = Differentiated([.. good.Select(i => programs[i])], analyses);
            for (int k = 0; k < good.Length; k++)
            {
                (drivers[good[k]], failures[good[k]]) = rest[k];
            }
        }

        return [.. drivers.Zip(failures)];
    }

    /// <summary>What is wrong with one of the programs: something is not generated for it, or does not compile.</summary>
    private static ProgramFailure? Failure(Generated generated, ProgramShape shape, int number)
    {
        string model = $"Model{number}.";
        GeneratedSourceResult[] files = [.. generated.Files.Where(file => file.HintName.StartsWith(model, StringComparison.Ordinal))];
        string faults = string.Join("\n", generated.Faults.Split('\n')
            .Where(fault => fault.Contains("/" + model, StringComparison.Ordinal) || fault.Contains("\\" + model, StringComparison.Ordinal)));
        if (faults.Length > 0)
        {
            return new ProgramFailure(Kind("does not compile", faults), faults + "\n" + Text(files));
        }

        if (files.Length == shape.Methods)
        {
            return null;
        }

        string reason = generated.WhatIsMissing($"Model{number}");
        return new ProgramFailure(Kind("is refused", reason), reason);
    }

    /// <summary>The start of a method, but not of an operator.</summary>
    [GeneratedRegex(Start + @"(?=\w+ \w+\()")]
    private static partial Regex Method();

    /// <summary>The first id or exception tells faults apart.</summary>
    private static string Kind(string kind, string fault) => $"{kind}: {Number().Replace(Id().Match(fault).Value, "")}";

    [GeneratedRegex("(?!DIFF9001)[A-Z]{2,4}[0-9]{4}|[A-Za-z]+Exception: .*")]
    private static partial Regex Id();

    /// <summary>The number of a value, which differs from program to program.</summary>
    [GeneratedRegex("%[0-9]+[^ ]* ")]
    private static partial Regex Number();

    private static string Text(IEnumerable<GeneratedSourceResult> files) => string.Join("\n", files.Select(file => file.SourceText.ToString()));

    private static string Models(IReadOnlyList<string> programs, string start)
    {
        var source = new StringBuilder(Head);
        for (int i = 0; i < programs.Count; i++)
        {
            string program = Method().Replace(programs[i], start);
            source.Append($"public static partial class Model{i}\n{{\n{program}\n}}\n");
        }

        return source.ToString();
    }

    private static string Drivers(IReadOnlyList<string> programs, bool isDifferentiated) =>
        string.Concat(programs.Select((program, i) => ProgramDriver.Source(ProgramShape.Of(program), i, isDifferentiated)));

    private static ProgramDriver[] Load(IReadOnlyList<string> programs, bool isDifferentiated, params byte[][] images)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        Assembly[] assemblies = [.. images.Select(image => context.LoadFromStream(new MemoryStream(image)))];
        return [.. programs.Select((_, i) => ProgramDriver.Load(assemblies[^1], i, isDifferentiated))];
    }
}
