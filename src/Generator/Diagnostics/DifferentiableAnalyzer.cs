using System.Collections.Immutable;
using AutoDiff.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>
/// Reports why a method marked <c>[Differentiable]</c> has no derivative. The generator lowers the same methods and stays
/// silent; both see the same problems, since both call <see cref="Lowering"/>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Catalogue.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(
            Analyze,
            SyntaxKind.MethodDeclaration,
            SyntaxKind.LocalFunctionStatement,
            SyntaxKind.OperatorDeclaration,
            SyntaxKind.ConversionOperatorDeclaration,
            SyntaxKind.GetAccessorDeclaration,
            SyntaxKind.SetAccessorDeclaration,
            SyntaxKind.InitAccessorDeclaration,
            SyntaxKind.AddAccessorDeclaration,
            SyntaxKind.RemoveAccessorDeclaration,
            SyntaxKind.SimpleLambdaExpression,
            SyntaxKind.ParenthesizedLambdaExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        SyntaxList<AttributeListSyntax> attributes = context.Node switch
        {
            MemberDeclarationSyntax member => member.AttributeLists,
            LocalFunctionStatementSyntax function => function.AttributeLists,
            AccessorDeclarationSyntax accessor => accessor.AttributeLists,
            LambdaExpressionSyntax lambda => lambda.AttributeLists,
            _ => default,
        };
        if (attributes.Count == 0 || Method(context) is not { } method || MethodContract.DifferentiableAttribute(method) is null)
        {
            return;
        }

        LoweringResult result = Lowering.Run(method, context.SemanticModel, context.CancellationToken);
        foreach (Problem problem in result.Problems)
        {
            context.ReportDiagnostic(Catalogue.Report(problem));
        }

        // The generator is silent where a later stage fails: the same stages run here, so that the user learns of it.
        if (result.Model is { } model && DifferentiableGenerator.Check(model) is { } error)
        {
            Location place = MethodContract.NameOf(context.Node);
            context.ReportDiagnostic(Catalogue.Report(new Problem(Reason.Internal, place, method.Name, error)));
        }
    }

    private static IMethodSymbol? Method(SyntaxNodeAnalysisContext context) => context.Node is LambdaExpressionSyntax
        ? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol as IMethodSymbol
        : context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) as IMethodSymbol;
}
