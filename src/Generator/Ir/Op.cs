using System.Collections.Generic;
using System.Linq;
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

    /// <summary>
    /// A counted loop; attribute <see cref="LoopAttribute"/>. Operands: first value, bound, then the initial carried values. The region's parameters
    /// are the counter and the carried values, its yields the next carried values. Results: the carried values at the end.
    /// A loop that can be left early yields a stop flag first and has one more result, the number of iterations it has begun.
    /// </summary>
    For,

    /// <summary>
    /// A loop on a condition; attribute <see cref="LoopAttribute"/>. Operands: the initial carried values. Region 0 yields the condition, region 1 is
    /// the body; both have the carried values as parameters. Yields and results as for <see cref="For"/>; the iterations are always counted.
    /// </summary>
    While,

    /// <summary>An element of a buffer: the buffer, then one index for each dimension.</summary>
    Load,

    /// <summary><c>b[i] = v</c>: the buffer, the indices, the value.</summary>
    Store,

    /// <summary>
    /// <c>b[i] += v</c>: operands as for <see cref="Store"/>. An operation of its own since it commutes with others of its kind.
    /// </summary>
    Accumulate,

    /// <summary>A part of a buffer: the buffer, start and length; or the buffer alone, seen as another type.</summary>
    Slice,

    /// <summary>A new buffer of zeros; attribute <see cref="NewAttribute"/>. Operands: one length for each dimension.</summary>
    New,

    /// <summary>The number of elements of a buffer; attribute <see cref="DimensionAttribute"/> for one dimension of it.</summary>
    Length,

    /// <summary>Puts a value on top of the tape of its type.</summary>
    Push,

    /// <summary>Takes the value on top of the tape of its type.</summary>
    Pop,

    /// <summary>A call of a method marked <c>[Differentiable]</c>; attribute <see cref="CallAttribute"/>.</summary>
    Call,

    /// <summary>Passive C# that is only carried through; attribute <see cref="VerbatimAttribute"/>.</summary>
    Verbatim,

    /// <summary>Two functions of one argument that share most of their work: two results; attribute <see cref="TwinAttribute"/>.</summary>
    Twin,

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
/// <param name="Ops">The operations.</param>
/// <param name="Yields">What it hands over at its end.</param>
/// <param name="Parameters">The values that a loop hands in; none for the arms of an If.</param>
internal sealed record Region(EquatableArray<Op> Ops, EquatableArray<Value> Yields, EquatableArray<Value> Parameters)
{
    public static readonly Region Empty = new(EquatableArray<Op>.Empty, EquatableArray<Value>.Empty);

    public Region(EquatableArray<Op> ops, EquatableArray<Value> yields)
        : this(ops, yields, EquatableArray<Value>.Empty)
    {
    }

    /// <summary>Whether control never reaches the yields.</summary>
    public bool Throws => Ops.Count > 0 && Ops[Ops.Count - 1].Kind == OpKind.Throw;
}

/// <summary>An operation.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Results">The values it defines.</param>
/// <param name="Operands">The values it uses directly; regions use outer values freely.</param>
/// <param name="Regions">Nested regions.</param>
/// <param name="Attribute">What the kind needs beside values.</param>
/// <param name="Origin">The ordinal of the user's statement or expression it comes from, counted as they are lowered; 0 if none.</param>
/// <param name="Link">
/// Ties an operation with regions to the one that reverses it: a number for the forward operation, its negative for the mirror, 0 if none.
/// </param>
internal sealed record Op(
    OpKind Kind,
    EquatableArray<Value> Results,
    EquatableArray<Value> Operands,
    EquatableArray<Region> Regions,
    OpAttribute? Attribute,
    int Origin,
    int Link = 0)
{
    public Value Result => Results[0];

    /// <summary>The indices of a Load, a Store or an Accumulate.</summary>
    public IEnumerable<Value> Indices => Operands.Skip(1).Take(Kind == OpKind.Load ? Operands.Count - 1 : Operands.Count - 2);

    public bool IsLoop => Kind is OpKind.For or OpKind.While;

    /// <summary>The region that a loop repeats.</summary>
    public Region Body => Regions[Regions.Count - 1];

    /// <summary>Whether a loop has its iterations counted, as its last result.</summary>
    public bool IsCounted => Kind == OpKind.While || (Kind == OpKind.For && ((LoopAttribute)Attribute!).Breaks);

    /// <summary>Whether a loop's body yields a stop flag first.</summary>
    public bool Breaks => IsLoop && ((LoopAttribute)Attribute!).Breaks;

    /// <summary>Where a loop's initial carried values begin among its operands, and their parameters in its body.</summary>
    public int FirstInit => Kind == OpKind.For ? 2 : 0;

    /// <summary>The number of values that a loop carries.</summary>
    public int CarriedCount => Operands.Count - FirstInit;

    /// <summary>A carried value: before the loop, in the body, handed to the next iteration.</summary>
    public (Value Init, Value Parameter, Value Next) Carried(int k) => (
        Operands[FirstInit + k], Body.Parameters[(Kind == OpKind.For ? 1 : 0) + k], Body.Yields[(Breaks ? 1 : 0) + k]);

    /// <summary>The operation that defines a value on a path that never arrives.</summary>
    public static Op Undefined(Value value) =>
        new(OpKind.Undefined, new[] { value }, EquatableArray<Value>.Empty, EquatableArray<Region>.Empty, null, 0);

    /// <summary>Which of the results a value is, or -1.</summary>
    public int IndexOf(Value value)
    {
        int index = Results.Count - 1;
        while (index >= 0 && Results[index].Id != value.Id)
        {
            index--;
        }

        return index;
    }

    /// <summary>The loop without the carried values that are not named.</summary>
    public Op WithCarried(IReadOnlyList<int> kept)
    {
        if (kept.Count == CarriedCount)
        {
            return this;
        }

        var regions = Regions.ToArray();
        for (int i = 0; i < regions.Length; i++)
        {
            Region region = regions[i];
            bool isBody = i == regions.Length - 1;
            regions[i] = region with
            {
                Parameters = Kept(region.Parameters, region.Parameters.Count - CarriedCount),
                Yields = isBody ? Kept(region.Yields, region.Yields.Count - CarriedCount) : region.Yields,
            };
        }

        return this with
        {
            Operands = Kept(Operands, FirstInit),
            Results = kept.Select(k => Results[k]).Concat(Results.Skip(CarriedCount)).ToEquatableArray(),
            Regions = regions,
        };

        EquatableArray<Value> Kept(EquatableArray<Value> values, int first) =>
            values.Take(first).Concat(kept.Select(k => values[first + k])).ToEquatableArray();
    }
}

/// <summary>A method as IR. The results are the yields of the body.</summary>
/// <param name="Parameters">One value for each scalar that comes in.</param>
/// <param name="Body">The body.</param>
/// <param name="NextId">The first value id that is free.</param>
internal sealed record Function(EquatableArray<Value> Parameters, Region Body, int NextId);
