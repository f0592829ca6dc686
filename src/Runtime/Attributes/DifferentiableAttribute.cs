using System;

namespace AutoDiff;

/// <summary>
/// Asks the generator for the derivatives of the method it stands on.
/// </summary>
/// <remarks>
/// <para>
/// Beside <c>R F(p1 ... pn)</c> appear, in the same partial type, <c>FGradient</c>, <c>FValueAndGradient</c>,
/// <c>FJvp</c> (forward mode), <c>FVjp</c> (reverse mode) and <c>FGraph</c>; element-wise methods also get
/// <c>FMap</c> and <c>FMapValueAndGradient</c> over spans and an overload on tensors. Their meaning is that of the path which is executed; see <c>docs/semantics.md</c>.
/// </para>
/// <para>
/// A method that cannot be differentiated gets a <c>DIFF</c> diagnostic at the construct that is in the way, and
/// nothing is generated for it.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>The members to generate. The default is every member that applies to the method.</summary>
    public DerivativeMembers Emit { get; set; } = DerivativeMembers.All;

    /// <summary>
    /// Whether the method must be able to run on graphics processors, by its overload on tensors. What stands in the way is then an error at that place (<c>DIFF3001</c> to
    /// <c>DIFF3005</c>).
    /// </summary>
    /// <remarks>
    /// It changes nothing in what is generated: a method that can run there does so without it, and one that cannot runs on the CPU. A <c>double</c> method
    /// can run on devices that compute with doubles, if it consists of arithmetic; one of a type parameter runs there with <c>float</c>.
    /// </remarks>
    public bool RunsOnGpu { get; set; }
}
