using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Roots.</content>
public static partial class VectorMath
{
    /// <summary>Computes the square root of every lane, correctly rounded.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The roots; NaN for negative numbers, ±0 for ±0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sqrt<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.Sqrt(x);
}
