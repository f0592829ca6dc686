using System;
using System.Collections.Generic;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// What a C# expression is at lowering: one IR value, or a tuple of such. Tuples exist here only; the IR sees their elements.
/// </summary>
internal sealed class Datum
{
    private readonly Value? _scalar;

    private Datum(Value? scalar, IReadOnlyList<Datum> elements)
    {
        _scalar = scalar;
        Elements = elements;
    }

    /// <summary>The elements of a tuple; none for a scalar.</summary>
    public IReadOnlyList<Datum> Elements { get; }

    public bool IsTuple => _scalar is null;

    public Value Scalar => _scalar ?? throw new InvalidOperationException("A tuple stands where one value is expected.");

    public static implicit operator Datum(Value value) => new(value ?? throw new ArgumentNullException(nameof(value)), []);

    public static Datum Tuple(IReadOnlyList<Datum> elements) => new(null, elements);

    /// <summary>Whether both are the same values.</summary>
    public bool Is(Datum other)
    {
        if (IsTuple != other.IsTuple || Elements.Count != other.Elements.Count)
        {
            return false;
        }

        if (!IsTuple)
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

    /// <summary>This tuple with one element replaced.</summary>
    public Datum With(int index, Datum element)
    {
        var elements = new List<Datum>(Elements) { [index] = element };
        return Tuple(elements);
    }
}
