using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Error functions.</content>
/// <remarks>The coefficients are from tests/Data/vector-math/error-functions.py.</remarks>
public static partial class VectorMath
{
    /// <summary>Computes the error function <c>erf(x) = 2/sqrt(pi) * integral of e^(-t^2), t from 0 to x</c>, of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values; ±1 at ±infinity, ±0 at ±0. Odd in <paramref name="x"/>.</returns>
    /// <remarks>
    /// Source: below 1 a polynomial in x^2 for erf(x)/x (the variable of Cody, Math. Comp. 23, 1969); above
    /// <c>1 - p(x)^4</c>, where p approximates the fourth root of erfc (the form of Hastings, Approximations for Digital Computers,
    /// 1955, sheet 63, which has the reciprocal of a polynomial in place of one): a root flattens erfc, so that the degree is low, and only
    /// the absolute error of the power counts.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Erf<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return ErfSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return ErfDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ErfSingle(Vector256<float> x)
    {
        // erf(x)/x - 1 in s = x^2 on [0, 1], max error 1.3e-9.
        Vector256<float> s = x * x;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(7.92036808e-05f), s, Vector256.Create(-0.000803076138f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.00519073382f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.026855126f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.112836182f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.376126289f));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.128379166f));
        p = Vector256.FusedMultiplyAdd(p, x, x);

        // erfc(a)^(1/4) in u = a - 1 on [0, 3], max error of the power 1.0e-8; from there on erf rounds to 1.
        Vector256<float> u = Vector256.MinNative(Vector256.Create(3f), Vector256.Abs(x) - Vector256.Create(1f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(-2.49846053e-05f), u, Vector256.Create(2.16421595e-05f));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(0.00132865971f));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(-0.00549290748f));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(-0.00372821605f));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(0.0508097932f));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(0.00432423782f));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(-0.415485412f));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(0.629769504f));
        q *= q;
        q = Vector256.FusedMultiplyAdd(-q, q, Vector256.Create(1f));
        q |= x & Vector256.Create(-0f);
        return Vector256.ConditionalSelect(Vector256.LessThan(s, Vector256.Create(1f)), p, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ErfDouble(Vector256<double> x)
    {
        // erf(x)/x - 1 in s = x^2 on [0, 1], max error 1.5e-17.
        Vector256<double> s = x * x;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(-7.668470652015668e-10), s, Vector256.Create(1.3654823492335315e-08));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-1.6194225182992118e-07));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(1.644568975487948e-06));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-1.4924608391006436e-05));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.00012055288950735318));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.0008548325804557503));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.005223977604199082));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.026866170642957085));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.11283791670943441));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(-0.37612638903183476));
        p = Vector256.FusedMultiplyAdd(p, s, Vector256.Create(0.12837916709551256));
        p = Vector256.FusedMultiplyAdd(p, x, x);

        // erfc(a)^(1/4) in u = a - 1 on [0, 5], max error of the power 2.4e-17; from there on erf rounds to 1. The upper
        // coefficients go in two chains, the last four in one, since the chains round off more where u is small.
        Vector256<double> u = Vector256.MinNative(Vector256.Create(5.0), Vector256.Abs(x) - Vector256.Create(1.0));
        Vector256<double> v = u * u;
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(-2.2851482685915835e-14), v, Vector256.Create(-1.7509427151941865e-11));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-9.557000846859059e-10));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(2.2747084273948486e-09));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-1.3987900715492895e-07));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(3.624695544167019e-06));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-7.340240235911807e-05));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(0.0007767953527880873));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-0.004030979475144877));
        Vector256<double> o = Vector256.FusedMultiplyAdd(Vector256.Create(9.655470523775883e-13), v, Vector256.Create(1.734786932478705e-10));
        o = Vector256.FusedMultiplyAdd(o, v, Vector256.Create(2.2798056479016898e-09));
        o = Vector256.FusedMultiplyAdd(o, v, Vector256.Create(-7.181998994958784e-09));
        o = Vector256.FusedMultiplyAdd(o, v, Vector256.Create(2.6540477489272973e-07));
        o = Vector256.FusedMultiplyAdd(o, v, Vector256.Create(-9.501949292438977e-06));
        o = Vector256.FusedMultiplyAdd(o, v, Vector256.Create(0.00029611475281675256));
        o = Vector256.FusedMultiplyAdd(o, v, Vector256.Create(-0.0049308298635949745));
        q = Vector256.FusedMultiplyAdd(o, u, q);
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(0.05089054942390126));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(0.004315721726892161));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(-0.4154853221616348));
        q = Vector256.FusedMultiplyAdd(q, u, Vector256.Create(0.6297695139034098));
        q *= q;
        q = Vector256.FusedMultiplyAdd(-q, q, Vector256.Create(1.0));
        q |= x & Vector256.Create(-0.0);
        return Vector256.ConditionalSelect(Vector256.LessThan(s, Vector256.Create(1.0)), p, q);
    }

    /// <summary>
    /// The parts of e^(x + low) = (1 + p) scale rest; returns p. The sum and the product are for the caller to round once less, or with
    /// other terms. For <paramref name="x"/> in [-174, 88] or NaN and <paramref name="low"/> of at most a few units of the last place of x or of 1.
    /// The reduction and the polynomial are those of the exponential.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpPartsSingle(Vector256<float> x, Vector256<float> low, out Vector256<float> scale, out Vector256<float> rest)
    {
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.442695f), Vector256.Create(12583166f));
        Vector256<float> k = shifted - Vector256.Create(12583166f);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.6931472f), x);
        r += Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), low);

        // Two factors, since 2^k itself may be denormal: the product with the second is the only one to round.
        scale = (Vector256.ShiftLeft(shifted.AsInt32(), 22) & Vector256.Create(unchecked((int)0xFF800000))).AsSingle();
        rest = (Vector256.ShiftLeft(shifted.AsInt32(), 23) - scale.AsInt32()).AsSingle();

        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.0083690891f), r, Vector256.Create(0.041669611f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(0.16666517f), r, Vector256.Create(0.49999988f));
        p = Vector256.FusedMultiplyAdd(Vector256.Create(0.0013748800f), square, p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        return Vector256.FusedMultiplyAdd(p, square, r);
    }

    /// <summary>The same for <paramref name="x"/> in [-1400, 709] or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpPartsDouble(Vector256<double> x, Vector256<double> low, out Vector256<double> scale, out Vector256<double> rest)
    {
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.4426950408889634), Vector256.Create(6755399441057790.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441057790.0);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.69314718055994530), x);
        r += Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), low);

        scale = (Vector256.ShiftLeft(shifted.AsInt64(), 51) & Vector256.Create(unchecked((long)0xFFF0000000000000))).AsDouble();
        rest = (Vector256.ShiftLeft(shifted.AsInt64(), 52) - scale.AsInt64()).AsDouble();

        Vector256<double> square = r * r;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(2.503393407771038e-08), r, Vector256.Create(2.7631398596777916e-07));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(2.755747816330154e-06), r, Vector256.Create(2.480148950280084e-05));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.00019841269629366405), r, Vector256.Create(0.0013888888947594788));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.00833333333343678), r, Vector256.Create(0.04166666666651227));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.16666666666666505), r, Vector256.Create(0.5000000000000013));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        return Vector256.FusedMultiplyAdd(p, square, r);
    }

    /// <summary><c>t + t u p</c>, and what it is rounded by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SumWithRest(Vector256<float> t, Vector256<float> u, Vector256<float> p, out Vector256<float> rest)
    {
        Vector256<float> product = t * u;
        Vector256<float> sum = Vector256.FusedMultiplyAdd(product, p, t);
        rest = Vector256.FusedMultiplyAdd(product, p, t - sum);
        rest = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(t, u, -product), p, rest);
        return sum;
    }

    /// <inheritdoc cref="SumWithRest(Vector256{float}, Vector256{float}, Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SumWithRest(Vector256<double> t, Vector256<double> u, Vector256<double> p, out Vector256<double> rest)
    {
        Vector256<double> product = t * u;
        Vector256<double> sum = Vector256.FusedMultiplyAdd(product, p, t);
        rest = Vector256.FusedMultiplyAdd(product, p, t - sum);
        rest = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(t, u, -product), p, rest);
        return sum;
    }
}
