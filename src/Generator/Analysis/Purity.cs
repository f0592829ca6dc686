using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Analysis;

/// <summary>Which operations may be dropped, shared, repeated or moved: those without side effects that cannot throw.</summary>
internal static class Purity
{
    public static bool IsPure(Op op) => op.Kind switch
    {
        OpKind.Throw or OpKind.Call => false,
        OpKind.Verbatim => ((VerbatimAttribute)op.Attribute!).Pure,
        OpKind.Cast => op.Result.Type.IsReal || !((CastAttribute)op.Attribute!).Checked,
        OpKind.Apply => !MayThrow(op),
        OpKind.If => op.Regions.All(region => region.Ops.All(IsPure)),
        _ => true,
    };

    private static bool MayThrow(Op op)
    {
        string key = ((RuleAttribute)op.Attribute!).Key;

        // Integer division throws for 0 and for MinValue / -1.
        return RuleTable.Get(key).MayThrow || (key is "divide" or "remainder" && !op.Result.Type.IsReal);
    }
}
