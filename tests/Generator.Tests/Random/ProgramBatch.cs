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
            ? Load(programs, isDifferentiated: false, image)
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics) + "\n" + string.Join("\n", programs));
    }

    /// <summary>Compiles programs with what the generator makes of them; null and what stands against it if that fails.</summary>
    public static IReadOnlyList<ProgramDriver>? Differentiated(IReadOnlyList<string> programs, out ProgramFailure? failure)
    {
        Generated generated = Generated.Run(Sources.Compile(Models(programs, Attribute)));
        using var image = new MemoryStream();
        failure = generated.Faults.Length > 0 ? new ProgramFailure(Kind("does not compile", generated.Faults), generated.Faults + "\n" + Text(generated))
            : generated.Files.Length != programs.Sum(program => ProgramShape.Of(program).Methods)
                ? new ProgramFailure(Kind("is refused", generated.WhatIsMissing()), generated.WhatIsMissing())
            : !generated.Compilation.Emit(image).Success ? new ProgramFailure("does not compile", Text(generated))
            : null;
        if (failure is not null)
        {
            return null;
        }

        using var driver = new MemoryStream();
        CSharpCompilation drivers = Sources.Compile(Drivers(programs, isDifferentiated: true), more: MetadataReference.CreateFromImage(image.ToArray()));
        Microsoft.CodeAnalysis.Emit.EmitResult result = drivers.Emit(driver);
        if (!result.Success)
        {
            failure = new ProgramFailure("lacks members", string.Join("\n", result.Diagnostics) + "\n" + Text(generated));
            return null;
        }

        return Load(programs, isDifferentiated: true, image, driver);
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

    private static string Text(Generated generated) => string.Join("\n", generated.Files.Select(file => file.SourceText.ToString()));

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

    private static ProgramDriver[] Load(IReadOnlyList<string> programs, bool isDifferentiated, params MemoryStream[] images)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        Assembly[] assemblies = [.. images.Select(image =>
        {
            image.Position = 0;
            return context.LoadFromStream(image);
        })];
        return [.. programs.Select((_, i) => ProgramDriver.Load(assemblies[^1], i, isDifferentiated))];
    }
}
