using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Makes the reverse code legal: what it names inside the arms of a forward <c>If</c> must be in scope.
/// </summary>
/// <remarks>
/// <para>
/// In: a function whose operations may use values defined in an arm of an earlier <c>If</c> on the same condition value.
/// Out: structured SSA with every operand in lexical scope; the value results have the same bits.
/// </para>
/// <para>
/// First, two Ifs on one condition become one where nothing in between needs the results of the first: both sweeps then run in one
/// arm, as a person would write them. What remains is recomputed in the mirror arm or kept, as <see cref="Keep"/> decides: what is kept
/// becomes one more result of the forward If (undefined in the other arm, where it is never read).
/// </para>
/// </remarks>
internal sealed class Mirrors
{
    private readonly Dictionary<int, Op> _definitions = [];
    private int _nextId;

    private Mirrors(int nextId) => _nextId = nextId;

    public static Function Run(Function function)
    {
        var mirrors = new Mirrors(function.NextId);
        Region merged = mirrors.Merge(function.Body);
        mirrors.Index(merged);
        var scope = new HashSet<int>(function.Parameters.Select(parameter => parameter.Id));
        Region legal = mirrors.Legalise(merged, scope);
        return function with { Body = legal, NextId = mirrors._nextId };
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

        return first with { Results = first.Results.Concat(second.Results).ToEquatableArray(), Regions = arms };
    }

    /// <summary>A region that yields undefined values: control never reaches it.</summary>
    private Region NeverYields(Region region)
    {
        Value[] values = region.Yields.Select(yield => new Value(_nextId++, yield.Type)).ToArray();
        return new Region(values.Select(Undefined).ToEquatableArray(), values);
    }

    private static Op Undefined(Value value) =>
        new(OpKind.Undefined, new[] { value }, EquatableArray<Value>.Empty, EquatableArray<Region>.Empty, null, 0);

