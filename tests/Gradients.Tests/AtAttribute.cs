using System;

namespace AutoDiff.Gradients.Tests;

/// <summary>A point at which a program is checked: one value for each parameter, away from kinks and poles.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AtAttribute(params object[] arguments) : Attribute
{
    public object[] Arguments { get; } = arguments;
}
