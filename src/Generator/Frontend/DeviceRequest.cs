using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// The wish that a method runs on graphics processors: what of its signature stands against it, and where something in its body does. The members are generated with or
/// without it.
/// </summary>
internal sealed class DeviceRequest
{
    /// <summary>The name of the attribute's property.</summary>
    public const string Argument = "RunsOnGpu";

    private readonly IMethodSymbol _method;
    private readonly SyntaxNode _declaration;
    private readonly IReadOnlyList<SyntaxNode?> _origins;

    /// <summary>Takes up the wish.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="origins">Where the operations of its kernel come from.</param>
    public DeviceRequest(IMethodSymbol method, SyntaxNode declaration, IReadOnlyList<SyntaxNode?> origins)
    {
        _method = method;
        _declaration = declaration;
        _origins = origins;
    }

    /// <summary>What stands against it before the body is looked at: the first such thing, or null.</summary>
    /// <param name="attribute">The attribute that asks for it.</param>
    /// <param name="stateWritten">Where the method writes static state, or null.</param>
    public Problem? Check(AttributeData attribute, Location? stateWritten)
    {
        if (Elementwise.Against(_method) is { } misfit)
        {
            Location place = misfit.IsResult && _declaration is MethodDeclarationSyntax method ? method.ReturnType.GetLocation()
                : misfit.Parameter is { } parameter ? Syntax(parameter)?.Type?.GetLocation() ?? parameter.Locations[0]
                : MethodContract.NameOf(_declaration);
            return new Problem(Reason.NotElementwise, place, _method.Name, misfit.Why);
        }

        return stateWritten is not null ? new Problem(Reason.NotElementwise, stateWritten, _method.Name, "it writes static state")
            : (MethodContract.Asked(attribute) & Members.Tensor) == 0 ? new Problem(Reason.NoTensorMember, PlaceOf(attribute, "Emit"), _method.Name)
            : null;
    }

    /// <summary>The problem that something in the kernel is.</summary>
    public Problem Explain(DeviceObstacle obstacle)
    {
        if (_method.Parameters.FirstOrDefault(parameter => parameter.Name == obstacle.Parameter) is { } parameter)
        {
            return new Problem(obstacle.Reason, Syntax(parameter)?.GetLocation() ?? parameter.Locations[0], _method.Name, parameter.Name, obstacle.What);
        }

        (Location place, string thing) = _origins[obstacle.Origin] is { } node ? Refusals.Place(node) : (MethodContract.NameOf(_declaration), _method.Name);
        return new Problem(obstacle.Reason, place, _method.Name, thing, obstacle.What);
    }

    private static ParameterSyntax? Syntax(IParameterSymbol parameter) => parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as ParameterSyntax;

    /// <summary>An argument of the attribute, or the method's name where the attribute stands elsewhere.</summary>
    private Location PlaceOf(AttributeData attribute, string argument) =>
        attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == _declaration.SyntaxTree
        && ((AttributeSyntax)reference.GetSyntax()).ArgumentList?.Arguments.FirstOrDefault(given => given.NameEquals?.Name.Identifier.ValueText == argument) is { } found
            ? found.GetLocation()
            : MethodContract.NameOf(_declaration);
}
