using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>A place where the rules do not do what libtorch does, on purpose.</summary>
/// <param name="Function">The golden function.</param>
/// <param name="Where">Which numbers it is about.</param>
/// <param name="Reason">Why.</param>
internal sealed record GoldenDeviation(string Function, Func<Comparison, bool> Where, string Reason)
{
    public bool Covers(Comparison comparison) => Where(comparison);
}

internal static class GoldenDeviations
{
    private static readonly GoldenDeviation[] All = [];

    public static IEnumerable<GoldenDeviation> Of(string function) => All.Where(deviation => deviation.Function == function);
}
