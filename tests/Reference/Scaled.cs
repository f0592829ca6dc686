using System;

namespace AutoDiff.Reference;

/// <summary>
/// A number of about 106 bits with an exponent of its own, so that neither it nor its low part underflows or overflows:
/// <paramref name="Significand"/> times 2^<paramref name="Exponent"/>.
/// </summary>
/// <param name="Significand">Its absolute value is in [1, 2), or it is ±0, ±infinity or NaN.</param>
/// <param name="Exponent">The power of two.</param>
public readonly record struct Scaled(DoubleDouble Significand, int Exponent)
{
    private const int Bias = 1023;
    private const int FractionBits = 52;

    public static Scaled NaN => new(double.NaN, 0);

    public static Scaled PositiveInfinity => new(double.PositiveInfinity, 0);

    public static Scaled NegativeInfinity => new(double.NegativeInfinity, 0);

    public bool IsNaN => double.IsNaN(Significand.High);

    public bool IsFinite => double.IsFinite(Significand.High);

    public bool IsZero => Significand.High == 0;

    /// <summary>Whether the sign is negative, also that of -0.</summary>
    public bool IsNegative => double.IsNegative(Significand.High);

    public static implicit operator Scaled(double value) => Create(value, 0);

    public static implicit operator Scaled(DoubleDouble value) => Create(value, 0);

    public static bool operator <(Scaled a, Scaled b) => (a - b).Significand.High < 0;

    public static bool operator >(Scaled a, Scaled b) => (a - b).Significand.High > 0;

    public static Scaled operator -(Scaled a) => new(-a.Significand, a.Exponent);

    public static Scaled operator *(Scaled a, Scaled b) =>
        a.IsZero || b.IsZero ? a.Significand.High * b.Significand.High : Create(a.Significand * b.Significand, a.Exponent + b.Exponent);

    public static Scaled operator /(Scaled a, Scaled b) =>
        a.IsZero || b.IsZero ? a.Significand.High / b.Significand.High : Create(a.Significand / b.Significand, a.Exponent - b.Exponent);

    public static Scaled operator -(Scaled a, Scaled b) => a + (-b);

    public static Scaled operator +(Scaled a, Scaled b)
    {
        if (b.IsZero)
        {
            return a;
        }

        if (a.IsZero)
        {
            return b;
        }

        if (a.Exponent < b.Exponent)
        {
            (a, b) = (b, a);
        }

        int difference = a.Exponent - b.Exponent;
        return difference > 300 ? a : Create(a.Significand + (b.Significand * PowerOfTwo(-difference)), a.Exponent);
    }

    public static Scaled Create(DoubleDouble value, int exponent)
    {
        if (value.High == 0 || !double.IsFinite(value.High))
        {
            return new(value.High, 0);
        }

        if (double.IsSubnormal(value.High))
        {
            value *= Math.ScaleB(1, 200);
            exponent -= 200;
        }

        int own = ExponentOf(value.High);
        if (own > Bias - 2)
        {
            value *= 0.25;
            own -= 2;
            exponent += 2;
        }

        return new(value * PowerOfTwo(-own), exponent + own);
    }

    public static Scaled Abs(Scaled a) => a.IsNegative ? -a : a;

    public static Scaled CopySign(Scaled value, double sign) => value.IsNegative == double.IsNegative(sign) ? value : -value;

    public static Scaled Sqrt(Scaled a)
    {
        int half = a.Exponent >> 1;
        return Create(DoubleDouble.Sqrt(a.Significand * (a.Exponent - (2 * half) == 0 ? 1 : 2)), half);
    }

    /// <summary>Drops the exponent: underflows to 0 from 2^-1000 down, so it is for sums with larger numbers.</summary>
    public DoubleDouble ToDoubleDouble() => Exponent switch
    {
        < -900 => 0,
        > 900 => throw new OverflowException(),
        _ => Significand * PowerOfTwo(Exponent),
    };

    /// <summary>Rounds to double, denormals twice: for messages, not for comparisons.</summary>
    public double ToDouble() => Math.ScaleB(Significand.High, Exponent);

    internal static int ExponentOf(double normal) => ((int)(BitConverter.DoubleToInt64Bits(normal) >> FractionBits) & 0x7FF) - Bias;

    internal static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + Bias) << FractionBits);
}
