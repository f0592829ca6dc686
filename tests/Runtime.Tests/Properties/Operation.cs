using System;
using System.Numerics;

namespace AutoDiff.Runtime.Tests.Properties;

/// <summary>What is known of public members: how to call them, and what they should give.</summary>
/// <param name="Members">The members, as <see cref="PublicMembers"/> writes them.</param>
/// <param name="Calls">Calls of them.</param>
internal sealed record Operation<T>(string[] Members, Call<T>[] Calls)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>A call of a member.</summary>
/// <param name="Name">The call as text.</param>
/// <param name="Shapes">The shapes of the operands.</param>
/// <param name="Run">Calls the member; gives a tensor, a mask or indices.</param>
/// <param name="Expected">The reference implementation.</param>
internal sealed record Call<T>(string Name, int[][] Shapes, Func<Tensor<T>[], object> Run, Func<LogicalArray[], LogicalArray> Expected)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>What a value may differ by, in units of the last place of doubles or floats; 0 for the same bits.</summary>
    public double Units { get; init; }

    /// <summary>The least finite number that operands hold.</summary>
    public double Low { get; init; } = -2;

    /// <summary>The greatest finite number that operands hold.</summary>
    public double High { get; init; } = 2;

    /// <summary>Whether the operands may hold NaN, infinities and zeros of both signs.</summary>
    public bool TakesSpecials { get; init; } = true;

    /// <summary>Whether equal elements have one derivative, so that that of a copy is that of a view, and of a recorded pass that of another.</summary>
    public bool IsDifferentiable { get; init; } = true;

    public override string ToString() => $"{Name} of {string.Join(", ", Array.ConvertAll(Shapes, shape => $"[{string.Join(", ", shape)}]"))}";
}
