using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Infrastructure;

namespace AutoDiff.Generator.Ir;

/// <summary>What an operation carries beside its operands.</summary>
internal abstract record OpAttribute;

/// <summary>
/// A constant, compared by its bits: 0.0 and -0.0 are two constants, NaN equals itself.
/// </summary>
/// <param name="Bits">
/// The bits of the <c>double</c> (also for float and type parameters: the value widened exactly), the integer sign-extended, or 0/1.
/// </param>
/// <param name="Text">The C# expression for opaque types and named constants such as <c>T.Pi</c>; otherwise null.</param>
internal sealed record ConstantAttribute(long Bits, string? Text = null) : OpAttribute;

/// <summary>The function of the rule table that is applied.</summary>
internal sealed record RuleAttribute(string Key) : OpAttribute;

/// <summary>A function with two results, of <c>VectorMath</c> and of the HLSL prelude.</summary>
/// <param name="Function">Its name.</param>
/// <param name="First">The rule whose function the first result is, called so too.</param>
/// <param name="Second">The rule of the second result.</param>
internal sealed record TwinAttribute(string Function, string First, string Second) : OpAttribute;

/// <summary>A numeric conversion.</summary>
/// <param name="Checked">Whether overflow throws.</param>
internal sealed record CastAttribute(bool Checked) : OpAttribute;

/// <summary>
/// The target of a call to a <c>[Differentiable]</c> method, bound by the naming contract. The operands are the parts of each parameter that
/// comes in, the results those of the method's result and then those of each parameter that the caller gets back.
/// </summary>
/// <param name="Container">The type that holds it, as generated code names it, or empty for the method's own type.</param>
/// <param name="Name">The method's name.</param>
/// <param name="TypeArguments">The type argument list with brackets, or empty.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Result">The result, or null for <c>void</c>.</param>
/// <param name="DeliversPartials">
/// Whether it takes numbers, and constants, and returns a number: then its <c>FValueAndGradient</c> gives the partials in the forward sweep, to
/// be scaled later.
/// </param>
/// <param name="Form">Which of its members is called.</param>
internal sealed record CallAttribute(
    string Container,
    string Name,
    string TypeArguments,
    EquatableArray<ParameterModel> Parameters,
    ShapeModel? Result,
    bool DeliversPartials,
    CallForm Form = CallForm.Primal) : OpAttribute
{
    /// <summary>For each operand of the method itself, whether it carries a derivative and whether its elements may be written.</summary>
    public IReadOnlyList<(bool IsActive, bool IsWritten)> Operands =>
    [
        .. Parameters.Where(parameter => parameter.IsInput).SelectMany(parameter =>
            parameter.Shape.Leaves.Select(leaf => (parameter.IsActive && leaf.Type.HasDerivative, parameter.IsWritten))),
    ];

    /// <summary>The number of results of the method itself.</summary>
    public int ResultCount =>
        (Result?.Leaves.Count ?? 0) + Parameters.Where(parameter => parameter.IsOutput).Sum(parameter => parameter.Shape.Leaves.Count);
}

/// <summary>The members of a <c>[Differentiable]</c> method that derivative code calls.</summary>
internal enum CallForm : byte
{
    /// <summary>The method itself.</summary>
    Primal,

    /// <summary><c>FValueAndGradient</c>: the value, then one partial for each active parameter.</summary>
    ValueAndGradient,

    /// <summary>
    /// <c>FVjp</c>: the results, then an adjoint for each active number; the operands go on with the adjoint of each real result and the shadow
    /// of each active buffer, to which it adds, or which it turns from the adjoint of the new elements into that of the old ones.
    /// </summary>
    Vjp,

    /// <summary><c>FJvp</c>: the results, then the tangent of each real one; the operands go on with a tangent for each active one.</summary>
    Jvp,
}

/// <summary>A piece of passive C# with <c>{0}</c>, <c>{1}</c> ... for the operands; braces of its own are doubled.</summary>
/// <param name="Template">The expression.</param>
/// <param name="Pure">Whether it may be shared, dropped and repeated.</param>
/// <param name="Precedence">How tightly it binds; see <c>Emit.Precedence</c>. Primary (method calls, member access) is 15.</param>
internal sealed record VerbatimAttribute(string Template, bool Pure, int Precedence = 15) : OpAttribute;

/// <summary>How a loop runs.</summary>
/// <param name="Step">What a counted loop adds to its counter.</param>
/// <param name="IsInclusive">Whether a counted loop still runs for its bound: <c>&lt;=</c>, or <c>&gt;=</c> for a negative step.</param>
/// <param name="Breaks">Whether the body yields a stop flag first.</param>
/// <param name="TestsLast">Whether a loop on a condition tests it behind the body: <c>do</c>.</param>
internal sealed record LoopAttribute(long Step = 1, bool IsInclusive = false, bool Breaks = false, bool TestsLast = false) : OpAttribute;

/// <summary>A load or a slice whose indices are known to be in range: it never throws, and may be dropped and repeated.</summary>
internal sealed record InRangeAttribute : OpAttribute
{
    public static readonly InRangeAttribute Instance = new();
}

/// <summary>Which dimension's length.</summary>
internal sealed record DimensionAttribute(int Dimension) : OpAttribute;

/// <summary>What a new buffer is for.</summary>
internal sealed record NewAttribute(Purpose Purpose) : OpAttribute;

/// <summary>The uses of new buffers.</summary>
internal enum Purpose : byte
{
    /// <summary>The user's own array.</summary>
    Primal,

    /// <summary>The tangents or adjoints of a user's array: zeros at first.</summary>
    Shadow,

    /// <summary>Values kept for the reverse sweep, each written before it is read.</summary>
    Kept,
}
