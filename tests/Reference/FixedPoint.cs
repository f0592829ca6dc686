using System;
using System.Numerics;

namespace AutoDiff.Reference;

/// <summary>
/// Constants from first principles, as integers times 2^-1536. They are made once, when the program starts; the precision is that of the
/// greatest need, the bits of 2/pi for the arguments up to 2^1024.
/// </summary>
internal static class FixedPoint
{
    public const int FractionBits = 1536;

    public static readonly BigInteger One = BigInteger.One << FractionBits;

    // Machin: pi/4 = 4 arctan(1/5) - arctan(1/239).
    public static readonly BigInteger Pi = (16 * ArcTangentOfInverse(5)) - (4 * ArcTangentOfInverse(239));

    // ln 2 = 2 artanh(1/3), ln 10 = 3 ln 2 + 2 artanh(1/9).
    public static readonly BigInteger Ln2 = 2 * HyperbolicArcTangentOfInverse(3);
    public static readonly BigInteger Ln10 = (3 * Ln2) + (2 * HyperbolicArcTangentOfInverse(9));

    public static BigInteger Product(BigInteger a, BigInteger b) => (a * b) >> FractionBits;

    public static BigInteger Quotient(BigInteger a, BigInteger b) => (a << FractionBits) / b;

    public static BigInteger Sqrt(BigInteger a)
    {
        BigInteger square = a << FractionBits;
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    /// <summary>Computes e^(numerator/denominator) by its series.</summary>
    public static BigInteger Exp(int numerator, int denominator) => Series(One, n => (numerator, n * denominator));

    /// <summary>Computes sin(numerator/denominator) by its series.</summary>
    public static BigInteger Sin(int numerator, int denominator) => Series(
        One * numerator / denominator,
        n => (-numerator * numerator, 2 * n * ((2 * n) + 1) * denominator * denominator));

    /// <summary>Computes cos(numerator/denominator) by its series.</summary>
    public static BigInteger Cos(int numerator, int denominator) => Series(
        One,
        n => (-numerator * numerator, ((2 * n) - 1) * 2 * n * denominator * denominator));

    /// <summary>Computes e^(x^2) erf(x) at x = numerator/denominator (DLMF 7.6.2, of which all terms are positive).</summary>
    public static BigInteger ScaledErf(int numerator, int denominator)
    {
        BigInteger sum = Series(
            2 * One * numerator / denominator,
            n => (2 * numerator * numerator, ((2 * n) + 1) * denominator * denominator));
        return Quotient(sum, Sqrt(Pi));
    }

    public static DoubleDouble ToDoubleDouble(BigInteger value) => ToScaled(value).ToDoubleDouble();

    public static Scaled ToScaled(BigInteger value)
    {
        if (value.Sign < 0)
        {
            return -ToScaled(-value);
        }

        int shift = (int)value.GetBitLength() - 106;
        BigInteger bits = shift >= 0 ? value >> shift : value << -shift;
        double high = (double)(bits >> 53);
        double low = (double)(bits & ((BigInteger.One << 53) - 1));
        return Scaled.Create(DoubleDouble.Sum(high, Math.ScaleB(low, -53)), shift + 53 - FractionBits);
    }

    /// <summary>Divides integers.</summary>
    public static DoubleDouble Ratio(BigInteger numerator, BigInteger denominator) =>
        ToDoubleDouble((numerator << FractionBits) / denominator);

    private static BigInteger Series(BigInteger first, Func<int, (int Numerator, int Denominator)> ratio)
    {
        BigInteger sum = 0;
        BigInteger term = first;
        for (int n = 1; !term.IsZero; n++)
        {
            sum += term;
            (int numerator, int denominator) = ratio(n);
            term = term * numerator / denominator;
        }

        return sum;
    }

    private static BigInteger ArcTangentOfInverse(int n) => InverseSeries(n, -1);

    private static BigInteger HyperbolicArcTangentOfInverse(int n) => InverseSeries(n, 1);

    // The sum of sign^k n^-(2k+1)/(2k+1).
    private static BigInteger InverseSeries(int n, int sign)
    {
        BigInteger sum = 0;
        BigInteger power = One / n;
        for (int k = 0; !power.IsZero; k++)
        {
            BigInteger term = power / ((2 * k) + 1);
            sum += sign < 0 && (k & 1) == 1 ? -term : term;
            power /= n * n;
        }

        return sum;
    }
}
