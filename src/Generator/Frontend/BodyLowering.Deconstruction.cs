using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Deconstruction: of tuples by their elements, of records by their parameters' properties, of other structs by their
/// <c>Deconstruct</c>, which is inlined. The targets' indices are evaluated first, and all parts are there before the first is assigned.
/// </content>
internal sealed partial class BodyLowering
{
    private Datum LowerDeconstruction(IDeconstructionAssignmentOperation assignment)
    {
        if (!CanDeconstruct(assignment.Target))
        {
            return Placeholder(assignment.Type);
        }

        var targets = new Queue<Target>();
        Evaluate(assignment.Target, targets);
        Datum value = Lower(assignment.Value);
        DeconstructionInfo info = ModelOf(assignment.Syntax.SyntaxTree).GetDeconstructionInfo((AssignmentExpressionSyntax)assignment.Syntax);
        Parts? parts = Take(assignment.Target, value, TypeOf(assignment.Value), info);
        return parts is null
            ? Refused(Reason.Object, assignment, assignment.Value.Type?.Name ?? assignment.Value.Syntax.ToString())
            : Deconstruct(assignment.Target, parts, targets);
    }

    /// <summary>Evaluates what a deconstruction assigns, in the order of the assignments.</summary>
    private void Evaluate(IOperation target, Queue<Target> targets)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Evaluate(declaration.Expression, targets);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    Evaluate(element, targets);
                }

                break;
            case not IDiscardOperation:
                targets.Enqueue(Evaluated(target));
                break;
        }
    }

    private bool CanDeconstruct(IOperation target) => target switch
    {
        IDeclarationExpressionOperation declaration => CanDeconstruct(declaration.Expression),
        ITupleOperation tuple => tuple.Elements.All(CanDeconstruct),
        _ => CanStore(target),
    };

    /// <summary>What the targets of a deconstruction get: a value with its type, or parts of their own.</summary>
    private sealed record Parts(Datum? Value, ITypeSymbol? Type, IReadOnlyList<Parts> Inner);

    /// <summary>Takes a value to pieces as the targets ask; null if that cannot be followed.</summary>
    private Parts? Take(IOperation target, Datum value, ITypeSymbol type, DeconstructionInfo info)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (target is not ITupleOperation tuple)
        {
            return new Parts(value, type, []);
        }

        (Datum Value, ITypeSymbol Type)[]? pieces = info.Method is { } method
            ? Pieces(value, type, method, target.Syntax)
            : value.IsComposite && type is INamedTypeSymbol { IsTupleType: true } source
                ? [.. value.Elements.Select((element, i) => (element, source.TupleElements[i].Type))]
                : null;
        if (pieces is null || pieces.Length != tuple.Elements.Length)
        {
            return null;
        }

        var inner = new List<Parts>();
        for (int i = 0; i < pieces.Length; i++)
        {
            DeconstructionInfo nested = i < info.Nested.Length ? info.Nested[i] : default;
            if (Take(tuple.Elements[i], pieces[i].Value, pieces[i].Type, nested) is not { } part)
            {
                return null;
            }

            inner.Add(part);
        }

        return new Parts(null, null, inner);
    }

    /// <summary>What a <c>Deconstruct</c> method gives, or null.</summary>
    private (Datum Value, ITypeSymbol Type)[]? Pieces(Datum value, ITypeSymbol type, IMethodSymbol method, SyntaxNode place)
    {
        IMethodSymbol definition = Definition(method);
        if (!value.IsComposite || ShapeOf(type) is not { } shape)
        {
            return null;
        }

        if (definition.IsImplicitlyDeclared)
        {
            // A record's own: its parameters' properties.
            int[] indices = [.. definition.Parameters.Select(parameter => shape.Fields.ToList().FindIndex(field => (field.AssociatedSymbol ?? field).Name == parameter.Name))];
            return indices.Contains(-1) ? null : [.. indices.Select(index => (value.Elements[index], Closed(shape.Fields[index].Type)))];
        }

        if (!HasSource(method) || definition.Parameters.Any(parameter => parameter.RefKind != RefKind.Out && !definition.IsStatic))
        {
            return null;
        }

        IEnumerable<IParameterSymbol> outputs = definition.Parameters.Where(parameter => parameter.RefKind == RefKind.Out);
        var arguments = outputs.Select(parameter => new Binding(parameter, null, null)).ToList();
        Binding? receiver = null;
        if (definition.IsStatic)
        {
            arguments.Insert(0, new Binding(definition.Parameters[0], null, value));
        }
        else
        {
            receiver = new Binding(null, null, value);
        }

        (Datum, ITypeSymbol)[]? pieces = null;
        Inline(method, receiver, arguments, place, _ =>
            pieces = [.. outputs.Select(parameter => (Read(PlaceOf(parameter, parameter.Type)), Closed(parameter.Type)))]);
        return pieces;
    }

    private Datum Deconstruct(IOperation target, Parts parts, Queue<Target> targets) => target switch
    {
        IDeclarationExpressionOperation declaration => Deconstruct(declaration.Expression, parts, targets),
        ITupleOperation tuple => Datum.Tuple([.. tuple.Elements.Select((element, i) => Deconstruct(element, parts.Inner[i], targets))]),
        IDiscardOperation => parts.Value!,
        _ => Store(targets.Dequeue(), ConvertImplicitly(parts.Value!, parts.Type!, TypeOf(target), target)),
    };
}
