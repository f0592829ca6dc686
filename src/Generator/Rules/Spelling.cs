namespace AutoDiff.Generator.Rules;

/// <summary>Where a function lives in C#.</summary>
internal enum Home : byte
{
    /// <summary>An operator; the text is its symbol.</summary>
    Operator,

    /// <summary><c>Math.F</c> for double, <c>MathF.F</c> for float, <c>T.F</c> for a type parameter.</summary>
    Math,

    /// <summary><c>Math.F</c> for double and float alike: an overload that MathF and type parameters lack.</summary>
    MathOverload,

    /// <summary><c>double.F</c>, <c>float.F</c>, <c>T.F</c>.</summary>
    Number,

    /// <summary><c>AutoDiff.SpecialFunctions.F</c> for every type.</summary>
    Special,

    /// <summary><c>AutoDiff.Autograd.F</c> for every type.</summary>
    Autograd,
}

/// <summary>
/// How a function is written in C#. The container follows the type of the first real operand, not of the result
/// (<c>Math.Sign</c> gives an int, <c>double.IsNaN</c> a bool). Every name at <see cref="Home.Math"/> exists in Math, in MathF
/// and on <c>IFloatingPointIeee754&lt;T&gt;</c>, every one at <see cref="Home.Number"/> on the last and, but for a few predicates
/// that only type parameters have, on double and float; the tests check it.
/// </summary>
/// <param name="Home">Where it lives.</param>
/// <param name="Text">Its name there, or the operator's symbol.</param>
/// <param name="Precedence">How tightly the expression binds, for operators (C# precedence, higher binds tighter).</param>
internal readonly record struct Spelling(Home Home, string Text, int Precedence = 15)
{
    /// <summary>
    /// The same function of every lane of a vector: the operator, or the name of a method of <c>AutoDiff.VectorMath</c>. Null where there is none; an
    /// element-wise method that uses it runs lane by lane.
    /// </summary>
    public string? Vector { get; init; } = Text;

    /// <summary>
    /// The same function of every element of a tensor: the operator, or the name of a method of <c>AutoDiff.Tensor</c>. Null where there is none; the
    /// backward pass of an element-wise method that uses it cannot be differentiated.
    /// </summary>
    public string? Tensor { get; init; } = Text;

    /// <summary>
    /// The same function in HLSL: the name, without its beginning, of a function of the prelude in AutoDiff.Gpu. Null where there is none; an element-wise method
    /// that uses it does not run on graphics processors.
    /// </summary>
    public string? Hlsl => Device ?? Vector;

    private string? Device { get; init; }

    /// <summary>This spelling of a function that graphics processors have under a name of their own.</summary>
    public Spelling OnDevices(string name) => this with { Device = name };

    /// <summary>This spelling of a function that vectors and tensors do not have.</summary>
    public Spelling OnLanes() => this with { Vector = null, Tensor = null };

    /// <summary>This spelling of a function that tensors have under another name.</summary>
    public Spelling OnTensors(string name) => this with { Tensor = name };
}
