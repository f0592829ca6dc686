using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Forward mode: beside every varied value its tangent, the directional derivative (Jacobian-vector product).
/// </summary>
/// <remarks>
/// In: a function. Out: parameters p1 ... pn and a tangent for each active one; the results, then a tangent for each real one.
/// Values keep their ids. A value without an entry in the tangent map has the structural zero as its tangent; the tangent of a buffer is its
/// shadow, a buffer of the same shape (one-dimensional, row by row).
/// </remarks>
internal sealed class Forward
{
    private readonly Builder _builder;
    private readonly Activity _activity;
    private readonly Dictionary<int, Value> _tangents = [];

    private Forward(Builder builder, Activity activity)
    {
        _builder = builder;
        _activity = activity;
    }

    public static Function Run(Function function, IReadOnlyList<bool> active)
    {
        var builder = new Builder(function.NextId);
        Value[] activeParameters = function.Parameters.Where((_, i) => active[i]).ToArray();
        var memory = Memory.Of(function);
        var forward = new Forward(builder, Activity.Of(function, memory, activeParameters));
        var parameters = function.Parameters.ToList();
        foreach (Value parameter in activeParameters)
        {
            IrType type = !parameter.Type.IsBuffer ? parameter.Type
                : memory.IsWritten(parameter) ? IrType.Span(parameter.Type.Element)
                : IrType.ReadOnlySpan(parameter.Type.Element);
            Value tangent = builder.NewValue(type, parameter.Name + "Tangent");
            forward._tangents[parameter.Id] = tangent;
            parameters.Add(tangent);
        }

        builder.OpenRegion();
        forward.Visit(function.Body);
        Value[] tangents = function.Body.Yields.Where(result => result.Type.IsReal).Select(forward.TangentOrZero).ToArray();
        Region body = builder.CloseRegion([.. function.Body.Yields, .. tangents]);
        return new Function(parameters, body, builder.NextId);
    }

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            _builder.Origin = op.Origin;
            switch (op.Kind)
            {
                case OpKind.If:
                    VisitIf(op);
                    break;
                case OpKind.For or OpKind.While:
                    VisitLoop(op);
                    break;
                case OpKind.Slice or OpKind.New or OpKind.Select when op.Result.Type.IsBuffer:
                    _builder.Add(op);
                    if (_activity.IsVaried(op.Result))
                    {
                        _tangents[op.Result.Id] = Shadows.Make(_builder, op, TangentOrZero, "Dot");
                    }

                    break;
                case OpKind.Load:
                    _builder.Add(op);
                    if (_activity.IsVaried(op.Result))
                    {
                        Value loaded = _builder.LoadInRange(_tangents[op.Operands[0].Id], Shadows.Index(_builder, op.Operands[0], [.. op.Indices]));
                        _tangents[op.Result.Id] = Naming.Rename(_builder, loaded, Naming.Base(op) + "Dot");
                    }

                    break;
                case OpKind.Store:
                    VisitStore(op);
                    break;
                case OpKind.Call when _activity.IsVariedCall(op):
                    VisitCall(op);
                    break;
                default:
                    _builder.Add(op);
                    AddTangent(op);
                    break;
            }
        }
    }

    // y' = sum over k of (dy/dx_k) x_k'
    private void AddTangent(Op op)
    {
        if (op.Results.Count != 1 || !_activity.IsVaried(op.Result))
        {
            return;
        }

        Value? sum = null;
        for (int k = 0; k < op.Operands.Count; k++)
        {
            if (_activity.PassesDerivative(op, k) && _tangents.TryGetValue(op.Operands[k].Id, out Value? tangent))
            {
                Value term = Partials.Tangent(_builder, op, k, tangent);
                sum = sum is null ? term : _builder.Apply("add", op.Result.Type, sum, term);
            }
        }

        if (sum is not null)
        {
            _tangents[op.Result.Id] = Naming.Rename(_builder, sum, Naming.Base(op) + "Dot");
        }
    }

    private void VisitStore(Op op)
    {
        _builder.Add(op);
        if (_activity.IsVaried(op.Operands[0]))
        {
            Value[] indices = [.. op.Indices];
            Value tangent = TangentOrZero(op.Operands[op.Operands.Count - 1]);
            _builder.Store(_tangents[op.Operands[0].Id], Shadows.Index(_builder, op.Operands[0], indices), tangent);
        }
    }

    /// <summary>A loop carries the tangent of each varied value that it carries.</summary>
    private void VisitLoop(Op op)
    {
        int[] varied = Enumerable.Range(0, op.CarriedCount).Where(k => _activity.IsVaried(op.Results[k])).ToArray();
        Value[] inits = varied.Select(k => TangentOrZero(op.Carried(k).Init)).ToArray();
        var parameters = new Value[varied.Length];
        for (int i = 0; i < varied.Length; i++)
        {
            Value parameter = op.Carried(varied[i]).Parameter;
            parameters[i] = _builder.NewValue(parameter.Type, (parameter.Name ?? "carried") + "Dot");
            _tangents[parameter.Id] = parameters[i];
        }

        var regions = op.Regions.ToArray();
        if (op.Kind == OpKind.While)
        {
            // The condition decides by values alone.
            Value[] unused = parameters.Select(parameter => _builder.NewValue(parameter.Type, parameter.Name)).ToArray();
            regions[0] = regions[0] with { Parameters = regions[0].Parameters.Concat(unused).ToEquatableArray() };
        }

        _builder.OpenRegion();
        Visit(op.Body);
        Value[] nexts = Tangents(op.Body, [.. varied.Select(k => op.Carried(k).Next)]);
        regions[regions.Length - 1] = _builder.CloseRegion([.. op.Body.Parameters, .. parameters], [.. op.Body.Yields, .. nexts]);

        var results = op.Results.Take(op.CarriedCount).ToList();
        foreach (int k in varied)
        {
            Value tangent = _builder.NewValue(op.Results[k].Type, Naming.Base(op, k) + "Dot");
            _tangents[op.Results[k].Id] = tangent;
            results.Add(tangent);
        }

        results.AddRange(op.Results.Skip(op.CarriedCount));
        _builder.Add(op with { Results = results.ToEquatableArray(), Operands = op.Operands.Concat(inits).ToEquatableArray(), Regions = regions });
    }

    private void VisitIf(Op op)
    {
        int[] varied = Enumerable.Range(0, op.Results.Count).Where(i => _activity.IsVaried(op.Results[i])).ToArray();
        Region[] arms = op.Regions.Select(arm => VisitArm(arm, varied)).ToArray();
        var results = op.Results.ToList();
        foreach (int i in varied)
        {
            IrType type = arms[arms[0].Throws ? 1 : 0].Yields[results.Count].Type;
            Value tangent = _builder.NewValue(type, Naming.Base(op, i) + "Dot");
            _tangents[op.Results[i].Id] = tangent;
            results.Add(tangent);
        }

        _builder.Add(op with { Results = results, Regions = arms });
    }

    private Region VisitArm(Region arm, int[] varied)
    {
        _builder.OpenRegion();
        Visit(arm);
        return _builder.CloseRegion([.. arm.Yields, .. Tangents(arm, [.. varied.Select(i => arm.Yields[i])])]);
    }

    /// <summary>The tangents of what the open region, the image of another one, yields.</summary>
    private Value[] Tangents(Region region, IReadOnlyList<Value> yields) => region.Throws
        ? _builder.UndefinedBeforeThrow(yields.Select(yield => yield.Type))
        : [.. yields.Select(TangentOrZero)];

    private void VisitCall(Op op)
    {
        var callee = (CallAttribute)op.Attribute!;
        var operands = op.Operands.ToList();
        operands.AddRange(callee.Operands.Select((operand, k) => (operand.IsActive, Value: op.Operands[k])).Where(operand => operand.IsActive)
            .Select(operand => operand.Value.Type.IsBuffer ? ShadowOrZeros(operand.Value) : TangentOrZero(operand.Value)));
        var results = op.Results.ToList();
        for (int i = 0; i < op.Results.Count; i++)
        {
            if (op.Results[i].Type.IsReal)
            {
                Value tangent = _builder.NewValue(op.Results[i].Type, Naming.Base(op, i) + "Dot");
                _tangents[op.Results[i].Id] = tangent;
                results.Add(tangent);
            }
        }

        _builder.Add(op with { Results = results, Operands = operands, Attribute = callee with { Form = CallForm.Jvp } });
    }

    private Value ShadowOrZeros(Value buffer) =>
        _tangents.TryGetValue(buffer.Id, out Value? shadow) ? shadow : Shadows.Zeros(_builder, buffer);

    private Value TangentOrZero(Value value) =>
        _tangents.TryGetValue(value.Id, out Value? tangent) ? tangent : _builder.Zero(value.Type);
}
