using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Transform;

/// <summary>A function on vectors, in two parts.</summary>
/// <param name="Prologue">What is the same for all lanes, computed once: from the parameters to what the body takes behind them.</param>
/// <param name="Body">From the parameters, those that vary as vectors, and the results of the prologue, to vectors.</param>
internal sealed record VectorFunction(Function Prologue, Function Body);

/// <summary>
/// Turns an element-wise function into one that computes a vector of elements at once. What depends on passive parameters only stays
/// scalar; the rest becomes operations on vectors, a choice that differs between lanes both of its arms and a select.
/// </summary>
/// <remarks>
/// In: structured SSA from numbers to numbers of one type. Out: null where an operation has no counterpart for vectors, has an effect, or could throw in
/// an arm that not all lanes take (then the loop runs over lanes); otherwise the same values, each lane for itself.
/// Only pure operations are evaluated for lanes that would not have reached them, and select drops their results bit by bit.
/// </remarks>
internal sealed class Vectorise
{
    private static readonly TwinAttribute[] Twins = [new("SinCos", "sin", "cos"), new("NormalCdfPdf", "normalCdf", "normalPdf")];

    private readonly IrType _element;
    private readonly Dictionary<int, Value> _values = [];

    /// <summary>Values on paths that never arrive: whoever chooses one may take any other.</summary>
    private readonly HashSet<int> _undefined = [];
    private int _nextId;

    private Vectorise(Function function, IrType element)
    {
        _element = element;
        _nextId = function.NextId;
    }

    /// <summary>Vectorises a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="varies">Whether each parameter differs between elements.</param>
    /// <param name="element">The type of the elements.</param>
    public static VectorFunction? Run(Function function, IReadOnlyList<bool> varies, IrType element) =>
        new Vectorise(function, element).Run(function, varies);

    private VectorFunction? Run(Function function, IReadOnlyList<bool> varies)
    {
        var parameters = new List<Value>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Value parameter = function.Parameters[i];
            parameters.Add(varies[i] ? parameter with { Type = _element.Lanes() } : parameter);
            _values.Add(parameter.Id, parameters[i]);
        }

        var ops = new List<Op>();
        if (!Rewrite(function.Body, ops))
        {
            return null;
        }

