using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Exponentials less 1.</content>
/// <remarks>
/// <para>
/// With <c>x = k ln 2 + r</c> as for <c>Exp</c>, <c>e^x - 1 = 2^k (e^r - 1) + (2^k - 1)</c>. The series of <c>e^r - 1</c> starts
/// with r, which is exact but for a second part; so <c>2^k r + (2^k - 1)</c> has one rounding, or none where it is small, and the
/// other terms are smaller.
/// </para>
/// <para>
/// The sum is computed halved, as 2^k may be out of range where the result is not. Numbers so small that half of them is a denormal
/// are the result themselves.
/// </para>
/// <para>The coefficients are in tests/Data/vector-math/exponentials.py.</para>
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes <c>e^x - 1</c> in every lane without the cancellation near 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>
    /// The values; <paramref name="x"/> itself at ±0, -1 at -infinity, +infinity at +infinity and above the range, NaN at NaN.
    /// </returns>
    /// <remarks>At most 1.3 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ExpM1<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return ExpM1Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return ExpM1Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>2^x - 1</c> in every lane without the cancellation near 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>
    /// The values; <paramref name="x"/> itself at ±0, -1 at -infinity, +infinity at +infinity and above the range, NaN at NaN.
    /// </returns>
    /// <remarks>At most 1.6 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp2M1<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Exp2M1Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Exp2M1Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>10^x - 1</c> in every lane without the cancellation near 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>
    /// The values; <paramref name="x"/> itself at ±0, -1 at -infinity, +infinity at +infinity and above the range, NaN at NaN.
    /// </returns>
    /// <remarks>At most 1.6 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp10M1<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Exp10M1Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Exp10M1Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ExpM1Single(Vector256<float> x)
    {
        Vector256<float> limited = Vector256.MinNative(Vector256.Create(89f), Vector256.MaxNative(Vector256.Create(-20f), x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(limited, Vector256.Create(1.442695f), Vector256.Create(12583038f));
        Vector256<float> k = shifted - Vector256.Create(12583038f);
        Vector256<float> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.6931472f), limited);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), high);
        Vector256<float> low = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), high - r);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256.Create(2e-8f)), x, ExpM1ScaledSingle(r, low, shifted.AsInt32()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Exp2M1Single(Vector256<float> x)
    {
        Vector256<float> limited = Vector256.MinNative(Vector256.Create(128f), Vector256.MaxNative(Vector256.Create(-30f), x));
        Vector256<float> shifted = limited + Vector256.Create(12583038f);
        Vector256<float> rest = limited - (shifted - Vector256.Create(12583038f));
        Vector256<float> r = rest * Vector256.Create(0.693147182f);
        Vector256<float> low = Vector256.FusedMultiplyAdd(
            rest, Vector256.Create(-1.9046542e-9f), Vector256.FusedMultiplyAdd(rest, Vector256.Create(0.693147182f), -r));
        return Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256.Create(2e-8f)),
            Vector256.Create(0.693147182f) * x,
            ExpM1ScaledSingle(r, low, shifted.AsInt32()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Exp10M1Single(Vector256<float> x)
    {
        Vector256<float> limited = Vector256.MinNative(Vector256.Create(38.6f), Vector256.MaxNative(Vector256.Create(-9f), x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(limited, Vector256.Create(3.32192802f), Vector256.Create(12583038f));
        Vector256<float> k = shifted - Vector256.Create(12583038f);
        Vector256<float> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.30103001f), limited);
        Vector256<float> rest = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.43209888e-8f), high);
        Vector256<float> r = rest * Vector256.Create(2.30258512f);
        Vector256<float> low = Vector256.FusedMultiplyAdd(
            rest, Vector256.Create(-3.19754356e-8f), Vector256.FusedMultiplyAdd(rest, Vector256.Create(2.30258512f), -r));
        low = Vector256.FusedMultiplyAdd(
            Vector256.FusedMultiplyAdd(k, Vector256.Create(1.43209888e-8f), high - rest), Vector256.Create(2.30258512f), low);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256.Create(1e-8f)),
            Vector256.Create(2.30258512f) * x,
            ExpM1ScaledSingle(r, low, shifted.AsInt32()));
    }

    /// <summary>
    /// <c>2^k e^(r + low) - 1</c>, where the low 8 bits of <paramref name="shifted"/> are k + 126 and low is so small that its
    /// square does not count.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpM1ScaledSingle(Vector256<float> r, Vector256<float> low, Vector256<int> shifted)
    {
        // (e^r - 1 - r)/r^2: [-0.3467, 0.3467], max error 4.3e-10 of e^r - 1.
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.000197633592f), Vector256.Create(0.00139323366f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.00833354425f), Vector256.Create(0.0416664928f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.166666657f), Vector256.Create(0.5f));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, square, low);

        Vector256<float> scale = Vector256.ShiftLeft(shifted, 23).AsSingle();
        p = Vector256.FusedMultiplyAdd(p, scale, Vector256.FusedMultiplyAdd(r, scale, scale - Vector256.Create(0.5f)));
        return p + p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpM1Double(Vector256<double> x)
    {
        Vector256<double> limited = Vector256.MinNative(Vector256.Create(710.0), Vector256.MaxNative(Vector256.Create(-40.0), x));
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            limited, Vector256.Create(1.4426950408889634), Vector256.Create(6755399441056766.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441056766.0);
        Vector256<double> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.69314718055994530), limited);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), high);
        Vector256<double> low = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), high - r);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256.Create(5e-17)), x, ExpM1ScaledDouble(r, low, shifted.AsInt64()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exp2M1Double(Vector256<double> x)
    {
        Vector256<double> limited = Vector256.MinNative(Vector256.Create(1024.0), Vector256.MaxNative(Vector256.Create(-60.0), x));
        Vector256<double> shifted = limited + Vector256.Create(6755399441056766.0);
        Vector256<double> rest = limited - (shifted - Vector256.Create(6755399441056766.0));
        Vector256<double> r = rest * Vector256.Create(0.6931471805599453);
        Vector256<double> low = Vector256.FusedMultiplyAdd(
            rest, Vector256.Create(2.3190468138462996e-17), Vector256.FusedMultiplyAdd(rest, Vector256.Create(0.6931471805599453), -r));
        return Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256.Create(5e-17)),
            Vector256.Create(0.6931471805599453) * x,
            ExpM1ScaledDouble(r, low, shifted.AsInt64()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exp10M1Double(Vector256<double> x)
    {
        Vector256<double> limited = Vector256.MinNative(Vector256.Create(308.3), Vector256.MaxNative(Vector256.Create(-18.0), x));
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            limited, Vector256.Create(3.321928094887362), Vector256.Create(6755399441056766.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441056766.0);
        Vector256<double> high = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.3010299956639812), limited);
        Vector256<double> rest = Vector256.FusedMultiplyAdd(k, Vector256.Create(2.8037281277851704e-18), high);
        Vector256<double> r = rest * Vector256.Create(2.302585092994046);
        Vector256<double> low = Vector256.FusedMultiplyAdd(
            rest, Vector256.Create(-2.1707562233822494e-16), Vector256.FusedMultiplyAdd(rest, Vector256.Create(2.302585092994046), -r));
        low = Vector256.FusedMultiplyAdd(
            Vector256.FusedMultiplyAdd(k, Vector256.Create(2.8037281277851704e-18), high - rest), Vector256.Create(2.302585092994046), low);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256.Create(2e-17)),
            Vector256.Create(2.302585092994046) * x,
            ExpM1ScaledDouble(r, low, shifted.AsInt64()));
    }

    /// <summary>
    /// <c>2^k e^(r + low) - 1</c>, where the low 11 bits of <paramref name="shifted"/> are k + 1022 and low is so small that its
    /// square does not count.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpM1ScaledDouble(Vector256<double> r, Vector256<double> low, Vector256<long> shifted)
    {
        // (e^r - 1 - r)/r^2: [-0.34658, 0.34658], max error 1.9e-17 of e^r - 1.
        Vector256<double> square = r * r;
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            r, Vector256.Create(2.5069228355318378e-08), Vector256.Create(2.762625407811503e-07));
        Vector256<double> q = Vector256.FusedMultiplyAdd(
            r, Vector256.Create(2.7557359077383485e-06), Vector256.Create(2.4801504634973388e-05));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.00019841269772734785), Vector256.Create(0.0013888888932222705));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.008333333333365061), Vector256.Create(0.04166666666657402));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.16666666666666627), Vector256.Create(0.5000000000000006));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, square, low);

        Vector256<double> scale = Vector256.ShiftLeft(shifted, 52).AsDouble();
        p = Vector256.FusedMultiplyAdd(p, scale, Vector256.FusedMultiplyAdd(r, scale, scale - Vector256.Create(0.5)));
        return p + p;
    }
}
