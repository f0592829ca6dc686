using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff;

/// <content>Roots.</content>
public static partial class VectorMath
{
    /// <summary>Computes the square root of every lane, correctly rounded.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The roots; NaN for negative numbers, ±0 for ±0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sqrt<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector256.Sqrt(x);

    /// <summary>Computes the cube root of every lane.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <returns>The roots, negative for negative numbers; ±0 at ±0, ±infinity at ±infinity, NaN at NaN.</returns>
    /// <remarks>
    /// <para>Less than 1 unit of the last place off.</para>
    /// <para>
    /// An exponent divided by -3 in the bits of the number is the first approximation of the reciprocal root (the method of
    /// Turkowski, Computing the Cube Root, 1998); <c>y (1 + e/3 + 2 e^2/9)</c> with <c>e = 1 - x y^3</c> improves it without a
    /// division, and one step of Newton's with an exact remainder ends it. The constants are in
    /// tests/Data/vector-math/hyperbolic.py.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Cbrt<T>(Vector256<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return CbrtSingle(x.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return CbrtDouble(x.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    /// <summary>Computes <c>sqrt(x^2 + y^2)</c> in every lane without overflow or underflow on the way.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="x">Any numbers.</param>
    /// <param name="y">Any numbers.</param>
    /// <returns>The values; +infinity if either is infinite, otherwise NaN if either is.</returns>
    /// <remarks>At most 1.25 units of the last place off. The numbers are scaled by a power of 2 near the greater one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Hypot<T>(Vector256<T> x, Vector256<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return HypotSingle(x.AsSingle(), y.AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return HypotDouble(x.AsDouble(), y.AsDouble()).As<double, T>();
        }

        throw Unsupported<T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> CbrtSingle(Vector256<float> x)
    {
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> tiny = Vector256.LessThan(size, Vector256.Create(1.17549435e-38f));
        Vector256<float> scaled = Vector256.ConditionalSelect(tiny, size * Vector256.Create(16777216f), size);

        // -1/3 of the bits, which are 2^23 times the exponent and, approximately, the logarithm of the significand.
        Vector256<float> y = Vector256.ConvertToInt32Native(
            Vector256.FusedMultiplyAdd(
                Vector256.ConvertToSingle(scaled.AsInt32()), Vector256.Create(-0.333333343f), Vector256.Create(1419068267f))).AsSingle();
        Vector256<float> e = Vector256.FusedMultiplyAdd(-(y * y), y * scaled, Vector256.Create(1f));
        y = Vector256.FusedMultiplyAdd(
            y * e, Vector256.FusedMultiplyAdd(e, Vector256.Create(0.222222224f), Vector256.Create(0.333333343f)), y);
        e = Vector256.FusedMultiplyAdd(-(y * y), y * scaled, Vector256.Create(1f));
        y = Vector256.FusedMultiplyAdd(
            y * e, Vector256.FusedMultiplyAdd(e, Vector256.Create(0.222222224f), Vector256.Create(0.333333343f)), y);

        // The root r = x y^2 less (r^3 - x)/(3 r^2).
        e = y * y;
        Vector256<float> root = scaled * e;
        y = root * root;
        Vector256<float> rest = Vector256.FusedMultiplyAdd(
            Vector256.FusedMultiplyAdd(root, root, -y), root, Vector256.FusedMultiplyAdd(y, root, -scaled));
        root = Vector256.FusedMultiplyAdd(rest, e * Vector256.Create(-0.333333343f), root);
        root = Vector256.ConditionalSelect(tiny, root * Vector256.Create(0.00390625f), root);
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(size, Vector256<float>.Zero) & Vector256.LessThan(size, Vector256.Create(float.PositiveInfinity)),
            root,
            size) | (x & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> CbrtDouble(Vector256<double> x)
    {
        Vector256<double> size = Vector256.Abs(x);
        Vector256<double> tiny = Vector256.LessThan(size, Vector256.Create(2.2250738585072014e-308));
        Vector256<double> scaled = Vector256.ConditionalSelect(tiny, size * Vector256.Create(18014398509481984.0), size);

        // -1/3 of the high half of the bits, which is 2^20 times the exponent and, approximately, the logarithm of the significand.
        Vector256<double> y = (Vector256.ShiftRightLogical(scaled.AsInt64(), 32) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble();
        y = Vector256.ShiftLeft(
            Vector256.FusedMultiplyAdd(y, Vector256.Create(-0.3333333333333333), Vector256.Create(8256600746928237.0)).AsInt64(),
            32).AsDouble();
        Vector256<double> e = Vector256.FusedMultiplyAdd(-(y * y), y * scaled, Vector256.Create(1.0));
        y = Vector256.FusedMultiplyAdd(
            y * e, Vector256.FusedMultiplyAdd(e, Vector256.Create(0.2222222222222222), Vector256.Create(0.3333333333333333)), y);
        e = Vector256.FusedMultiplyAdd(-(y * y), y * scaled, Vector256.Create(1.0));
        y = Vector256.FusedMultiplyAdd(
            y * e, Vector256.FusedMultiplyAdd(e, Vector256.Create(0.2222222222222222), Vector256.Create(0.3333333333333333)), y);
        e = Vector256.FusedMultiplyAdd(-(y * y), y * scaled, Vector256.Create(1.0));
        y = Vector256.FusedMultiplyAdd(y * e, Vector256.Create(0.3333333333333333), y);

        // The root r = x y^2 less (r^3 - x)/(3 r^2).
        e = y * y;
        Vector256<double> root = scaled * e;
        y = root * root;
        Vector256<double> rest = Vector256.FusedMultiplyAdd(
            Vector256.FusedMultiplyAdd(root, root, -y), root, Vector256.FusedMultiplyAdd(y, root, -scaled));
        root = Vector256.FusedMultiplyAdd(rest, e * Vector256.Create(-0.3333333333333333), root);
        root = Vector256.ConditionalSelect(tiny, root * Vector256.Create(3.814697265625E-06), root);
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(size, Vector256<double>.Zero) & Vector256.LessThan(size, Vector256.Create(double.PositiveInfinity)),
            root,
            size) | (x & Vector256.Create(-0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> HypotSingle(Vector256<float> x, Vector256<float> y)
    {
        // If either is NaN, one of the two is: MaxNative and MinNative may return the second argument then.
        x = Vector256.Abs(x);
        y = Vector256.Abs(y);
        Vector256<float> infinite = Vector256.Equals(x, Vector256.Create(float.PositiveInfinity))
            | Vector256.Equals(y, Vector256.Create(float.PositiveInfinity));
        Vector256<float> greater = Vector256.MaxNative(x, y);
        Vector256<float> less = Vector256.MinNative(y, x);
        Vector256<float> scale = Vector256.MinNative(
            Vector256.MaxNative(greater, Vector256.Create(1.17549435e-38f)),
            Vector256.Create(8.507059e37f)) & Vector256.Create(0x7F800000).AsSingle();
        Vector256<float> inverse = (Vector256.Create(0x7F000000) - scale.AsInt32()).AsSingle();
        greater *= inverse;
        less *= inverse;
        greater = Vector256.Sqrt(Vector256.FusedMultiplyAdd(greater, greater, less * less)) * scale;
        return Vector256.ConditionalSelect(infinite, Vector256.Create(float.PositiveInfinity), greater);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> HypotDouble(Vector256<double> x, Vector256<double> y)
    {
        // If either is NaN, one of the two is: MaxNative and MinNative may return the second argument then.
        x = Vector256.Abs(x);
        y = Vector256.Abs(y);
        Vector256<double> infinite = Vector256.Equals(x, Vector256.Create(double.PositiveInfinity))
            | Vector256.Equals(y, Vector256.Create(double.PositiveInfinity));
        Vector256<double> greater = Vector256.MaxNative(x, y);
        Vector256<double> less = Vector256.MinNative(y, x);
        Vector256<double> scale = Vector256.MinNative(
            Vector256.MaxNative(greater, Vector256.Create(2.2250738585072014e-308)),
            Vector256.Create(4.4942328371557898e+307)) & Vector256.Create(0x7FF0_0000_0000_0000).AsDouble();
        Vector256<double> inverse = (Vector256.Create(0x7FE0_0000_0000_0000) - scale.AsInt64()).AsDouble();
        greater *= inverse;
        less *= inverse;
        greater = Vector256.Sqrt(Vector256.FusedMultiplyAdd(greater, greater, less * less)) * scale;
        return Vector256.ConditionalSelect(infinite, Vector256.Create(double.PositiveInfinity), greater);
    }
}
