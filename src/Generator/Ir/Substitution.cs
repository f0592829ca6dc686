using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;

namespace AutoDiff.Generator.Ir;

/// <summary>Replaces uses of values, nested regions included.</summary>
internal static class Substitution
{
    public static Region Apply(Region region, IReadOnlyDictionary<int, Value> replacement) =>
        replacement.Count == 0
            ? region
            : region with
            {
                Ops = region.Ops.Select(op => Apply(op, replacement)).ToEquatableArray(),
                Yields = region.Yields.Select(yield => Apply(yield, replacement)).ToEquatableArray(),
            };

    public static Op Apply(Op op, IReadOnlyDictionary<int, Value> replacement) => op with
    {
        Operands = op.Operands.Select(operand => Apply(operand, replacement)).ToEquatableArray(),
        Regions = op.Regions.Select(region => Apply(region, replacement)).ToEquatableArray(),
    };

    public static Value Apply(Value value, IReadOnlyDictionary<int, Value> replacement)
    {
        while (replacement.TryGetValue(value.Id, out Value? other))
        {
            value = other;
        }

        return value;
    }
}
