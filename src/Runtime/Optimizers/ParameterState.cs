using System.Numerics;

namespace AutoDiff;

/// <summary>What an optimizer remembers of one parameter: numbers for each of its elements, in row-major order, and how many steps it has had.</summary>
internal sealed class ParameterState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The steps in which the parameter had a gradient.</summary>
    internal int Steps { get; private set; }

    /// <summary>The memories of the rule, as many as it asked for, row-major and on the device of the parameter; the others are null.</summary>
    internal Tensor<T>? First { get; private set; }

    internal Tensor<T>? Second { get; private set; }

    internal Tensor<T>? Third { get; private set; }

    /// <summary>Counts a step. Memory is made for the first one, so that parameters which never get a gradient cost none.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="count">How many memories the rule has.</param>
    internal void Begin(Tensor<T> parameter, int count)
    {
        if (Steps++ == 0)
        {
            First = count > 0 ? Tensor<T>.Filled([parameter.Length], T.Zero, parameter.Device) : null;
            Second = count > 1 ? Tensor<T>.Filled([parameter.Length], T.Zero, parameter.Device) : null;
            Third = count > 2 ? Tensor<T>.Filled([parameter.Length], T.Zero, parameter.Device) : null;
        }
        else
        {
            // The parameter may have been moved since.
            First?.MoveTo(parameter.Device);
            Second?.MoveTo(parameter.Device);
            Third?.MoveTo(parameter.Device);
        }
    }
}
