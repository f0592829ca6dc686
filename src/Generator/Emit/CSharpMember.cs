using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <summary>One derivative member: its shape around the function that it computes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Result">The type of the result.</param>
/// <param name="Documentation">The lines of its documentation.</param>
/// <param name="Extras">The parameters behind those of the method.</param>
/// <param name="Function">What it computes.</param>
/// <param name="Combine">The returned expression for the function's results, or nothing.</param>
internal sealed record CSharpMember(
    string Name,
    string Result,
    IReadOnlyList<string> Documentation,
    IReadOnlyList<CSharpMember.Extra> Extras,
    Function Function,
    Func<IReadOnlyList<Code>, string> Combine)
{
    /// <summary>What a further parameter is for; the function's parameters come in this order.</summary>
    internal enum Role : byte
    {
        Tangent,
        AdjointOfResult,
        AdjointOfParameter,
        Shadow,
    }

    /// <summary>A parameter behind those of the method.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Name">The name it would like to have.</param>
    /// <param name="Role">What it is for.</param>
    /// <param name="Leaves">The ways to the parts of it that the function takes as parameters; none for an out parameter.</param>
    internal sealed record Extra(IrType Type, string Name, Role Role, IReadOnlyList<string> Leaves)
    {
        /// <summary>The parameter of the method that it belongs to.</summary>
        public ParameterModel? Of { get; init; }

        public Passing Passing { get; init; }

        /// <summary>For a parameter by reference, what it becomes at the end.</summary>
        public Func<IReadOnlyList<Code>, string>? Final { get; init; }
    }

    /// <summary>What the method's own parameters by reference become at the end, in order.</summary>
    public IReadOnlyList<(ParameterModel Parameter, Func<IReadOnlyList<Code>, string> Final)> Outputs { get; init; } = [];

    /// <summary>Whether the sweep goes forward only.</summary>
    public bool IsForward { get; init; }

    /// <summary>Whether spans of adjoints are cleared first.</summary>
    public bool ClearsExtras { get; init; }

    /// <summary>The result of the overload that makes the arrays of the gradient itself, or null if there is none.</summary>
    public string? AllocatingResult { get; init; }

    /// <summary>The returned expression of that overload for the result of this member and the arrays.</summary>
    public Func<string, IReadOnlyList<string>, string> CombineArrays { get; init; } = (_, _) => "";
}
