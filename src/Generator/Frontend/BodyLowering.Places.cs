using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Frontend;

/// <content>
/// Places: what can be assigned to and passed by reference. A place is a variable and the way to a field inside of it.
/// A parameter or local that is a reference is no variable of its own but another name for a place, so that two references to
/// one variable behave as C# says.
/// </content>
internal sealed partial class BodyLowering
{
    /// <summary>References: parameters passed by reference, <c>ref</c> locals, and methods for the <c>this</c> of structs.</summary>
    private readonly Dictionary<ISymbol, Place> _aliases = new(SymbolEqualityComparer.Default);

    /// <summary>The variables that have been read, where somebody asks for them.</summary>
    private HashSet<ISymbol>? _reads;

    private readonly Dictionary<ITypeSymbol, Shape?> _shapes = new(SymbolEqualityComparer.Default);

    private Shape? ShapeOf(ITypeSymbol? type)
    {
        if (type is null)
        {
            return null;
        }

        ITypeSymbol closed = Closed(type);
        if (!_shapes.TryGetValue(closed, out Shape? shape))
        {
            shape = Shape.Of(closed, _model.Compilation.Assembly);
            _shapes.Add(closed, shape);
        }

        return shape;
    }

    /// <summary>Whether values of the type are always split into their fields.</summary>
    private bool IsStruct(ITypeSymbol? type) => ShapeOf(type) is { IsReference: false };

    private Place PlaceOf(ISymbol variable, ITypeSymbol type) =>
        _aliases.TryGetValue(variable, out Place? place) ? place : new Place(variable, Closed(type), []);

    /// <summary>The place that an expression denotes, or null if it is a value or nothing that is followed.</summary>
    private Place? PlaceOf(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local when local.Local.RefKind == RefKind.None || _aliases.ContainsKey(local.Local):
                if (local.IsDeclaration)
                {
                    _declared.Add(local.Local);
                }

                return PlaceOf(local.Local, local.Local.Type);
            case var element when IsElement(element):
                return new Place(_method, TypeOf(element), []) { Element = LowerElement(element), Operation = element };
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }:
                return PlaceOf(declared);
            case IParameterReferenceOperation { Parameter: var parameter } when IsKnown(parameter):
                return PlaceOf(parameter, parameter.Type);
            case IParameterReferenceOperation { Parameter: var captured }
                when This is { ContainingType: var type } owner && ShapeOf(type) is { } shape && shape.IndexOf(captured) is >= 0 and var index:
                return PlaceOf(owner, type).Field(index, shape.Names[index]);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } instance:
                return This is { } method ? PlaceOf(method, instance.Type!) : null;
            case IFieldReferenceOperation { Instance: { } inner } field
                when ShapeOf(inner.Type) is { } shape && shape.IndexOf(field.Field) is >= 0 and var index
                    && (!shape.IsReference || inner is IInstanceReferenceOperation):
                return PlaceOf(inner)?.Field(index, shape.Names[index]);
            default:
                return null;
        }
    }

    /// <summary>The place that an assignment to a field or an auto-property changes.</summary>
    private Place? TargetOf(IOperation target) =>
        target is IPropertyReferenceOperation { Instance: { } instance } property
            && ShapeOf(instance.Type) is { } shape && shape.IndexOf(property.Property) is >= 0 and var index
            && (property.Property.SetMethod is null || IsAutomatic(property.Property.SetMethod))
            ? PlaceOf(instance)?.Field(index, shape.Names[index])
            : PlaceOf(target);

    /// <summary>Whether C# hands out copies of the place only: a method that may change its struct then works on a copy.</summary>
    private bool IsReadOnly(IOperation place) => place switch
    {
        IParameterReferenceOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => true,
        ILocalReferenceOperation { Local.RefKind: RefKind.In } => true,
        ILocalReferenceOperation { Local: { IsForEach: true } or { IsUsing: true } } => true,
        IInstanceReferenceOperation => This is { MethodKind: not MethodKind.Constructor, IsReadOnly: true },
        IFieldReferenceOperation { Instance: { } instance } field =>
            (field.Field.IsReadOnly && !(instance is IInstanceReferenceOperation && This is { MethodKind: MethodKind.Constructor })) || IsReadOnly(instance),
        _ => false,
    };

    private Datum Read(Place place)
    {
        if (place.Element is { } element)
        {
            return _builder.Load(element.Buffer, element.Indices);
        }

        _reads?.Add(place.Root);
        if (!_environment.TryGetValue(place.Root, out Datum? datum))
        {
            // What declares it may have been refused; otherwise the compiler has proved that this cannot be.
            return _problems.Count > 0 || place.Path.Count > 0
                ? Fields(Placeholder(place.RootType), place)
                : throw new InvalidOperationException($"'{place.Root.Name}' is read before it is assigned.");
        }

        return Fields(datum, place);
    }

    private static Datum Fields(Datum datum, Place place) =>
        place.Path.Aggregate(datum, (current, index) => current.Elements[index]);

    private void Write(Place place, Datum value)
    {
        if (place.Element is { } element)
        {
            StoreElement(element, AsScalar(value, place.Operation!), place.Operation!);
            return;
        }

        if (!_method.IsStatic && SymbolEqualityComparer.Default.Equals(place.Root, _method))
        {
            Refuse(Reason.StateWritten, _place!, place.Name);
            return;
        }

        value = Named(value, place.Name);
        Datum? root = Find(_environment, place.Root);
        _environment = _environment.SetItem(
            place.Root, place.Path.Count == 0 ? value : Replaced(root ?? Zero(place.RootType), place.Path, 0, value));
        if (_rebindings.Count > 0 && place.Path.Count == 0 && !value.IsComposite && value.Scalar.Type.IsBuffer)
        {
            Track(_rebindings.Peek(), place.Root, value.Scalar);
        }
    }

    private static Datum Replaced(Datum datum, IReadOnlyList<int> path, int depth, Datum value) =>
        depth == path.Count
            ? value
            : datum.With(path[depth], Replaced(datum.Elements[path[depth]], path, depth + 1, value));

    /// <summary>
    /// A name for generated locals that hold the variable. A method stands for its <c>this</c>; the parameters of records are
    /// written like properties.
    /// </summary>
    private static string NameOf(ISymbol variable) => variable switch
    {
        IMethodSymbol method => Lowered(method.ContainingType.Name),
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => Lowered(variable.Name),
        _ => variable.Name,
    };

    private static string Lowered(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>A variable, a field inside of one, or an element of an array or a span.</summary>
    /// <param name="Root">The variable.</param>
    /// <param name="RootType">Its type.</param>
    /// <param name="Path">The index of each field on the way.</param>
    private sealed record Place(ISymbol Root, ITypeSymbol RootType, IReadOnlyList<int> Path)
    {
        /// <summary>What generated locals for it are called.</summary>
        public string Name { get; private init; } = NameOf(Root);

        /// <summary>The element, evaluated where the reference to it was made; then the root means nothing.</summary>
        public Element? Element { get; init; }

        /// <summary>The expression that names the element.</summary>
        public IOperation? Operation { get; init; }

        public Place Field(int index, string name) => this with { Path = [.. Path, index], Name = Name + name };
    }
}
