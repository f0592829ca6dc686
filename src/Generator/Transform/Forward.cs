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
/// In: a function with one result. Out: parameters p1 ... pn and a tangent for each active one; results value and tangent.
/// Values keep their ids. A value without an entry in the tangent map has the structural zero as its tangent.
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
        var forward = new Forward(builder, Activity.Of(function, activeParameters));
        var parameters = function.Parameters.ToList();
        foreach (Value parameter in activeParameters)
        {
            Value tangent = builder.NewValue(parameter.Type, parameter.Name + "Tangent");
            forward._tangents[parameter.Id] = tangent;
            parameters.Add(tangent);
        }

        builder.OpenRegion();
        forward.Visit(function.Body);
        Value result = function.Body.Yields[0];
        Region body = builder.CloseRegion(result, forward.TangentOrZero(result));
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
                case OpKind.Call when _activity.IsVaried(op.Result):
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
                Value term = Partials.Scale(_builder, op, k, tangent, op.Result.Type);
                sum = sum is null ? term : _builder.Apply("add", op.Result.Type, sum, term);
            }
        }

        if (sum is not null)
        {
            _tangents[op.Result.Id] = Naming.Rename(_builder, sum, Naming.Base(op) + "Dot");
        }
    }

    private void VisitIf(Op op)
    {
        int[] varied = Enumerable.Range(0, op.Results.Count).Where(i => _activity.IsVaried(op.Results[i])).ToArray();
        Region[] arms = op.Regions.Select(arm => VisitArm(arm, varied)).ToArray();
        var results = op.Results.ToList();
        foreach (int i in varied)
        {
            Value tangent = _builder.NewValue(op.Results[i].Type, Naming.Base(op, i) + "Dot");
            _tangents[op.Results[i].Id] = tangent;
            results.Add(tangent);
        }

        _builder.Add(op with { Results = results, Regions = arms });
    }

    private Region VisitArm(Region arm, int[] varied)
    {
        _builder.OpenRegion();
        Visit(arm);
        if (arm.Throws)
        {
            Op last = _builder.Ops[_builder.Ops.Count - 1];
            _builder.Ops.RemoveAt(_builder.Ops.Count - 1);
            Value[] undefined = varied.Select(i => _builder.Undefined(arm.Yields[i].Type)).ToArray();
            _builder.Add(last);
            return _builder.CloseRegion([.. arm.Yields, .. undefined]);
        }

        Value[] tangents = varied.Select(i => TangentOrZero(arm.Yields[i])).ToArray();
        return _builder.CloseRegion([.. arm.Yields, .. tangents]);
    }

    private void VisitCall(Op op)
    {
        var callee = (CallAttribute)op.Attribute!;
        var operands = op.Operands.ToList();
        for (int k = 0; k < op.Operands.Count; k++)
        {
            if (callee.Active[k])
            {
                operands.Add(TangentOrZero(op.Operands[k]));
            }
        }

        Value tangent = _builder.NewValue(op.Result.Type, Naming.Base(op) + "Dot");
        _tangents[op.Result.Id] = tangent;
        _builder.Add(op with
        {
            Results = new[] { op.Result, tangent },
            Operands = operands,
            Attribute = callee with { Form = CallForm.Jvp },
        });
    }

    private Value TangentOrZero(Value value) =>
        _tangents.TryGetValue(value.Id, out Value? tangent) ? tangent : _builder.Zero(value.Type);
}