        Value[] yields = [.. function.Body.Yields.Select(yield => Widen(_values[yield.Id], ops))];
        return Split(parameters, DeadCode.Remove(new Region(ops, yields)));
    }

    /// <summary>Takes the uniform operations out of the body, up to those that a lane might not reach.</summary>
    private VectorFunction Split(List<Value> parameters, Region body)
    {
        var prologue = new List<Op>();
        var rest = new List<Op>();
        var known = new HashSet<int>(parameters.Where(parameter => !parameter.Type.IsVector).Select(parameter => parameter.Id));
        foreach (Op op in body.Ops)
        {
            bool isFree = op.Kind is OpKind.Constant or OpKind.Zero or OpKind.Undefined;
            bool isUniform = !isFree && Purity.IsPure(op) && op.Results.All(result => !result.Type.IsVector) && IsKnown(op, known);
            if (isFree || isUniform)
            {
                prologue.Add(op);
                known.UnionWith(op.Results.Where(result => !result.Type.IsVector).Select(result => result.Id));
            }

            if (!isUniform)
            {
                rest.Add(op);
            }
        }

        Dictionary<int, int> uses = Definitions.CountUses(body with { Ops = rest });
        Value[] handed = [.. prologue.Where(op => op.Kind is not (OpKind.Constant or OpKind.Zero or OpKind.Undefined))
            .SelectMany(op => op.Results).Where(result => uses.ContainsKey(result.Id))];
        var first = new Function(parameters, DeadCode.Remove(new Region(prologue, handed)), _nextId);
        Region paired = Pair(DeadCode.Remove(body with { Ops = rest }));
        return new VectorFunction(first, new Function(parameters.Concat(handed).ToEquatableArray(), paired, _nextId));
    }

    /// <summary>Joins two functions of one vector that share most of their work.</summary>
    private static Region Pair(Region region)
    {
        var ops = new List<Op>();
        var found = new Dictionary<(int Operand, string Key), int>();
        foreach (Op op in region.Ops)
        {
            string? key = op.Kind == OpKind.Apply && op.Result.Type.IsVector ? ((RuleAttribute)op.Attribute!).Key : null;
            if (Twins.FirstOrDefault(twin => key == twin.First || key == twin.Second) is { } pair
                && found.TryGetValue((op.Operands[0].Id, key == pair.First ? pair.Second : pair.First), out int first))
            {
                Value[] results = key == pair.First ? [op.Result, ops[first].Result] : [ops[first].Result, op.Result];
                ops[first] = ops[first] with { Kind = OpKind.Twin, Results = results, Attribute = pair };
                continue;
            }

            if (key is not null)
            {
                found[(op.Operands[0].Id, key)] = ops.Count;
            }

            ops.Add(op with { Regions = op.Regions.Select(Pair).ToEquatableArray() });
        }

        return region with { Ops = ops };
    }

    private static bool IsKnown(Op op, HashSet<int> known)
    {
        var used = new HashSet<int>();
        Definitions.CollectUses(op, used);
        var own = new HashSet<int>();
        Definitions.Collect(op, own);
        return used.All(id => known.Contains(id) || own.Contains(id));
    }

    /// <summary>Appends the operations of a region; false where one of them cannot be vectorised.</summary>
    private bool Rewrite(Region region, List<Op> ops)
    {
        foreach (Op op in region.Ops)
        {
            if (!Rewrite(op, ops))
            {
                return false;
            }
        }

        return true;
    }

    private bool Rewrite(Op op, List<Op> ops)
    {
        bool varies = op.Operands.Any(operand => _values[operand.Id].Type.IsVector);
        switch (op.Kind)
        {
            case OpKind.If when varies:
                return Flatten(op, ops);
            case OpKind.If:
                return Branch(op, ops);
            case OpKind.Constant or OpKind.Zero or OpKind.Undefined:
            case OpKind.Throw when !varies:
                Copy(op, ops);
                return true;
            case OpKind.Apply or OpKind.Cast or OpKind.Select or OpKind.GuardedMultiply or OpKind.GuardedDivide or OpKind.Verbatim when !varies:
                Copy(op, ops);
                return op.Kind != OpKind.Verbatim || Purity.IsPure(op);
            case OpKind.Apply:
                return Apply(op, ops);
            case OpKind.Select:
                Select(op, ops);
                return IsLane(op.Result.Type);
            case OpKind.GuardedMultiply or OpKind.GuardedDivide:
                Add(op, _element.Lanes(), [.. op.Operands.Select(operand => Widen(_values[operand.Id], ops))], ops);
                return op.Result.Type == _element;
            default:
                // Calls, loops, buffers, conversions between number types.
                return false;
        }
    }

    private void Copy(Op op, List<Op> ops)
    {
        ops.Add(op with { Operands = op.Operands.Select(operand => _values[operand.Id]).ToEquatableArray() });
        foreach (Value result in op.Results)
        {
            _values[result.Id] = result;
            if (op.Kind == OpKind.Undefined)
            {
                _undefined.Add(result.Id);
            }
        }
    }

    private bool Apply(Op op, List<Op> ops)
    {
        Rule rule = RuleTable.Get(((RuleAttribute)op.Attribute!).Key);
        if (rule.Spelling.Vector is null || !IsLane(op.Result.Type) || !op.Operands.All(operand => IsLane(operand.Type)))
        {
            return false;
        }

        Value[] operands = [.. op.Operands.Select(operand => _values[operand.Id])];
        if (rule.Key == "stopGradient")
        {
            _values[op.Result.Id] = operands[0];
            return true;
        }

        // C# multiplies a vector by a number, and divides it by one, as it stands.
        bool takesScalar = rule.Key == "multiply";
        for (int i = 0; i < operands.Length; i++)
        {
            if (!takesScalar && !(rule.Key == "divide" && i == 1))
            {
                operands[i] = Widen(operands[i], ops);
            }
        }

        Add(op, _element.Lanes(op.Result.Type.Kind == ScalarKind.Bool), operands, ops);
        return true;
    }

    private void Select(Op op, List<Op> ops)
    {
        Value condition = _values[op.Operands[0].Id];
        Value whenTrue = Widen(_values[op.Operands[1].Id], ops);
        Value whenFalse = Widen(_values[op.Operands[2].Id], ops);
        Add(op, whenTrue.Type, [condition, whenTrue, whenFalse], ops);
    }

    /// <summary>A choice that all lanes make alike stays a branch.</summary>
    private bool Branch(Op op, List<Op> ops)
    {
        var arms = new (List<Op> Ops, Value[] Yields)[2];
        for (int arm = 0; arm < 2; arm++)
        {
            arms[arm].Ops = [];
            if (!Rewrite(op.Regions[arm], arms[arm].Ops))
            {
                return false;
            }

            arms[arm].Yields = [.. op.Regions[arm].Yields.Select(yield => _values[yield.Id])];
        }

        var results = new Value[op.Results.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = op.Results[i];
            if (arms[0].Yields[i].Type.IsVector || arms[1].Yields[i].Type.IsVector)
            {
                if (!IsLane(results[i].Type))
                {
                    return false;
                }

                for (int arm = 0; arm < 2; arm++)
                {
                    arms[arm].Yields[i] = WidenBeforeThrow(arms[arm].Yields[i], arms[arm].Ops);
                }

                results[i] = results[i] with { Type = arms[0].Yields[i].Type };
            }

            _values[op.Results[i].Id] = results[i];
        }

        ops.Add(op with
        {
            Results = results,
            Operands = op.Operands.Select(operand => _values[operand.Id]).ToEquatableArray(),
            Regions = arms.Select(arm => new Region(arm.Ops, arm.Yields)).ToEquatableArray(),
        });
        return true;
    }

    /// <summary>A choice that differs between lanes: both arms are computed, each lane takes one.</summary>
    private bool Flatten(Op op, List<Op> ops)
    {
        if (op.Regions.Any(region => region.Throws || !region.Ops.All(Purity.IsPure) || !Rewrite(region, ops)))
        {
            return false;
        }

        Value condition = _values[op.Operands[0].Id];
        for (int i = 0; i < op.Results.Count; i++)
        {
            Value whenTrue = _values[op.Regions[0].Yields[i].Id];
            Value whenFalse = _values[op.Regions[1].Yields[i].Id];
            if (whenTrue.Id == whenFalse.Id || _undefined.Contains(whenFalse.Id))
            {
                _values[op.Results[i].Id] = whenTrue;
            }
            else if (_undefined.Contains(whenTrue.Id))
            {
                _values[op.Results[i].Id] = whenFalse;
            }
            else if (IsLane(op.Results[i].Type))
            {
                whenTrue = Widen(whenTrue, ops);
                Add(
                    new Op(OpKind.Select, new[] { op.Results[i] }, EquatableArray<Value>.Empty, EquatableArray<Region>.Empty, null, op.Origin),
                    whenTrue.Type,
                    [condition, whenTrue, Widen(whenFalse, ops)],
                    ops);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private void Add(Op op, IrType type, Value[] operands, List<Op> ops)
    {
        Value result = op.Result with { Type = type };
        _values[op.Result.Id] = result;
        ops.Add(op with { Results = new[] { result }, Operands = operands });
    }

    /// <summary>Whether a value of this type has a counterpart with one of it in each lane.</summary>
    private bool IsLane(IrType type) => type == _element || type.Kind == ScalarKind.Bool;

    /// <summary>The value in every lane.</summary>
    private Value Widen(Value value, List<Op> ops)
    {
        if (value.Type.IsVector)
        {
            return value;
        }

        Value wide = new(_nextId++, _element.Lanes(value.Type.Kind == ScalarKind.Bool));
        ops.Add(_undefined.Contains(value.Id)
            ? Op.Undefined(wide)
            : new Op(OpKind.Cast, new[] { wide }, new[] { value }, EquatableArray<Region>.Empty, new CastAttribute(false), 0));
        return wide;
    }

    private Value WidenBeforeThrow(Value value, List<Op> ops)
    {
        if (ops.Count == 0 || ops[ops.Count - 1].Kind != OpKind.Throw || value.Type.IsVector)
        {
            return Widen(value, ops);
        }

        Value wide = new(_nextId++, _element.Lanes(value.Type.Kind == ScalarKind.Bool));
        ops.Insert(ops.Count - 1, Op.Undefined(wide));
        return wide;
    }
}
