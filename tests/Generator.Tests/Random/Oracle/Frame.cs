using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Tests.Random.Oracle;

/// <summary>A method, an operator or a local function.</summary>
internal sealed record Function(SeparatedSyntaxList<ParameterSyntax> Parameters, TypeSyntax Type, BlockSyntax? Body, ExpressionSyntax? Expression)
{
    public Function(MethodDeclarationSyntax method)
        : this(method.ParameterList.Parameters, method.ReturnType, method.Body, method.ExpressionBody?.Expression)
    {
    }

    public Function(OperatorDeclarationSyntax method)
        : this(method.ParameterList.Parameters, method.ReturnType, method.Body, method.ExpressionBody?.Expression)
    {
    }

    public Function(LocalFunctionStatementSyntax method)
        : this(method.ParameterList.Parameters, method.ReturnType, method.Body, method.ExpressionBody?.Expression)
    {
    }
}

/// <summary>The variables of one call.</summary>
/// <param name="outer">Those around a local function.</param>
/// <param name="self">The struct that the method belongs to.</param>
internal sealed class Frame(Frame? outer, Structure? self)
{
    private readonly Dictionary<string, Place> _variables = [];
    private readonly Dictionary<string, Function> _functions = [];

    public Place Declare(string name, Place place) => _variables[name] = place;

    public void Declare(string name, Function function) => _functions[name] = function;

    public Place PlaceOf(string name) => _variables.TryGetValue(name, out Place? place) ? place
        : self is not null && self.Fields.ContainsKey(name) ? new Field(self, name)
        : outer is not null ? outer.PlaceOf(name)
        : throw new NotSupportedException(name);

    /// <summary>A local function and the variables that it sees, or null.</summary>
    public (Function Function, Frame? Around)? FunctionOf(string name) =>
        _functions.TryGetValue(name, out Function? function) ? (function, this) : outer?.FunctionOf(name);
}