    private void Index(Region region)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results)
            {
                _definitions[result.Id] = op;
            }

            foreach (Region inner in op.Regions)
            {
                Index(inner);
            }
        }
    }

    /// <summary>Rebuilds a region; <paramref name="scope"/> holds the ids visible at its start.</summary>
    private Region Legalise(Region region, HashSet<int> scope)
    {
        var visible = new HashSet<int>(scope);
        var ops = new List<Op>();
        foreach (Op original in region.Ops)
        {
            Op op = original;
            if (op.Kind == OpKind.If)
            {
                op = LegaliseMirror(ops, op, visible);
                op = op with { Regions = new[] { Legalise(op.Regions[0], visible), Legalise(op.Regions[1], visible) } };
            }

            ops.Add(op);
            foreach (Value result in op.Results)
            {
                visible.Add(result.Id);
            }
        }

        return region with { Ops = ops };
    }

    /// <summary>Gives both arms of an If what they use of the arms of an earlier If on the same condition.</summary>
    private Op LegaliseMirror(List<Op> ops, Op mirror, HashSet<int> visible)
    {
        var arms = new Region[2];
        for (int arm = 0; arm < 2; arm++)
        {
            var prologue = new List<Op>();
            var replacement = new Dictionary<int, Value>();
            Value[] missing = OutOfScope(mirror.Regions[arm], visible).ToArray();
            HashSet<int> recomputed = Keep.Recomputed(missing, _definitions, visible, value => ResultThatIs(ops[Twin(ops, value)], value) is not null);
            foreach (Value value in missing)
            {
                Provide(ops, value, recomputed, visible, prologue, replacement);
            }

            Region changed = Substitution.Apply(mirror.Regions[arm], replacement);
            arms[arm] = changed with { Ops = prologue.Concat(changed.Ops).ToEquatableArray() };
        }

        return mirror with { Regions = arms };
    }

    /// <summary>Brings a value into scope, and before it what it is recomputed from.</summary>
    private void Provide(
        List<Op> ops, Value value, HashSet<int> recomputed, HashSet<int> visible, List<Op> prologue, Dictionary<int, Value> replacement)
    {
        if (visible.Contains(value.Id) || replacement.ContainsKey(value.Id))
        {
            return;
        }

        if (recomputed.Contains(value.Id))
        {
            Op op = _definitions[value.Id];
            foreach (Value operand in op.Operands)
            {
                Provide(ops, operand, recomputed, visible, prologue, replacement);
            }

            Value copy = value with { Id = _nextId++ };
            replacement[value.Id] = copy;
            prologue.Add(Substitution.Apply(op, replacement) with { Results = new[] { copy } });
            return;
        }

        int twin = Twin(ops, value);
        Value? yielded = ResultThatIs(ops[twin], value);
        if (yielded is null)
        {
            ops[twin] = Hoist(ops[twin], value);
            yielded = ops[twin].Results[ops[twin].Results.Count - 1];
            visible.Add(yielded.Id);
        }

        replacement[value.Id] = yielded;
    }

    /// <summary>The earlier If in whose arms a value is defined.</summary>
    private static int Twin(List<Op> ops, Value value) => ops.FindIndex(op => op.Kind == OpKind.If && Defines(op, value));

    /// <summary>Adds one more result to an If: a value defined somewhere in its arms, undefined where the arm does not define it.</summary>
    private Op Hoist(Op op, Value value)
    {
        var arms = new Region[2];
        for (int arm = 0; arm < 2; arm++)
        {
            Region region = op.Regions[arm];
            var ops = region.Ops.ToList();
            Value? yield = null;
            for (int k = 0; k < ops.Count && yield is null; k++)
            {
                if (!Defines(ops[k], value))
                {
                    continue;
                }

                if (ops[k].Results.Any(result => result.Id == value.Id))
                {
                    yield = value;
                }
                else
                {
                    ops[k] = Hoist(ops[k], value);
                    yield = ops[k].Results[ops[k].Results.Count - 1];
                }
            }

            if (yield is null)
            {
                yield = value with { Id = _nextId++, Name = null };
                ops.Insert(0, Undefined(yield));
            }

            arms[arm] = new Region(ops, region.Yields.Append(yield).ToEquatableArray());
        }

        string name = _definitions.TryGetValue(value.Id, out Op? definition) ? Naming.Base(definition) : "value";
        Value kept = value with { Id = _nextId++, Name = name + "Kept" };
        return op with { Results = op.Results.Append(kept).ToEquatableArray(), Regions = arms };
    }

    /// <summary>The result of an If that is this value whenever the arm that defines it runs, or null.</summary>
    private static Value? ResultThatIs(Op op, Value value)
    {
        foreach (Region region in op.Regions)
        {
            for (int i = 0; i < region.Yields.Count; i++)
            {
                if (region.Yields[i].Id == value.Id)
                {
                    return op.Results[i];
                }
            }
        }

        return null;
    }

    private static bool Defines(Op op, Value value)
    {
        var inside = new HashSet<int>();
        Definitions.Collect(op, inside);
        return inside.Contains(value.Id);
    }

    /// <summary>The values a region uses that neither it nor the code around it defines, in order of definition.</summary>
    private static IEnumerable<Value> OutOfScope(Region region, HashSet<int> visible)
    {
        var defined = new HashSet<int>();
        Definitions.Collect(region, defined);
        var missing = new SortedDictionary<int, Value>();
        FindMissing(region, defined, visible, missing);
        return missing.Values;
    }

    private static void FindMissing(Region region, HashSet<int> defined, HashSet<int> visible, SortedDictionary<int, Value> missing)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Region inner in op.Regions)
            {
                FindMissing(inner, defined, visible, missing);
            }
        }

        foreach (Value use in region.Ops.SelectMany(op => op.Operands).Concat(region.Yields))
        {
            if (!defined.Contains(use.Id) && !visible.Contains(use.Id))
            {
                missing[use.Id] = use;
            }
        }
    }
}
