using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// A method marked <c>[Differentiable]</c>, lowered: the value that the incremental pipeline caches. It names no symbol,
/// node or location, so that an edit elsewhere leaves it equal to itself.
/// </summary>
/// <param name="Container">Where the generated members go.</param>
/// <param name="Signature">The method's signature.</param>
/// <param name="Members">The members asked for , less those that do not apply.</param>
/// <param name="Function">Its body. There is one IR parameter for each parameter, in order, and one result.</param>
/// <param name="HintName">The name of the generated file: fully qualified method name and a hash of the signature, no extension.</param>
/// <param name="KernelName">The name of the kernel type; overloads of one name get one each.</param>
internal sealed record MethodModel(ContainerModel Container, SignatureModel Signature, Members Members, Function Function, string HintName, string KernelName);

/// <summary>The chain of types around a method.</summary>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Types">The types from the outside in.</param>
internal sealed record ContainerModel(string Namespace, EquatableArray<TypeModel> Types);

/// <summary>A partial type to reopen.</summary>
/// <param name="Keyword"><c>class</c>, <c>static class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name with its type parameter list, keywords escaped.</param>
internal sealed record TypeModel(string Keyword, string Name);

/// <summary>What of the method's signature the generated members repeat.</summary>
/// <param name="Name">The name (not escaped).</param>
/// <param name="Accessibility">The C# words, e.g. <c>public</c> or <c>protected internal</c>.</param>
/// <param name="TypeParameters">The list with brackets, e.g. <c>&lt;T&gt;</c>, or empty.</param>
/// <param name="Constraints">The where clauses, or empty.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Result">The result, or null for <c>void</c>.</param>
/// <param name="UserNames">
/// Every identifier that occurs in the method and is not one of its locals or parameters, so that generated locals do not hide it.
/// </param>
internal sealed record SignatureModel(
    string Name,
    string Accessibility,
    string TypeParameters,
    string Constraints,
    EquatableArray<ParameterModel> Parameters,
    ShapeModel? Result,
    EquatableArray<string> UserNames);

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
