using System;

namespace AutoDiff.Reference;

/// <summary>
/// The functions of <see cref="VectorMath"/> in about 100 bits (relative error below 1e-28, unless the remarks say otherwise), with the
/// special values of <see cref="Math"/> and IEEE 754.
/// </summary>
public static partial class Exact
{
    // Beyond that everything underflows or overflows in any format; the exponents stay in int.
    private const double ExponentBound = 1e6;

    public static Scaled Exp(double x)
    {
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? Scaled.NaN : x > 0 ? x : 0.0;
        }

        return Exp((DoubleDouble)x);
    }

    public static Scaled Exp2(double x)
    {
        if (!double.IsFinite(x))
        {
            return Exp(x);
        }

        double whole = Math.Round(Math.Clamp(x, -ExponentBound, ExponentBound));
        double fraction = Math.Abs(x) > ExponentBound ? 0 : x - whole;
        return Scaled.Create(Kernels.Exp(Constants.Ln2 * fraction), (int)whole);
    }

    public static Scaled Exp10(double x) => double.IsFinite(x) ? Exp(Bounded(x) * Constants.Ln10) : Exp(x);

    public static Scaled ExpM1(double x) => ExpM1Of(x, x);

    public static Scaled Exp2M1(double x) => ExpM1Of(x, (Scaled)Bounded(x) * Constants.Ln2);

    public static Scaled Exp10M1(double x) => ExpM1Of(x, (Scaled)Bounded(x) * Constants.Ln10);

    internal static Scaled Exp(DoubleDouble x)
    {
        if (Math.Abs(x.High) > ExponentBound)
        {
            return new Scaled(1, x.High > 0 ? (int)(2 * ExponentBound) : (int)(-2 * ExponentBound));
        }

        double k = Math.Round(x.High / Constants.Ln2.High);
        DoubleDouble r = x - (k * Constants.Ln2First);
        return Scaled.Create(Kernels.Exp(r - (Constants.Ln2Rest * k)), (int)k);
    }

    internal static Scaled ExpM1(Scaled x)
    {
        // The ratio (e^x - 1)/x is next to 1: it does not matter that a small x underflows in it.
        if (x.Exponent < -6)
        {
            return x * Kernels.ExpM1Ratio(x.ToDoubleDouble());
        }

        return Exp(Bounded(x)) - 1.0;
    }

    private static Scaled ExpM1Of(double x, Scaled scaled)
    {
        if (x == 0 || double.IsNaN(x))
        {
            return x;
        }

        return double.IsInfinity(x) ? (x > 0 ? x : -1.0) : ExpM1(scaled);
    }

    private static DoubleDouble Bounded(double x) => Math.Clamp(x, -ExponentBound, ExponentBound);

    private static DoubleDouble Bounded(Scaled x) =>
        x.Exponent < 20 ? x.ToDoubleDouble() : x.IsNegative ? -2 * ExponentBound : 2 * ExponentBound;
}
