using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Tests.Frontend;
using AutoDiff.Generator.Transform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Pipeline;

/// <summary>A program and what the generator makes of it.</summary>
internal sealed class Generated
{
    private Generated(Compilation compilation, ImmutableArray<GeneratedSourceResult> files, string faults, byte[] image)
    {
        Compilation = compilation;
        Files = files;
        Faults = faults;
        Image = image;
    }

    /// <summary>The program with the generated files.</summary>
    public Compilation Compilation { get; }

    /// <summary>The generated files.</summary>
    public ImmutableArray<GeneratedSourceResult> Files { get; }

    /// <summary>What the compiler has against the whole: an exception of the generator, errors, warnings.</summary>
    public string Faults { get; }

    /// <summary>The compiled program; empty if it has errors.</summary>
    public byte[] Image { get; }

    /// <summary>Runs the generator; the output must compile without a warning.</summary>
    public static Generated From(string members, params IEnumerable<MetadataReference> references) =>
        FromSource(Sources.InClass(members), references);

    public static Generated FromSource(string source, params IEnumerable<MetadataReference> references) =>
        FromSource(source, Analyses.On, references);

    /// <summary>Runs the generator with or without its analyses.</summary>
    public static Generated FromSource(string source, Analyses analyses, params IEnumerable<MetadataReference> references)
    {
        Generated generated = Run(Sources.Compile(source, more: references), analyses);
        Assert.That(generated.Faults, Is.Empty, () => string.Join("\n", generated.Files.Select(file => file.SourceText.ToString())));
        return generated;
    }

    /// <summary>Runs the generator, whatever comes out.</summary>
    public static Generated Run(CSharpCompilation program, Analyses analyses = Analyses.On)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator(analyses).AsSourceGenerator()], parseOptions: (CSharpParseOptions)program.SyntaxTrees[0].Options);
        driver = driver.RunGeneratorsAndUpdateCompilation(program, out Compilation output, out ImmutableArray<Diagnostic> reported);
        GeneratorRunResult result = driver.GetRunResult().Results[0];

        // Binding is most of the work: once for the diagnostics and the image.
        using var image = new MemoryStream();
        IEnumerable<Diagnostic> faults = output.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        IEnumerable<string> texts = reported.Select(diagnostic => diagnostic.ToString())
            .Append(result.Exception?.ToString() ?? "")
            .Concat(faults.Select(fault => $"{fault} {fault.Location.SourceTree?.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line]}"))
            .Where(text => text.Length > 0);
        return new Generated(output, result.Exception is null ? result.GeneratedSources : [], string.Join("\n", texts), image.ToArray());
    }

    /// <summary>Loads the compiled program.</summary>
    public Assembly Load()
    {
        Assert.That(Image, Is.Not.Empty);
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(Image));
    }

    /// <summary>For each method, of one class or of all, what stands against it.</summary>
    public string WhatIsMissing(string? type = null)
    {
        SyntaxTree tree = Compilation.SyntaxTrees.First();
        SemanticModel model = Compilation.GetSemanticModel(tree);
        IEnumerable<string> reasons = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Select(declaration => (IMethodSymbol)model.GetDeclaredSymbol(declaration)!)
            .Where(method => method.GetAttributes().Length > 0 && (type is null || method.ContainingType.Name == type))
            .Select(method => (method.Name, Result: Lowering.Run(method, model, CancellationToken.None)))
            .Select(pair => pair.Result.Model is { } lowered
                ? $"{pair.Name}: {DifferentiableGenerator.Check(lowered)}"
                : $"{pair.Name}: {string.Join("; ", pair.Result.Problems.Select(problem => $"{problem.Id} {string.Join(", ", problem.Arguments)}"))}");
        return string.Join("\n", reasons);
    }

    /// <summary>Calls a static member of the class around the program.</summary>
    public object? Call(string name, params object[] arguments)
    {
        MethodInfo method = Load().GetType("Model")!
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .First(candidate => candidate.Name == name && candidate.GetParameters().Length == arguments.Length);
        try
        {
            return method.Invoke(null, arguments);
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
