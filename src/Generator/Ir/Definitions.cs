using System.Collections.Generic;

namespace AutoDiff.Generator.Ir;

/// <summary>Walks over definitions and uses that several passes need.</summary>
internal static class Definitions
{
    /// <summary>Adds the ids of all values defined in a region, its parameters and nested ones included.</summary>
    public static void Collect(Region region, HashSet<int> ids)
    {
        foreach (Value parameter in region.Parameters)
        {
            ids.Add(parameter.Id);
        }

        foreach (Op op in region.Ops)
        {
            Collect(op, ids);
        }
    }

    /// <summary>Adds the ids of all values that an operation and its regions define.</summary>
    public static void Collect(Op op, HashSet<int> ids)
    {
        foreach (Value result in op.Results)
        {
            ids.Add(result.Id);
        }

        foreach (Region region in op.Regions)
        {
            Collect(region, ids);
        }
    }

    /// <summary>Counts the uses of every value in a region: operands and yields, nested ones included.</summary>
    public static Dictionary<int, int> CountUses(Region region)
    {
        var counts = new Dictionary<int, int>();
        Count(region, counts);
        return counts;
    }

    /// <summary>Adds the ids of all values that an operation uses, its regions included.</summary>
    public static void CollectUses(Op op, HashSet<int> ids)
    {
        foreach (Value operand in op.Operands)
        {
            ids.Add(operand.Id);
        }

        foreach (Region region in op.Regions)
        {
            foreach (Op inner in region.Ops)
            {
                CollectUses(inner, ids);
            }

            foreach (Value yield in region.Yields)
            {
                ids.Add(yield.Id);
            }
        }
    }

    /// <summary>Whether a region has an operation of a kind, nested ones included.</summary>
    public static bool Contains(Region region, OpKind kind)
    {
        foreach (Op op in region.Ops)
        {
            if (op.Kind == kind)
            {
                return true;
            }

            foreach (Region inner in op.Regions)
            {
                if (Contains(inner, kind))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Count(Region region, Dictionary<int, int> counts)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value operand in op.Operands)
            {
                Increment(counts, operand.Id);
            }

            foreach (Region inner in op.Regions)
            {
                Count(inner, counts);
            }
        }

        foreach (Value yield in region.Yields)
        {
            Increment(counts, yield.Id);
        }
    }

    private static void Increment(Dictionary<int, int> counts, int id)
    {
        counts.TryGetValue(id, out int count);
        counts[id] = count + 1;
    }
}
