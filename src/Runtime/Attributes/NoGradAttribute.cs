using System;

namespace AutoDiff;

/// <summary>
/// Marks a parameter of a <see cref="DifferentiableAttribute"/> method as a constant: it gets no gradient and no tangent.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class NoGradAttribute : Attribute;
