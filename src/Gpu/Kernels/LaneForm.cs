namespace AutoDiff;

/// <summary>How the elements of an operand or result lie.</summary>
internal enum LaneForm
{
    /// <summary>There are none: a result that is not wanted, or an operand that is not read.</summary>
    Absent,

    /// <summary>One after the other.</summary>
    Contiguous,

    /// <summary>One for all positions.</summary>
    Single,

    /// <summary>At strides.</summary>
    Strided,

    /// <summary>None in memory: one number for all positions, among the constants.</summary>
    Number,
}
