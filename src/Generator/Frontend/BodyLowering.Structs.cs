using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Values of structs and tuples: made, copied with other fields, split where they come from passive code, and put together
/// again where they go to such.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>Fields of passive values that generated code may not name: a problem only if one is used.</summary>
    private readonly List<(Value Value, Problem Problem)> _unreadable = [];

    /// <summary>What values of structs and tuples were put together from: where they end, the derivative of their parts does.</summary>
    private readonly Dictionary<int, Value[]> _parts = [];

    /// <summary>The zero value of a type.</summary>
    private Datum Zero(ITypeSymbol type) => ShapeOf(type) is { IsReference: false } shape
        ? Datum.Composite([.. shape.Types.Select(Zero)], shape.Names)
        : Default(Ir(type));

    /// <summary>A passive value: as it is, or split into its fields where its type is a struct or a tuple.</summary>
    private Datum Split(Value whole, ITypeSymbol type)
    {
        if (ShapeOf(type) is not { IsReference: false } shape)
        {
            return whole;
        }

        Datum[] parts = [.. shape.Fields.Select(field => Part(whole, field)), .. shape.Captured.Select(parameter => Unreadable(parameter, parameter.Type))];
        return Datum.Composite(parts, shape.Names, whole);
    }

    private Datum Part(Value whole, IFieldSymbol field)
    {
        if (ReadableName(field) is { } name)
        {
            return Split(_builder.Verbatim(new VerbatimAttribute($"{Slot(whole, 0)}.{name}", Pure: true), Ir(field.Type), whole), field.Type);
        }

        return Unreadable(field.AssociatedSymbol ?? field, field.Type);
    }

    private Datum Unreadable(ISymbol member, ITypeSymbol type)
    {
        Datum unreadable = Placeholder(type);
        var problem = new Problem(Reason.Inaccessible, Locate(_place!.GetLocation()), _method.Name, member.Name);
        _unreadable.AddRange(Scalars(unreadable).Select(value => (value, problem)));
        return unreadable;
    }

    /// <summary>What <c>this</c> is in an instance method: a constant, whose fields can be read one by one.</summary>
    private void BindInstance(IOperation body)
    {
        if (_method.IsStatic)
        {
            return;
        }

        _place = body.Syntax;
        INamedTypeSymbol type = _method.ContainingType;
        Value whole = _builder.Verbatim(new VerbatimAttribute("this", Pure: true), Ir(type));
        _environment = _environment.SetItem(_method, ShapeOf(type) is { } shape
            ? Datum.Composite(
                [
                    .. shape.Fields.Select(field => Named(Part(whole, field), Lowered((field.AssociatedSymbol ?? field).Name.TrimStart('_')))),
                    .. shape.Captured.Select(Captured),
                ],
                shape.Names,
                whole)
            : whole);

        // A parameter of the primary constructor has no name but its own, which one of the method hides.
        Datum Captured(IParameterSymbol parameter) => _method.Parameters.Any(own => own.Name == parameter.Name)
            ? Unreadable(parameter, parameter.Type)
            : Split(_builder.Verbatim(new VerbatimAttribute(ConstantText.Spell(parameter.Name), Pure: true), Ir(parameter.Type)), parameter.Type);
    }

    /// <summary>The member by which generated code reads a field, or null.</summary>
    private string? ReadableName(IFieldSymbol field)
    {
        if (field.ContainingType.IsTupleType)
        {
            return (field.CorrespondingTupleField ?? field).Name;
        }

        ISymbol member = field.AssociatedSymbol ?? field;
        bool isPlain = member is not IPropertySymbol { GetMethod: var getter } || (getter is not null && IsAutomatic(getter) && IsNameable(getter));
        return isPlain && IsNameable(member) ? ConstantText.Spell(member.Name) : null;
    }

    private static IEnumerable<Value> Scalars(Datum datum) => datum.IsComposite ? datum.Elements.SelectMany(Scalars) : [datum.Scalar];

    /// <summary>Whether an accessor only reads or writes the field behind its property.</summary>
    private static bool IsAutomatic(IMethodSymbol accessor) =>
        accessor.AssociatedSymbol is IPropertySymbol { DeclaringSyntaxReferences: [var reference, ..] } property && (
            reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax
            || (accessor.DeclaringSyntaxReferences is [var own, ..]
                && own.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.AccessorDeclarationSyntax { Body: null, ExpressionBody: null }
                && !property.IsAbstract && !property.IsExtern));

    /// <summary>One value of a struct or tuple, to be handed on to passive code.</summary>
    private Value AsScalar(Datum datum, IOperation source) =>
        datum.IsComposite ? AsScalar(datum, TypeOf(source), source.Syntax) : datum.Scalar;

    private Value AsScalar(Datum datum, ITypeSymbol type, SyntaxNode place)
    {
        if (!datum.IsComposite)
        {
            return datum.Scalar;
        }

        if (datum.Whole is { } whole)
        {
            return whole;
        }

        if (ShapeOf(type) is not { } shape || shape.Names.Count != datum.Elements.Count || Template(type, shape) is not { } template)
        {
            Refuse(Reason.Object, place, place.ToString());
            return Default(Ir(type));
        }

        Value[] parts = [.. datum.Elements.Select((element, i) => AsScalar(element, shape.Types[i], place))];
        Value made = _builder.Verbatim(new VerbatimAttribute(template, Pure: true), Ir(type), parts);
        _parts.Add(made.Id, parts);
        return made;
    }

    /// <summary>The place of an operand in a template where something binds to it: only a plain name needs no parentheses.</summary>
    private string Slot(Value value, int index) =>
        value.Id < _parameterValues ? $"{{{index}}}" : $"({{{index}}})";

    /// <summary>The C# that makes a value of the type from its fields, or null.</summary>
    private string? Template(ITypeSymbol type, Shape shape)
    {
        var named = (INamedTypeSymbol)Closed(type);
        string[] slots = [.. shape.Fields.Select((_, i) => $"{{{i}}}")];
        if (named.IsTupleType)
        {
            return $"({string.Join(", ", slots)})";
        }

        if (shape.IsReference || shape.Captured.Count > 0 || !IsNameable(named))
        {
            return null;
        }

        string name = TypeMap.ContainerText(named);
        IMethodSymbol? positional = named.IsRecord ? PrimaryConstructor(named) : null;
        if (positional is not null && positional.Parameters.Select(parameter => parameter.Name)
            .SequenceEqual(shape.Fields.Select(field => field.AssociatedSymbol?.Name ?? "")))
        {
            return $"new {name}({string.Join(", ", slots)})";
        }

        string[] members = [.. shape.Fields.Select((field, i) => WritableName(field) is { } member ? $"{member} = {slots[i]}" : "")];
        bool hasPlainConstructor = named.InstanceConstructors.All(constructor => constructor.Parameters.Length > 0 || constructor.IsImplicitlyDeclared);
        return members.Length == 0 ? $"default({name})"
            : hasPlainConstructor && !members.Contains("") ? $"new {name} {{{{ {string.Join(", ", members)} }}}}"
            : null;
    }

    private string? WritableName(IFieldSymbol field) => field.AssociatedSymbol is IPropertySymbol property
        ? property.SetMethod is { } setter && IsAutomatic(setter) && IsNameable(setter) ? ConstantText.Spell(property.Name) : null
        : !field.IsReadOnly && IsNameable(field) ? ConstantText.Spell(field.Name) : null;

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(constructor =>
        constructor.DeclaringSyntaxReferences is [var reference, ..]
        && reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax);

    /// <summary>A new struct or record; an exception, or what is made for one.</summary>
    private Datum LowerCreation(IObjectCreationOperation creation)
    {
        ITypeSymbol type = TypeOf(creation);
        if (creation.Constructor is { } constructor && ShapeOf(type) is { } shape)
        {
            Datum made = Construct(constructor, creation, shape);
            return creation.Initializer is { } initializer ? Initialize(made, type, initializer) : made;
        }

        return creation.Initializer is not null || creation.Constructor is null || _throwDepth == 0
            ? Refused(Reason.Object, creation, creation.Type?.Name ?? creation.Syntax.ToString())
            : LowerPassiveCreation(creation);
    }

    private Datum Construct(IMethodSymbol constructor, IObjectCreationOperation creation, Shape shape)
    {
        ITypeSymbol type = TypeOf(creation);
        if (constructor is { IsImplicitlyDeclared: true, Parameters.Length: 0 } && !shape.IsReference)
        {
            return Zero(type);
        }

        if (type.IsTupleType)
        {
            var elements = new Datum[shape.Fields.Count];
            foreach (IArgumentOperation argument in creation.Arguments)
            {
                elements[argument.Parameter!.Ordinal] = Lower(argument.Value);
            }

            return elements.Contains(null) ? Refused(Reason.Object, creation, creation.Syntax.ToString()) : Datum.Tuple(elements);
        }

        if (ConstructVector(type, creation.Arguments) is { } vector)
        {
            return vector;
        }

        if (Closed(constructor, null) is var closed && HasSource(closed))
        {
            return Bind(creation.Arguments, closed) is { } arguments ? InlineConstructor(closed, arguments, creation.Syntax) : Placeholder(type);
        }

        return Split(LowerPassiveCreation(creation).Scalar, type);
    }

    private Datum LowerPassiveCreation(IObjectCreationOperation creation)
    {
        CheckNameable(creation.Type!, creation.Syntax);
        PassiveCode code = new PassiveCode().Text($"new {TypeMap.ContainerText(TypeOf(creation))}(");
        if (!Arguments(creation.Arguments, code, hasReceiver: false))
        {
            return Default(Ir(creation.Type!));
        }

        if (_throwDepth == 0)
        {
            Barrier(Reason.NoDerivative, creation.Syntax, creation.Syntax.ToString(), code.Operands);
        }

        return _builder.Verbatim(new VerbatimAttribute(code.Text(")").Template, Pure: false), Ir(creation.Type!), [.. code.Operands]);
    }

    /// <summary>The value with the members that an object initialiser or a <c>with</c> expression sets.</summary>
    private Datum Initialize(Datum value, ITypeSymbol type, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (IOperation step in initializer.Initializers)
        {
            (IOperation? target, System.Func<Datum, ITypeSymbol, Datum>? make) = step switch
            {
                ISimpleAssignmentOperation assignment => (assignment.Target, (_, _) => Lower(assignment.Value)),
                IMemberInitializerOperation member => (member.InitializedMember, (old, inner) => Initialize(old, inner, member.Initializer)),
                _ => ((IOperation?)null, (System.Func<Datum, ITypeSymbol, Datum>?)null),
            };
            int index = MemberIndex(target, type);
            if (make is not null && index >= 0 && value.IsComposite)
            {
                value = value.With(index, Named(make(value.Elements[index], TypeOf(target!)), Lowered(value.Names[index])));
            }
            else if (target is IPropertyReferenceOperation { Property: { IsIndexer: false, SetMethod: { } setter } } && step is ISimpleAssignmentOperation
                && value.IsComposite && HasSource(Closed(setter, null)))
            {
                IMethodSymbol closed = Closed(setter, null);
                var argument = new Binding(Definition(closed).Parameters[0], null, make!(value, type));
                Inline(closed, new Binding(null, null, value), [argument], step.Syntax, definition => value = Read(PlaceOf(definition, type)));
            }
            else
            {
                return Refused(Reason.Object, step, step.Syntax.ToString());
            }
        }

        return value;
    }

    /// <summary>The index of a field, or of the field that an auto-property sets; else -1.</summary>
    private int MemberIndex(IOperation? target, ITypeSymbol type) => (target, ShapeOf(type)) switch
    {
        (IFieldReferenceOperation field, { } shape) => shape.IndexOf(field.Field),
        (IPropertyReferenceOperation { Property: var property }, { } shape) when property.SetMethod is null || IsAutomatic(property.SetMethod) =>
            shape.IndexOf(property),
        _ => -1,
    };

    private Datum LowerWith(IWithOperation with)
    {
        Datum operand = Lower(with.Operand);
        return operand.IsComposite && !IsOwnCopy(with)
            ? Initialize(operand, TypeOf(with), with.Initializer)
            : Refused(Reason.Object, with, with.Syntax.ToString());
    }

    /// <summary>Whether the copy of a record is made by a constructor that somebody has written.</summary>
    private bool IsOwnCopy(IWithOperation with) => TypeOf(with) is INamedTypeSymbol { IsReferenceType: true } type
        && type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared
            && constructor.Parameters is [{ Type: var parameter }] && SymbolEqualityComparer.Default.Equals(parameter, type));
}
