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
        Vector256<float> factor = ErfcRatioSingle(a, out Vector256<float> low, out Vector256<float> rounded);
        Vector256<float> minus = -a;
        Vector256<float> square = minus * a;
        Vector256<float> p = ExpPartsSingle(square, Vector256.FusedMultiplyAdd(minus, a, -square) + low, out Vector256<float> scale, out Vector256<float> rest);
        Vector256<float> tail = (factor + Vector256.FusedMultiplyAdd(factor, p, rounded)) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256.Create(2f) - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ScaledErfcSingle(Vector256<float> x)
    {
        // At infinity the correction of t is NaN.
        Vector256<float> a = Vector256.Abs(x);
        Vector256<float> tail = Vector256.AndNot(ScaledErfcRatioSingle(a), Vector256.Equals(a, Vector256.Create(float.PositiveInfinity)));

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
        Vector256<double> factor = ErfcRatioDouble(a, out Vector256<double> low, out Vector256<double> rounded);
        Vector256<double> minus = -a;
        Vector256<double> square = minus * a;
        Vector256<double> p = ExpPartsDouble(square, Vector256.FusedMultiplyAdd(minus, a, -square) + low, out Vector256<double> scale, out Vector256<double> rest);
        Vector256<double> tail = (factor + Vector256.FusedMultiplyAdd(factor, p, rounded)) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), Vector256.Create(2.0) - tail, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ScaledErfcDouble(Vector256<double> x)
    {
        Vector256<double> a = Vector256.Abs(x);
        Vector256<double> tail = Vector256.AndNot(ScaledErfcRatioDouble(a), Vector256.Equals(a, Vector256.Create(double.PositiveInfinity)));

        a = Vector256.MinNative(Vector256.Create(ScaledErfcLimitDouble), a);
        Vector256<double> square = a * a;
        Vector256<double> p = ExpPartsDouble(square, Vector256.FusedMultiplyAdd(a, a, -square), out Vector256<double> scale, out Vector256<double> rest);
        scale *= rest;
        p = Vector256.FusedMultiplyAdd(p, scale, Vector256.FusedMultiplyAdd(tail, Vector256.Create(-0.5), scale));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), p + p, tail);
    }

    /// <summary>Numbers with <c>erfcx(a) = (r + rounded) e^low</c>, for <paramref name="a"/> from 0 to the limit; r is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ErfcRatioSingle(Vector256<float> a, out Vector256<float> low, out Vector256<float> rounded)
    {
        Vector256<float> d = a + Vector256.Create(1.81591796875f);
        Vector256<float> t = Vector256.Create(1.4140625f) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.4140625f));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(1.81591796875f)), low);
        low *= Vector256.Create(0.70718232f);
        Vector256<float> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.605115473f));

        // Max relative error 2.3e-8 on [0, 10.2].
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.711725175f), u, Vector256.Create(0.669692755f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-0.363633454f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-0.0511958711f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(0.504305243f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-0.347591758f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-0.553747475f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(0.748682082f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(1.52521753f));
        return SumWithRest(t, u, p, out rounded);
    }

    /// <inheritdoc cref="ErfcRatioSingle(Vector256{float}, out Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ErfcRatioDouble(Vector256<double> a, out Vector256<double> low, out Vector256<double> rounded)
    {
        Vector256<double> d = a + Vector256.Create(2.489990234375);
        Vector256<double> t = Vector256.Create(1.4140625) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.4140625));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(2.489990234375)), low);
        low *= Vector256.Create(0.7071823204419889);
        Vector256<double> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.3873252446127793));

        // Max relative error 2.4e-17 on [0, 27.4].
        // In two chains that do not wait for each other, but for the last steps.
        Vector256<double> v = u * u;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(-4901.742890523758), v, Vector256.Create(-952.143042839479));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(3.6274963509136082));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(167.72129783044403));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-49.34615901267778));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-10.17924372071668));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(18.685883898266844));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-13.195140331492363));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(8.226537814838613));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-6.120144997469291));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(-6500.693849520043), v, Vector256.Create(1471.7818399313016));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-166.68710737843008));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-63.258301777918184));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(61.28068015559307));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-26.07847736164093));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(5.803649324717358));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(0.9977472991234421));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-1.9235575697428786));
        p = Vector256.FusedMultiplyAdd(q, u, p);
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(0.35659162284387785));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(5.93021941046394));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(5.707895351746786));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(2.9941058701994474));
        return SumWithRest(t, u, p, out rounded);
    }

    /// <summary><c>erfcx(a)</c> for any finite <paramref name="a"/> of at least 0; the correction of t goes into the last sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ScaledErfcRatioSingle(Vector256<float> a)
    {
        Vector256<float> d = a + Vector256.Create(2.508056640625f);
        Vector256<float> t = Vector256.Create(1.0625f) / d;
        Vector256<float> low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.0625f));
        low = Vector256.FusedMultiplyAdd(-t, Vector256.MinNative(Vector256.Create(2.508056640625f), a) - (d - Vector256.MaxNative(Vector256.Create(2.508056640625f), a)), low);
        low *= Vector256.Create(0.941176471f);
        Vector256<float> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.213925242f));

        // Max relative error 1.8e-8 on [0, infinity).
        // The last steps carry what they round off: the sum would cancel where t is not close to the result.
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(-371.918732f), u, Vector256.Create(-29.8690319f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(154.806091f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(20.1118526f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-50.6984406f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-18.5634613f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(13.6377201f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(17.3019943f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(9.68317318f));
        Vector256<float> h = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(3.62271857f));
        Vector256<float> rest = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(3.62271857f) - h);
        Vector256<float> g = h * u;
        rest = Vector256.FusedMultiplyAdd(rest, u, Vector256.FusedMultiplyAdd(h, u, -g)) + Vector256.FusedMultiplyAdd(g, low, low);
        Vector256<float> ratio = Vector256.FusedMultiplyAdd(t, g, t);
        return ratio + Vector256.FusedMultiplyAdd(t, rest, Vector256.FusedMultiplyAdd(t, g, t - ratio));
    }

    /// <inheritdoc cref="ScaledErfcRatioSingle(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ScaledErfcRatioDouble(Vector256<double> a)
    {
        Vector256<double> d = a + Vector256.Create(2.756591796875);
        Vector256<double> t = Vector256.Create(1.125) / d;
        Vector256<double> low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.125));
        low = Vector256.FusedMultiplyAdd(-t, Vector256.MinNative(Vector256.Create(2.756591796875), a) - (d - Vector256.MaxNative(Vector256.Create(2.756591796875), a)), low);
        low *= Vector256.Create(0.8888888888888888);
        Vector256<double> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.21779016166499651));

        // Max relative error 3.7e-17 on [0, infinity).
        // In two chains that do not wait for each other, but for the last steps.
        // The last steps carry what they round off: the sum would cancel where t is not close to the result.
        Vector256<double> v = u * u;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(10766474.52336077), v, Vector256.Create(-3541158.8774465746));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(576674.09655121));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-47043.1125262159));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-5155.732136501174));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(3611.8090660543644));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-1202.9438244217306));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(347.6391562488027));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-90.06577857708554));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(6.689049437008029));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(13282445.740164036), v, Vector256.Create(-3851806.6266153078));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(1018494.2224873882));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-277667.70551492414));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(64391.09377753787));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-12916.154532547587));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(2498.8509866867234));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-555.5501809285191));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(174.43172464277993));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-78.93343652503495));
        p = Vector256.FusedMultiplyAdd(q, u, p);
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(37.509507009577604));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(27.549382773286492));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(12.37266653543019));
        Vector256<double> h = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(4.022208655109368));
        Vector256<double> rest = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(4.022208655109368) - h);
        Vector256<double> g = h * u;
        rest = Vector256.FusedMultiplyAdd(rest, u, Vector256.FusedMultiplyAdd(h, u, -g)) + Vector256.FusedMultiplyAdd(g, low, low);
        Vector256<double> ratio = Vector256.FusedMultiplyAdd(t, g, t);
        return ratio + Vector256.FusedMultiplyAdd(t, rest, Vector256.FusedMultiplyAdd(t, g, t - ratio));
    }
}
