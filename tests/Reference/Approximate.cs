using System;

namespace AutoDiff.Reference;

/// <summary>
/// References for <see cref="float"/>: computed in <see cref="double"/>, to 1e-13 or better. Those not here are functions of
/// <see cref="Math"/> or <see cref="SpecialFunctions"/>.
/// </summary>
internal static class Approximate
{
    private const double Ln2 = 0.6931471805599453;
    private const double Ln10 = 2.302585092994046;

    public static double Exp2(double x) => Math.Pow(2, x);

    public static double Exp10(double x) => Math.Pow(10, x);

    public static double Exp2M1(double x) => SpecialFunctions.ExpM1(x * Ln2);

    public static double Exp10M1(double x) => SpecialFunctions.ExpM1(x * Ln10);

    public static double Log2P1(double x) => SpecialFunctions.LogP1(x) / Ln2;

    public static double Log10P1(double x) => SpecialFunctions.LogP1(x) / Ln10;

    public static double AsinPi(double x) => Math.Asin(x) / Math.PI;

    public static double AcosPi(double x) => Math.Acos(x) / Math.PI;

    public static double AtanPi(double x) => Math.Atan(x) / Math.PI;

    public static double SinPi(double x)
    {
        double value = OfHalfTurns(x, 0);
        return value == 0 ? Math.CopySign(0, x) : value;
    }

    public static double CosPi(double x) => OfHalfTurns(x, 1);

    public static double TanPi(double x)
    {
        // Poles and zeros are rare.
        double doubled = Math.Abs(Math.IEEERemainder(x, 2)) * 2;
        return doubled == Math.Floor(doubled) ? Exact.TanPi(x).ToDouble() : OfHalfTurns(x, 0) / OfHalfTurns(x, 1);
    }

    public static double Gelu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x * SpecialFunctions.NormalCdf(x);

    // sin(pi x + shift pi/2), exactly 0 where it is: x modulo 2 and the distance from a multiple of 1/2 are exact. Zeros are positive.
    private static double OfHalfTurns(double x, int shift)
    {
        if (!double.IsFinite(x))
        {
            return double.NaN;
        }

        double remainder = x - (2 * Math.Round(0.5 * x));
        double quarters = Math.Round(2 * remainder);
        double r = (remainder - (0.5 * quarters)) * Math.PI;
        int quadrant = ((int)quarters + shift) & 3;
        double value = (quadrant & 1) == 0 ? Math.Sin(r) : Math.Cos(r);
        return value == 0 ? 0 : (quadrant & 2) == 0 ? value : -value;
    }
}
