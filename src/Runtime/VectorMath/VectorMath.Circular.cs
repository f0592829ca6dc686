using System;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <content>What the circular functions of every width share: the reduction of large arguments.</content>
public static partial class VectorMath
{
    /// <summary>
    /// Below this, three parts of pi/2 reduce a float: the first difference is a multiple of 2^-23, or of the last place of x where
    /// that is less, and below 1, hence exact.
    /// </summary>
    private const float CircularLimitSingle = 524288f;

    /// <summary>The same for doubles.</summary>
    private const double CircularLimitDouble = 1099511627776.0;

    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    /// <summary>64 zeros, then the bits of 2/pi after the point.</summary>
    private static ReadOnlySpan<ulong> TwoOverPiBits =>
    [
        0x0000000000000000, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0,
        0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B,
        0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA,
        0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>
    /// Writes x as (4k + q) pi/2 + r + tail with |r| at most pi/4. The product of x and 2/pi is formed modulo 4 in integers, from
    /// those bits of 2/pi that matter (Payne and Hanek, "Radian reduction for trigonometric functions", SIGNUM Newsletter 18, 1983).
    /// </summary>
    /// <param name="x">A number from 1 on; infinity and NaN give NaN.</param>
    /// <returns>The remainder in two pieces, and q modulo 4.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (double R, double Tail, int Quadrant) ReduceQuarterTurns(double x)
    {
        if (!double.IsFinite(x))
        {
            return (double.NaN, 0.0, 0);
        }

        // x = m 2^e, and window = 2^190 (2^e 2/pi mod 4), cut to an integer: the product of m and it needs 192 bits only, as what
        // lies above is a multiple of 4.
        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        ulong m = (bits & 0x000FFFFFFFFFFFFF) | 0x0010000000000000;
        int start = 64 - 2 + (int)(bits >> 52) - 1075;
        int word = start >> 6;
        int shift = start & 63;
        ReadOnlySpan<ulong> table = TwoOverPiBits.Slice(word, 4);
        ulong high = Window(table[0], table[1], shift);
        ulong middle = Window(table[1], table[2], shift);
        ulong low = Window(table[2], table[3], shift);

        UInt128 product = ((UInt128)Math.BigMul(m, low, out _)) + ((UInt128)middle * m) + ((UInt128)(high * m) << 64);

        // The two bits on top count quarter turns; the others are a fraction of one, taken to the nearest.
        var fraction = (Int128)(product << 2);
        bool negative = Int128.IsNegative(fraction);
        int quadrant = (int)(product >> 126) + (negative ? 1 : 0);
        UInt128 size = negative ? (UInt128)(-fraction) : (UInt128)fraction;

        int zeros = (int)UInt128.LeadingZeroCount(size);
        size <<= zeros;
        double scale = BitConverter.UInt64BitsToDouble((ulong)(1023 - 53 - zeros) << 52);
        double f = (ulong)(size >> 75) * scale;
        double fTail = (ulong)((size << 53) >> 75) * (scale * 1.1102230246251565e-16);

        double r = f * HalfPiHigh;
        double tail = Math.FusedMultiplyAdd(f, HalfPiHigh, -r) + ((f * HalfPiLow) + (fTail * HalfPiHigh));
        double sum = r + tail;
        tail -= sum - r;
        return negative ? (-sum, -tail, quadrant) : (sum, tail, quadrant);

        static ulong Window(ulong first, ulong second, int shift) => shift == 0 ? first : (first << shift) | (second >> (64 - shift));
    }
}
