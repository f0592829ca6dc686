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
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.CodeFixes;

/// <summary>
/// DIFF0010: constrains a type parameter to <c>IFloatingPointIeee754&lt;T&gt;</c>. Constraints that it implies, such as
/// <c>IComparable&lt;T&gt;</c>, give way to it; all others stay.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConstrainTypeParameterCodeFix))]
[Shared]
public sealed class ConstrainTypeParameterCodeFix : CodeFixProvider
{
    private const string Interface = "IFloatingPointIeee754";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Reason.Constraint];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        CancellationToken token = context.CancellationToken;
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(token).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(token).ConfigureAwait(false);
        if (model?.Compilation.GetTypeByMetadataName($"System.Numerics.{Interface}`1") is not { } required
            || root?.FindNode(context.Span) is not { } place
            || model.GetTypeInfo(place, token).Type is not ITypeParameterSymbol parameter)
        {
            return;
        }

        // Parts of a partial type share their constraints: where another file states them, they have to be changed there.
        MemberDeclarationSyntax? declaration = place.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault(member => Declares(member, parameter, token));
        if (declaration is null || (ClauseOf(declaration, parameter) is null && IsConstrained(parameter)))
        {
            return;
        }

        bool isImported = model.LookupNamespacesAndTypes(place.SpanStart, name: Interface)
            .Any(symbol => SymbolEqualityComparer.Default.Equals(symbol, required));
        string constraint = $"{(isImported ? "" : "System.Numerics.")}{Interface}<{parameter.Name}>";
        SourceText text = await context.Document.GetTextAsync(token).ConfigureAwait(false);
        List<TextChange> changes = ClauseOf(declaration, parameter) is { } clause
            ? Strengthen(clause, constraint, required.Construct(parameter), model, token)
            : [DocumentEdits.Insert(End(declaration), $"{Separator(declaration, text)}where {Escaped(parameter, declaration)} : {constraint}")];
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Constrain '{parameter.Name}' to '{Interface}<{parameter.Name}>'",
                cancellation => DocumentEdits.ApplyAsync(context.Document, changes, cancellation),
                nameof(ConstrainTypeParameterCodeFix)),
            context.Diagnostics);
    }

    private static List<TextChange> Strengthen(
        TypeParameterConstraintClauseSyntax clause, string constraint, INamedTypeSymbol required, SemanticModel model, CancellationToken token)
    {
        TypeConstraintSyntax[] implied =
        [
            .. clause.Constraints.OfType<TypeConstraintSyntax>().Where(candidate =>
                model.GetTypeInfo(candidate.Type, token).Type is { } type
                && required.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)),
        ];
        if (implied.Length == 0)
        {
            // Behind the other types, before new(), which has to be the last.
            TypeParameterConstraintSyntax last = clause.Constraints.Last();
            TypeParameterConstraintSyntax? final = clause.Constraints.FirstOrDefault(candidate => candidate is ConstructorConstraintSyntax or AllowsConstraintClauseSyntax);
            return [final is null ? DocumentEdits.Insert(last.Span.End, ", " + constraint) : DocumentEdits.Insert(final.SpanStart, constraint + ", ")];
        }

        var changes = new List<TextChange> { new(implied[0].Span, constraint) };
        foreach (TypeConstraintSyntax other in implied.Skip(1))
        {
            changes.Add(new TextChange(TextSpan.FromBounds(other.GetFirstToken().GetPreviousToken().SpanStart, other.Span.End), ""));
        }

        return changes;
    }

    private static bool Declares(MemberDeclarationSyntax member, ITypeParameterSymbol parameter, CancellationToken token) =>
        parameter.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(token).Parent?.Parent == member);

    private static bool IsConstrained(ITypeParameterSymbol parameter) =>
        parameter.ConstraintTypes.Length > 0 || parameter.HasConstructorConstraint || parameter.HasReferenceTypeConstraint
        || parameter.HasValueTypeConstraint || parameter.HasUnmanagedTypeConstraint || parameter.HasNotNullConstraint;

    private static TypeParameterConstraintClauseSyntax? ClauseOf(MemberDeclarationSyntax declaration, ITypeParameterSymbol parameter) =>
        Clauses(declaration).FirstOrDefault(clause => clause.Name.Identifier.ValueText == parameter.Name);

    private static SyntaxList<TypeParameterConstraintClauseSyntax> Clauses(MemberDeclarationSyntax declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ConstraintClauses,
        TypeDeclarationSyntax type => type.ConstraintClauses,
        _ => default,
    };

    /// <summary>Where a further clause goes.</summary>
    private static int End(MemberDeclarationSyntax declaration) => Clauses(declaration).LastOrDefault()?.Span.End ?? declaration switch
    {
        MethodDeclarationSyntax method => method.ParameterList.Span.End,
        TypeDeclarationSyntax type => ((SyntaxNode?)type.BaseList ?? (SyntaxNode?)type.ParameterList ?? type.TypeParameterList!).Span.End,
        _ => declaration.Span.End,
    };

    /// <summary>A line of its own where the clause before has one.</summary>
    private static string Separator(MemberDeclarationSyntax declaration, SourceText text)
    {
        if (Clauses(declaration).LastOrDefault() is not { } before)
        {
            return " ";
        }

        TextLine line = text.Lines.GetLineFromPosition(before.SpanStart);
        string indentation = text.ToString(TextSpan.FromBounds(line.Start, before.SpanStart));
        string lineBreak = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return indentation.Trim().Length == 0 && lineBreak.Length > 0 ? lineBreak + indentation : " ";
    }

    private static string Escaped(ITypeParameterSymbol parameter, MemberDeclarationSyntax declaration)
    {
        TypeParameterListSyntax? list = declaration switch
        {
            MethodDeclarationSyntax method => method.TypeParameterList,
            TypeDeclarationSyntax type => type.TypeParameterList,
            _ => null,
        };
        return list?.Parameters.First(candidate => candidate.Identifier.ValueText == parameter.Name).Identifier.Text ?? parameter.Name;
    }
}
