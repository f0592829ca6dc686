using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Room on the stack for the lanes of most kernels: an operation on a few elements should not cost more than its graph node.</summary>
[InlineArray(Length)]
internal struct LaneBuffer<T>
{
    /// <summary>The number of places.</summary>
    internal const int Length = 8;

    private T _first;
}
