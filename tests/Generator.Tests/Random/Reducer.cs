using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using AutoDiff.Generator.Transform;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>
/// Makes a program that fails smaller, as long as it fails: it leaves out methods and statements, puts a part in place of the whole, a
/// plain number in place of an expression. A rare fault is kept in this way; drawing new programs until a smaller one fails, as CsCheck
/// does it by itself, would lose it.
/// </summary>
internal static class Reducer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A smaller program that fails in the same way.</summary>
    public static string Reduce(string program, string kind, Analyses analyses)
    {
        var watch = Stopwatch.StartNew();
        program = Formatted(program);
        for (bool isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            List<string> candidates = Candidates(program);
            for (int i = 0; i < candidates.Count && watch.Elapsed < Limit;)
            {
                if (ProgramCheck.IsRunnable(candidates[i]) && ProgramCheck.Check(candidates[i], analyses)?.Kind == kind)
                {
                    program = Formatted(candidates[i]);
                    candidates = Candidates(program);
                    isSmaller = true;
                }
                else
                {
                    i++;
                }
            }
        }

        return program;
    }

    public static string Formatted(string program)
    {
        string text = SyntaxFactory.ParseCompilationUnit("class C {" + program + "}").NormalizeWhitespace(eol: "\n").ToFullString();
        IEnumerable<string> lines = text.Split('\n')[2..^1].Where(line => line.Length > 0).Select(line => line[4..]);
        return string.Join("\n", lines) + "\n";
    }

    /// <summary>The programs that one edit leads to, those first that leave out most.</summary>
    private static List<string> Candidates(string program)
    {
        CompilationUnitSyntax root = SyntaxFactory.ParseCompilationUnit("class C {" + program + "}");
        int start = "class C {".Length;
        return [.. root.DescendantNodes()
            .SelectMany(node => Edits(node).Select(text => (node.Span, Text: text)))
            .Where(edit => edit.Text.Length < edit.Span.Length)
            .OrderByDescending(edit => edit.Span.Length - edit.Text.Length)
            .Select(edit => program.Remove(edit.Span.Start - start, edit.Span.Length).Insert(edit.Span.Start - start, edit.Text))
            .Distinct()];
    }

    /// <summary>What may stand in place of a node.</summary>
    private static IEnumerable<string> Edits(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText == "F" ? [] : [""],
        StructDeclarationSyntax or OperatorDeclarationSyntax or ElseClauseSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax => [""],
        IfStatementSyntax branch => ["", Inside(branch.Statement), branch.Else is { } other ? Inside(other.Statement) : ""],
        ForStatementSyntax loop => ["", Inside(loop.Statement)],
        CommonForEachStatementSyntax loop => ["", Inside(loop.Statement)],
        WhileStatementSyntax loop => ["", Inside(loop.Statement)],
        DoStatementSyntax loop => ["", Inside(loop.Statement)],
        BlockSyntax { Parent: BlockSyntax } block => [Inside(block)],
        BlockSyntax => [],
        StatementSyntax => [""],
        AssignmentExpressionSyntax assignment => [$"{assignment.Left} = {assignment.Right}"],
        ExpressionSyntax expression when IsValue(expression) =>
            [.. expression.ChildNodes().SelectMany(Parts).Select(part => part.ToString()), "x", "1.0", "0", "1", "true"],
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Parts(SyntaxNode node) => node switch
    {
        ExpressionSyntax expression => [expression],
        ArgumentListSyntax list => list.Arguments.Select(argument => argument.Expression),
        SwitchExpressionArmSyntax arm => [arm.Expression],
        _ => [],
    };

    /// <summary>Whether an expression is computed, not a name of something or part of a type.</summary>
    private static bool IsValue(ExpressionSyntax expression) =>
        expression is not (TypeSyntax or LiteralExpressionSyntax or DeclarationExpressionSyntax or TupleExpressionSyntax)
        || expression is IdentifierNameSyntax { Parent: not (MemberAccessExpressionSyntax or InvocationExpressionSyntax) };

    private static string Inside(StatementSyntax statement) =>
        statement is BlockSyntax block ? string.Concat(block.Statements.Select(inner => inner.ToFullString())) : statement.ToString();
}
