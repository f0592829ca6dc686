using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// The contract between a method marked <c>[Differentiable]</c>, the members generated for it, and those who call it, from
/// this or another assembly: all of it follows from the signature and the attributes.
/// </summary>
internal static class MethodContract
{
    public const string AttributeName = "AutoDiff.DifferentiableAttribute";

    public static AttributeData? DifferentiableAttribute(IMethodSymbol method) => Attribute(method, "DifferentiableAttribute");

    /// <summary>The members that the attribute asks for.</summary>
    public static Members Asked(AttributeData attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == "Emit" && argument.Value.Value is int members)
            {
                return (Members)members & Members.All;
            }
        }

        return Members.All;
    }

    /// <summary>Whether the attribute asks that the method runs on graphics processors.</summary>
    public static bool RunsOnGpu(AttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument.Key == DeviceRequest.Argument && argument.Value.Value is true);

    public static bool IsNoGrad(IParameterSymbol parameter) => Attribute(parameter, "NoGradAttribute") is not null;

    public static bool IsActive(IParameterSymbol parameter) =>
        !IsNoGrad(parameter) && Boundary.HasDerivative(parameter.Type, parameter.ContainingAssembly);

    /// <summary>Whether a method without a result gives something back: in an array, a span or a parameter by reference.</summary>
    private static bool ReturnsInParameters(IMethodSymbol method) => method.ReturnsVoid && method.Parameters.Any(parameter =>
        IsActive(parameter) && (parameter.RefKind is RefKind.Ref or RefKind.Out || TypeMap.Ir(parameter.Type) is { IsBuffer: true, IsReadOnly: false }));

    /// <summary>Whether the result is a number, or a struct, record or tuple with numbers that generated code can make.</summary>
    private static bool HasResult(IMethodSymbol method) =>
        !method.ReturnsVoid && method.RefKind == RefKind.None && !TypeMap.Ir(method.ReturnType).IsBuffer
        && Boundary.HasDerivative(method.ReturnType, method.ContainingAssembly)
        && !Boundary.HoldsBuffers(method.ReturnType, method.ContainingAssembly)
        && Boundary.ShapeOf(method.ReturnType, method) is not null;

    /// <summary>Whether the method takes numbers and returns one: what its <c>FValueAndGradient</c> gives is all that callers need of it.</summary>
    public static bool IsCallable(IMethodSymbol method) =>
        method.IsStatic && !method.IsAbstract && !method.IsVirtual && TypeMap.IsReal(method.ReturnType)
        && method.Parameters.Any(IsActive)
        && method.Parameters.All(parameter => parameter is { RefKind: RefKind.None, IsParams: false }
            && (TypeMap.IsReal(parameter.Type) || IsNoGrad(parameter) || !TypeMap.CarriesReals(parameter.Type)));

    /// <summary>Whether callers can use the members of the method: those that are generated for any signature that can be differentiated.</summary>
    public static bool HasCallableSignature(IMethodSymbol method) =>
        method.IsStatic && !method.IsAbstract && !method.IsVirtual && method.Parameters.Any(IsActive)
        && (HasResult(method) || ReturnsInParameters(method))
        && method.Parameters.All(parameter => !IsRefused(parameter) && parameter.RefKind is RefKind.None or RefKind.In or RefKind.Ref or RefKind.Out
            && (IsNoGrad(parameter) || !TypeMap.CarriesReals(parameter.Type) || HasParts(parameter, method)));

    /// <summary>The members of the method that its differentiable callers use.</summary>
    public static Members NeededByCallers(IMethodSymbol method) => IsCallable(method) ? Members.NeededByCallers : Members.NeededByOtherCallers;

    /// <summary>A parameter as members and their callers know it, or null if generated code cannot name or make its values.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="type">Its type, in a generic method perhaps that of one call.</param>
    /// <param name="method">Beside which method the code is that makes its values.</param>
    public static ParameterModel? ModelOf(IParameterSymbol parameter, ITypeSymbol type, IMethodSymbol method)
    {
        bool isActive = IsActive(parameter);
        ShapeModel? shape = isActive ? Boundary.ShapeOf(type, method) : ShapeModel.Single(TypeMap.Ir(type));
        return shape is null ? null : new ParameterModel(parameter.Name, shape, isActive, parameter.RefKind switch
        {
            RefKind.None => Passing.Value,
            RefKind.Ref => Passing.Ref,
            RefKind.Out => Passing.Out,
            _ => Passing.In,
        });
    }

    /// <summary>Whether a method of another assembly has the members beside it that callers need.</summary>
    public static bool HasMembers(IMethodSymbol method) =>
        method.ContainingType.GetMembers(IsCallable(method) ? NamingContract.ValueAndGradient(method.Name) : NamingContract.Vjp(method.Name)).Length > 0
        && method.ContainingType.GetMembers(NamingContract.Jvp(method.Name)).Length > 0;

    /// <summary>Records what stands against the method's signature and place.</summary>
    public static void Check(IMethodSymbol method, SyntaxNode declaration, List<Problem> problems)
    {
        int before = problems.Count;
        if (CheckKind(method, declaration, problems))
        {
            CheckContainers(method, declaration, problems);
            CheckResult(method, declaration, problems);
            CheckParameters(method, problems);
            if (problems.Count == before && !method.Parameters.Any(IsActive))
            {
                problems.Add(new Problem(Reason.NoActiveParameter, NameOf(declaration), method.Name));
            }
        }
    }

    /// <summary>The name of the method in its declaration.</summary>
    public static Location NameOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        OperatorDeclarationSyntax @operator => @operator.OperatorToken.GetLocation(),
        ConversionOperatorDeclarationSyntax conversion => conversion.OperatorKeyword.GetLocation(),
        AccessorDeclarationSyntax accessor => accessor.Keyword.GetLocation(),
        LambdaExpressionSyntax lambda => lambda.ArrowToken.GetLocation(),
        AnonymousMethodExpressionSyntax anonymous => anonymous.DelegateKeyword.GetLocation(),
        _ => declaration.GetLocation(),
    };

    private static bool CheckKind(IMethodSymbol method, SyntaxNode declaration, List<Problem> problems)
    {
        string? reason = method.MethodKind is Microsoft.CodeAnalysis.MethodKind.LocalFunction or Microsoft.CodeAnalysis.MethodKind.AnonymousFunction
                ? Reason.LocalFunctionAttributed
            : method.MethodKind != Microsoft.CodeAnalysis.MethodKind.Ordinary || method.ContainingType.IsExtension ? Reason.MethodKind
            : method.IsAsync || method.IsIterator ? Reason.AsyncOrIterator
            : !method.IsStatic && !HasConstantInstance(method) ? Reason.NotStatic
            : !HasBody(method, declaration) ? Reason.NoBody
            : method.IsVirtual || method.IsAbstract || method.ExplicitInterfaceImplementations.Length > 0 ? Reason.MethodKind
            : null;
        if (reason is null)
        {
            return true;
        }

        SyntaxToken? asyncKeyword = (declaration as MethodDeclarationSyntax)?.Modifiers
            .FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.AsyncKeyword));
        Location place = reason == Reason.AsyncOrIterator && asyncKeyword is { RawKind: not 0 } token ? token.GetLocation() : NameOf(declaration);
        problems.Add(new Problem(reason, place, method.Name, reason == Reason.AsyncOrIterator && method.IsAsync ? "async" : method.Name));
        return false;
    }

    /// <summary>Whether the instance that a method belongs to stays as it is while the method runs: one more constant.</summary>
    private static bool HasConstantInstance(IMethodSymbol method) => method.ContainingType.TypeKind == TypeKind.Struct
        ? method.IsReadOnly || method.ContainingType.IsRecord
        : Shape.Of(method.ContainingType, method.ContainingAssembly) is not null;

    private static bool HasBody(IMethodSymbol method, SyntaxNode declaration) =>
        !method.IsAbstract && !method.IsExtern && declaration is MethodDeclarationSyntax syntax
        && (syntax.Body is not null || syntax.ExpressionBody is not null);

    private static void CheckContainers(IMethodSymbol method, SyntaxNode declaration, List<Problem> problems)
    {
        for (SyntaxNode? node = declaration.Parent; node is not null; node = node.Parent)
        {
            if (node is TypeDeclarationSyntax type && !type.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PartialKeyword)))
            {
                problems.Add(new Problem(Reason.TypeNotPartial, type.Identifier.GetLocation(), method.Name, type.Identifier.ValueText));
            }
            else if (node is TypeDeclarationSyntax local && local.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.FileKeyword)))
            {
                problems.Add(new Problem(Reason.FileLocal, local.Identifier.GetLocation(), method.Name, local.Identifier.ValueText));
            }
        }
    }

    private static void CheckResult(IMethodSymbol method, SyntaxNode declaration, List<Problem> problems)
    {
        if (HasResult(method) || ReturnsInParameters(method))
        {
            return;
        }

        Location place = declaration is MethodDeclarationSyntax syntax ? syntax.ReturnType.GetLocation() : NameOf(declaration);
        string reason = method.ReturnType is ITypeParameterSymbol ? Reason.Constraint : Reason.ResultNotReal;
        problems.Add(new Problem(reason, place, method.Name, method.ReturnType.ToDisplayString()));
    }

    private static void CheckParameters(IMethodSymbol method, List<Problem> problems)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as ParameterSyntax;
            Location type = syntax?.Type?.GetLocation() ?? parameter.Locations[0];
            if (IsRefused(parameter))
            {
                Location modifier = syntax is { Modifiers.Count: > 0 }
                    ? syntax.Modifiers.First(token => !token.IsKind(SyntaxKind.ThisKeyword)).GetLocation()
                    : type;
                problems.Add(new Problem(Reason.ParameterByReference, modifier, method.Name, parameter.Name));
            }
            else if (parameter.Type is ITypeParameterSymbol && !TypeMap.IsReal(parameter.Type) && !IsNoGrad(parameter))
            {
                problems.Add(new Problem(Reason.Constraint, type, method.Name, parameter.Type.Name));
            }
            else if (parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            {
                problems.Add(new Problem(Reason.Unsafe, type, method.Name, parameter.Type.ToDisplayString()));
            }
            else if (parameter.Type.TypeKind == TypeKind.Dynamic)
            {
                problems.Add(new Problem(Reason.Dynamic, type, method.Name, parameter.Name));
            }
            else if (TypeMap.IsFileLocal(parameter.Type))
            {
                problems.Add(new Problem(Reason.FileLocal, type, method.Name, parameter.Type.Name));
            }
            else if (!IsNoGrad(parameter) && TypeMap.CarriesReals(parameter.Type) && !HasParts(parameter, method))
            {
                problems.Add(new Problem(Reason.ParameterType, type, method.Name, parameter.Type.ToDisplayString()));
            }
        }
    }

    /// <summary>Whether a derivative cannot follow how the parameter is passed: an array by reference might become another array.</summary>
    private static bool IsRefused(IParameterSymbol parameter) =>
        parameter.RefKind != RefKind.None && (TypeMap.Ir(parameter.Type).IsBuffer || (parameter.RefKind is RefKind.Ref or RefKind.Out && !IsActive(parameter)));

    private static bool HasParts(IParameterSymbol parameter, IMethodSymbol method) =>
        IsActive(parameter) && !Boundary.HoldsBuffers(parameter.Type, method.ContainingAssembly) && Boundary.ShapeOf(parameter.Type, method) is not null;

    private static AttributeData? Attribute(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: "AutoDiff", ContainingNamespace.IsGlobalNamespace: true } } type
        && type.Name == name);
}
