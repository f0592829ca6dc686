using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Variables and what is assigned to them: locals, parameters, their fields, properties that set these, elements of arrays and spans.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>Where static state is written first, by code that may not run twice; null if none is.</summary>
    public Location? StateWritten { get; private set; }

    private void Assign(ISymbol variable, Datum datum) =>
        Write(_aliases.TryGetValue(variable, out Place? place) ? place : new Place(variable, TypeOfVariable(variable), []), datum);

    private ITypeSymbol TypeOfVariable(ISymbol variable) => Closed(variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => variable.ContainingType,
    });

    /// <summary>A variable that is not one of this method or of those inlined into it.</summary>
    private Datum LowerUnknownVariable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => Refused(Reason.Reference, operation, local.Name),
        IParameterReferenceOperation { Parameter: var parameter } => Refused(Reason.Construct, operation, parameter.Name),
        _ => Refused(Reason.Object, operation, operation.Syntax.ToString()),
    };

    /// <summary>A <c>ref</c> local is another name for what it refers to.</summary>
    private void DeclareReference(IVariableDeclaratorOperation declarator)
    {
        if (declarator.Initializer is { Value: var value } && PlaceOf(value) is { } place)
        {
            _aliases[declarator.Symbol] = place;
            return;
        }

        Refuse(Reason.Reference, declarator.Syntax, declarator.Symbol.Name);

        // Later uses read a variable of its own: one problem is enough.
        Place own = new(declarator.Symbol, TypeOfVariable(declarator.Symbol), []);
        _aliases[declarator.Symbol] = own;
        Write(own, Placeholder(declarator.Symbol.Type));
    }

    /// <summary>
    /// Gives a value the user's name if it has just been made and has none: whoever made it has told nobody else yet.
    /// </summary>
    private Datum Named(Datum datum, string name)
    {
        if (datum.IsComposite)
        {
            return datum;
        }

        Value value = datum.Scalar;
        List<Op> ops = _builder.Ops;
        if (value.Name is not null || ops.Count == 0)
        {
            return value;
        }

        Op last = ops[ops.Count - 1];
        for (int i = 0; i < last.Results.Count; i++)
        {
            if (last.Results[i].Id == value.Id)
            {
                Value[] results = [.. last.Results];
                results[i] = value with { Name = name };
                ops[ops.Count - 1] = last with { Results = results };
                return results[i];
            }
        }

        return value;
    }

    private Datum LowerAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
        {
            return Refused(Reason.Reference, assignment, assignment.Target.Syntax.ToString());
        }

        if (!CanStore(assignment.Target))
        {
            return Placeholder(assignment.Type);
        }

        Target target = Evaluated(assignment.Target);
        return Store(target, Lower(assignment.Value));
    }

    /// <summary>Whether the target is a variable; a problem is recorded if not.</summary>
    private bool CanStore(IOperation target)
    {
        switch (target)
        {
            case IDiscardOperation:
                return true;
            case var element when IsElement(element):
                return true;
            case ILocalReferenceOperation { Local: { RefKind: not RefKind.None } local } when !_aliases.ContainsKey(local):
                Refuse(Reason.Reference, target.Syntax, target.Syntax.ToString());
                return false;
            case ILocalReferenceOperation:
                return true;
            case IParameterReferenceOperation { Parameter: var parameter }:
                if (PlaceOf(target) is null)
                {
                    Refuse(Reason.Construct, target.Syntax, parameter.Name);
                    return false;
                }

                return true;
            case IInstanceReferenceOperation when This is not null:
                return true;
            case IFieldReferenceOperation or IPropertyReferenceOperation when TargetOf(target) is not null:
                return true;
            case IPropertyReferenceOperation { Instance: { } instance } property when Setter(property) is not null && PlaceOf(instance) is not null:
                return true;
            case IFieldReferenceOperation or IPropertyReferenceOperation when IsStaticState(target):
                return true;
            case IFieldReferenceOperation { Instance: { } instance } field when Closed(instance.Type!).IsValueType:
                Refuse(Reason.Object, target.Syntax, field.Field.Name);
                return false;
            case IFieldReferenceOperation field:
                Refuse(Reason.StateWritten, target.Syntax, field.Field.Name);
                return false;
            case IPropertyReferenceOperation { Property.IsIndexer: true }:
                Refuse(Reason.Buffer, target.Syntax, target.Syntax.ToString());
                return false;
            case IPropertyReferenceOperation property:
                Refuse(Reason.StateWritten, target.Syntax, property.Property.Name);
                return false;
            default:
                Refuse(Reason.Construct, target.Syntax, target.Syntax.ToString());
                return false;
        }
    }

    /// <summary>What an assignment changes, its indices evaluated: once, and before the value, as C# has it.</summary>
    /// <param name="Operation">The expression.</param>
    /// <param name="Place">The variable, field or element; null for what has code of its own and for static state.</param>
    /// <param name="Indices">The indices of an indexer with code of its own.</param>
    private sealed record Target(IOperation Operation, Place? Place, IReadOnlyList<Binding>? Indices);

    private Target Evaluated(IOperation target) =>
        TargetOf(target) is { } place ? new Target(target, place, null)
        : target is IPropertyReferenceOperation property && Setter(property) is { } setter ? new Target(target, null, Bind(property.Arguments, setter))
        : new Target(target, null, null);

    private Datum Load(Target target)
    {
        if (target is { Indices: { Count: > 0 } indices, Operation: IPropertyReferenceOperation { Property.GetMethod: { } declared, Instance: { } instance } })
        {
            IMethodSymbol getter = Closed(declared, instance.Type);
            var arguments = indices.Select(index => index with { Parameter = Definition(getter).Parameters[index.Parameter!.Ordinal] }).ToList();
            return Inline(getter, new Binding(null, PlaceOf(instance), null), arguments, target.Operation.Syntax) ?? Placeholder(target.Operation.Type);
        }

        return target.Place is { Element: not null } place ? Read(place) : Lower(target.Operation);
    }

    private Datum Store(Target target, Datum value)
    {
        IOperation operation = target.Operation;
        if (target.Place is { } place)
        {
            _place = operation.Syntax;
            Write(place, value);
            return place.Element is null ? Read(place) : value;
        }

        if (operation is IPropertyReferenceOperation property && Setter(property) is { } setter)
        {
            LowerSetter(property, setter, target.Indices, value);
        }
        else if (IsStaticState(operation))
        {
            WriteState((IMemberReferenceOperation)operation, AsScalar(value, operation));
        }

        return value;
    }

    /// <summary>Whether the target is a static field or property of one scalar, or of an object that is only handed on.</summary>
    private bool IsStaticState(IOperation target) =>
        target is IMemberReferenceOperation { Instance: null } reference
        && reference is IFieldReferenceOperation or IPropertyReferenceOperation { Property: { IsIndexer: false, SetMethod: not null, ContainingType.IsExtension: false } }
        && ShapeOf(target.Type) is null && !IsBufferType(target.Type);

    /// <summary>A side effect like that of a passive call. A value that depends on an active parameter would lose its derivative there.</summary>
    private void WriteState(IMemberReferenceOperation target, Value value)
    {
        CheckNameable(target.Member, target.Syntax);
        Barrier(Reason.StateWritten, target.Syntax, target.Member.Name, [value]);
        StateWritten ??= Locate(target.Syntax.GetLocation());
        _builder.VerbatimStatement(new VerbatimAttribute(MemberText(target.Member) + " = {0}", Pure: false), value);
    }

    /// <summary>The code that sets a property of a struct, if there is such.</summary>
    private IMethodSymbol? Setter(IPropertyReferenceOperation reference) =>
        reference.Property.SetMethod is { } declared && reference.Instance is { Type: var type } && IsStruct(type)
        && Closed(declared, type) is var setter && !IsAutomatic(setter) && HasSource(setter)
            ? setter
            : null;

    private void LowerSetter(IPropertyReferenceOperation reference, IMethodSymbol setter, IReadOnlyList<Binding>? indices, Datum value)
    {
        if (indices is not null)
        {
            IParameterSymbol parameter = Definition(setter).Parameters[setter.Parameters.Length - 1];
            Inline(setter, new Binding(null, PlaceOf(reference.Instance!), null), [.. indices, new Binding(parameter, null, value)], reference.Syntax);
        }
    }
}
