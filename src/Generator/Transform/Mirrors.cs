using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Joins Ifs on one condition where nothing in between needs the results of the first: both sweeps then run in one
/// arm, as a person would write them.
/// </summary>
/// <remarks>
/// In: a function whose reverse code may use values defined in an arm of the forward If that it mirrors. Out: the same, with fewer such uses.
/// </remarks>
internal sealed class Mirrors
{
    private int _nextId;

    private Mirrors(int nextId, Links links)
    {
        _nextId = nextId;
        Links = links;
    }

    private Links Links { get; }

    public static Function Run(Function function, Links links)
    {
        var mirrors = new Mirrors(function.NextId, links);
        Region merged = mirrors.Merge(function.Body);
        return function with { Body = merged, NextId = mirrors._nextId };
    }

    private Region Merge(Region region)
    {
        var ops = region.Ops.ToList();
        for (int i = 0; i < ops.Count; i++)
        {
            if (ops[i].Kind != OpKind.If)
            {
                continue;
            }

            for (int j = i + 1; j < ops.Count; j++)
            {
                if (ops[j].Kind == OpKind.If && ops[j].Operands[0].Id == ops[i].Operands[0].Id && TryBringTogether(ops, i, ref j))
                {
                    i = j - 1;
                    ops[i] = Join(ops[i], ops[j]);
                    ops.RemoveAt(j);
                    j = i;
                }
            }

            ops[i] = ops[i] with { Regions = new[] { Merge(ops[i].Regions[0]), Merge(ops[i].Regions[1]) } };
        }

        return region with { Ops = ops };
    }

    /// <summary>
    /// Moves what the If at j needs of the code in between to before the If at i, and the rest behind both, unless something
    /// there needs the results of i and is needed by j, or must not move. On success j is i + 1 in the new order.
    /// </summary>
    private static bool TryBringTogether(List<Op> ops, int i, ref int j)
    {
        // The second If may name values inside the arms of the first: there they will be in scope. What comes before both may not.
        var needed = new HashSet<int>();
        Definitions.CollectUses(ops[j], needed);
        bool isFree = !ops[i].Results.Any(result => needed.Contains(result.Id));
        var insideFirst = new HashSet<int>();
        Definitions.Collect(ops[i], insideFirst);
        var before = new List<Op>();
        var after = new List<Op>();
        for (int k = j - 1; k > i && isFree; k--)
        {
            Op op = ops[k];
            var defined = new HashSet<int>();
            Definitions.Collect(op, defined);
            if (defined.Overlaps(needed))
            {
                var uses = new HashSet<int>();
                Definitions.CollectUses(op, uses);
                needed.UnionWith(uses);
                isFree = Purity.IsPure(op) && !uses.Overlaps(insideFirst);
                before.Insert(0, op);
            }
            else
            {
                after.Insert(0, op);
            }
        }

        if (!isFree || (after.Any(op => !Purity.IsPure(op)) && !Purity.IsPure(ops[j])))
        {
            return false;
        }

        Op first = ops[i];
        Op second = ops[j];
        ops.RemoveRange(i, j - i + 1);
        ops.InsertRange(i, [.. before, first, second, .. after]);
        j = i + before.Count + 1;
        return true;
    }

    private Op Join(Op first, Op second)
    {
        var arms = new Region[2];
        for (int arm = 0; arm < 2; arm++)
        {
            Region a = first.Regions[arm];
            Region b = a.Throws ? NeverYields(second.Regions[arm]) : second.Regions[arm];

            // What throws stays last.
            IEnumerable<Op> ops = a.Throws ? b.Ops.Concat(a.Ops) : a.Ops.Concat(b.Ops);
            arms[arm] = new Region(ops.ToEquatableArray(), a.Yields.Concat(b.Yields).ToEquatableArray());
        }

        return first with
        {
            Results = first.Results.Concat(second.Results).ToEquatableArray(),
            Regions = arms,
            Link = Links.Join(first.Link, second.Link),
        };
    }

    /// <summary>A region that yields undefined values: control never reaches it.</summary>
    private Region NeverYields(Region region)
    {
        Value[] values = region.Yields.Select(yield => new Value(_nextId++, yield.Type)).ToArray();
        return new Region(values.Select(Op.Undefined).ToEquatableArray(), values);
    }
}
