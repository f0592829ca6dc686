using System;
using System.Collections.Generic;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// What a C# expression is at lowering: one IR value, or a struct or tuple of such, whose elements are in the order of its
/// fields. Composites exist here only; the IR sees their elements. A datum never changes, so that copying one is C#'s copy.
/// </summary>
internal sealed class Datum
{
    /// <summary>What a call without result gives.</summary>
    public static readonly Datum Void = new(null, [], [], null);

    private readonly Value? _scalar;

    private Datum(Value? scalar, IReadOnlyList<Datum> elements, IReadOnlyList<string> names, Value? whole)
    {
        _scalar = scalar;
        Elements = elements;
        Names = names;
        Whole = whole;
    }

    /// <summary>The elements of a composite; none for a scalar.</summary>
    public IReadOnlyList<Datum> Elements { get; }

    /// <summary>What the elements add to the name of a variable that holds the composite.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The passive value that a composite was read from and still equals; null once it has been made or changed here.</summary>
    public Value? Whole { get; }

    public bool IsComposite => _scalar is null;

    public Value Scalar => _scalar ?? throw new InvalidOperationException("A struct or tuple stands where one value is expected.");

    public static implicit operator Datum(Value value) => new(value ?? throw new ArgumentNullException(nameof(value)), [], [], null);

    public static Datum Composite(IReadOnlyList<Datum> elements, IReadOnlyList<string> names, Value? whole = null) =>
        new(null, elements, names, whole);

    public static Datum Tuple(IReadOnlyList<Datum> elements)
    {
        var names = new string[elements.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Composite(elements, names);
    }

    /// <summary>Whether both are the same values.</summary>
    public bool Is(Datum other)
    {
        if (!HasShapeOf(other))
        {
            return false;
        }

        if (!IsComposite)
        {
            return Scalar.Id == other.Scalar.Id;
        }

        for (int i = 0; i < Elements.Count; i++)
        {
            if (!Elements[i].Is(other.Elements[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether both are scalars, or both composites of as many elements.</summary>
    public bool HasShapeOf(Datum other) => IsComposite == other.IsComposite && Elements.Count == other.Elements.Count;

    /// <summary>This composite with other elements.</summary>
    public Datum WithElements(IReadOnlyList<Datum> elements) => Composite(elements, Names);

    /// <summary>This composite with one element replaced.</summary>
    public Datum With(int index, Datum element) => WithElements(new List<Datum>(Elements) { [index] = element });
}
