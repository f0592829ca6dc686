using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using AutoDiff.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.CodeFixes;

/// <summary>
/// DIFF0001: writes <c>partial</c> before the type and every other type around its differentiable methods that lacks it, since
/// each of them is reopened by the generated file.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTypePartialCodeFix))]
[Shared]
public sealed class MakeTypePartialCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Reason.TypeNotPartial];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent is not TypeDeclarationSyntax type)
        {
            return;
        }

        TypeDeclarationSyntax[] types = [.. Around(type).Where(candidate => !candidate.Modifiers.Any(SyntaxKind.PartialKeyword))];
        if (types.Length == 0)
        {
            return;
        }

        TextChange[] changes = [.. types.Select(candidate => DocumentEdits.Insert(candidate.Keyword.SpanStart, "partial "))];
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Make {string.Join(" and ", types.Select(candidate => $"'{candidate.Identifier.ValueText}'"))} partial",
                token => DocumentEdits.ApplyAsync(context.Document, changes, token),
                nameof(MakeTypePartialCodeFix)),
            context.Diagnostics);
    }

    /// <summary>The types around this one, itself, and those inside that hold a differentiable method, in the order of the text.</summary>
    private static IEnumerable<TypeDeclarationSyntax> Around(TypeDeclarationSyntax type) =>
        type.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(IsDifferentiable)
            .SelectMany(method => method.Ancestors().OfType<TypeDeclarationSyntax>())
            .Concat(type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
            .Distinct()
            .OrderBy(candidate => candidate.SpanStart);

    private static bool IsDifferentiable(MethodDeclarationSyntax method) => method.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        } is "Differentiable" or "DifferentiableAttribute");
}
