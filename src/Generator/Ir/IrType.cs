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
}

/// <summary>The type of an IR value.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its spelling in generated code: <c>double</c>, <c>int</c>, <c>T</c>, <c>global::System.DayOfWeek</c>.</param>
internal readonly record struct IrType(ScalarKind Kind, string Name)
{
    public static readonly IrType Double = new(ScalarKind.Float64, "double");
    public static readonly IrType Float = new(ScalarKind.Float32, "float");
    public static readonly IrType Bool = new(ScalarKind.Bool, "bool");
    public static readonly IrType Int = new(ScalarKind.Integer, "int");

    /// <summary>Whether values of this type can carry a derivative.</summary>
    public bool IsReal => Kind <= ScalarKind.Generic;

    public override string ToString() => Name;
}
