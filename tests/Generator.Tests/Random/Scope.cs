using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>An array or a span in sight.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
/// <param name="Length">What its length is at least.</param>
/// <param name="Root">The array that its elements belong to; null if that is not known.</param>
/// <param name="IsOnStack">Whether it must not leave its block.</param>
/// <param name="IsRebindable">Whether it is assigned to.</param>
internal sealed record Block(string Name, BlockKind Kind, int Length, string? Root, bool IsOnStack = false, bool IsRebindable = false)
{
    public bool IsWritable => Kind != BlockKind.ReadOnlySpan;

    /// <summary>Whether they have no element in common for sure.</summary>
    public bool IsApartFrom(Block other) => Root is not null && other.Root is not null && Root != other.Root;
}

internal enum BlockKind
{
    Array,
    Span,
    ReadOnlySpan,
}

/// <summary>An integer in sight.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsAssignable">Whether it may be assigned to.</param>
/// <param name="Ranges">The blocks that it is an index of.</param>
/// <param name="CanSkip">Whether the body of its loop may add to it.</param>
internal sealed record Whole(string Name, bool IsAssignable = false, IReadOnlyList<IndexRange>? Ranges = null, bool CanSkip = false);

/// <summary>From <paramref name="Low"/> to the last element but <paramref name="High"/>.</summary>
internal sealed record IndexRange(string Block, int Low, int High);

/// <summary>The names that can be used at a place.</summary>
internal sealed class Scope
{
    /// <summary>Numbers that can be assigned to.</summary>
    public List<string> Reals { get; } = [];

    /// <summary>Numbers that cannot.</summary>
    public List<string> Constants { get; } = [];

    public List<string> Flags { get; } = [];

    public List<Whole> Wholes { get; } = [];

    public List<Block> Blocks { get; } = [];

    public List<string> Structures { get; } = [];

    /// <summary>Blocks of a length that stays what it is.</summary>
    public IEnumerable<Block> FixedBlocks => Blocks.Where(block => !block.IsRebindable);

    public Scope Copy()
    {
        var copy = new Scope();
        copy.Reals.AddRange(Reals);
        copy.Constants.AddRange(Constants);
        copy.Flags.AddRange(Flags);
        copy.Wholes.AddRange(Wholes);
        copy.Blocks.AddRange(Blocks);
        copy.Structures.AddRange(Structures);
        return copy;
    }
}
