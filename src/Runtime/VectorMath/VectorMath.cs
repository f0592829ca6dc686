using System;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>
/// Elementary and special functions of every lane of a vector of <see cref="float"/> or <see cref="double"/>, written to be
/// inlined into loops. They hold over the whole range: zeros of both signs, denormals, infinities, NaN and, for the circular
/// functions, arguments of any size.
/// </summary>
/// <remarks>
/// <para>
/// The error is at most 2 units of the last place, 4 for <c>Pow</c> and for the tails of <c>Erfc</c> and <c>NormalCdf</c>;
/// docs/performance.md has what was measured. A lane's result depends on the argument in that lane only: it has the same bits
/// in a vector of any width, at any place in it, on every machine.
/// </para>
/// <para>
/// Why not the framework's own: <c>Vector256.Sin</c> and its like are calls that are not inlined, <c>Vector256.Exp</c> of 0 is not 1,
/// and there is no error function. The file of each family names the source of every algorithm; the coefficients were fitted for this
/// project.
/// </para>
/// <para>
/// The functions stand in the folder Widths for vectors of 256 bits. The build writes the same for 128 and 512 bits by replacing
/// the number: code that is generic over the width exceeds what the JIT inlines, and falls to a tenth of the speed, from about
/// 200 operations on.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    private static NotSupportedException Unsupported<T>() => new($"VectorMath has functions of Single and Double, not of {typeof(T)}.");
}
