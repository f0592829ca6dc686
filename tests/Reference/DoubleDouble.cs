using System;

namespace AutoDiff.Reference;

/// <summary>
/// A number of about 106 bits: the sum of two doubles of which the second is at most half a unit of the last place of the first.
/// </summary>
/// <remarks>
/// The relative error of a sum, product, quotient or root is a few times 2^-106, provided that no part leaves the range of double;
/// <see cref="Scaled"/> has no such limit. Source: Joldes, Muller and Popescu, Tight and rigorous error bounds for basic building blocks
/// of double-word arithmetic, ACM TOMS 44, 2017 (there the algorithms 6, 12 and 17; the exact sum is Knuth's, the exact product needs a
/// fused multiply-add).
/// </remarks>
/// <param name="High">The number rounded to double.</param>
/// <param name="Low">What <paramref name="High"/> lacks.</param>
public readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble s = Sum(a.High, b.High);
        DoubleDouble t = Sum(a.Low, b.Low);
        DoubleDouble v = OrderedSum(s.High, s.Low + t.High);
        return OrderedSum(v.High, t.Low + v.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + (-b);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        double high = a.High * b.High;
        double low = Math.FusedMultiplyAdd(a.High, b.High, -high);
        double rest = Math.FusedMultiplyAdd(a.Low, b.High, Math.FusedMultiplyAdd(a.High, b.Low, a.Low * b.Low));
        return OrderedSum(high, low + rest);
    }

    public static DoubleDouble operator *(DoubleDouble a, double b)
    {
        double high = a.High * b;
        double low = Math.FusedMultiplyAdd(a.High, b, -high);
        return OrderedSum(high, Math.FusedMultiplyAdd(a.Low, b, low));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double quotient = a.High / b.High;
        DoubleDouble rest = a - (b * quotient);
        double second = rest.High / b.High;
        rest -= b * second;
        return Sum(quotient, second) + (rest.High / b.High);
    }

    /// <summary>Adds two doubles exactly.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double back = sum - a;
        return new(sum, (a - (sum - back)) + (b - back));
    }

    /// <summary>Multiplies two doubles exactly.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        return new(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>Takes the square root by one step of Newton's method from the root of a double.</summary>
    public static DoubleDouble Sqrt(DoubleDouble a)
    {
        if (a.High == 0)
        {
            return a;
        }

        double root = Math.Sqrt(a.High);
        double rest = (a - Product(root, root)).High;
        return OrderedSum(root, rest / (2 * root));
    }

    // |a| >= |b|, or a is 0.
    private static DoubleDouble OrderedSum(double a, double b)
    {
        double sum = a + b;
        return new(sum, b - (sum - a));
    }
}
