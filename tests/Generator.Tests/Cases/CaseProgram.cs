using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Cases;

/// <summary>
/// The source of a case: the program in a class of its own, and for each call a driver. A driver is needed because spans cannot be
/// passed by reflection; it uses what the generator makes only through the public names, and takes and returns plain numbers.
/// </summary>
internal static class CaseProgram
{
    /// <summary>A field that counts what must happen once.</summary>
    private const string Counter = "public static int Calls;";

    /// <summary>The program as a class <c>Model</c>, its methods of real numbers marked.</summary>
    public static string Model(string code)
    {
        // CS0219: a case is about a local that is never read.
        const string Head = "#pragma warning disable CS0219\nusing System; using AutoDiff;\npublic static partial class Model\n{\n";
        var text = new StringBuilder(code);
        foreach (MemberDeclarationSyntax member in Members(code).Reverse())
        {
            string access = member.Modifiers.Any(SyntaxKind.PublicKeyword) ? "" : "public ";
            text.Insert(member.SpanStart, (IsDifferentiable(member) ? "[Differentiable] " : "") + access);
        }

        return Head + text + "\n}\n";
    }

    /// <summary>A class <c>PointN</c> with the methods Plain, Vjp and Jvp around a call.</summary>
    /// <param name="code">The program.</param>
    /// <param name="call">The call of F in it.</param>
    /// <param name="number">The number in the class's name.</param>
    public static string Driver(string code, string call, int number)
    {
        Parameter[] parameters = Parameters(code, call, out string prelude);
        Parameter[] active = [.. parameters.Where(parameter => parameter.IsActive)];
        Parameter[] scalars = [.. active.Where(parameter => !parameter.IsArray)];
        Parameter[] arrays = [.. active.Where(parameter => parameter.IsArray)];

        // Parameters that are passed the same variable share its tangent and its adjoint.
        Parameter[] shared = [.. arrays.DistinctBy(parameter => parameter.Slot)];
        string arguments = string.Join(", ", parameters.Select(parameter => parameter.Name));
        string start = prelude + string.Concat(parameters.Select(parameter => $"{parameter.Type} {parameter.Name} = {parameter.Value};\n"));
        IEnumerable<string> after = arrays.Select(parameter => parameter.Name);
        if (code.Contains(Counter, StringComparison.Ordinal))
        {
            start += "Model.Calls = 0;\n";
            after = after.Append("[Model.Calls]");
        }

        string states = $"new double[][] {{ {string.Join(", ", after)} }}";

        IEnumerable<string> adjoints = shared.Select(parameter =>
            $"var {parameter.Slot}Adjoint = new {parameter.Element}[{parameter.Name}.Length];\n");
        IEnumerable<string> tangents = shared.Select(parameter =>
            $"var {parameter.Slot}Tangent = new {parameter.Element}[{parameter.Name}.Length];\n"
            + $"if (slot == \"{parameter.Slot}\") {parameter.Slot}Tangent[entry] = 1;\n");
        IEnumerable<string> directions = active.Select(parameter =>
            parameter.IsArray ? parameter.Slot + "Tangent" : $"slot == \"{parameter.Slot}\" ? 1 : 0");
        IEnumerable<string> gradients = active.DistinctBy(parameter => parameter.Slot).Select(parameter =>
            $"(\"{parameter.Slot}\", {GradientOf(parameter, isOnly: scalars.Length == 1)})");
        return $$"""
            public static class Point{{number}}
            {
                public static (double, double[][]) Plain()
                {
                    {{start}}
                    double result = Model.F({{arguments}});
                    return (result, {{states}});
                }

                public static (double, double[][], (string, double[])[]) Vjp()
                {
                    {{start}}
                    {{string.Concat(adjoints)}}
                    var result = Model.FVjp({{string.Join(", ", [arguments, "1", .. arrays.Select(parameter => parameter.Slot + "Adjoint")])}});
                    return (result{{(scalars.Length == 0 ? "" : ".Value")}}, {{states}}, new (string, double[])[] { {{string.Join(", ", gradients)}} });
                }

                public static (double, double[][], double) Jvp(string slot, int entry)
                {
                    {{start}}
                    {{string.Concat(tangents)}}
                    var result = Model.FJvp({{string.Join(", ", [arguments, .. directions])}});
                    return (result.Value, {{states}}, result.Tangent);
                }
            }

            """;
    }

    private static string GradientOf(Parameter parameter, bool isOnly) =>
        parameter.IsArray ? parameter.Slot + "Adjoint" : isOnly ? "[result.Gradient]" : $"[result.Gradient.{parameter.Name}]";

    /// <summary>The members as they stand outside of a class, which only a script may contain.</summary>
    private static SyntaxList<MemberDeclarationSyntax> Members(string code) =>
        SyntaxFactory.ParseCompilationUnit(code, options: new CSharpParseOptions(LanguageVersion.CSharp14, kind: SourceCodeKind.Script)).Members;

    private static bool IsDifferentiable(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax method
        && method.ParameterList.Parameters.Select(parameter => parameter.Type!).Append(method.ReturnType).Any(HasReals);

    private static bool HasReals(TypeSyntax type) =>
        type.DescendantNodesAndSelf().Any(node => node is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword or (int)SyntaxKind.FloatKeyword })
        || type is IdentifierNameSyntax;

    private static Parameter[] Parameters(string code, string call, out string prelude)
    {
        // The last statement is the call; those before it declare what it is called with.
        var block = (BlockSyntax)SyntaxFactory.ParseStatement("{" + call + ";}");
        prelude = string.Concat(block.Statements.SkipLast(1).Select(statement => statement + "\n"));
        var invocation = (InvocationExpressionSyntax)((ExpressionStatementSyntax)block.Statements[^1]).Expression;
        MethodDeclarationSyntax method = Members(code).OfType<MethodDeclarationSyntax>().Single(candidate => candidate.Identifier.ValueText == "F");
        return [.. method.ParameterList.Parameters.Zip(
            invocation.ArgumentList.Arguments,
            (parameter, argument) => new Parameter(parameter.Identifier.ValueText, parameter.Type!.ToString(), argument.ToString()))];
    }

    private sealed record Parameter(string Name, string Type, string Value)
    {
        public bool IsArray => Type.EndsWith("[]", StringComparison.Ordinal);

        public string Element => Type.Replace("[]", "", StringComparison.Ordinal);

        public bool IsActive => Element is "double" or "float";

        /// <summary>What its derivative is called: the variable that is passed, if it is one.</summary>
        public string Slot => SyntaxFacts.IsValidIdentifier(Value) ? Value : Name;
    }
}
