using AutoDiff.Generator.Infrastructure;

namespace AutoDiff.Generator.Ir;

/// <summary>
/// The operations. One shape serves them all (<see cref="Op"/>); what differs is the attribute and the regions.
/// Scalars are SSA values, control flow is nested regions that yield values: there is no scalar that is overwritten.
/// </summary>
internal enum OpKind : byte
{
    /// <summary>A constant; attribute <see cref="ConstantAttribute"/>.</summary>
    Constant,

    /// <summary>
    /// The structural zero: no derivative at all. Other than a constant 0.0, it may be dropped from sums and absorbs products,
    /// since no NaN or infinity can hide in it.
    /// </summary>
    Zero,

    /// <summary>A function of the rule table, arithmetic included; attribute <see cref="RuleAttribute"/>.</summary>
    Apply,

    /// <summary>A numeric conversion to the result's type; attribute <see cref="CastAttribute"/>.</summary>
    Cast,

    /// <summary><c>operands[0] ? operands[1] : operands[2]</c> of values that exist anyway.</summary>
    Select,

    /// <summary>
    /// The product <c>s * d</c> that is 0 where s is exactly 0, whatever d is. Used by singular rules only:
    /// a branch that contributes nothing must not turn an infinite partial into NaN.
    /// </summary>
    GuardedMultiply,

    /// <summary>The quotient <c>s / d</c> that is 0 where s is exactly 0.</summary>
    GuardedDivide,

    /// <summary>Two regions without parameters; each yields the results. Operand 0 is the condition.</summary>
    If,

    /// <summary>A call of a method marked <c>[Differentiable]</c>; attribute <see cref="CallAttribute"/>.</summary>
    Call,

    /// <summary>Passive C# that is only carried through; attribute <see cref="VerbatimAttribute"/>.</summary>
    Verbatim,

    /// <summary>Throws the exception, operand 0. Ends its region, whose yields are then <see cref="Undefined"/>.</summary>
    Throw,

    /// <summary>A value on a path that never arrives: yielded by a region that throws.</summary>
    Undefined,
}

/// <summary>A value: defined once in the whole function, by an operation or as a parameter.</summary>
/// <param name="Id">Unique in its function, forward and reverse code together. Passes compare values by id.</param>
/// <param name="Type">The type.</param>
/// <param name="Name">The user's name for it, or one derived from it (<c>xBar</c>); only a wish, the emitter makes it unique.</param>
internal sealed record Value(int Id, IrType Type, string? Name = null)
{
    public override string ToString() => Name is null ? $"%{Id}" : $"%{Id}.{Name}";
}

/// <summary>A list of operations that ends by yielding values to the operation that owns it.</summary>
internal sealed record Region(EquatableArray<Op> Ops, EquatableArray<Value> Yields)
{
    public static readonly Region Empty = new(EquatableArray<Op>.Empty, EquatableArray<Value>.Empty);

    /// <summary>Whether control never reaches the yields.</summary>
    public bool Throws => Ops.Count > 0 && Ops[Ops.Count - 1].Kind == OpKind.Throw;
}

/// <summary>An operation.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Results">The values it defines.</param>
/// <param name="Operands">The values it uses directly; regions use outer values freely.</param>
/// <param name="Regions">Nested regions.</param>
/// <param name="Attribute">What the kind needs beside values.</param>
/// <param name="Origin">The ordinal of the user's statement it comes from, 0 if none.</param>
internal sealed record Op(
    OpKind Kind,
    EquatableArray<Value> Results,
    EquatableArray<Value> Operands,
    EquatableArray<Region> Regions,
    OpAttribute? Attribute,
    int Origin)
{
    public Value Result => Results[0];
}

/// <summary>A method as IR. The results are the yields of the body.</summary>
/// <param name="Parameters">One value for each scalar that comes in.</param>
/// <param name="Body">The body.</param>
/// <param name="NextId">The first value id that is free.</param>
internal sealed record Function(EquatableArray<Value> Parameters, Region Body, int NextId);
