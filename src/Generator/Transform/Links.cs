using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Transform;

/// <summary>
/// Which operations with regions mirror which, when some have been joined: an operation then stands for several forward ones (positive
/// numbers) and several mirrors (negative ones).
/// </summary>
internal sealed class Links
{
    private const int FirstJoined = 1_000_000;

    private readonly Dictionary<int, int[]> _joined = [];

    /// <summary>The link of an operation joined of two. Where one mirrors the other, both run together and that tie is gone.</summary>
    public int Join(int first, int second)
    {
        int[] all = [.. Of(first).Concat(Of(second)).Distinct()];
        int[] open = [.. all.Where(link => !all.Contains(-link))];
        if (open.Length <= 1)
        {
            return open.Length == 0 ? 0 : open[0];
        }

        int joined = FirstJoined + _joined.Count;
        _joined.Add(joined, open);
        return joined;
    }

    /// <summary>Whether an operation reverses another one.</summary>
    public bool Mirrors(Op mirror, Op forward) =>
        mirror.Link != 0 && forward.Link != 0 && Of(mirror.Link).Any(link => link < 0 && Of(forward.Link).Contains(-link));

    private int[] Of(int link) => _joined.TryGetValue(link, out int[]? all) ? all : link == 0 ? [] : [link];
}
