using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Transform;

/// <summary>What takes the place of a number.</summary>
internal enum VectorForm : byte
{
    /// <summary>The lanes of a SIMD register.</summary>
    Registers,

    /// <summary>A tensor, whose operations are recorded: the operands are those of a forward pass that has run.</summary>
    Tensors,
}

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
/// On tensors the arm of a guard that throws is left out, since the forward pass would have thrown; operators and choices take numbers as they are.
/// </remarks>
internal sealed class Vectorise
{
    private readonly IrType _element;
    private readonly bool _isOfTensors;
    private readonly Dictionary<int, Value> _values = [];

    /// <summary>Values on paths that never arrive: whoever chooses one may take any other.</summary>
    private readonly HashSet<int> _undefined = [];
    private int _nextId;

    private Vectorise(Function function, IrType element, VectorForm form)
    {
        _element = element;
        _isOfTensors = form == VectorForm.Tensors;
        _nextId = function.NextId;
    }

    /// <summary>Vectorises a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="varies">Whether each parameter differs between elements.</param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="form">What they are the elements of.</param>
    public static VectorFunction? Run(
        Function function, IReadOnlyList<bool> varies, IrType element, VectorForm form = VectorForm.Registers) =>
        new Vectorise(function, element, form).Run(function, varies);

    private VectorFunction? Run(Function function, IReadOnlyList<bool> varies)
    {
        var parameters = new List<Value>();
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Value parameter = function.Parameters[i];
            parameters.Add(varies[i] ? parameter with { Type = Lanes() } : parameter);
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

    /// <summary>The type of a number for each lane, or of a truth value.</summary>
    private IrType Lanes(bool isMask = false) => _isOfTensors ? _element.Tensor(isMask) : _element.Lanes(isMask);

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
        Region second = DeadCode.Remove(body with { Ops = rest });
        return new VectorFunction(first, new Function(parameters.Concat(handed).ToEquatableArray(), _isOfTensors ? second : Twins.Join(second, static type => type.IsVector, Twins.SinCos, Twins.NormalCdfPdf), _nextId));
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
            case OpKind.If when _isOfTensors && op.Regions[0].Throws != op.Regions[1].Throws:
                return TakeOther(op, ops);
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
                Choose(op, op.Result, _values[op.Operands[0].Id], _values[op.Operands[1].Id], _values[op.Operands[2].Id], ops);
                return IsLane(op.Result.Type);
            case OpKind.GuardedMultiply or OpKind.GuardedDivide:
                Add(op, Lanes(), [.. op.Operands.Select(operand => Widen(_values[operand.Id], ops))], ops);
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
        Value[] operands = [.. op.Operands.Select(operand => _values[operand.Id])];
        string? spelling = _isOfTensors ? rule.Spelling.Tensor : rule.Spelling.Vector;
        if (spelling is null || !IsLane(op.Result.Type) || !operands.All(operand => operand.Type.IsVector || IsLane(operand.Type) || IsOrder(operand)))
        {
            return false;
        }

        // On tensors it stays: the derivative of the backward pass must stop there as well.
        if (rule.Key == "stopGradient" && !_isOfTensors)
        {
            _values[op.Result.Id] = operands[0];
            return true;
        }

        for (int i = 0; i < operands.Length; i++)
        {
            if (!TakesNumber(rule.Key, i, operands[i]))
            {
                operands[i] = Widen(operands[i], ops);
            }
        }

        Add(op, Lanes(op.Result.Type.Kind == ScalarKind.Bool), operands, ops);
        return true;
    }

    /// <summary>
    /// Whether an operand may stay a number: C# multiplies a vector by one, and divides it by one, as it stands. Tensors have all operators and
    /// comparisons with numbers, but a number over a tensor is a reciprocal times the number, with other bits.
    /// </summary>
    private bool TakesNumber(string key, int i, Value operand) => key switch
    {
        "multiply" => true,
        "divide" => i == 1,
        "add" or "subtract" or "less" or "greater" or "lessOrEqual" or "greaterOrEqual" or "equal" or "notEqual" =>
            _isOfTensors && operand.Type.Kind != ScalarKind.Bool,
        "pow" => _isOfTensors && i == 1,
        _ => IsOrder(operand),
    };

    /// <summary>Whether a value is an integer that functions of tensors take beside the tensor.</summary>
    private bool IsOrder(Value value) => _isOfTensors && value.Type.Kind == ScalarKind.Integer;

    private void Choose(Op op, Value result, Value condition, Value whenTrue, Value whenFalse, List<Op> ops)
    {
        bool takesNumbers = _isOfTensors && condition.Type.IsVector && result.Type.Kind != ScalarKind.Bool;
        Value[] operands = [condition, takesNumbers ? whenTrue : Widen(whenTrue, ops), takesNumbers ? whenFalse : Widen(whenFalse, ops)];
        Value chosen = result with { Type = Lanes(result.Type.Kind == ScalarKind.Bool) };
        _values[result.Id] = chosen;
        ops.Add(new Op(OpKind.Select, new[] { chosen }, operands, EquatableArray<Region>.Empty, null, op.Origin));
    }

    /// <summary>A guard: what follows where it does not throw.</summary>
    private bool TakeOther(Op op, List<Op> ops)
    {
        Region region = op.Regions[op.Regions[0].Throws ? 1 : 0];
        if (!Rewrite(region, ops))
        {
            return false;
        }

        for (int i = 0; i < op.Results.Count; i++)
        {
            _values[op.Results[i].Id] = _values[region.Yields[i].Id];
        }

        return true;
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
                Choose(op, op.Results[i], condition, whenTrue, whenFalse, ops);
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

        Value wide = new(_nextId++, Lanes(value.Type.Kind == ScalarKind.Bool));
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

        Value wide = new(_nextId++, Lanes(value.Type.Kind == ScalarKind.Bool));
        ops.Insert(ops.Count - 1, Op.Undefined(wide));
        return wide;
    }
}
