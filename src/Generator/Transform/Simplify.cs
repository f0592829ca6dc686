using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Shares equal values, drops dead ones, lets the structural zero absorb what it may, and tidies the derivative.
/// </summary>
/// <remarks>
/// In and out: structured SSA with the same results. On operations of the primal (ids below the given limit) only steps that keep
/// every bit are taken: sharing, dead code, <c>x * 1</c>, <c>x / 1</c>, double negation. Never <c>x * 0</c> or <c>x + 0</c>, which can hide a
/// NaN or a sign. Sums and products that only a derivative uses may be re-associated. Effects keep their order and number.
/// </remarks>
internal sealed partial class Simplify
{
    private const int MaximumRounds = 20;

    private readonly int _primalLimit;
    private readonly Dictionary<int, Value> _replacement = [];
    private readonly Dictionary<int, Op> _definitions = [];
    private readonly Dictionary<int, string> _adopted = [];

    /// <summary>Conditions whose value is known here: inside the arms of their If, and behind one that throws otherwise.</summary>
    private readonly Dictionary<int, bool> _known = [];
    private readonly Dictionary<ExpressionKey, Value> _available = [];
    private readonly List<ExpressionKey> _log = [];

    /// <summary>The counters of the loops around, each with its loop.</summary>
    private readonly Dictionary<int, Op> _counters = [];

    /// <summary>How often each class of memory has been written so far: what was loaded before is another value.</summary>
    private readonly Dictionary<int, int> _epochs = [];
    private Memory _memory = null!;
    private Dictionary<int, int> _uses = [];
    private int _nextId;

    /// <summary>Where the operation comes from that is simplified now, and with it those that take its place.</summary>
    private int _origin;
    private bool _changed;

    private Simplify(int primalLimit, int nextId)
    {
        _primalLimit = primalLimit;
        _nextId = nextId;
    }

    /// <summary>Simplifies.</summary>
    /// <param name="function">The function.</param>
    /// <param name="primalLimit">The first id that does not belong to the user's own operations.</param>
    public static Function Run(Function function, int primalLimit)
    {
        Region body = function.Body;
        int nextId = function.NextId;
        for (int round = 0; round < MaximumRounds; round++)
        {
            body = DeadCode.Remove(body);
            var pass = new Simplify(primalLimit, nextId) { _uses = Definitions.CountUses(body), _memory = Memory.Of(function with { Body = body }) };
            body = pass.Visit(body);
            if (pass._adopted.Count > 0)
            {
                body = pass.Rename(body);
            }

            nextId = pass._nextId;
            if (!pass._changed)
            {
                break;
            }
        }

        body = DeadCode.Remove(body);
        return function with { Body = body, NextId = nextId };
    }

    private bool IsDerivative(Op op) => op.Results.Count == 1 && op.Result.Id >= _primalLimit;

    private Region Visit(Region region)
    {
        int mark = _log.Count;
        var learned = new List<int>();
        var ops = new List<Op>();
        foreach (Op original in region.Ops)
        {
            Op op = Rename(original);
            _origin = op.Origin;
            Visit(op, ops);
            if (ops.Count > 0 && ops[ops.Count - 1].Kind == OpKind.Throw)
            {
                break;
            }

            if (op.Kind == OpKind.If && op.Regions[0].Throws != op.Regions[1].Throws && !_known.ContainsKey(op.Operands[0].Id))
            {
                _known.Add(op.Operands[0].Id, op.Regions[1].Throws);
                learned.Add(op.Operands[0].Id);
            }
        }

        foreach (int id in learned)
        {
            _known.Remove(id);
        }

        // What this region has made available ends with it.
        for (int i = _log.Count - 1; i >= mark; i--)
        {
            _available.Remove(_log[i]);
        }

        _log.RemoveRange(mark, _log.Count - mark);
        return ops.Count > 0 && ops[ops.Count - 1].Kind == OpKind.Throw
            ? ThrowingRegion(ops, region)
            : region with { Ops = ops, Yields = region.Yields.Select(Resolve).ToEquatableArray() };
    }

