using System;

namespace ComputeSharp;

/// <summary>Directions of the 64 threads of a group.</summary>
[Flags]
public enum DefaultThreadGroupSizes
{
    /// <summary>The first.</summary>
    X = 1 << 0,

    /// <summary>The second.</summary>
    Y = 1 << 1,

    /// <summary>The third.</summary>
    Z = 1 << 2,
}
