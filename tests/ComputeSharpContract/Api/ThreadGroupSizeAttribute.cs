using System;

namespace ComputeSharp;

/// <summary>The size of the groups of a shader.</summary>
/// <param name="size">The size.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = false)]
public sealed class ThreadGroupSizeAttribute(DefaultThreadGroupSizes size) : Attribute
{
    /// <summary>The size.</summary>
    internal DefaultThreadGroupSizes Size { get; } = size;
}
