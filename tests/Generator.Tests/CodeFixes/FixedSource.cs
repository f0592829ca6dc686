using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NUnit.Framework;

namespace AutoDiff.Generator.Tests.CodeFixes;

/// <summary>A program after a code fix, as an editor applies it.</summary>
/// <param name="Title">What the light bulb says, or null where nothing is offered.</param>
/// <param name="Text">The text afterwards.</param>
internal sealed record FixedSource(string? Title, string Text)
{
    /// <summary>Applies the fix of the first diagnostic of this id. What remains must compile.</summary>
    public static async Task<FixedSource> First(CodeFixProvider fix, string source)
    {
        Document document = Open(source);
        Diagnostic diagnostic = (await Diagnostics(document, fix))[0];
        CodeAction? action = await Action(fix, document, diagnostic);
        return action is null ? new FixedSource(null, source) : new FixedSource(action.Title, await Apply(action, document));
    }

    /// <summary>Applies the fix to the whole document.</summary>
    public static async Task<FixedSource> All(CodeFixProvider fix, string source)
    {
        Document document = Open(source);
        ImmutableArray<Diagnostic> diagnostics = await Diagnostics(document, fix);
        CodeAction first = (await Action(fix, document, diagnostics[0]))!;
        var context = new FixAllContext(
            document, fix, FixAllScope.Document, first.EquivalenceKey, fix.FixableDiagnosticIds, new Provider(diagnostics), CancellationToken.None);
        CodeAction all = (await fix.GetFixAllProvider()!.GetFixAsync(context))!;
        return new FixedSource(first.Title, await Apply(all, document));
    }

    private static Document Open(string source)
    {
        CSharpCompilation program = Sources.Compile(source);
        var workspace = new AdhocWorkspace();
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: program.Options, parseOptions: program.SyntaxTrees[0].Options, metadataReferences: program.References);
        return workspace.AddProject(project).AddDocument("Test.cs", SourceText.From(source), filePath: "Test.cs");
    }

    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(Document document, CodeFixProvider fix)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([new DifferentiableAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static async Task<CodeAction?> Action(CodeFixProvider fix, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        Assert.That(actions, Has.Count.LessThanOrEqualTo(1));
        return actions.FirstOrDefault();
    }

    private static async Task<string> Apply(CodeAction action, Document document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Document changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        Compilation compilation = (await changed.Project.GetCompilationAsync())!;
        string text = (await changed.GetTextAsync()).ToString();
        Assert.That(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, text);
        return text;
    }

    private sealed class Provider(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
