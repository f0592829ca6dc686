using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Frontend;

/// <summary>
/// Which values depend on an active parameter in a way that carries a derivative. Where one enters code without a known
/// derivative, the gradient would silently miss a term: that is reported.
/// </summary>
internal sealed class VariedAnalysis(IEnumerable<Value> active)
{
    /// <summary>The rule of <c>Autograd.StopGradient</c>: the value passes, the derivative does not.</summary>
    public const string StopGradientKey = "stopGradient";

    private readonly HashSet<int> _varied = [.. active.Select(value => value.Id)];

    public void Report(Region body, IReadOnlyList<(IReadOnlyList<Value> Operands, Problem Problem)> barriers, List<Problem> problems)
    {
        Visit(body);
        foreach ((IReadOnlyList<Value> operands, Problem problem) in barriers)
        {
            if (operands.Any(operand => _varied.Contains(operand.Id)))
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>There are no loops: one pass in program order sees every definition before its uses.</summary>
    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Region inner in op.Regions)
            {
                Visit(inner);
            }

            for (int i = 0; i < op.Results.Count; i++)
            {
                if (op.Results[i].Type.IsReal && Depends(op, i))
                {
                    _varied.Add(op.Results[i].Id);
                }
            }
        }
    }

    private bool Depends(Op op, int result)
    {
        switch (op.Kind)
        {
            case OpKind.Apply:
                string key = ((RuleAttribute)op.Attribute!).Key;
                return key != StopGradientKey && RuleTable.Get(key).Kind != RuleKind.Passive && AnyOperand(op);
            case OpKind.Cast:
                return AnyOperand(op);
            case OpKind.Select:
                return _varied.Contains(op.Operands[1].Id) || _varied.Contains(op.Operands[2].Id);
            case OpKind.If:
                foreach (Region arm in op.Regions)
                {
                    if (_varied.Contains(arm.Yields[result].Id))
                    {
                        return true;
                    }
                }

                return false;
            case OpKind.Call:
                var call = (CallAttribute)op.Attribute!;
                for (int i = 0; i < op.Operands.Count; i++)
                {
                    if (call.Active[i] && _varied.Contains(op.Operands[i].Id))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private bool AnyOperand(Op op)
    {
        foreach (Value operand in op.Operands)
        {
            if (_varied.Contains(operand.Id))
            {
                return true;
            }
        }

        return false;
    }
}
