using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>The standard normal distribution and the activation function that is made of it.</content>
/// <remarks>
/// <para>
/// <c>P(-a) = e^(-a^2/2) R(a)</c> with <c>R(a) = erfcx(a/sqrt(2))/2</c> for a of at least 0 (A&amp;S 26.2.29, DLMF 7.2.3), and
/// <c>P(a) = 1 - P(-a)</c>. R falls from 1/2 like 1/a and has its singularities left of 0, so that one quotient of polynomials with
/// positive coefficients serves the whole range; their evaluation cancels nothing. From tests/Data/vector-math/error-functions.py.
/// </para>
/// <para>
/// A square rounded to one number would put an error of a^2/2 units of the last place into its exponential: it is taken in two parts,
/// the second of which a fused multiply-add makes exact.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes the distribution function of the standard normal distribution, <c>P(x) = erfc(-x/sqrt(2))/2</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values, from 0 at -infinity to 1 at +infinity; 1/2 at ±0.</returns>
    /// <remarks>Denormal results in the left tail are kept.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NormalCdf<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return NormalCdfSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return NormalCdfDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the density of the standard normal distribution, <c>Z(x) = e^(-x^2/2)/sqrt(2 pi)</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values; 0 at ±infinity. Even in <paramref name="x"/>.</returns>
    /// <remarks>Definition: A&amp;S 26.2.1. Denormal results are kept.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NormalPdf<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return NormalPdfSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return NormalPdfDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes distribution function and density of the standard normal distribution; both cost little more than the first.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The same bits as <see cref="NormalCdf{T}(Vector256{T})"/> and <see cref="NormalPdf{T}(Vector256{T})"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<T> Cdf, Vector256<T> Pdf) NormalCdfPdf<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<float> p = NormalExpSingle(x.AsSingle(), out Vector256<float> a, out Vector256<float> scale, out Vector256<float> rest);
            return (NormalCdfSingle(x.AsSingle(), a, p, scale, rest).As<float, T>(), NormalPdfSingle(p, scale, rest).As<float, T>());
        }

        if (typeof(T) == typeof(double))
        {
            Vector256<double> p = NormalExpDouble(x.AsDouble(), out Vector256<double> a, out Vector256<double> scale, out Vector256<double> rest);
            return (NormalCdfDouble(x.AsDouble(), a, p, scale, rest).As<double, T>(), NormalPdfDouble(p, scale, rest).As<double, T>());
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the Gaussian error linear unit <c>x P(x)</c>, where P is <see cref="NormalCdf{T}(Vector256{T})"/>, not the approximation by tanh.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values; -0 at -infinity, where it goes to 0 from below, +infinity at +infinity, ±0 at ±0.</returns>
    /// <remarks>Source: Hendrycks &amp; Gimpel, arXiv:1606.08415. Denormal results are kept.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Gelu<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return GeluSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return GeluDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> NormalCdfSingle(Vector256<float> x)
    {
        Vector256<float> p = NormalExpSingle(x, out Vector256<float> a, out Vector256<float> scale, out Vector256<float> rest);
        return NormalCdfSingle(x, a, p, scale, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> NormalCdfSingle(Vector256<float> x, Vector256<float> a, Vector256<float> p, Vector256<float> scale, Vector256<float> rest)
    {
        // (1 + p) e^low = 1 + (p + low (1 + p)).
        Vector256<float> factor = NormalRatioSingle(a, out Vector256<float> low, out _);
        p += Vector256.FusedMultiplyAdd(low, p, low);
        Vector256<float> tail = Vector256.FusedMultiplyAdd(factor, p, factor) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), tail, Vector256.Create(1f) - tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> NormalPdfSingle(Vector256<float> x)
    {
        Vector256<float> p = NormalExpSingle(x, out _, out Vector256<float> scale, out Vector256<float> rest);
        return NormalPdfSingle(p, scale, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> NormalPdfSingle(Vector256<float> p, Vector256<float> scale, Vector256<float> rest)
    {
        // The factor in two parts.
        Vector256<float> less = Vector256.FusedMultiplyAdd(Vector256.Create(-1.13351701e-08f), p, Vector256.Create(-1.13351701e-08f));
        return (Vector256.Create(0.398942292f) + Vector256.FusedMultiplyAdd(Vector256.Create(0.398942292f), p, less)) * scale * rest;
    }

    /// <summary><c>e^(-a^2/2) = (1 + p) scale rest</c> for the size a of x, or the limit from which on it changes nothing; returns p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> NormalExpSingle(Vector256<float> x, out Vector256<float> a, out Vector256<float> scale, out Vector256<float> rest)
    {
        a = Vector256.MinNative(Vector256.Create(NormalLimitSingle), Vector256.Abs(x));
        Vector256<float> half = a * Vector256.Create(-0.5f);
        Vector256<float> square = half * a;
        return ExpPartsSingle(square, Vector256.FusedMultiplyAdd(half, a, -square), out scale, out rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> GeluSingle(Vector256<float> x)
    {
        // x P(x) = max(x, 0) - a P(-a), a = |x|; -0 as the maximum, so that the result is -0 where the tail is 0. The rounding of the
        // product a R(a) is added back.
        Vector256<float> a = Vector256.MinNative(Vector256.Create(NormalLimitSingle), Vector256.Abs(x));
        Vector256<float> ratio = NormalRatioSingle(a, out Vector256<float> low, out Vector256<float> rounded);
        Vector256<float> half = a * Vector256.Create(-0.5f);
        Vector256<float> square = half * a;
        Vector256<float> p = ExpPartsSingle(square, Vector256.FusedMultiplyAdd(half, a, -square) + low, out Vector256<float> scale, out Vector256<float> rest);
        Vector256<float> factor = ratio * a;
        p = Vector256.FusedMultiplyAdd(factor, p, Vector256.FusedMultiplyAdd(rounded, a, Vector256.FusedMultiplyAdd(ratio, a, -factor)));
        Vector256<float> tail = (factor + p) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256.Create(-0f), x) - tail;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> NormalCdfDouble(Vector256<double> x)
    {
        Vector256<double> p = NormalExpDouble(x, out Vector256<double> a, out Vector256<double> scale, out Vector256<double> rest);
        return NormalCdfDouble(x, a, p, scale, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> NormalCdfDouble(Vector256<double> x, Vector256<double> a, Vector256<double> p, Vector256<double> scale, Vector256<double> rest)
    {
        Vector256<double> factor = NormalRatioDouble(a, out Vector256<double> low, out _);
        p += Vector256.FusedMultiplyAdd(low, p, low);
        Vector256<double> tail = Vector256.FusedMultiplyAdd(factor, p, factor) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), tail, Vector256.Create(1.0) - tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> NormalPdfDouble(Vector256<double> x)
    {
        Vector256<double> p = NormalExpDouble(x, out _, out Vector256<double> scale, out Vector256<double> rest);
        return NormalPdfDouble(p, scale, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> NormalPdfDouble(Vector256<double> p, Vector256<double> scale, Vector256<double> rest)
    {
        Vector256<double> less = Vector256.FusedMultiplyAdd(Vector256.Create(-2.49232720227773e-17), p, Vector256.Create(-2.49232720227773e-17));
        return (Vector256.Create(InverseSqrt2Pi) + Vector256.FusedMultiplyAdd(Vector256.Create(InverseSqrt2Pi), p, less)) * scale * rest;
    }

    /// <summary><c>e^(-a^2/2) = (1 + p) scale rest</c> for the size a of x, or the limit from which on it changes nothing; returns p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> NormalExpDouble(Vector256<double> x, out Vector256<double> a, out Vector256<double> scale, out Vector256<double> rest)
    {
        a = Vector256.MinNative(Vector256.Create(NormalLimitDouble), Vector256.Abs(x));
        Vector256<double> half = a * Vector256.Create(-0.5);
        Vector256<double> square = half * a;
        return ExpPartsDouble(square, Vector256.FusedMultiplyAdd(half, a, -square), out scale, out rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> GeluDouble(Vector256<double> x)
    {
        Vector256<double> a = Vector256.MinNative(Vector256.Create(NormalLimitDouble), Vector256.Abs(x));
        Vector256<double> ratio = NormalRatioDouble(a, out Vector256<double> low, out Vector256<double> rounded);
        Vector256<double> half = a * Vector256.Create(-0.5);
        Vector256<double> square = half * a;
        Vector256<double> p = ExpPartsDouble(square, Vector256.FusedMultiplyAdd(half, a, -square) + low, out Vector256<double> scale, out Vector256<double> rest);
        Vector256<double> factor = ratio * a;
        p = Vector256.FusedMultiplyAdd(factor, p, Vector256.FusedMultiplyAdd(rounded, a, Vector256.FusedMultiplyAdd(ratio, a, -factor)));
        Vector256<double> tail = (factor + p) * scale * rest;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), Vector256.Create(-0.0), x) - tail;
    }

    /// <summary>
    /// A number r with <c>R(a) = r e^low</c>, for <paramref name="a"/> from 0 to the limit: <c>R(a) = t (1 + u H(u))</c> in
    /// u = t - t0, t = 1/(a + c), where t0 is the place at which R is t. So t is the leading term of the product, and only it is rounded
    /// where R matters most. What t is rounded by, twice, goes into u and into low.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> NormalRatioSingle(Vector256<float> a, out Vector256<float> low, out Vector256<float> rounded)
    {
        Vector256<float> d = a + Vector256.Create(2.544921875f);
        Vector256<float> t = Vector256.Create(1f) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1f));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(2.544921875f)), low);
        Vector256<float> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.30712375f));

        // Max relative error 1.6e-8 on [0, 14.3].
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(345.047882f), u, Vector256.Create(183.292755f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-36.5034409f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-5.8942318f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(15.3968945f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-4.63525438f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-4.45524693f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(2.72149134f));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(2.97635007f));
        return SumWithRest(t, u, p, out rounded);
    }

    /// <inheritdoc cref="NormalRatioSingle(Vector256{float}, out Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> NormalRatioDouble(Vector256<double> a, out Vector256<double> low, out Vector256<double> rounded)
    {
        Vector256<double> d = a + Vector256.Create(3.43310546875);
        Vector256<double> t = Vector256.Create(1.0) / d;
        low = Vector256.FusedMultiplyAdd(-t, d, Vector256.Create(1.0));
        low = Vector256.FusedMultiplyAdd(-t, a - (d - Vector256.Create(3.43310546875)), low);
        Vector256<double> u = Vector256.FusedMultiplyAdd(t, low, t - Vector256.Create(0.2000910718057669));

        // Max relative error 3.3e-17 on [0, 38.7].
        // In two chains that do not wait for each other, but for the last steps.
        Vector256<double> v = u * u;
        Vector256<double> p = Vector256.FusedMultiplyAdd(Vector256.Create(-32624454767.824356), v, Vector256.Create(-7187935092.49985));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(223570152.79599428));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(11178676.608799186));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-1774039.0384216055));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(64842.8770922841));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(16373.619798353031));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-4524.2172797705));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(835.3815361082404));
        p = Vector256.FusedMultiplyAdd(p, v, Vector256.Create(-161.0829275137604));
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(-29490919201.24473), v, Vector256.Create(496195702.6505208));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-21831372.412020143));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-127328.46498375929));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(540543.9934307656));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-91253.57965514864));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(8955.307485267476));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(-515.6514548899288));
        q = Vector256.FusedMultiplyAdd(q, v, Vector256.Create(3.8844865521537355));
        p = Vector256.FusedMultiplyAdd(q, u, p);
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(-11.219927481322758));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(36.58520228972387));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(20.29371435356902));
        p = Vector256.FusedMultiplyAdd(p, u, Vector256.Create(5.722129101710704));
        return SumWithRest(t, u, p, out rounded);
    }
}
