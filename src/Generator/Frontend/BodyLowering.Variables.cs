using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Variables and what is assigned to them: locals, parameters, elements of tuple locals, elements of arrays and spans.
/// </content>
internal sealed partial class BodyLowering
{
    private Datum Read(ISymbol variable)
    {
        if (_environment.TryGetValue(variable, out Datum? datum))
        {
            return datum;
        }

        // What declares it may have been refused; otherwise the compiler has proved that this cannot be.
        return _problems.Count > 0
            ? Placeholder((variable as ILocalSymbol)?.Type)
            : throw new InvalidOperationException($"'{variable.Name}' is read before it is assigned.");
    }

    private void Assign(ISymbol variable, Datum datum)
    {
        datum = Named(datum, variable.Name);
        _environment = _environment.SetItem(variable, datum);
    }

    /// <summary>
    /// Gives a value the user's name if it has just been made and has none: whoever made it has told nobody else yet.
    /// </summary>
    private Datum Named(Datum datum, string name)
    {
        if (datum.IsTuple)
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
            case ILocalReferenceOperation { Local.RefKind: not RefKind.None }:
                Refuse(Reason.Reference, target.Syntax, target.Syntax.ToString());
                return false;
            case ILocalReferenceOperation:
                return true;
            case IParameterReferenceOperation parameter:
                return IsOwn(parameter);
            case IFieldReferenceOperation { Instance: { } tuple } field when TupleIndex(field) >= 0:
                return CanStore(tuple);
            case IFieldReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation } field
                when field.Field.ContainingType.IsValueType:
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
        switch (target)
        {
            case ILocalReferenceOperation local:
                if (local.IsDeclaration)
                {
                    _declared.Add(local.Local);
                }

                Assign(local.Local, value);
                return Read(local.Local);
            case IParameterReferenceOperation parameter:
                Assign(parameter.Parameter, value);
                return Read(parameter.Parameter);
            case var element when IsElement(element):
                StoreElement(LowerElement(element), AsScalar(value, element), element);
                return value;
            case IFieldReferenceOperation { Instance: { } tuple } field:
                Datum whole = Split(Lower(tuple), tuple.Type!);
                Store(tuple, whole.With(TupleIndex(field), value));
                return value;
            default:
                return value;
        }
    }

    /// <summary>Whether the parameter is one of this method, not a captured one of a primary constructor.</summary>
    private bool IsOwn(IParameterReferenceOperation parameter)
    {
        if (SymbolEqualityComparer.Default.Equals(parameter.Parameter.ContainingSymbol, _method))
        {
            return true;
        }

        Refuse(Reason.Construct, parameter.Syntax, parameter.Parameter.Name);
        return false;
    }

    private Datum LowerDeconstruction(IDeconstructionAssignmentOperation assignment)
    {
        if (!CanDeconstruct(assignment.Target) || assignment.Value.Type is not INamedTypeSymbol { IsTupleType: true } type)
        {
            return assignment.Value.Type is INamedTypeSymbol { IsTupleType: true }
                ? Placeholder(assignment.Type)
                : Refused(Reason.Object, assignment, assignment.Value.Type?.Name ?? assignment.Value.Syntax.ToString());
        }

        return Deconstruct(assignment.Target, Split(Lower(assignment.Value), type), type);
    }

    private bool CanDeconstruct(IOperation target) => target switch
    {
        IDeclarationExpressionOperation declaration => CanDeconstruct(declaration.Expression),
        ITupleOperation tuple => tuple.Elements.All(CanDeconstruct),
        _ => CanStore(target),
    };

    private Datum Deconstruct(IOperation target, Datum value, ITypeSymbol type)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                return Deconstruct(declaration.Expression, value, type);
            case ITupleOperation tuple:
                Datum parts = Split(value, type);
                ITypeSymbol[] types = [.. ((INamedTypeSymbol)type).TupleElements.Select(element => element.Type)];
                return Datum.Tuple([.. tuple.Elements.Select((element, i) => Deconstruct(element, parts.Elements[i], types[i]))]);
            default:
                return Store(target, target is IDiscardOperation ? value : ConvertImplicitly(value, type, target.Type!, target));
        }
    }

    /// <summary>The index of a tuple's element, or -1 for any other field.</summary>
    private static int TupleIndex(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field.CorrespondingTupleField ?? reference.Field;
        return field.ContainingType.IsTupleType && field.Name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(field.Name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number - 1
            : -1;
    }

    /// <summary>The elements of a tuple that came as one opaque value, from a parameter or a call.</summary>
    private Datum Split(Datum datum, ITypeSymbol type)
    {
        if (datum.IsTuple || type is not INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return datum;
        }

        Value whole = datum.Scalar;
        return Datum.Tuple([.. tuple.TupleElements.Select((element, i) =>
            (Datum)_builder.Verbatim(new VerbatimAttribute($"{Slot(whole, 0)}.Item{i + 1}", Pure: true), TypeMap.Ir(element.Type), whole))]);
    }

    /// <summary>A tuple as one opaque value, to be handed on.</summary>
    private Value AsScalar(Datum datum, IOperation source)
    {
        if (!datum.IsTuple)
        {
            return datum.Scalar;
        }

        Value[] parts = [.. datum.Elements.Select(element => AsScalar(element, source))];
        Barrier(Reason.NoDerivative, source.Syntax, source.Syntax.ToString(), parts);
        string template = $"({string.Join(", ", parts.Select((_, i) => $"{{{i}}}"))})";
        return _builder.Verbatim(new VerbatimAttribute(template, Pure: true), TypeMap.Ir(source.Type!), parts);
    }

    /// <summary>The place of an operand in a template where something binds to it: only a plain name needs no parentheses.</summary>
    private string Slot(Value value, int index) =>
        value.Id < _method.Parameters.Length ? $"{{{index}}}" : $"({{{index}}})";

}
