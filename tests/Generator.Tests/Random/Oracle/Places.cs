using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Random.Oracle;

/// <summary>Something that can be assigned to: a variable, an element, a field.</summary>
internal abstract class Place
{
    public abstract object Value { get; set; }
}

internal sealed class Variable(object value) : Place
{
    private object _value = Copy(value);

    public override object Value
    {
        get => _value;
        set
        {
            // In place: a reference to a field still refers to it.
            if (_value is Structure structure)
            {
                structure.Assign((Structure)value);
            }
            else
            {
                _value = value;
            }
        }
    }

    private static object Copy(object value) => value is Structure structure ? structure.Copy() : value;
}

internal sealed class Element(Memory memory, int index) : Place
{
    public override object Value
    {
        get => memory[index];
        set => memory[index] = (Dual)value;
    }
}

internal sealed class Field(Structure structure, string name) : Place
{
    public override object Value
    {
        get => structure.Fields[name];
        set => structure.Fields[name] = (Dual)value;
    }
}

/// <summary>The value of a struct: it is copied where it is stored.</summary>
internal sealed class Structure(Dictionary<string, Dual> fields)
{
    public Dictionary<string, Dual> Fields { get; } = fields;

    public static Structure Of(IEnumerable<string> names) => new(names.ToDictionary(name => name, _ => Dual.Zero));

    public void Assign(Structure other)
    {
        foreach ((string name, Dual value) in other.Copy().Fields)
        {
            Fields[name] = value;
        }
    }

    public Structure Copy() => new(new Dictionary<string, Dual>(Fields));
}

/// <summary>An array or a span: a window on shared elements.</summary>
internal sealed class Memory(Dual[] elements, int start, int length)
{
    public Memory(Dual[] elements)
        : this(elements, 0, elements.Length)
    {
    }

    public int Length => length;

    public Dual this[int index]
    {
        get => elements[Checked(index)];
        set => elements[Checked(index)] = value;
    }

    public Memory Slice(int from, int count) => from >= 0 && count >= 0 && from + count <= length
        ? new Memory(elements, start + from, count)
        : throw new ProgramException(new ArgumentOutOfRangeException().Message);

    private int Checked(int index) => index >= 0 && index < length
        ? start + index
        : throw new ProgramException(new IndexOutOfRangeException().Message);
}

/// <summary>What the program throws.</summary>
internal sealed class ProgramException(string message) : Exception(message);

/// <summary>The program takes too long to be of use.</summary>
internal sealed class OutOfFuelException : Exception;