    /// <summary>What a region yields that always throws is undefined: the values it would have yielded may be gone.</summary>
    private Region ThrowingRegion(List<Op> ops, Region region)
    {
        Value[] yields = region.Yields.Select(yield => new Value(_nextId++, yield.Type)).ToArray();
        ops.InsertRange(ops.Count - 1, yields.Select(Op.Undefined));
        return region with { Ops = ops, Yields = yields };
    }

    private void Visit(Op op, List<Op> ops)
    {
        if (op.Kind == OpKind.If)
        {
            VisitIf(op, ops);
            return;
        }

        if (op.IsLoop)
        {
            VisitLoop(op, ops);
            return;
        }

        if (op.Results.Count != 1 || op.Kind == OpKind.Pop)
        {
            VisitEffect(op, ops);
            return;
        }

        if (op.Kind == OpKind.Load)
        {
            VisitLoad(op, ops);
            return;
        }

        if (Fold(op, ops) is { } value)
        {
            Replace(op.Result, value);
            return;
        }

        if (op.Kind is not (OpKind.Call or OpKind.New) && (Purity.IsPure(op) || op.Kind == OpKind.Apply))
        {
            ExpressionKey key = Key(op, isSwapped: false);
            if (_available.TryGetValue(key, out Value? same) || (IsDerivative(op) && FindSwapped(op, out same)))
            {
                Replace(op.Result, same!);
                return;
            }

            MakeAvailable(key, op.Result);
        }

        if (op.Kind is OpKind.Call or OpKind.Verbatim)
        {
            ForgetLoads(op);
        }

        _definitions[op.Result.Id] = op;
        ops.Add(op);
    }

    private void VisitIf(Op op, List<Op> ops)
    {
        if (KnownValue(op.Operands[0]) is { } isTrue)
        {
            Region taken = op.Regions[isTrue ? 0 : 1];
            _changed = true;
            foreach (Op inner in taken.Ops)
            {
                Visit(Rename(inner), ops);
            }

            if (taken.Throws)
            {
                // The region around ends here.
                return;
            }

            for (int i = 0; i < op.Results.Count; i++)
            {
                Replace(op.Results[i], Resolve(taken.Yields[i]));
            }

            return;
        }

        Region[] arms = [VisitArm(op, 0), VisitArm(op, 1)];
        var kept = new List<int>();
        for (int i = 0; i < op.Results.Count; i++)
        {
            Value a = arms[0].Yields[i];
            Value b = arms[1].Yields[i];
            if (a.Id == b.Id)
            {
                Replace(op.Results[i], a);
            }
            else if (IsKind(a, OpKind.Zero) && IsKind(b, OpKind.Zero))
            {
                Replace(op.Results[i], Emit(ops, OpKind.Zero, a.Type, null));
            }
            else if (IsBoolean(a, true) && IsBoolean(b, false))
            {
                Replace(op.Results[i], op.Operands[0]);
            }
            else if (SameConstant(a, b))
            {
                Replace(op.Results[i], Emit(ops, OpKind.Constant, a.Type, _definitions[a.Id].Attribute));
            }
            else
            {
                int twin = kept.FindIndex(k => arms[0].Yields[k].Id == a.Id && arms[1].Yields[k].Id == b.Id);
                if (twin >= 0)
                {
                    Replace(op.Results[i], op.Results[kept[twin]]);
                }
                else
                {
                    kept.Add(i);
                }
            }
        }

        if (kept.Count < op.Results.Count)
        {
            arms = arms.Select(arm => arm with { Yields = kept.Select(i => arm.Yields[i]).ToEquatableArray() }).ToArray();
            op = op with { Results = kept.Select(i => op.Results[i]).ToEquatableArray() };
        }

        ops.Add(op with { Regions = arms });
    }

    private Region VisitArm(Op op, int arm)
    {
        int condition = op.Operands[0].Id;
        _known.Add(condition, arm == 0);
        Region region = Visit(op.Regions[arm]);
        _known.Remove(condition);
        return region;
    }

