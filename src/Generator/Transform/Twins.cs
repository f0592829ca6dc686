using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>Joins two functions of one argument that share most of their work: derivatives of the one are made of the other.</summary>
/// <remarks>Out: the same values; the second function of a pair is computed where the first one was, in the same region.</remarks>
internal static class Twins
{
    public static readonly TwinAttribute SinCos = new("SinCos", "sin", "cos");
    public static readonly TwinAttribute NormalCdfPdf = new("NormalCdfPdf", "normalCdf", "normalPdf");

    /// <summary>Joins what it can.</summary>
    /// <param name="region">The operations.</param>
    /// <param name="applies">For which types.</param>
    /// <param name="pairs">What there is to be joined.</param>
    public static Region Join(Region region, Func<IrType, bool> applies, params TwinAttribute[] pairs)
    {
        var ops = new List<Op>();
        var found = new Dictionary<(int Operand, string Key), int>();
        foreach (Op op in region.Ops)
        {
            string? key = op.Kind == OpKind.Apply && applies(op.Result.Type) ? ((RuleAttribute)op.Attribute!).Key : null;
            if (pairs.FirstOrDefault(twin => key == twin.First || key == twin.Second) is { } pair
                && found.TryGetValue((op.Operands[0].Id, key == pair.First ? pair.Second : pair.First), out int first))
            {
                Value[] results = key == pair.First ? [op.Result, ops[first].Result] : [ops[first].Result, op.Result];
                ops[first] = ops[first] with { Kind = OpKind.Twin, Results = results, Attribute = pair };
                continue;
            }

            if (key is not null)
            {
                found[(op.Operands[0].Id, key)] = ops.Count;
            }

            ops.Add(op with { Regions = op.Regions.Select(inner => Join(inner, applies, pairs)).ToEquatableArray() });
        }

        return region with { Ops = ops };
    }
}
