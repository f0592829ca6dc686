using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Exponentials.</content>
/// <remarks>
/// <para>
/// <c>e^x = 2^k e^r</c> with the whole number <c>k</c> nearest to <c>x / ln 2</c> and <c>r = x - k ln 2</c>, |r| at most ln(2)/2.
/// The product k ln 2 is subtracted in two parts, of which a fused multiply-add makes the first exact (Cody and Waite, Software
/// Manual for the Elementary Functions, 1980, ch. 6). The coefficients of <c>e^r</c> are in tests/Data/vector-math/exponentials.py.
/// </para>
/// <para>
/// Adding 1.5 2^23 (float) or 1.5 2^52 (double) rounds to a whole number and leaves it in the low bits of the sum. The constant is
/// greater by twice the exponent bias here, so that both halves of what is left there are biased exponents: 2^k is the product of
/// two factors that are normal numbers also where 2^k is not, and the last product rounds a denormal result once.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes <c>e^x</c> in every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The powers; 1 at ±0, +infinity at +infinity and above the range, 0 at -infinity, NaN at NaN.</returns>
    /// <remarks>Less than 1 unit of the last place off, denormal results included.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return ExpSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return ExpDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ExpSingle(Vector256<float> x)
    {
        // Beyond the limits the result is 0 or infinity as well; MinNative and MaxNative return a NaN in the second argument.
        x = Vector256.MinNative(Vector256.Create(89f), Vector256.MaxNative(Vector256.Create(-104f), x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.442695f), Vector256.Create(12583166f));
        Vector256<float> k = shifted - Vector256.Create(12583166f);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.6931472f), x);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(1.9046542e-9f), r);
        return ExpScaledSingle(r, shifted.AsInt32());
    }

    /// <summary><c>2^k e^r</c>, where the low 9 bits of <paramref name="shifted"/> are k + 254.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpScaledSingle(Vector256<float> r, Vector256<int> shifted)
    {
        // 1 + r + c2 r^2 ...: [-0.3467, 0.3467], max relative error 3.2e-9. In parts that do not wait for each other (Estrin).
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(0.0083686905f), r, Vector256.Create(0.0416682698f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(0.166665211f), r, Vector256.Create(0.49999994f));
        p = Vector256.FusedMultiplyAdd(Vector256.Create(0.00138205243f), square, p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1f));

        Vector256<int> half = Vector256.ShiftLeft(shifted, 22) & Vector256.Create(unchecked((int)0xFF800000));
        return Vector256.FusedMultiplyAdd(p, r * half.AsSingle(), half.AsSingle()) * (Vector256.ShiftLeft(shifted, 23) - half).AsSingle();
    }

    /// <summary><c>2^(k + r)</c>, where the low 9 bits of <paramref name="shifted"/> are k + 254.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp2ScaledSingle(Vector256<float> r, Vector256<int> shifted)
    {
        // 1 + c1 r + c2 r^2 ...: [-0.5001, 0.5001], max relative error 3.0e-9.
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.00133909832f), Vector256.Create(0.00961850118f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.0555035956f), Vector256.Create(0.240226477f));
        p = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.000153285699f), p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.693147182f));

        Vector256<int> half = Vector256.ShiftLeft(shifted, 22) & Vector256.Create(unchecked((int)0xFF800000));
        return Vector256.FusedMultiplyAdd(p, r * half.AsSingle(), half.AsSingle()) * (Vector256.ShiftLeft(shifted, 23) - half).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpDouble(Vector256<double> x)
    {
        x = Vector256.MinNative(Vector256.Create(710.0), Vector256.MaxNative(Vector256.Create(-746.0), x));
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            x, Vector256.Create(1.4426950408889634), Vector256.Create(6755399441057790.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441057790.0);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.69314718055994530), x);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), r);
        return ExpScaledDouble(r, shifted.AsInt64());
    }

    /// <summary>
    /// Computes <c>e^(x + low)</c> for finite <paramref name="low"/> of at most a few units of the last place of <paramref name="x"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpDouble(Vector256<double> x, Vector256<double> low)
    {
        x = Vector256.MinNative(Vector256.Create(710.0), Vector256.MaxNative(Vector256.Create(-746.0), x));
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            x, Vector256.Create(1.4426950408889634), Vector256.Create(6755399441057790.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441057790.0);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.69314718055994530), x);
        r += Vector256.FusedMultiplyAdd(k, Vector256.Create(-2.3190468138462996e-17), low);
        return ExpScaledDouble(r, shifted.AsInt64());
    }

    /// <summary><c>2^k e^r</c>, where the low 12 bits of <paramref name="shifted"/> are k + 2046.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpScaledDouble(Vector256<double> r, Vector256<long> shifted)
    {
        // 1 + r + c2 r^2 ...: [-0.34658, 0.34658], max relative error 3.7e-18.
        Vector256<double> square = r * r;
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            Vector256.Create(2.5007743439024812e-08), r, Vector256.Create(2.7630525972140994e-07));
        Vector256<double> q = Vector256.FusedMultiplyAdd(
            Vector256.Create(2.7557561402594158e-06), r, Vector256.Create(2.4801492302719443e-05));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.00019841269535926254), r, Vector256.Create(0.0013888888944435535));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.008333333333479844), r, Vector256.Create(0.041666666666526804));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(Vector256.Create(0.16666666666666438), r, Vector256.Create(0.5000000000000011));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0));

        Vector256<long> half = Vector256.ShiftLeft(shifted, 51) & Vector256.Create(unchecked((long)0xFFF0000000000000));
        return Vector256.FusedMultiplyAdd(p, r * half.AsDouble(), half.AsDouble()) * (Vector256.ShiftLeft(shifted, 52) - half).AsDouble();
    }
}
