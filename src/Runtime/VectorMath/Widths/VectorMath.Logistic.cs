using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>The logistic function, logarithms of sums of exponentials, and x log(y).</content>
/// <remarks>
/// All but the last are made of <c>e = e^-|x|</c>, which does not overflow, and of <c>log(1 + e)</c> on [0, 1], where there is neither
/// a reduction nor a limit to care for. The coefficients are from tests/Data/vector-math/logistic.sollya.
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes the logistic function <c>1/(1 + e^-x)</c> of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values, from 0 at -infinity to 1 at +infinity.</returns>
    /// <remarks>The form <c>e^x/(1 + e^x)</c> serves negative arguments: there the values are <c>e^x</c> in the end, denormal ones included.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sigmoid<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return SigmoidSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return SigmoidDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the logarithm of the logistic function, <c>-log(1 + e^-x)</c>, of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values: -infinity at -infinity, where they go like x; -0 at +infinity, where they go like <c>-e^-x</c>.</returns>
    /// <remarks>It is <c>-Softplus(-x)</c>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LogSigmoid<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return LogSigmoidSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return LogSigmoidDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>log(1 + e^x)</c>, a smooth version of <c>max(x, 0)</c>, of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values: 0 at -infinity, where they go like <c>e^x</c>; +infinity at +infinity, where they go like x.</returns>
    /// <remarks>It is <c>max(x, 0) + log(1 + e^-|x|)</c>, a sum of two terms that are not negative.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Softplus<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return SoftplusSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return SoftplusDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>log(e^x + e^y)</c> in every lane, without overflow.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>The values; the other argument if one is -infinity, -infinity if both are, +infinity if one is +infinity; NaN if one is NaN.</returns>
    /// <remarks>It is <c>max(x, y) + log(1 + e^-|x - y|)</c>. Near the curve <c>e^x + e^y = 1</c>, where the result is 0, the two terms cancel and the error is about
    /// as large as the effect of the last place of x and y.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LogAddExp<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return LogAddExpSingle(x.AsSingle(), y.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return LogAddExpDouble(x.AsDouble(), y.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>x log(y)</c>, which is 0 if x is 0, in every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Numbers not less than 0.</param>
    /// <returns>The values; 0 if x is ±0 and y anything but NaN, as entropies need it; else NaN if y is negative.</returns>
    /// <remarks>The product rounds once more than the logarithm.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> XLogY<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return XLogYSingle(x.AsSingle(), y.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return XLogYDouble(x.AsDouble(), y.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> SigmoidSingle(Vector256<float> x)
    {
        Vector256<float> a = Vector256.MaxNative(Vector256.Create(-104f), x | Vector256.Create(-0f));
        Vector256<float> p = ExpPartsSingle(a, Vector256<float>.Zero, out Vector256<float> scale, out Vector256<float> rest);
        Vector256<float> e = Vector256.FusedMultiplyAdd(p, scale, scale) * rest;

        // 1/(1 + e) for positive x; (1 + p) 2^k/(1 + e) for negative ones, where 1/(1 + e) = 1 - e/(1 + e) once more, which takes out
        // the roundings of the sum and the quotient where e is small.
        Vector256<float> positive = Vector256.Create(1f) / (Vector256.Create(1f) + e);
        Vector256<float> factor = Vector256.FusedMultiplyAdd(-e, positive, Vector256.Create(1f));
        Vector256<float> negative = Vector256.FusedMultiplyAdd(factor, p, factor) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), negative, positive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LogSigmoidSingle(Vector256<float> x)
    {
        Vector256<float> greatest = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), -x, Vector256<float>.Zero);
        return -PlusLogP1Single(greatest, ExpNegativeSingle(x | Vector256.Create(-0f), Vector256<float>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> SoftplusSingle(Vector256<float> x)
    {
        Vector256<float> greatest = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256<float>.Zero, x);
        return PlusLogP1Single(greatest, ExpNegativeSingle(x | Vector256.Create(-0f), Vector256<float>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LogAddExpSingle(Vector256<float> x, Vector256<float> y)
    {
        // A NaN in either argument is one in the greatest or the least, whichever argument the instruction returns then.
        Vector256<float> greatest = Vector256.MaxNative(x, y);
        Vector256<float> least = Vector256.MinNative(y, x);

        // The difference in two parts (Knuth): e^-|x - y| is all there is if the greatest is close to 0. It is 0 also for equal
        // infinities. The second part is NaN for any infinity, and without effect far out.
        Vector256<float> difference = least - greatest;
        Vector256<float> part = difference - least;
        Vector256<float> low = (least - (difference - part)) - (greatest + part);
        low &= Vector256.GreaterThan(difference, Vector256.Create(-1000f));
        difference = Vector256.AndNot(difference, Vector256.Equals(x, y));
        return PlusLogP1Single(greatest, ExpNegativeSingle(difference, low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> XLogYSingle(Vector256<float> x, Vector256<float> y)
    {
        Vector256<float> none = Vector256.Equals(x, Vector256<float>.Zero) & Vector256.Equals(y, y);
        return Vector256.AndNot(x * LogSingle(y), none);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> SigmoidDouble(Vector256<double> x)
    {
        Vector256<double> a = Vector256.MaxNative(Vector256.Create(-746.0), x | Vector256.Create(-0.0));
        Vector256<double> p = ExpPartsDouble(a, Vector256<double>.Zero, out Vector256<double> scale, out Vector256<double> rest);
        Vector256<double> e = Vector256.FusedMultiplyAdd(p, scale, scale) * rest;
        Vector256<double> positive = Vector256.Create(1.0) / (Vector256.Create(1.0) + e);
        Vector256<double> factor = Vector256.FusedMultiplyAdd(-e, positive, Vector256.Create(1.0));
        Vector256<double> negative = Vector256.FusedMultiplyAdd(factor, p, factor) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), negative, positive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LogSigmoidDouble(Vector256<double> x)
    {
        Vector256<double> greatest = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), -x, Vector256<double>.Zero);
        return -PlusLogP1Double(greatest, ExpNegativeDouble(x | Vector256.Create(-0.0), Vector256<double>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> SoftplusDouble(Vector256<double> x)
    {
        Vector256<double> greatest = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), Vector256<double>.Zero, x);
        return PlusLogP1Double(greatest, ExpNegativeDouble(x | Vector256.Create(-0.0), Vector256<double>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LogAddExpDouble(Vector256<double> x, Vector256<double> y)
    {
        // A NaN in either argument is one in the greatest or the least, whichever argument the instruction returns then.
        Vector256<double> greatest = Vector256.MaxNative(x, y);
        Vector256<double> least = Vector256.MinNative(y, x);

        // The difference in two parts (Knuth): e^-|x - y| is all there is if the greatest is close to 0. It is 0 also for equal
        // infinities. The second part is NaN for any infinity, and without effect far out.
        Vector256<double> difference = least - greatest;
        Vector256<double> part = difference - least;
        Vector256<double> low = (least - (difference - part)) - (greatest + part);
        low &= Vector256.GreaterThan(difference, Vector256.Create(-1000.0));
        difference = Vector256.AndNot(difference, Vector256.Equals(x, y));
        return PlusLogP1Double(greatest, ExpNegativeDouble(difference, low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> XLogYDouble(Vector256<double> x, Vector256<double> y)
    {
        Vector256<double> none = Vector256.Equals(x, Vector256<double>.Zero) & Vector256.Equals(y, y);
        return Vector256.AndNot(x * LogDouble(y), none);
    }

    /// <summary><c>e^(x + low)</c> for <paramref name="x"/> of at most 0 or NaN, a little more exact than the exponential: 0.7 units of the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpNegativeSingle(Vector256<float> x, Vector256<float> low)
    {
        x = Vector256.MaxNative(Vector256.Create(-104f), x);
        Vector256<float> p = ExpPartsSingle(x, low, out Vector256<float> scale, out Vector256<float> rest);
        return Vector256.FusedMultiplyAdd(p, scale, scale) * rest;
    }

    /// <inheritdoc cref="ExpNegativeSingle(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpNegativeDouble(Vector256<double> x, Vector256<double> low)
    {
        x = Vector256.MaxNative(Vector256.Create(-746.0), x);
        Vector256<double> p = ExpPartsDouble(x, low, out Vector256<double> scale, out Vector256<double> rest);
        return Vector256.FusedMultiplyAdd(p, scale, scale) * rest;
    }

    /// <summary><c>x + log(1 + e)</c> for <paramref name="e"/> in [0, 1]. The sum with e, the leading term, is the last one to round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PlusLogP1Single(Vector256<float> x, Vector256<float> e)
    {
        // log(1 + e) = e + e^2 Q(e), max relative error 5.5e-9. In two chains that do not wait for each other, but for the last
        // steps: these would cancel in two.
        Vector256<float> square = e * e;
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(-0.018076146f), square, Vector256.Create(-0.09316428f));
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.0029965751f), square, Vector256.Create(0.051016569f));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(-0.164041936f));
        p = Vector256.FusedMultiplyAdd(p, square, Vector256.Create(0.13141188f));
        p = Vector256.FusedMultiplyAdd(p, e, q);
        p = Vector256.FusedMultiplyAdd(p, e, Vector256.Create(0.199648112f));
        p = Vector256.FusedMultiplyAdd(p, e, Vector256.Create(-0.249976367f));
        p = Vector256.FusedMultiplyAdd(p, e, Vector256.Create(0.333332777f));
        p = Vector256.FusedMultiplyAdd(p, e, Vector256.Create(-0.5f));
        return Vector256.FusedMultiplyAdd(p, square, x) + e;
    }

    /// <inheritdoc cref="PlusLogP1Single(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PlusLogP1Double(Vector256<double> x, Vector256<double> e)
    {
        // log(1 + e) = 2 atanh(t) = 2 t + t z W(z), t = e/(2 + e), z = t^2, max relative error 4.8e-18. Since 2 t = e - t e, the error
        // of t enters only into what is taken from e.
        Vector256<double> t = e / (e + Vector256.Create(2.0));
        Vector256<double> z = t * t;
        Vector256<double> square = z * z;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.08802687026953049), square, Vector256.Create(0.13314239752164133));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(0.16161611511277275), square, Vector256.Create(0.12000474093533949));
        p = Vector256.FusedMultiplyAdd(p, square, Vector256.Create(0.18181789913528153));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(0.15385561286275188));
        p = Vector256.FusedMultiplyAdd(p, square, Vector256.Create(0.28571428567363825));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(0.22222222702374722));
        p = Vector256.FusedMultiplyAdd(p, square, Vector256.Create(0.6666666666666666));
        q = Vector256.FusedMultiplyAdd(q, square, Vector256.Create(0.40000000000012625));
        p = Vector256.FusedMultiplyAdd(q, z, p);
        return Vector256.FusedMultiplyAdd(-t, e - (z * p), x) + e;
    }
}
