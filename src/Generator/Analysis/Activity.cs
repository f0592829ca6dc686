using System.Collections.Generic;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Which values are varied: real values that depend on an active parameter through functions that have a derivative.
/// Activity is structural, so a value that depends on nothing active has no tangent and no adjoint at all,
/// rather than a zero that could meet an infinity.
/// </summary>
/// <remarks>In: a function in structured SSA. The other half, usefulness, needs no pass: reverse mode starts at the result.</remarks>
internal sealed class Activity
{
    private readonly HashSet<int> _varied = [];

    private Activity()
    {
    }

    public static Activity Of(Function function, IEnumerable<Value> active)
    {
        var activity = new Activity();
        foreach (Value value in active)
        {
            activity._varied.Add(value.Id);
        }

        activity.Visit(function.Body);
        return activity;
    }

    /// <summary>Whether the value carries a derivative.</summary>
    public bool IsVaried(Value value) => _varied.Contains(value.Id);

    /// <summary>Whether an operand of a derivative-carrying operation passes the derivative on.</summary>
    public bool PassesDerivative(Op op, int operand) => IsVaried(op.Operands[operand]) && op.Kind switch
    {
        OpKind.Apply => RuleTable.Get(((RuleAttribute)op.Attribute!).Key).Partials is { Count: > 0 } partials && partials[operand] is not null,
        OpKind.Cast => op.Result.Type.IsReal,
        OpKind.Select => operand > 0,
        OpKind.GuardedMultiply or OpKind.GuardedDivide => true,
        OpKind.Call => ((CallAttribute)op.Attribute!).Active[operand],
        _ => false,
    };

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            if (op.Kind == OpKind.If)
            {
                Visit(op.Regions[0]);
                Visit(op.Regions[1]);
                for (int i = 0; i < op.Results.Count; i++)
                {
                    if (IsVaried(op.Regions[0].Yields[i]) || IsVaried(op.Regions[1].Yields[i]))
                    {
                        _varied.Add(op.Results[i].Id);
                    }
                }
            }
            else if (op.Results.Count == 1 && op.Result.Type.IsReal && AnyOperandPasses(op))
            {
                _varied.Add(op.Result.Id);
            }
        }
    }

    private bool AnyOperandPasses(Op op)
    {
        for (int k = 0; k < op.Operands.Count; k++)
        {
            if (PassesDerivative(op, k))
            {
                return true;
            }
        }

        return false;
    }
}
