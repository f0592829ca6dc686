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
        return Sweep(body, live, UnreadBuffers.Find(body));
    }

    // One backward walk: uses of an operation follow its definition, so liveness is known when it is reached.
    private static Region Sweep(Region region, HashSet<int> live, HashSet<int> unread)
    {
        var ops = new List<Op>();
        for (int i = region.Ops.Count - 1; i >= 0; i--)
        {
            Op op = region.Ops[i];
            if (op.Kind == OpKind.If)
            {
                op = SweepIf(op, live, unread);
            }
            else if (op.IsLoop)
            {
                op = SweepLoop(op, live, unread);
            }

            if (op.Kind == OpKind.Call)
            {
                op = WithoutDerivative(op, live);
            }

            bool isForNothing = op.Kind is OpKind.Store or OpKind.Accumulate && unread.Contains(op.Operands[0].Id);
            if (isForNothing || (Purity.CanDrop(op) && !IsLive(op, live)))
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

    /// <summary>Whether a result is used; or a value inside, as reverse code names values out of scope.</summary>
    private static bool IsLive(Op op, HashSet<int> live) =>
        op.Results.Any(result => live.Contains(result.Id)) || op.Regions.Any(region => region.Ops.Any(inner => IsLive(inner, live)));

    /// <summary>A call whose derivative nobody uses becomes a call of the method itself.</summary>
    private static Op WithoutDerivative(Op op, HashSet<int> live)
    {
        var callee = (CallAttribute)op.Attribute!;
        IReadOnlyList<(bool IsActive, bool IsWritten)> operands = callee.Operands;
        return callee.Form is CallForm.Primal or CallForm.Vjp
            || operands.Any(operand => operand is (true, true)) || op.Results.Skip(callee.ResultCount).Any(result => live.Contains(result.Id))
            ? op
            : op with
            {
                Results = op.Results.Take(callee.ResultCount).ToEquatableArray(),
                Operands = op.Operands.Take(operands.Count).ToEquatableArray(),
                Attribute = callee with { Form = CallForm.Primal },
            };
    }

    private static Op SweepIf(Op op, HashSet<int> live, HashSet<int> unread)
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

            arms[arm] = Sweep(op.Regions[arm] with { Yields = yields }, live, unread);
        }

        return op with { Results = kept.Select(i => op.Results[i]).ToEquatableArray(), Regions = arms };
    }

    /// <summary>A carried value lives if its result does or if the body, as far as it lives, uses it: found in rounds.</summary>
    private static Op SweepLoop(Op op, HashSet<int> live, HashSet<int> unread)
    {
        var regions = new Region[op.Regions.Count];
        int[] kept = Kept();
        int before;
        do
        {
            before = kept.Length;
            Op cut = op.WithCarried(kept);
            for (int i = 0; i < regions.Length; i++)
            {
                foreach (Value yield in cut.Regions[i].Yields)
                {
                    live.Add(yield.Id);
                }

                regions[i] = Sweep(cut.Regions[i], live, unread);
            }

            kept = Kept();
        }
        while (kept.Length > before);

        return op.WithCarried(kept) with { Regions = regions };

        int[] Kept() => [.. Enumerable.Range(0, op.CarriedCount).Where(k => live.Contains(op.Results[k].Id) || op.Regions.Any(region => IsUsed(region, k)))];

        bool IsUsed(Region region, int k) => live.Contains(region.Parameters[region.Parameters.Count - op.CarriedCount + k].Id);
    }
}
