using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Powers of 2 and of 10.</content>
/// <remarks>
/// As for <c>Exp</c>: <c>b^x = 2^k b^r</c> with the whole number k nearest to <c>x log2 b</c> and <c>r = x - k log_b 2</c>. The
/// coefficients of <c>b^r</c> are in tests/Data/vector-math/exponentials.py.
/// </remarks>
public static partial class VectorMath
{
    /// <summary>Computes <c>2^x</c> in every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The powers; 1 at ±0, +infinity at +infinity and above the range, 0 at -infinity, NaN at NaN.</returns>
    /// <remarks>Less than 1 unit of the last place off, denormal results included; exact for whole numbers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp2<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Exp2Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Exp2Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>10^x</c> in every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The powers; 1 at ±0, +infinity at +infinity and above the range, 0 at -infinity, NaN at NaN.</returns>
    /// <remarks>Less than 1 unit of the last place off, denormal results included.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp10<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Exp10Single(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Exp10Double(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Exp2Single(Vector256<float> x)
    {
        // Beyond the limits the result is 0 or infinity as well; MinNative and MaxNative return a NaN in the second argument.
        x = Vector256.MinNative(Vector256.Create(129f), Vector256.MaxNative(Vector256.Create(-151f), x));
        Vector256<float> shifted = x + Vector256.Create(12583166f);
        return Exp2ScaledSingle(x - (shifted - Vector256.Create(12583166f)), shifted.AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exp2Double(Vector256<double> x)
    {
        x = Vector256.MinNative(Vector256.Create(1025.0), Vector256.MaxNative(Vector256.Create(-1076.0), x));
        Vector256<double> shifted = x + Vector256.Create(6755399441057790.0);
        Vector256<double> r = x - (shifted - Vector256.Create(6755399441057790.0));

        // 1 + c1 r + c2 r^2 ...: [-0.5001, 0.5001], max relative error 4.1e-18.
        Vector256<double> square = r * r;
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            r, Vector256.Create(4.439634550793517e-10), Vector256.Create(7.0733325338784236e-09));
        Vector256<double> q = Vector256.FusedMultiplyAdd(
            r, Vector256.Create(1.0178155553761608e-07), Vector256.Create(1.3215438241905309e-06));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(1.5252733642995901e-05), Vector256.Create(0.00015403530450267236));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.0013333558146539002), Vector256.Create(0.00961812910760058));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.05550410866482174), Vector256.Create(0.2402265069591011));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.6931471805599453));

        Vector256<long> half = Vector256.ShiftLeft(shifted.AsInt64(), 51) & Vector256.Create(unchecked((long)0xFFF0000000000000));
        return Vector256.FusedMultiplyAdd(p, r * half.AsDouble(), half.AsDouble())
            * (Vector256.ShiftLeft(shifted.AsInt64(), 52) - half).AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Exp10Single(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(39f), Vector256.MaxNative(Vector256.Create(-46f), x));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(3.32192802f), Vector256.Create(12583166f));
        Vector256<float> k = shifted - Vector256.Create(12583166f);
        Vector256<float> r = Vector256.FusedMultiplyAdd(
            k, Vector256.Create(1.43209888e-8f), Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.30103001f), x));

        // 1 + c1 r + c2 r^2 ...: [-0.1506, 0.1506], max relative error 2.6e-9.
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.54182601f), Vector256.Create(1.17129505f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(r, Vector256.Create(2.03465605f), Vector256.Create(2.65094876f));
        p = Vector256.FusedMultiplyAdd(square, Vector256.Create(0.206171557f), p);
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(2.30258512f));

        Vector256<int> half = Vector256.ShiftLeft(shifted.AsInt32(), 22) & Vector256.Create(unchecked((int)0xFF800000));
        return Vector256.FusedMultiplyAdd(p, r * half.AsSingle(), half.AsSingle())
            * (Vector256.ShiftLeft(shifted.AsInt32(), 23) - half).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exp10Double(Vector256<double> x)
    {
        x = Vector256.MinNative(Vector256.Create(309.0), Vector256.MaxNative(Vector256.Create(-324.0), x));
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(
            x, Vector256.Create(3.321928094887362), Vector256.Create(6755399441057790.0));
        Vector256<double> k = shifted - Vector256.Create(6755399441057790.0);
        Vector256<double> r = Vector256.FusedMultiplyAdd(
            k, Vector256.Create(2.8037281277851704e-18), Vector256.FusedMultiplyAdd(k, Vector256.Create(-0.3010299956639812), x));

        // 1 + c1 r + c2 r^2 ...: [-0.1506, 0.1506], max relative error 4.3e-18.
        Vector256<double> square = r * r;
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            r, Vector256.Create(0.00024050011435527215), Vector256.Create(0.0011574612565778241));
        Vector256<double> q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.005014025168917706), Vector256.Create(0.019597625718897806));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.06808936261812476), Vector256.Create(0.20699584939786358));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(0.5393829292229017), Vector256.Create(1.1712551489094054));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        q = Vector256.FusedMultiplyAdd(r, Vector256.Create(2.034678592293344), Vector256.Create(2.650949055239202));
        p = Vector256.FusedMultiplyAdd(p, square, q);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(2.302585092994046));

        Vector256<long> half = Vector256.ShiftLeft(shifted.AsInt64(), 51) & Vector256.Create(unchecked((long)0xFFF0000000000000));
        return Vector256.FusedMultiplyAdd(p, r * half.AsDouble(), half.AsDouble())
            * (Vector256.ShiftLeft(shifted.AsInt64(), 52) - half).AsDouble();
    }
}
