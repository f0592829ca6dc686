using System;

namespace AutoDiff.Gradients.Tests.Golden;

/// <summary>The name of the function in libtorch's golden data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
