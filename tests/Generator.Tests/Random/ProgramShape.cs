using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Random;

internal enum ParameterKind
{
    Number,
    Structure,
    Array,
    Integer,
}

internal sealed record ProgramParameter(string Name, ParameterKind Kind);

/// <summary>What a program consists of, and what its method F takes.</summary>
internal sealed class ProgramShape
{
    private ProgramShape(IReadOnlyList<MemberDeclarationSyntax> members)
    {
        Members = members;
        Fields = [.. members.OfType<StructDeclarationSyntax>().Take(1)
            .SelectMany(structure => structure.Members.OfType<FieldDeclarationSyntax>())
            .SelectMany(field => field.Declaration.Variables)
            .Select(variable => variable.Identifier.ValueText)];
        Parameters = [.. members.OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.ValueText == "F").ParameterList.Parameters
            .Select(parameter => new ProgramParameter(parameter.Identifier.ValueText, Kind(parameter.Type!.ToString())))];
    }

    public IReadOnlyList<MemberDeclarationSyntax> Members { get; }

    public IReadOnlyList<ProgramParameter> Parameters { get; }

    /// <summary>The fields of the struct.</summary>
    public IReadOnlyList<string> Fields { get; }

    public IEnumerable<ProgramParameter> Arrays => Parameters.Where(parameter => parameter.Kind == ParameterKind.Array);

    /// <summary>How many numbers F takes, those of structs included.</summary>
    public int Numbers => Parameters.Sum(parameter => parameter.Kind switch
    {
        ParameterKind.Number => 1,
        ParameterKind.Structure => Fields.Count,
        _ => 0,
    });

    public int Methods => Members.OfType<MethodDeclarationSyntax>().Count();

    public static ProgramShape Of(string program) =>
        new(SyntaxFactory.ParseCompilationUnit("class C {" + program + "}").Members.OfType<ClassDeclarationSyntax>().Single().Members);

    private static ParameterKind Kind(string type) => type switch
    {
        "double" => ParameterKind.Number,
        "int" => ParameterKind.Integer,
        "double[]" or "Span<double>" or "ReadOnlySpan<double>" => ParameterKind.Array,
        _ => ParameterKind.Structure,
    };
}
