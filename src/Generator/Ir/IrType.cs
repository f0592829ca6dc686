namespace AutoDiff.Generator.Ir;

/// <summary>What a scalar value is, as far as the transforms care.</summary>
internal enum ScalarKind : byte
{
    /// <summary><c>float</c>.</summary>
    Float32,

    /// <summary><c>double</c>.</summary>
    Float64,

    /// <summary>A type parameter constrained to <c>IFloatingPointIeee754&lt;T&gt;</c>.</summary>
    Generic,

    /// <summary><c>bool</c>.</summary>
    Bool,

    /// <summary>A built-in integer type or <c>char</c>; the name says which.</summary>
    Integer,

    /// <summary>Any other passive type (string, enum, decimal ...), only handed on.</summary>
    Opaque,

    /// <summary>An array or a span of scalars.</summary>
    Buffer,

    /// <summary>A real number for each lane of a SIMD register, or for each element of a tensor.</summary>
    Vector,

    /// <summary>A truth value for each lane, all bits set or none, or for each element of a tensor.</summary>
    Mask,
}

/// <summary>The type of an IR value.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">
/// Its spelling in generated code: <c>double</c>, <c>int</c>, <c>T</c>, <c>global::System.DayOfWeek</c>, <c>double[]</c>, <c>global::System.Span&lt;double&gt;</c>.
/// </param>
/// <param name="ElementKind">For a buffer, the kind of its elements.</param>
/// <param name="ElementName">For a buffer, the spelling of the type of its elements; otherwise null.</param>
/// <param name="Rank">For a buffer, the number of its dimensions; otherwise 0.</param>
internal readonly record struct IrType(ScalarKind Kind, string Name, ScalarKind ElementKind = ScalarKind.Opaque, string? ElementName = null, int Rank = 0)
{
    /// <summary>What stands for <c>Vector128</c>, <c>Vector256</c> and <c>Vector512</c> in the one text that is written for them.</summary>
    public const string Width = "Vector#";

    public static readonly IrType Double = new(ScalarKind.Float64, "double");
    public static readonly IrType Float = new(ScalarKind.Float32, "float");
    public static readonly IrType Bool = new(ScalarKind.Bool, "bool");
    public static readonly IrType Int = new(ScalarKind.Integer, "int");

    /// <summary>Whether values of this type can carry a derivative themselves.</summary>
    public bool IsReal => Kind <= ScalarKind.Generic;

    /// <summary>Whether there is a value for each lane.</summary>
    public bool IsVector => Kind is ScalarKind.Vector or ScalarKind.Mask;

    /// <summary>Whether the values are the elements of a tensor, not the lanes of a register.</summary>
    public bool IsTensor => IsVector && !Name.StartsWith("global::System.", System.StringComparison.Ordinal);

    public bool IsBuffer => Kind == ScalarKind.Buffer;

    /// <summary>Whether a buffer cannot be written through this type.</summary>
    public bool IsReadOnly => IsBuffer && Name.StartsWith("global::System.ReadOnlySpan<", System.StringComparison.Ordinal);

    /// <summary>Whether a buffer is an array, not a span.</summary>
    public bool IsArray => IsBuffer && Name.EndsWith("]", System.StringComparison.Ordinal);

    /// <summary>Whether this is a real number or a buffer of such: what has a tangent and an adjoint.</summary>
    public bool HasDerivative => IsReal || (IsBuffer && ElementKind <= ScalarKind.Generic);

    /// <summary>The type of a buffer's elements.</summary>
    public IrType Element => new(ElementKind, ElementName ?? throw new System.InvalidOperationException($"{Name} has no elements."));

    /// <summary>
    /// The vector of numbers of this type, or the mask for such vectors. <see cref="Width"/> stands in its name for the number of bits.
    /// </summary>
    public IrType Lanes(bool isMask = false) =>
        new(isMask ? ScalarKind.Mask : ScalarKind.Vector, $"global::System.Runtime.Intrinsics.{Width}<{Name}>", Kind, Name);

    /// <summary>The tensor of numbers of this type, or the mask for such tensors.</summary>
    public IrType Tensor(bool isMask = false) =>
        new(isMask ? ScalarKind.Mask : ScalarKind.Vector, isMask ? "global::AutoDiff.MaskTensor" : $"global::AutoDiff.Tensor<{Name}>", Kind, Name);

    /// <summary>A buffer type.</summary>
    public static IrType Buffer(string name, IrType element, int rank = 1) => new(ScalarKind.Buffer, name, element.Kind, element.Name, rank);

    /// <summary>The span type over elements of this type.</summary>
    public static IrType Span(IrType element) => Buffer($"global::System.Span<{element.Name}>", element);

    /// <summary>The read-only span type over elements of this type.</summary>
    public static IrType ReadOnlySpan(IrType element) => Buffer($"global::System.ReadOnlySpan<{element.Name}>", element);

    public override string ToString() => Name;
}
