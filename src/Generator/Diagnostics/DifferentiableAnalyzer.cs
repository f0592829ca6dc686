using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>
/// Reports why a method marked <c>[Differentiable]</c> has no derivative, or does not run on graphics processors though it is to. The generator lowers the same methods and stays
/// silent; both see the same problems, since both call <see cref="Lowering"/>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Catalogue.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
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
        List<DeviceObstacle>? obstacles = result.Request is null ? null : [];
        if (result.Model is { } model && DifferentiableGenerator.Check(model, obstacles) is { } error)
        {
            Location place = MethodContract.NameOf(context.Node);
            context.ReportDiagnostic(Catalogue.Report(new Problem(Reason.Internal, place, method.Name, error)));
        }

        // Code that is lowered for several paths is reported once.
        var seen = new HashSet<(string, TextSpan)>();
        foreach (Problem problem in obstacles?.Select(result.Request!.Explain).Where(problem => seen.Add((problem.Id, problem.Location.SourceSpan))) ?? [])
        {
            context.ReportDiagnostic(Catalogue.Report(problem));
        }
    }

    private static IMethodSymbol? Method(SyntaxNodeAnalysisContext context) => context.Node is LambdaExpressionSyntax
        ? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol as IMethodSymbol
        : context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) as IMethodSymbol;
}
