using System.Collections.Generic;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Variables and what is assigned to them: locals, parameters, their fields, properties that set these, elements of arrays and spans.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>Whether static state is written: code that may not run twice.</summary>
    public bool WritesState { get; private set; }

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

        if (IsElement(assignment.Target))
        {
            Element element = LowerElement(assignment.Target);
            Value scalar = LowerScalar(assignment.Value);
            StoreElement(element, scalar, assignment.Target);
            return scalar;
        }

        Datum value = Lower(assignment.Value);
        return Store(assignment.Target, value);
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

    private Datum Store(IOperation target, Datum value)
    {
        if (TargetOf(target) is { } place)
        {
            Write(place, value);
            return Read(place);
        }

        if (target is IPropertyReferenceOperation property && Setter(property) is { } setter)
        {
            LowerSetter(property, setter, value);
        }
        else if (IsStaticState(target))
        {
            WriteState((IMemberReferenceOperation)target, AsScalar(value, target));
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
        WritesState = true;
        _builder.VerbatimStatement(new VerbatimAttribute(MemberText(target.Member) + " = {0}", Pure: false), value);
    }

    /// <summary>The code that sets a property of a struct, if there is such.</summary>
    private IMethodSymbol? Setter(IPropertyReferenceOperation reference) =>
        reference.Property.SetMethod is { } declared && reference.Instance is { Type: var type } && IsStruct(type)
        && Closed(declared, type) is var setter && !IsAutomatic(setter) && HasSource(setter)
            ? setter
            : null;

    private void LowerSetter(IPropertyReferenceOperation reference, IMethodSymbol setter, Datum value)
    {
        if (Bind(reference.Arguments, setter) is { } arguments)
        {
            IParameterSymbol parameter = Definition(setter).Parameters[setter.Parameters.Length - 1];
            Inline(setter, new Binding(null, PlaceOf(reference.Instance!), null), [.. arguments, new Binding(parameter, null, value)], reference.Syntax);
        }
    }
}
