using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>Removes operations and If results that nothing uses. Effects stay.</summary>
/// <remarks>In and out: SSA, also before <see cref="Mirrors"/>, when reverse code still names values inside the arms of forward Ifs.</remarks>
internal static class DeadCode
{
    public static Region Remove(Region body)
    {
        var live = new HashSet<int>(body.Yields.Select(yield => yield.Id));
        return Sweep(body, live);
    }

    // One backward walk: uses of an operation follow its definition, so liveness is known when it is reached.
    private static Region Sweep(Region region, HashSet<int> live)
    {
        var ops = new List<Op>();
        for (int i = region.Ops.Count - 1; i >= 0; i--)
        {
            Op op = region.Ops[i];
            if (op.Kind == OpKind.If)
            {
                op = SweepIf(op, live);
            }

            if (op.Kind == OpKind.Call)
            {
                op = WithoutDerivative(op, live);
            }

            bool isEmpty = op.Regions.All(arm => arm.Ops.Count == 0);
            if (isEmpty && Purity.IsPure(op) && !op.Results.Any(result => live.Contains(result.Id)))
            {
                continue;
            }

            foreach (Value operand in op.Operands)
            {
                live.Add(operand.Id);
            }

            ops.Add(op);
        }

        ops.Reverse();
        return region with { Ops = ops };
    }

    /// <summary>A call whose derivative nobody uses becomes a call of the method itself.</summary>
    private static Op WithoutDerivative(Op op, HashSet<int> live)
    {
        var callee = (CallAttribute)op.Attribute!;
        return callee.Form == CallForm.Primal || op.Results.Skip(1).Any(result => live.Contains(result.Id))
            ? op
            : op with
            {
                Results = new[] { op.Results[0] },
                Operands = op.Operands.Take(callee.Active.Count).ToEquatableArray(),
                Attribute = callee with { Form = CallForm.Primal },
            };
    }

    private static Op SweepIf(Op op, HashSet<int> live)
    {
        int[] kept = Enumerable.Range(0, op.Results.Count).Where(i => live.Contains(op.Results[i].Id)).ToArray();
        var arms = new Region[2];
        for (int arm = 0; arm < 2; arm++)
        {
            EquatableArray<Value> yields = kept.Select(i => op.Regions[arm].Yields[i]).ToEquatableArray();
            foreach (Value yield in yields)
            {
                live.Add(yield.Id);
            }

            arms[arm] = Sweep(op.Regions[arm] with { Yields = yields }, live);
        }

        return op with { Results = kept.Select(i => op.Results[i]).ToEquatableArray(), Regions = arms };
    }
}
