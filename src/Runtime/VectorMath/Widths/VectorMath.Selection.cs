using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Functions that hand one of their arguments on: the same bits as those of single numbers.</content>
public static partial class VectorMath
{
    /// <summary>Computes the absolute value of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The numbers without their sign.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.Abs(x);

    /// <summary>Gives every lane of x the sign of that of y.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">The magnitudes.</param>
    /// <param name="y">The signs.</param>
    /// <returns>The magnitudes of x with the signs of y.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> CopySign<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.CopySign(x, y);

    /// <summary>Takes the larger number of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN if either is NaN; +0 counts as larger than -0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.Max(x, y);

    /// <summary>Takes the smaller number of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN if either is NaN; -0 counts as smaller than +0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.Min(x, y);

    /// <summary>Takes the number with the larger magnitude of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN if either is NaN; the positive one of two with equal magnitude.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxMagnitude<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MaxMagnitude(x, y);

    /// <summary>Takes the number with the smaller magnitude of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN if either is NaN; the negative one of two with equal magnitude.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinMagnitude<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MinMagnitude(x, y);

    /// <summary>Takes the larger number of every lane, passing over NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN only if both are NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxNumber<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MaxNumber(x, y);

    /// <summary>Takes the smaller number of every lane, passing over NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN only if both are NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinNumber<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MinNumber(x, y);

    /// <summary>Takes the number with the larger magnitude of every lane, passing over NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN only if both are NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxMagnitudeNumber<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MaxMagnitudeNumber(x, y);

    /// <summary>Takes the number with the smaller magnitude of every lane, passing over NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>NaN only if both are NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinMagnitudeNumber<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MinMagnitudeNumber(x, y);

    /// <summary>Takes the larger number of every lane as the machine does it.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>The machine decides about NaN and about zeros of different signs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaxNative<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MaxNative(x, y);

    /// <summary>Takes the smaller number of every lane as the machine does it.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>The machine decides about NaN and about zeros of different signs.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MinNative<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.MinNative(x, y);

    /// <summary>Limits every lane to an interval, as <c>double.Clamp</c> does: a NaN anywhere gives NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="min">The lower bounds.</param>
    /// <param name="max">The upper bounds.</param>
    /// <returns>The numbers, or the bounds that they are beyond.</returns>
    /// <exception cref="System.ArgumentException">A lower bound is greater than its upper bound.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Clamp<T>(Vector256<T> x, Vector256<T> min, Vector256<T> max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector256.GreaterThanAny(min, max))
        {
            ThrowBounds(min, max);
        }

        return Vector256.Clamp(x, min, max);
    }

    /// <summary>Limits every lane to an interval; the machine decides about NaN and about zeros of different signs.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="min">The lower bounds.</param>
    /// <param name="max">The upper bounds.</param>
    /// <returns>The numbers, or the bounds that they are beyond.</returns>
    /// <exception cref="System.ArgumentException">A lower bound is greater than its upper bound.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ClampNative<T>(Vector256<T> x, Vector256<T> min, Vector256<T> max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector256.GreaterThanAny(min, max))
        {
            ThrowBounds(min, max);
        }

        return Vector256.ClampNative(x, min, max);
    }

    /// <summary>Limits every lane to an interval, as <c>Math.Clamp</c> does: by comparisons, so that a NaN bound is no bound.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="min">The lower bounds.</param>
    /// <param name="max">The upper bounds.</param>
    /// <returns>The numbers, or the bounds that they are beyond.</returns>
    /// <exception cref="System.ArgumentException">A lower bound is greater than its upper bound.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MathClamp<T>(Vector256<T> x, Vector256<T> min, Vector256<T> max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector256.GreaterThanAny(min, max))
        {
            ThrowBounds(min, max);
        }

        return Vector256.ConditionalSelect(Vector256.LessThan(x, min), min, Vector256.ConditionalSelect(Vector256.GreaterThan(x, max), max, x));
    }

    // The exception is that of the first lane with such bounds, made by the framework.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowBounds<T>(Vector256<T> min, Vector256<T> max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < Vector256<T>.Count; i++)
        {
            T.Clamp(T.Zero, min[i], max[i]);
        }
    }
}
