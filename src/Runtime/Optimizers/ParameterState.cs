using System.Numerics;

namespace AutoDiff;

/// <summary>What an optimizer remembers of one parameter: numbers for each of its elements, in row-major order, and how many steps it has had.</summary>
internal sealed class ParameterState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The steps in which the parameter had a gradient.</summary>
    internal int Steps { get; private set; }

    /// <summary>The memories of the rule, as many as it asked for; the others are empty.</summary>
    internal T[] First { get; private set; } = [];

    internal T[] Second { get; private set; } = [];

    internal T[] Third { get; private set; } = [];

    /// <summary>Counts a step. Memory is made for the first one, so that parameters which never get a gradient cost none.</summary>
    /// <param name="length">The number of elements of the parameter.</param>
    /// <param name="count">How many memories the rule has.</param>
    internal void Begin(int length, int count)
    {
        if (Steps++ == 0)
        {
            First = count > 0 ? new T[length] : [];
            Second = count > 1 ? new T[length] : [];
            Third = count > 2 ? new T[length] : [];
        }
    }
}
