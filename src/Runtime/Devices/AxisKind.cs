namespace AutoDiff;

/// <summary>What a reduction over an axis computes on a device.</summary>
internal enum AxisKind
{
    /// <summary>The sums; 0 over nothing.</summary>
    Sum,

    /// <summary>The greatest elements; NaN where one is.</summary>
    Max,

    /// <summary>The least elements; NaN where one is.</summary>
    Min,
}
