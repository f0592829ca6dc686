using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Complementary error functions.</content>
/// <remarks>
/// <c>erfc(a) = e^(-a^2) erfcx(a)</c> for a of at least 0 (DLMF 7.2.3), with the scaled function as in the normal distribution: see
/// there, also for the square in two parts. The coefficients are from tests/Data/vector-math/error-functions.py.
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes the complementary error function <c>erfc(x) = 1 - erf(x)</c>, without cancellation, of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values, from 2 at -infinity to 0 at +infinity; 1 at ±0.</returns>
    /// <remarks>
    /// Denormal results in the tail are kept. Source: <c>erfc(x) = e^(-x^2) erfcx(x)</c> and <c>erfc(-x) = 2 - erfc(x)</c>
    /// (DLMF 7.2.3, 7.4.2).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Erfc<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return ErfcSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return ErfcDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the scaled complementary error function <c>erfcx(x) = e^(x^2) erfc(x)</c> of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values; 0 at +infinity, where they fall like <c>1/(x sqrt(pi))</c>; +infinity below about -26.63 (float: -9.38), where they overflow.</returns>
    /// <remarks>
    /// Source: a polynomial in 1/(x + c) for positive x, the variable of Shepherd and Laframboise, Math. Comp. 36, 1981;
    /// <c>erfcx(-x) = 2 e^(x^2) - erfcx(x)</c> (DLMF 7.4.2).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ScaledErfc<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return ScaledErfcSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return ScaledErfcDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ErfcSingle(Vector256<float> x)
    {
        Vector256<float> a = Vector256.MinNative(Vector256.Create(ErfcLimitSingle), Vector256.Abs(x));
        Vector256<float> factor = ErfcRatioSingle(a, out Vector256<float> low);
        Vector256<float> minus = -a;
        Vector256<float> square = minus * a;
        Vector256<float> p = ExpPartsSingle(square, Vector256.FusedMultiplyAdd(minus, a, -square) + low, out Vector256<float> scale, out Vector256<float> rest);
        Vector256<float> tail = Vector256.FusedMultiplyAdd(factor, p, factor) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256.Create(2f) - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ScaledErfcSingle(Vector256<float> x)
    {
        // At infinity the correction of t is NaN.
        Vector256<float> a = Vector256.Abs(x);
        Vector256<float> factor = ScaledErfcRatioSingle(a, out Vector256<float> low);
        Vector256<float> tail = Vector256.AndNot(Vector256.FusedMultiplyAdd(factor, low, factor), Vector256.Equals(a, Vector256.Create(float.PositiveInfinity)));

        // 2 e^(a^2) - erfcx(a) = 2 (2^k p + (2^k - erfcx(a)/2)), where the difference is exact next to 0, and 2^k finite up to the
        // limit. The doubling overflows where the result does.
        a = Vector256.MinNative(Vector256.Create(ScaledErfcLimitSingle), a);
        Vector256<float> square = a * a;
        Vector256<float> p = ExpPartsSingle(square, Vector256.FusedMultiplyAdd(a, a, -square), out Vector256<float> scale, out Vector256<float> rest);
        scale *= rest;
        p = Vector256.FusedMultiplyAdd(p, scale, Vector256.FusedMultiplyAdd(tail, Vector256.Create(-0.5f), scale));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), p + p, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ErfcDouble(Vector256<double> x)
    {
        Vector256<double> a = Vector256.MinNative(Vector256.Create(ErfcLimitDouble), Vector256.Abs(x));
        Vector256<double> factor = ErfcRatioDouble(a, out Vector256<double> low);
        Vector256<double> minus = -a;
        Vector256<double> square = minus * a;
        Vector256<double> p = ExpPartsDouble(square, Vector256.FusedMultiplyAdd(minus, a, -square) + low, out Vector256<double> scale, out Vector256<double> rest);
        Vector256<double> tail = Vector256.FusedMultiplyAdd(factor, p, factor) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), Vector256.Create(2.0) - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ScaledErfcDouble(Vector256<double> x)
    {
        Vector256<double> a = Vector256.Abs(x);
        Vector256<double> factor = ScaledErfcRatioDouble(a, out Vector256<double> low);
        Vector256<double> tail = Vector256.AndNot(Vector256.FusedMultiplyAdd(factor, low, factor), Vector256.Equals(a, Vector256.Create(double.PositiveInfinity)));

        a = Vector256.MinNative(Vector256.Create(ScaledErfcLimitDouble), a);
        Vector256<double> square = a * a;
        Vector256<double> p = ExpPartsDouble(square, Vector256.FusedMultiplyAdd(a, a, -square), out Vector256<double> scale, out Vector256<double> rest);
        scale *= rest;
        p = Vector256.FusedMultiplyAdd(p, scale, Vector256.FusedMultiplyAdd(tail, Vector256.Create(-0.5), scale));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), p + p, tail);
    }

    /// <summary>A number r with <c>erfcx(a) = r e^low</c>, for <paramref name="a"/> from 0 to the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ErfcRatioSingle(Vector256<float> a, out Vector256<float> low)
    {
        Vector256<float> d = a + Vector256.Create(1.961669921875f);
        Vector256<float> t = Vector256.Create(1.4140625f) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.4140625f));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(1.961669921875f)), low);
        low *= Vector256.Create(0.70718232f);
        Vector256<float> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.53672415f));

        // Max relative error 2.3e-8 on [0, 10.2].
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.579612911f), u, Vector256.Create(-0.491645068f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-0.921225667f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(0.650783896f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(0.472686946f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-0.973245621f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-0.323481768f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(1.46442091f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(1.85003483f));
        return Vector256.FusedMultiplyAdd(t * u, p, t);
    }

    /// <inheritdoc cref="ErfcRatioSingle(Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ErfcRatioDouble(Vector256<double> a, out Vector256<double> low)
    {
        Vector256<double> d = a + Vector256.Create(2.56884765625);
        Vector256<double> t = Vector256.Create(1.4140625) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.4140625));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(2.56884765625)), low);
        low *= Vector256.Create(0.7071823204419889);
        Vector256<double> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.3723979137203987));

        // Max relative error 1.8e-17 on [0, 27.4]. In two chains that do not wait for each other, but for the last steps.
        Vector256<double> v = u * u;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(-2384.3121705332405), v, Vector256.Create(5632.481047277289));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-1207.954129325482));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(243.12194993866953));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(11.290254448120974));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-51.358703542740294));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(34.44524424337104));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-17.592958913873947));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(9.43207032669675));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-7.166415890098726));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(1562.7112394666372), v, Vector256.Create(1678.9253241393212));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-39.52211413796595));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-191.14710083851716));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(87.92049926091015));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-18.3150511828994));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-4.231348908595328));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(7.364444407463024));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-5.5922074617587585));
        p = Vector256.FusedMultiplyAdd(q, u, p);
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(2.3728858109261246));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(7.943270750677868));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(6.557421446701415));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(3.161091273635081));
        return Vector256.FusedMultiplyAdd(t * u, p, t);
    }

    /// <summary>A number r with <c>erfcx(a) = r (1 + low)</c>, for any finite <paramref name="a"/> of at least 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ScaledErfcRatioSingle(Vector256<float> a, out Vector256<float> low)
    {
        Vector256<float> d = a + Vector256.Create(2.812744140625f);
        Vector256<float> t = Vector256.Create(1f) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1f));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(2.812744140625f)), low);
        Vector256<float> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.163010478f));

        // Max relative error 4.6e-8 on [0, infinity).
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(1227.72058f), u, Vector256.Create(57.3903198f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-391.852325f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-121.72274f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(65.2145386f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(78.1552811f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(41.4423599f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(15.258009f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(4.34489727f));
        return Vector256.FusedMultiplyAdd(t * u, p, t);
    }

    /// <inheritdoc cref="ScaledErfcRatioSingle(Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ScaledErfcRatioDouble(Vector256<double> a, out Vector256<double> low)
    {
        Vector256<double> d = a + Vector256.Create(3.091552734375);
        Vector256<double> t = Vector256.Create(1.0) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.0));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(3.091552734375)), low);
        Vector256<double> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.14697373535628502));

        // Max relative error 3.5e-17 on [0, infinity). In two chains that do not wait for each other, but for the last steps.
        Vector256<double> v = u * u;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(-814256917.2279055), v, Vector256.Create(69576603.73681399));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(8599475.502363043));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-3050383.6358354883));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(548029.1897244889));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-79637.37816540069));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(8618.20421639929));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(351.0303025407742));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-769.2809794472043));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(319.99068413276774));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(576837356.9854664), v, Vector256.Create(-140486293.2482098));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(20507416.101772945));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-2646977.5385061963));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(367688.1766371858));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-60170.8300359316));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(11454.736813865851));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-2199.6916148777495));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(203.1724547022296));
        p = Vector256.FusedMultiplyAdd(q, u, p);
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(178.20411784765963));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(67.8805607441374));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(20.127551720276));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(4.892243306367906));
        return Vector256.FusedMultiplyAdd(t * u, p, t);
    }
}
