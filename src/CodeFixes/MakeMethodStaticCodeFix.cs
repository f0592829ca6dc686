using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AutoDiff.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.CodeFixes;

/// <summary>
/// DIFF0002: writes <c>static</c> before a method that does not use its instance. Where it does, what to pass instead is the user's
/// decision, and no fix is offered. Calls through an instance are left as they are; the compiler points at them.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeMethodStaticCodeFix))]
[Shared]
public sealed class MakeMethodStaticCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Reason.NotStatic];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent is not MethodDeclarationSyntax method
            || model is null
            || !CanBeStatic(method, model, context.CancellationToken))
        {
            return;
        }

        List<TextChange> changes = [Change(method)];
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Make '{method.Identifier.ValueText}' static",
                token => DocumentEdits.ApplyAsync(context.Document, changes, token),
                nameof(MakeMethodStaticCodeFix)),
            context.Diagnostics);
    }

    private static TextChange Change(MethodDeclarationSyntax method)
    {
        // The usual order: accessibility, static, the rest.
        SyntaxToken? rest = method.Modifiers
            .Where(modifier => !SyntaxFacts.IsAccessibilityModifier(modifier.Kind()))
            .Cast<SyntaxToken?>()
            .FirstOrDefault();
        return DocumentEdits.Insert(rest?.SpanStart ?? method.ReturnType.SpanStart, "static ");
    }

    private static bool CanBeStatic(MethodDeclarationSyntax declaration, SemanticModel model, CancellationToken token)
    {
        if (model.GetDeclaredSymbol(declaration, token) is not { } method
            || method.IsVirtual || method.IsAbstract || method.IsOverride || method.IsPartialDefinition
            || method.ExplicitInterfaceImplementations.Length > 0
            || ImplementsInterface(method)
            || model.GetOperation(declaration, token) is not { } body)
        {
            return false;
        }

        return !body.DescendantsAndSelf().Any(operation => operation is IInstanceReferenceOperation
            or IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } });
    }

    private static bool ImplementsInterface(IMethodSymbol method) => method.ContainingType.AllInterfaces
        .SelectMany(type => type.GetMembers(method.Name))
        .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
