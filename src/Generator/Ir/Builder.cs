using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;

namespace AutoDiff.Generator.Ir;

/// <summary>
/// Appends operations to the innermost open region. Knows no mathematics: what can be simplified is left to Simplify.
/// </summary>
internal sealed class Builder
{
    private static readonly EquatableArray<Value> NoValues = EquatableArray<Value>.Empty;
    private static readonly EquatableArray<Region> NoRegions = EquatableArray<Region>.Empty;

    private readonly Stack<List<Op>> _open = new();

    public Builder(int nextId) => NextId = nextId;

    /// <summary>The first free value id.</summary>
    public int NextId { get; private set; }

    /// <summary>The ordinal of the user's statement or expression that operations made now belong to.</summary>
    public int Origin { get; set; }

    /// <summary>The operations of the innermost open region.</summary>
    public List<Op> Ops => _open.Peek();

    /// <summary>Leaves out ids that another builder has given away.</summary>
    public void Skip(int nextId) => NextId = Math.Max(NextId, nextId);

    public Value NewValue(IrType type, string? name = null) => new(NextId++, type, name);

    public void OpenRegion() => _open.Push([]);

    public Region CloseRegion(params IReadOnlyList<Value> yields) => CloseRegion([], yields);

    public Region CloseRegion(IReadOnlyList<Value> parameters, IReadOnlyList<Value> yields) =>
        new(_open.Pop(), yields.ToEquatableArray(), parameters.ToEquatableArray());

    /// <summary>Closes the region and puts its operations at the end of the one around it.</summary>
    public void SpliceRegion()
    {
        List<Op> ops = _open.Pop();
        Ops.AddRange(ops);
    }

    public void Add(Op op) => Ops.Add(op);

    public Value Constant(IrType type, double value, string? name = null) =>
        Single(OpKind.Constant, type, NoValues, new ConstantAttribute(BitConverter.DoubleToInt64Bits(value)), name);

    public Value Constant(IrType type, long bits, string? text = null) =>
        Single(OpKind.Constant, type, NoValues, new ConstantAttribute(bits, text));

    public Value Zero(IrType type) => Single(OpKind.Zero, type, NoValues, null);

    /// <summary>What the open region yields although its last operation throws; defined before that, which ends the region.</summary>
    public Value[] UndefinedBeforeThrow(IEnumerable<IrType> types)
    {
        Value[] values = [.. types.Select(type => NewValue(type))];
        Ops.InsertRange(Ops.Count - 1, values.Select(Op.Undefined));
        return values;
    }

    public Value Apply(string key, IrType type, params Value[] operands) =>
        Single(OpKind.Apply, type, operands, new RuleAttribute(key));

    public Value Cast(Value value, IrType type, bool isChecked = false) =>
        Single(OpKind.Cast, type, new[] { value }, new CastAttribute(isChecked));

    public Value Select(Value condition, Value whenTrue, Value whenFalse) =>
        Single(OpKind.Select, whenTrue.Type, new[] { condition, whenTrue, whenFalse }, null);

    public Value GuardedMultiply(Value seed, Value partial) =>
        Single(OpKind.GuardedMultiply, seed.Type, new[] { seed, partial }, null);

    public Value GuardedDivide(Value seed, Value divisor) =>
        Single(OpKind.GuardedDivide, seed.Type, new[] { seed, divisor }, null);

    public Value Call(CallAttribute callee, IrType type, params Value[] operands) =>
        Single(OpKind.Call, type, operands, callee);

    public Value Verbatim(VerbatimAttribute code, IrType type, params Value[] operands) =>
        Single(OpKind.Verbatim, type, operands, code);

    /// <summary>A passive call as a statement of its own.</summary>
    public void VerbatimStatement(VerbatimAttribute code, params Value[] operands) =>
        Add(new Op(OpKind.Verbatim, NoValues, operands, NoRegions, code, Origin));

    public Value Load(Value buffer, params IReadOnlyList<Value> indices) =>
        Single(OpKind.Load, buffer.Type.Element, indices.Prepend(buffer).ToEquatableArray(), null);

    /// <summary>A load whose indices are known to be in range.</summary>
    public Value LoadInRange(Value buffer, params IReadOnlyList<Value> indices) =>
        Single(OpKind.Load, buffer.Type.Element, indices.Prepend(buffer).ToEquatableArray(), InRangeAttribute.Instance);

    public void Push(Value value) => Add(new Op(OpKind.Push, NoValues, new[] { value }, NoRegions, null, Origin));

    public Value Pop(IrType type, string? name) => Single(OpKind.Pop, type, NoValues, null, name);

    public void Store(Value buffer, IReadOnlyList<Value> indices, Value value) => Write(OpKind.Store, buffer, indices, value);

    public void Accumulate(Value buffer, IReadOnlyList<Value> indices, Value value) => Write(OpKind.Accumulate, buffer, indices, value);

    public Value Length(Value buffer, int? dimension = null) =>
        Single(OpKind.Length, IrType.Int, new[] { buffer }, dimension is { } d ? new DimensionAttribute(d) : null);

    public Value Slice(IrType type, Value buffer, Value start, Value length, bool isInRange = false) =>
        Single(OpKind.Slice, type, new[] { buffer, start, length }, isInRange ? InRangeAttribute.Instance : null);

    /// <summary>The same elements seen as another type of buffer.</summary>
    public Value View(IrType type, Value buffer) => Single(OpKind.Slice, type, new[] { buffer }, null);

    public Value New(IrType type, Purpose purpose, params IReadOnlyList<Value> lengths) =>
        Single(OpKind.New, type, lengths.ToEquatableArray(), new NewAttribute(purpose));

    public void Throw(Value exception) => Add(new Op(OpKind.Throw, NoValues, new[] { exception }, NoRegions, null, Origin));

    /// <summary>Adds an If over two closed regions; makes one result for each pair of yields.</summary>
    public Value[] If(Value condition, Region whenTrue, Region whenFalse, params string?[] names)
    {
        var results = new Value[whenTrue.Yields.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = NewValue(whenTrue.Yields[i].Type, i < names.Length ? names[i] : null);
        }

        Add(new Op(OpKind.If, results, new[] { condition }, new[] { whenTrue, whenFalse }, null, Origin));
        return results;
    }

    private void Write(OpKind kind, Value buffer, IReadOnlyList<Value> indices, Value value) =>
        Add(new Op(kind, NoValues, indices.Prepend(buffer).Append(value).ToEquatableArray(), NoRegions, null, Origin));

    private Value Single(OpKind kind, IrType type, EquatableArray<Value> operands, OpAttribute? attribute, string? name = null)
    {
        Value result = NewValue(type, name);
        Add(new Op(kind, new[] { result }, operands, NoRegions, attribute, Origin));
        return result;
    }
}
