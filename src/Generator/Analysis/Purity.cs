using System.Linq;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Rules;

namespace AutoDiff.Generator.Analysis;

/// <summary>Which operations have side effects, can throw, or look at memory.</summary>
internal static class Purity
{
    /// <summary>Whether an operation may be dropped, shared, repeated and moved: it neither throws nor looks at memory nor changes anything.</summary>
    public static bool IsPure(Op op) => op.Kind switch
    {
        OpKind.Throw or OpKind.Call or OpKind.Load or OpKind.Store or OpKind.Accumulate or OpKind.New or OpKind.Push or OpKind.Pop => false,

        // A loop that never ends is no effect worth keeping.
        OpKind.For or OpKind.While => op.Regions.All(region => region.Ops.All(IsPure)),
        OpKind.Slice => op.Operands.Count == 1 || op.Attribute is InRangeAttribute,
        OpKind.Verbatim => ((VerbatimAttribute)op.Attribute!).Pure,
        OpKind.Cast => op.Result.Type.IsReal || !((CastAttribute)op.Attribute!).Checked,
        OpKind.Apply => !MayThrow(op),
        OpKind.If => op.Regions.All(region => region.Ops.All(IsPure)),
        _ => true,
    };

    /// <summary>Whether an operation may be dropped where nobody uses its results.</summary>
    public static bool CanDrop(Op op) => IsPure(op) || op.Kind switch
    {
        OpKind.Load => op.Attribute is InRangeAttribute,
        OpKind.New => true,
        OpKind.If or OpKind.For or OpKind.While => op.Regions.All(region => region.Ops.All(CanDrop)),
        _ => false,
    };

    private static bool MayThrow(Op op)
    {
        string key = ((RuleAttribute)op.Attribute!).Key;

        // Integer division throws for 0 and for MinValue / -1.
        return RuleTable.Get(key).MayThrow || (key is "divide" or "remainder" && !op.Result.Type.IsReal);
    }
}
