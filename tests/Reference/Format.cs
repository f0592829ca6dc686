using System;

namespace AutoDiff.Reference;

/// <summary>A binary floating-point format of IEEE 754.</summary>
/// <param name="Precision">Bits of the significand, the leading one included.</param>
/// <param name="MinExponent">Of the smallest normal number.</param>
/// <param name="MaxExponent">Of the greatest number.</param>
public sealed record Format(int Precision, int MinExponent, int MaxExponent)
{
    public static Format Single { get; } = new(24, -126, 127);

    public static Format Double { get; } = new(53, -1022, 1023);

    public static Format Of<T>() => typeof(T) == typeof(float) ? Single : Double;

    /// <summary>
    /// Computes the error of a result in units of the last place: its distance from the exact value over the spacing of the format's
    /// numbers there, which among denormal numbers is that of the denormals.
    /// </summary>
    /// <remarks>
    /// An infinity in place of a finite number counts as the power of two that follows the greatest number, so that a result may overflow
    /// where its neighbour would be right. Infinite are: NaN on one side only, an infinity where the value is not near the greatest number,
    /// a finite number in place of an infinity, another sign, that of zero included.
    /// </remarks>
    /// <param name="computed">A number of this format.</param>
    /// <param name="exact">What it should be.</param>
    /// <param name="magnitude">The spacing is taken at this number if that is greater than the exact one.</param>
    public double Ulps(double computed, Scaled exact, double magnitude = 0)
    {
        if (!exact.IsFinite || double.IsNaN(computed))
        {
            return exact.IsNaN ? (double.IsNaN(computed) ? 0 : double.PositiveInfinity)
                : exact.Significand.High.Equals(computed) ? 0 : double.PositiveInfinity;
        }

        if (computed == 0 || double.IsInfinity(computed) || exact.IsZero)
        {
            if (exact.IsNegative != double.IsNegative(computed) && magnitude == 0)
            {
                return double.PositiveInfinity;
            }

            if (double.IsInfinity(computed))
            {
                return exact.Exponent < MaxExponent ? double.PositiveInfinity : Overflow(exact);
            }
        }

        int exponent = exact.IsZero ? MinExponent : exact.Exponent;
        if (magnitude != 0)
        {
            exponent = Math.Max(exponent, ((Scaled)magnitude).Exponent);
        }

        int unit = Math.Clamp(exponent, MinExponent, MaxExponent) - (Precision - 1);
        double value = ScaleB(computed, -unit);
        DoubleDouble expected = exact.Significand * Math.ScaleB(1, Math.Clamp(exact.Exponent - unit, -1000, 1000));
        return double.IsInfinity(value) ? double.PositiveInfinity : Math.Abs(((DoubleDouble)value - expected).High);
    }

    /// <summary>The same for a <see cref="float"/> and a reference of which the error does not count; many times faster.</summary>
    public static double Ulps(float computed, double exact)
    {
        double size = Math.Abs(exact);
        bool sameSign = float.IsNegative(computed) == double.IsNegative(exact);
        bool usual = size is > 0 and < 3.4e38 && float.IsFinite(computed) && (computed != 0 || sameSign);
        if (!usual)
        {
            // The frequent ones of the others: both 0, both too great, both not a number.
            bool same = sameSign && size == 0 && computed == 0
                || sameSign && size >= 3.4028236692093846e38 && float.IsInfinity(computed)
                || double.IsNaN(exact) && float.IsNaN(computed);
            return same ? 0 : Single.Ulps(computed, (Scaled)exact);
        }

        // The bits of 2^-(exponent - 23) from those of the value.
        long exponent = Math.Max(BitConverter.DoubleToInt64Bits(size) >> 52, 1023 - 126);
        return Math.Abs(computed - exact) * BitConverter.Int64BitsToDouble((2046 + 23 - exponent) << 52);
    }

    // As if the format went on, 2^(MaxExponent + 1) is there.
    private double Overflow(Scaled exact)
    {
        Scaled excess = Scaled.Create(1, MaxExponent + 1) - Scaled.Abs(exact);
        Scaled unit = Scaled.Create(1, MaxExponent - (Precision - 1));
        return excess.IsNegative || excess.IsZero ? 0 : (excess / unit).ToDouble();
    }

    // In two steps, because 2^1074 is no double.
    private static double ScaleB(double value, int exponent) =>
        value * Math.ScaleB(1, exponent / 2) * Math.ScaleB(1, exponent - (exponent / 2));
}
