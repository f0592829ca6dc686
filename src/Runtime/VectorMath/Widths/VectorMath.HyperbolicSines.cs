using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Hyperbolic sine and cosine.</content>
/// <remarks>
/// <para>
/// With <c>|x| = k ln 2 + r</c> as for <c>Exp</c>, <c>sinh |x| = a cosh r + b sinh r</c> and <c>cosh x = b cosh r + a sinh r</c>
/// for <c>a = (2^k - 2^-k)/2</c> and <c>b = (2^k + 2^-k)/2</c>, DLMF 4.35.7 and 4.35.8. The sums are ordered so that the terms of
/// degree 0 and 1 in r come first, as one fused multiply-add; the others, and what the rounding of a or b leaves, are smaller.
/// </para>
/// <para>
/// They are computed at a quarter and doubled, as 2^k may be out of range where the result is not. The coefficients are in
/// tests/Data/vector-math/hyperbolic.py.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes the hyperbolic sine of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The sines; ±0 at ±0, ±infinity at ±infinity and beyond the range, NaN at NaN.</returns>
    /// <remarks>At most 1.5 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sinh<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return SinhSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return SinhDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the hyperbolic cosine of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The cosines; 1 at ±0, +infinity at ±infinity and beyond the range, NaN at NaN.</returns>
    /// <remarks>At most 1.25 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Cosh<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return CoshSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return CoshDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> SinhSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.MinNative(Vector256.Create(89.5f), Vector256.Abs(x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(size, Vector256.Create(1.442695f), Vector256.Create(12583037f));
        Vector256<float> k = shifted - Vector256.Create(12583037f);
        Vector256<float> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.6931472f), size);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), high);
        Vector256<float> low = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), high - r);

        // 2^(k - 2) and 2^(-k - 2), the latter no further than it counts.
        Vector256<float> b = Vector256.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
        Vector256<float> a = (
            Vector256.Create(0x7D000000)
                - Vector256.ShiftLeft(Vector256.MinNative(shifted, Vector256.Create(12583100f)).AsInt32(), 23)).AsSingle();
        (a, b, Vector256<float> left) = (b - a, b + a, (b - (b - a)) - a);

        // (sinh r - r)/r^3 and (cosh r - 1)/r^2 in r^2: [0, 0.3467], max error 4.6e-11 of sinh r and 9.9e-11.
        Vector256<float> square = r * r;
        Vector256<float> s = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.000199740956f), Vector256.Create(0.00833317544f));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.166666672f));
        Vector256<float> c = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.00139354309f), Vector256.Create(0.0416664593f));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.5f));

        Vector256<float> sum = Vector256.FusedMultiplyAdd(b, r, a);
        sum += Vector256.FusedMultiplyAdd(
            a, c * square, Vector256.FusedMultiplyAdd(b, Vector256.FusedMultiplyAdd(s, square * r, low), left));
        sum += sum;
        return Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(2e-4f)), size, sum) | (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> CoshSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.MinNative(Vector256.Create(89.5f), Vector256.Abs(x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(size, Vector256.Create(1.442695f), Vector256.Create(12583037f));
        Vector256<float> k = shifted - Vector256.Create(12583037f);
        Vector256<float> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.6931472f), size);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), high);
        Vector256<float> low = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), high - r);

        // 2^(k - 2) and 2^(-k - 2), the latter no further than it counts.
        Vector256<float> b = Vector256.ShiftLeft(shifted.AsInt32(), 23).AsSingle();
        Vector256<float> a = (
            Vector256.Create(0x7D000000)
                - Vector256.ShiftLeft(Vector256.MinNative(shifted, Vector256.Create(12583100f)).AsInt32(), 23)).AsSingle();
        (a, b, Vector256<float> left) = (b - a, b + a, a - ((b + a) - b));

        // (sinh r - r)/r^3 and (cosh r - 1)/r^2 in r^2: [0, 0.3467], max error 4.6e-11 of sinh r and 9.9e-11.
        Vector256<float> square = r * r;
        Vector256<float> s = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.000199740956f), Vector256.Create(0.00833317544f));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.166666672f));
        Vector256<float> c = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.00139354309f), Vector256.Create(0.0416664593f));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.5f));

        Vector256<float> sum = Vector256.FusedMultiplyAdd(a, r, b);
        sum += Vector256.FusedMultiplyAdd(
            b, c * square, Vector256.FusedMultiplyAdd(a, Vector256.FusedMultiplyAdd(s, square * r, low), left));
        sum += sum;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> SinhDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.MinNative(Vector256.Create(710.7), Vector256.Abs(x));
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            size, Vector256.Create(1.4426950408889634), Vector256.Create(6755399441056765.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441056765.0);
        Vector256<double> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.69314718055994530), size);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), high);
        Vector256<double> low = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), high - r);

        // 2^(k - 2) and 2^(-k - 2), the latter no further than it counts.
        Vector256<double> b = Vector256.ShiftLeft(shifted.AsInt64(), 52).AsDouble();
        Vector256<double> a = (
            Vector256.Create(0x7FA0_0000_0000_0000)
                - Vector256.ShiftLeft(Vector256.MinNative(shifted, Vector256.Create(6755399441057000.0)).AsInt64(), 52)).AsDouble();
        (a, b, Vector256<double> left) = (b - a, b + a, (b - (b - a)) - a);

        // (sinh r - r)/r^3 and (cosh r - 1)/r^2 in r^2: [0, 0.34658], max error 2.7e-19 of sinh r and 3.6e-18.
        Vector256<double> square = r * r;
        Vector256<double> s = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(2.510919163844415e-08), Vector256.Create(2.7557243752605195e-06));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.00019841269886600155));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.008333333333321431));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.16666666666666677));
        Vector256<double> c = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(2.763159982788334e-07), Vector256.Create(2.480148899063221e-05));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.0013888888948011735));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.041666666666511185));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.5000000000000013));

        Vector256<double> sum = Vector256.FusedMultiplyAdd(b, r, a);
        sum += Vector256.FusedMultiplyAdd(
            a, c * square, Vector256.FusedMultiplyAdd(b, Vector256.FusedMultiplyAdd(s, square * r, low), left));
        sum += sum;
        return Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(1e-8)), size, sum) | (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> CoshDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.MinNative(Vector256.Create(710.7), Vector256.Abs(x));
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            size, Vector256.Create(1.4426950408889634), Vector256.Create(6755399441056765.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441056765.0);
        Vector256<double> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.69314718055994530), size);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), high);
        Vector256<double> low = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), high - r);

        // 2^(k - 2) and 2^(-k - 2), the latter no further than it counts.
        Vector256<double> b = Vector256.ShiftLeft(shifted.AsInt64(), 52).AsDouble();
        Vector256<double> a = (
            Vector256.Create(0x7FA0_0000_0000_0000)
                - Vector256.ShiftLeft(Vector256.MinNative(shifted, Vector256.Create(6755399441057000.0)).AsInt64(), 52)).AsDouble();
        (a, b, Vector256<double> left) = (b - a, b + a, a - ((b + a) - b));

        // (sinh r - r)/r^3 and (cosh r - 1)/r^2 in r^2: [0, 0.34658], max error 2.7e-19 of sinh r and 3.6e-18.
        Vector256<double> square = r * r;
        Vector256<double> s = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(2.510919163844415e-08), Vector256.Create(2.7557243752605195e-06));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.00019841269886600155));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.008333333333321431));
        s = Vector256.FusedMultiplyAdd(s, square, Vector256.Create(0.16666666666666677));
        Vector256<double> c = Vector256.FusedMultiplyAdd(
            square, Vector256.Create(2.763159982788334e-07), Vector256.Create(2.480148899063221e-05));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.0013888888948011735));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.041666666666511185));
        c = Vector256.FusedMultiplyAdd(c, square, Vector256.Create(0.5000000000000013));

        Vector256<double> sum = Vector256.FusedMultiplyAdd(a, r, b);
        sum += Vector256.FusedMultiplyAdd(
            b, c * square, Vector256.FusedMultiplyAdd(a, Vector256.FusedMultiplyAdd(s, square * r, low), left));
        sum += sum;
        return sum;
    }
}
