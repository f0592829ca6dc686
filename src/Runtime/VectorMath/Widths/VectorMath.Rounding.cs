using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Rounding and classification: the same results as for single numbers.</content>
public static partial class VectorMath
{
    /// <summary>Rounds every lane down.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The largest integers that are not greater. Infinities, NaN and the sign of zero stay.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Floor<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.Floor(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Vector256.Floor(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Rounds every lane up.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The smallest integers that are not less. Infinities, NaN and the sign of zero stay.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Ceiling<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.Ceiling(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Vector256.Ceiling(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Rounds every lane towards 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The integers without the fraction. Infinities, NaN and the sign of zero stay.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Truncate<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.Truncate(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Vector256.Truncate(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Rounds every lane to the nearest integer, ties to the even one.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The nearest integers. Infinities, NaN and the sign of zero stay.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Round<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.Round(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Vector256.Round(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Tells of every lane whether it is not a number.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsNaN<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsNaN(x);

    /// <summary>Tells of every lane whether it is neither infinite nor NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsFinite<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsFinite(x);

    /// <summary>Tells of every lane whether it is infinite.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsInfinity<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsInfinity(x);

    /// <summary>Tells of every lane whether it is positive infinity.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsPositiveInfinity<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsPositiveInfinity(x);

    /// <summary>Tells of every lane whether it is negative infinity.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsNegativeInfinity<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsNegativeInfinity(x);

    /// <summary>Tells of every lane whether it has its sign bit set, negative zero and such NaNs included.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsNegative<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsNegative(x);

    /// <summary>Tells of every lane whether it has its sign bit clear.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsPositive<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsPositive(x);

    /// <summary>Tells of every lane whether it is finite, not zero and not denormal.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsNormal<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsNormal(x);

    /// <summary>Tells of every lane whether it is denormal.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsSubnormal<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsSubnormal(x);

    /// <summary>Tells of every lane whether it is a finite integer.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsInteger<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsInteger(x);

    /// <summary>Tells of every lane whether it is a finite even integer.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsEvenInteger<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsEvenInteger(x);

    /// <summary>Tells of every lane whether it is a finite odd integer.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsOddInteger<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsOddInteger(x);

    /// <summary>Tells of every lane whether it is zero of either sign.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>All bits set where it is, none where it is not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> IsZero<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.IsZero(x);
}
