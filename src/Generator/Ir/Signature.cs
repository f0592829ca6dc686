using AutoDiff.Generator.Infrastructure;

namespace AutoDiff.Generator.Ir;

/// <summary>A parameter.</summary>
/// <param name="Name">The name (not escaped).</param>
/// <param name="Shape">Its type and what it consists of.</param>
/// <param name="IsActive">Whether it carries a derivative: real, or with real parts or elements, and not marked <c>[NoGrad]</c>.</param>
/// <param name="Passing">How it is passed.</param>
/// <param name="IsWritten">Whether the method writes to its elements.</param>
internal sealed record ParameterModel(string Name, ShapeModel Shape, bool IsActive, Passing Passing = Passing.Value, bool IsWritten = false)
{
    /// <summary>The type as a whole.</summary>
    public IrType Type => Shape.Type;

    /// <summary>Whether something comes in.</summary>
    public bool IsInput => Passing != Passing.Out;

    /// <summary>Whether the caller gets a new value.</summary>
    public bool IsOutput => Passing is Passing.Ref or Passing.Out;
}

/// <summary>How a parameter is passed.</summary>
internal enum Passing : byte
{
    Value,
    In,
    Ref,
    Out,
}

/// <summary>A type and the scalars and buffers that its values consist of: itself, or the fields of a struct, a record or a tuple.</summary>
/// <param name="Type">The type.</param>
/// <param name="Leaves">The parts, in the order of the fields.</param>
/// <param name="Template">How a value is made of its parts, in C# with <c>{0}</c> ... for them.</param>
internal sealed record ShapeModel(IrType Type, EquatableArray<LeafModel> Leaves, string Template)
{
    /// <summary>A type that is its own and only part.</summary>
    public static ShapeModel Single(IrType type) => new(type, new[] { new LeafModel("", "", type) }, "{0}");

    /// <summary>Whether values are taken apart.</summary>
    public bool IsComposite => Leaves.Count != 1 || Leaves[0].Path.Length > 0;
}

/// <summary>A part of a value.</summary>
/// <param name="Path">The way to it: <c>.Position.X</c>, or nothing for the value itself.</param>
/// <param name="Name">What it adds to the name of a variable.</param>
/// <param name="Type">Its type.</param>
internal sealed record LeafModel(string Path, string Name, IrType Type);
