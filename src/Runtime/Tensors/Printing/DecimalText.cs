using System;
using System.Globalization;
using System.Numerics;

namespace AutoDiff;

/// <summary>Writes binary floating-point values in decimal, rounded correctly from the exact value.</summary>
/// <remarks>
/// The framework's own "F" and "E" formats round a tie away from zero; C and Python, and with them PyTorch's
/// printing, round it to even (0.03125 with four decimals is 0.0312). The exact value of a tie is short, so it
/// does occur in practice, and integer arithmetic is the simplest way to see it.
/// </remarks>
internal static class DecimalText
{
    private const int FractionBits = 52;
    private const int ExponentBias = 1023 + FractionBits;

    /// <summary>Writes a value with a fixed number of decimals and without an exponent, as "%.4f" does.</summary>
    /// <param name="value">The value.</param>
    /// <param name="decimals">The number of digits after the point; the point is left out where it is 0.</param>
    internal static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return NonFinite(value);
        }

        string digits = Digits(RoundScaled(value, decimals)).PadLeft(decimals + 1, '0');
        return Sign(value) + WithPoint(digits, digits.Length - decimals);
    }

    /// <summary>Writes a value with one digit before the point and an exponent of at least two digits, as "%.4e" does.</summary>
    /// <param name="value">The value.</param>
    /// <param name="decimals">The number of digits after the point; the point is left out where it is 0.</param>
    internal static string Scientific(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return NonFinite(value);
        }

        string digits;
        int exponent;
        if (value == 0.0)
        {
            digits = new string('0', decimals + 1);
            exponent = 0;
        }
        else
        {
            (digits, exponent) = SignificantDigits(value, decimals + 1);
        }

        string exponentDigits = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return Sign(value) + WithPoint(digits, 1) + (exponent < 0 ? "e-" : "e+") + exponentDigits;
    }

    private static (string Digits, int Exponent) SignificantDigits(double value, int count)
    {
        // The logarithm may miss the exponent by one next to a power of ten, and rounding up may carry into a new
        // digit. Both show as a wrong number of digits, and neither correction can call for the opposite one.
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        while (true)
        {
            string digits = Digits(RoundScaled(value, count - 1 - exponent));
            if (digits.Length == count)
            {
                return (digits, exponent);
            }

            exponent += digits.Length > count ? 1 : -1;
        }
    }

    /// <summary>Computes |value| * 10^<paramref name="power"/>, rounded to an integer, ties to even.</summary>
    private static BigInteger RoundScaled(double value, int power)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        long fraction = bits & ((1L << FractionBits) - 1);
        int biased = (int)((bits >> FractionBits) & 0x7FF);

        // Subnormal values lack the implicit leading bit and share the exponent of the smallest normal ones.
        BigInteger numerator = biased == 0 ? fraction : fraction | (1L << FractionBits);
        BigInteger denominator = BigInteger.One;
        int exponent = Math.Max(biased, 1) - ExponentBias;
        if (exponent >= 0)
        {
            numerator <<= exponent;
        }
        else
        {
            denominator <<= -exponent;
        }

        if (power >= 0)
        {
            numerator *= BigInteger.Pow(10, power);
        }
        else
        {
            denominator *= BigInteger.Pow(10, -power);
        }

        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        int half = (remainder << 1).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    // A negative zero keeps its sign, also where a small negative value is rounded to it.
    private static string Sign(double value) => double.IsNegative(value) ? "-" : "";

    private static string NonFinite(double value) => double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

    private static string Digits(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    private static string WithPoint(string digits, int position) =>
        position == digits.Length ? digits : digits.Insert(position, ".");
}
