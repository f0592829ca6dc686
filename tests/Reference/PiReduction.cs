using System;
using System.Numerics;

namespace AutoDiff.Reference;

/// <summary>
/// Reduces any double by multiples of pi/2: the product with the bits of 2/pi that matter for it, in integers (Payne and Hanek, Radian
/// reduction for trigonometric functions, SIGNUM Newsletter 18, 1983).
/// </summary>
internal static class PiReduction
{
    private const int Limbs = 4;

    // 64 zeros, then the bits of 2/pi after the point.
    private static readonly ulong[] Bits = TwoOverPi();

    /// <summary>Computes x - quadrant pi/2, at most pi/4 in absolute value; the quadrant is modulo 4.</summary>
    public static Scaled Reduce(double x, out int quadrant)
    {
        if (Math.Abs(x) < 0.75)
        {
            quadrant = 0;
            return x;
        }

        // x = m 2^e, and m 2^e times bits of 2/pi from 2^(2-e) up is a multiple of 4.
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        int e = (int)(bits >> 52) - 1075;
        ulong m = (ulong)(bits & ((1L << 52) - 1)) | (1UL << 52);
        int start = 64 + e - 2;

        // product = m times the 256 bits from there, modulo 2^256: 2 bits in front of the point, 254 behind it. What is left out is
        // less than m units of the last bit, 2^-201; no double is nearer to a multiple of pi/2 than 2^-62 relatively.
        Span<ulong> product = stackalloc ulong[Limbs];
        ulong carry = 0;
        for (int i = Limbs - 1; i >= 0; i--)
        {
            ulong high = Math.BigMul(m, Window(start + (64 * i)), out ulong low);
            product[i] = low + carry;
            carry = high + (product[i] < low ? 1UL : 0);
        }

        quadrant = (int)(product[0] >> 62);
        bool negative = (product[0] & (1UL << 61)) != 0;
        if (negative)
        {
            quadrant = (quadrant + 1) & 3;
            Negate(product);
        }

        product[0] &= (1UL << 62) - 1;
        Scaled result = ToScaled(product) * Constants.HalfPi;
        if (double.IsNegative(x))
        {
            quadrant = (4 - quadrant) & 3;
            negative = !negative;
        }

        return negative ? -result : result;
    }

    private static Scaled ToScaled(ReadOnlySpan<ulong> product)
    {
        int shift = 0;
        while (Leading(product, shift) == 0)
        {
            shift += 64;
        }

        shift += BitOperations.LeadingZeroCount(Leading(product, shift));
        ulong first = Leading(product, shift);
        ulong second = Leading(product, shift + 64);

        // 53 bits and the next 53.
        double high = first >> 11;
        double low = ((first & 0x7FF) << 42) | (second >> 22);
        return Scaled.Create(DoubleDouble.Sum(high, Math.ScaleB(low, -53)), -shift - 53 + 2);
    }

    private static void Negate(Span<ulong> product)
    {
        bool carry = true;
        for (int i = Limbs - 1; i >= 0; i--)
        {
            product[i] = carry ? 0 - product[i] : ~product[i];
            carry = carry && product[i] == 0;
        }
    }

    private static ulong Window(int start) => Leading(Bits, start);

    // 64 bits from a place on.
    private static ulong Leading(ReadOnlySpan<ulong> bits, int start)
    {
        int limb = start >> 6;
        int shift = start & 63;
        ulong first = limb < bits.Length ? bits[limb] << shift : 0;
        return shift == 0 || limb + 1 >= bits.Length ? first : first | (bits[limb + 1] >> (64 - shift));
    }

    private static ulong[] TwoOverPi()
    {
        BigInteger value = FixedPoint.Quotient(2 * FixedPoint.One, FixedPoint.Pi);
        var result = new ulong[1 + (FixedPoint.FractionBits / 64)];
        for (int i = result.Length - 1; i > 0; i--)
        {
            result[i] = (ulong)(value & ulong.MaxValue);
            value >>= 64;
        }

        return result;
    }
}
