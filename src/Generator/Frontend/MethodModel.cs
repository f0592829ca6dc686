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
/// <param name="Inlined">The same with the differentiable methods that it calls written into it, for its kernel; null if it calls none.</param>
/// <param name="HintName">The name of the generated file: fully qualified method name and a hash of the signature, no extension.</param>
/// <param name="KernelName">The name of the kernel type; overloads of one name get one each.</param>
internal sealed record MethodModel(
    ContainerModel Container, SignatureModel Signature, Members Members, Function Function, Function? Inlined, string HintName, string KernelName);

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
/// <param name="IsStatic">Whether it is static; otherwise its members are not either.</param>
internal sealed record SignatureModel(
    string Name,
    string Accessibility,
    string TypeParameters,
    string Constraints,
    EquatableArray<ParameterModel> Parameters,
    ShapeModel? Result,
    EquatableArray<string> UserNames,
    bool IsStatic);
