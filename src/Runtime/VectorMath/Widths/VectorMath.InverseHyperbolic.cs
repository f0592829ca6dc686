using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Inverse hyperbolic functions.</content>
/// <remarks>
/// Each is the logarithm of a sum u + c, DLMF 4.37.16, 4.37.19 and 4.37.24, written as 1 + w for w that vanishes where the function
/// does; c is what the rounding of u leaves, as in <c>LogP1</c>.
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes the inverse hyperbolic sine of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The values; ±0 at ±0, ±infinity at ±infinity, NaN at NaN.</returns>
    /// <remarks>At most 1.5 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Asinh<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AsinhSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AsinhDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the inverse hyperbolic cosine of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Numbers from 1 on.</param>
    /// <returns>The values; 0 at 1, NaN below 1 and at NaN, +infinity at +infinity.</returns>
    /// <remarks>At most 1.75 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Acosh<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AcoshSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AcoshDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes the inverse hyperbolic tangent of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Numbers between -1 and 1.</param>
    /// <returns>The values; ±0 at ±0, ±infinity at ±1, NaN beyond and at NaN.</returns>
    /// <remarks>At most 1.25 units of the last place off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Atanh<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return AtanhSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return AtanhDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AsinhSingle(Vector256<float> x)
    {
        // sqrt(1 + x^2) - 1 = x^2/(1 + sqrt(1 + x^2)).
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> rest = size * size
            / (Vector256.Create(1f) + Vector256.Sqrt(Vector256.FusedMultiplyAdd(size, size, Vector256.Create(1f))));
        Vector256<float> w = size + rest;
        Vector256<float> u = Vector256.Create(1f) + w;
        Vector256<float> c = ((w - (u - Vector256.Create(1f))) + (rest - (w - size))) / u;

        // The logarithm of 2 |x| for the great ones, by their exponents.
        Vector256<float> great = Vector256.GreaterThan(size, Vector256.Create(1e4f));
        u = Vector256.ConditionalSelect(great, (size.AsInt32() + Vector256.Create(0x00800000)).AsSingle(), u);
        w = LogSumSingle(u, Vector256.AndNot(c, great));
        return Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(float.PositiveInfinity)), w, size)
            | (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AcoshSingle(Vector256<float> x)
    {
        // x^2 - 1 = s (s + 2) for s = x - 1.
        Vector256<float> s = x - Vector256.Create(1f);
        Vector256<float> root = Vector256.Sqrt(Vector256.FusedMultiplyAdd(s, s, s + s));
        Vector256<float> w = root + s;
        Vector256<float> u = Vector256.Create(1f) + w;
        Vector256<float> c = ((w - (u - Vector256.Create(1f))) + (s - (w - root))) / u;

        // The logarithm of 2 x for the great ones, by their exponents.
        Vector256<float> great = Vector256.GreaterThan(x, Vector256.Create(1e4f));
        u = Vector256.ConditionalSelect(great, (x.AsInt32() + Vector256.Create(0x00800000)).AsSingle(), u);
        w = LogSumSingle(u, Vector256.AndNot(c, great));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity)), w, x)
            | Vector256.LessThan(x, Vector256.Create(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> AtanhSingle(Vector256<float> x)
    {
        // artanh |x| = log(1 + w)/2, w = 2 |x|/(1 - |x|) with the remainder of the quotient.
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> d = Vector256.Create(1f) - size;
        Vector256<float> reciprocal = Vector256.Create(1f) / d;
        Vector256<float> w = (size + size) * reciprocal;
        Vector256<float> c = Vector256.FusedMultiplyAdd(
            w, size - (Vector256.Create(1f) - d), Vector256.FusedMultiplyAdd(-w, d, size + size)) * reciprocal;
        Vector256<float> u = Vector256.Create(1f) + w;
        c = ((w - (u - Vector256.Create(1f))) + c) / u;
        w = Vector256.Create(0.5f) * LogSumSingle(u, c);
        w = Vector256.ConditionalSelect(Vector256.Equals(size, Vector256.Create(1f)), Vector256.Create(float.PositiveInfinity), w);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(1f)), w, Vector256.Create(float.NaN))
            | (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AsinhDouble(Vector256<double> x)
    {
        // sqrt(1 + x^2) - 1 = x^2/(1 + sqrt(1 + x^2)).
        Vector256<double> size = Vector256.Abs(x);
        Vector256<double> rest = size * size
            / (Vector256.Create(1.0) + Vector256.Sqrt(Vector256.FusedMultiplyAdd(size, size, Vector256.Create(1.0))));
        Vector256<double> w = size + rest;
        Vector256<double> u = Vector256.Create(1.0) + w;
        Vector256<double> c = ((w - (u - Vector256.Create(1.0))) + (rest - (w - size))) / u;

        // The logarithm of 2 |x| for the great ones, by their exponents.
        Vector256<double> great = Vector256.GreaterThan(size, Vector256.Create(1e9));
        u = Vector256.ConditionalSelect(great, (size.AsInt64() + Vector256.Create(0x0010_0000_0000_0000)).AsDouble(), u);
        w = LogSumDouble(u, Vector256.AndNot(c, great));
        return Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(double.PositiveInfinity)), w, size)
            | (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AcoshDouble(Vector256<double> x)
    {
        // x^2 - 1 = s (s + 2) for s = x - 1.
        Vector256<double> s = x - Vector256.Create(1.0);
        Vector256<double> root = Vector256.Sqrt(Vector256.FusedMultiplyAdd(s, s, s + s));
        Vector256<double> w = root + s;
        Vector256<double> u = Vector256.Create(1.0) + w;
        Vector256<double> c = ((w - (u - Vector256.Create(1.0))) + (s - (w - root))) / u;

        // The logarithm of 2 x for the great ones, by their exponents.
        Vector256<double> great = Vector256.GreaterThan(x, Vector256.Create(1e9));
        u = Vector256.ConditionalSelect(great, (x.AsInt64() + Vector256.Create(0x0010_0000_0000_0000)).AsDouble(), u);
        w = LogSumDouble(u, Vector256.AndNot(c, great));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(double.PositiveInfinity)), w, x)
            | Vector256.LessThan(x, Vector256.Create(1.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AtanhDouble(Vector256<double> x)
    {
        // artanh |x| = log(1 + w)/2, w = 2 |x|/(1 - |x|) with the remainder of the quotient.
        Vector256<double> size = Vector256.Abs(x);
        Vector256<double> d = Vector256.Create(1.0) - size;
        Vector256<double> reciprocal = Vector256.Create(1.0) / d;
        Vector256<double> w = (size + size) * reciprocal;
        Vector256<double> c = Vector256.FusedMultiplyAdd(
            w, size - (Vector256.Create(1.0) - d), Vector256.FusedMultiplyAdd(-w, d, size + size)) * reciprocal;
        Vector256<double> u = Vector256.Create(1.0) + w;
        c = ((w - (u - Vector256.Create(1.0))) + c) / u;
        w = Vector256.Create(0.5) * LogSumDouble(u, c);
        w = Vector256.ConditionalSelect(Vector256.Equals(size, Vector256.Create(1.0)), Vector256.Create(double.PositiveInfinity), w);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(size, Vector256.Create(1.0)), w, Vector256.Create(double.NaN))
            | (x & Vector256.Create(-0.0));
    }
}
