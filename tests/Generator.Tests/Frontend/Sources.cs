using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.Frontend;

/// <summary>C# under test: compiled in memory against .NET and the runtime assembly.</summary>
internal static class Sources
{
    private static readonly MetadataReference[] References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
    ];

    public static CSharpCompilation Compile(
        string source, bool checkOverflow = false, IEnumerable<string>? symbols = null, params IEnumerable<MetadataReference> more) =>
        CSharpCompilation.Create(
            "Test" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14).WithPreprocessorSymbols(symbols ?? []), path: "Test.cs")],
            [.. References, .. more],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, checkOverflow: checkOverflow));

    /// <summary>A static partial class around members, with the usual usings.</summary>
    public static string InClass(string members) =>
        "using System; using System.Diagnostics; using System.Numerics; using AutoDiff;\npublic static partial class Model\n{\n" + members + "\n}\n";

    /// <summary>Lowers the method marked [Differentiable] with this name.</summary>
    public static LoweringResult Lower(CSharpCompilation compilation, string name = "F")
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        SemanticModel model = compilation.GetSemanticModel(tree);
        SyntaxNode declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .First(method => method.Identifier.ValueText == name);
        return Lowering.Run((IMethodSymbol)model.GetDeclaredSymbol(declaration)!, model, CancellationToken.None);
    }

    /// <summary>The lowered function of a program that must be lowered, verified.</summary>
    public static MethodModel Model(string members, string name = "F", bool checkOverflow = false)
    {
        CSharpCompilation compilation = Compile(InClass(members), checkOverflow);
        Assert.That(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        LoweringResult result = Lower(compilation, name);
        IEnumerable<Problem> errors = result.Problems.Where(problem => Catalogue.Get(problem.Id).DefaultSeverity == DiagnosticSeverity.Error);
        Assert.That(errors.Select(problem => $"{problem.Id} {string.Join("|", problem.Arguments)}"), Is.Empty);
        Assert.That(result.Model, Is.Not.Null);
        Assert.That(Verifier.Check(result.Model!.Function), Is.Empty, () => Printer.Print(result.Model.Function));
        return result.Model;
    }

    public static MethodInfo Load(CSharpCompilation compilation, string name = "F", string type = "Model")
    {
        using var stream = new MemoryStream();
        Assert.That(compilation.Emit(stream).Success, Is.True);
        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
        return assembly.GetType(type)!.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
    }
}
