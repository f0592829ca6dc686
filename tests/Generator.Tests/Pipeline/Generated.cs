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
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Pipeline;

/// <summary>A program and what the generator makes of it.</summary>
internal sealed class Generated
{
    private Generated(Compilation compilation, ImmutableArray<GeneratedSourceResult> files)
    {
        Compilation = compilation;
        Files = files;
    }

    /// <summary>The program with the generated files.</summary>
    public Compilation Compilation { get; }

    /// <summary>The generated files.</summary>
    public ImmutableArray<GeneratedSourceResult> Files { get; }

    /// <summary>Runs the generator; the output must compile without a warning.</summary>
    public static Generated From(string members, params IEnumerable<MetadataReference> references) =>
        FromSource(Sources.InClass(members), references);

    public static Generated FromSource(string source, params IEnumerable<MetadataReference> references)
    {
        CSharpCompilation program = Sources.Compile(source, more: references);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)program.SyntaxTrees[0].Options);
        driver = driver.RunGeneratorsAndUpdateCompilation(program, out Compilation output, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<GeneratedSourceResult> files = driver.GetRunResult().Results[0].Generated();
        string all = string.Join("\n", files.Select(file => file.SourceText.ToString()));
        Assert.That(reported, Is.Empty);
        Diagnostic[] faults = output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToArray();
        Assert.That(faults, Is.Empty, () => string.Join("\n", faults.Select(fault => $"{fault} {fault.Location.SourceTree?.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line]}")) + "\n" + all);
        return new Generated(output, files);
    }

    /// <summary>Loads the compiled program.</summary>
    public Assembly Load()
    {
        using var stream = new MemoryStream();
        Assert.That(Compilation.Emit(stream).Success, Is.True);
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>For each method without output the reason.</summary>
    public string WhatIsMissing()
    {
        SyntaxTree tree = Compilation.SyntaxTrees.First();
        SemanticModel model = Compilation.GetSemanticModel(tree);
        IEnumerable<string> reasons = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Select(declaration => (IMethodSymbol)model.GetDeclaredSymbol(declaration)!)
            .Where(method => method.GetAttributes().Length > 0)
            .Select(method => (method.Name, Result: Lowering.Run(method, model, CancellationToken.None)))
            .Select(pair => pair.Result.Model is { } lowered
                ? $"{pair.Name}: {DifferentiableGenerator.Check(lowered)}"
                : $"{pair.Name}: {string.Join("; ", pair.Result.Problems)}");
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

file static class Results
{
    public static ImmutableArray<GeneratedSourceResult> Generated(this GeneratorRunResult result)
    {
        Assert.That(result.Exception, Is.Null, () => result.Exception!.ToString());
        return result.GeneratedSources;
    }
}