    private bool? KnownValue(Value condition) =>
        _known.TryGetValue(condition.Id, out bool known) ? known
        : IsKind(condition, OpKind.Constant) ? ((ConstantAttribute)_definitions[condition.Id].Attribute!).Bits != 0
        : null;

    private bool SameConstant(Value a, Value b) =>
        IsKind(a, OpKind.Constant) && IsKind(b, OpKind.Constant) && _definitions[a.Id].Attribute!.Equals(_definitions[b.Id].Attribute);

    private bool IsBoolean(Value value, bool expected) =>
        value.Type.Kind == ScalarKind.Bool && IsKind(value, OpKind.Constant)
        && ((ConstantAttribute)_definitions[value.Id].Attribute!).Bits == (expected ? 1 : 0);

    private bool IsKind(Value value, OpKind kind) => _definitions.TryGetValue(value.Id, out Op? op) && op.Kind == kind;

    private bool FindSwapped(Op op, out Value? same)
    {
        same = null;
        return IsRule(op, Add, Multiply) && _available.TryGetValue(Key(op, isSwapped: true), out same);
    }

    private static ExpressionKey Key(Op op, bool isSwapped)
    {
        int[] ids = [.. op.Operands.Select(operand => operand.Id)];
        if (isSwapped)
        {
            Array.Reverse(ids);
        }

        return new ExpressionKey(op.Kind, op.Attribute, op.Result.Type.Name, ids, 0);
    }

    /// <summary>Lets what follows in the region use a value instead of computing it again.</summary>
    private void MakeAvailable(ExpressionKey key, Value value)
    {
        _available.Add(key, value);
        _log.Add(key);
    }

    private Op Rename(Op op)
    {
        foreach (Value operand in op.Operands)
        {
            if (_replacement.ContainsKey(operand.Id))
            {
                return op with { Operands = op.Operands.Select(Resolve).ToEquatableArray() };
            }
        }

        return op;
    }

    private Value Resolve(Value value) => Substitution.Apply(value, _replacement);

    private void Replace(Value value, Value by)
    {
        _changed = true;
        _replacement[value.Id] = by;
        if (value.Name is not null && by.Name is null && by.Id >= _primalLimit && !_adopted.ContainsKey(by.Id))
        {
            // What takes the place of xBar is called xBar.
            _adopted[by.Id] = value.Name;
        }
    }

    /// <summary>Names the results of operations that have taken over a name.</summary>
    private Region Rename(Region region) => region with
    {
        Ops = region.Ops.Select(op => op with
        {
            Results = op.Results.Select(result => _adopted.TryGetValue(result.Id, out string? name) ? result with { Name = name } : result).ToEquatableArray(),
            Regions = op.Regions.Select(Rename).ToEquatableArray(),
        }).ToEquatableArray(),
    };

    /// <summary>Adds a new operation, or finds the one that is there.</summary>
    private Value Emit(List<Op> ops, OpKind kind, IrType type, OpAttribute? attribute, params Value[] operands)
    {
        var result = new Value(_nextId++, type);
        Visit(new Op(kind, new[] { result }, operands, EquatableArray<Region>.Empty, attribute, _origin), ops);
        return Resolve(result);
    }

    private Value EmitApply(List<Op> ops, string key, IrType type, params Value[] operands) =>
        Emit(ops, OpKind.Apply, type, new RuleAttribute(key), operands);

    private static bool IsRule(Op op, string key) => op.Kind == OpKind.Apply && ((RuleAttribute)op.Attribute!).Key == key;

    private static bool IsRule(Op op, string key, string other) => IsRule(op, key) || IsRule(op, other);

    /// <summary>
    /// What makes two operations compute the same value: kind, attribute, type and the operands by id; for a load also the number of writes
    /// before it.
    /// </summary>
    private readonly record struct ExpressionKey(OpKind Kind, OpAttribute? Attribute, string Type, EquatableArray<int> Operands, int Epoch);
}
