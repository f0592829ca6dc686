using System;

namespace AutoDiff.Reference;

/// <content>Roots and powers.</content>
public static partial class Exact
{
    public static Scaled Sqrt(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
        {
            return x == 0 || x > 0 ? x : Scaled.NaN;
        }

        return Scaled.Sqrt(x);
    }

    public static Scaled Cbrt(double x)
    {
        if (x == 0 || !double.IsFinite(x))
        {
            return x;
        }

        Scaled a = Math.Abs(x);
        int third = (int)Math.Floor(a.Exponent / 3.0);
        DoubleDouble m = a.Significand * Scaled.PowerOfTwo(a.Exponent - (3 * third));

        // Halley: y + y (m - y^3)/(2 y^3 + m), which triples the digits.
        double y = Math.Cbrt(m.High);
        DoubleDouble cube = DoubleDouble.Product(y, y) * y;
        DoubleDouble root = ((m - cube) * y / ((cube * 2) + m)) + y;
        return Scaled.CopySign(Scaled.Create(root, third), x);
    }

    public static Scaled Hypot(double x, double y)
    {
        if (double.IsInfinity(x) || double.IsInfinity(y))
        {
            return Scaled.PositiveInfinity;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return Scaled.NaN;
        }

        Scaled a = x;
        Scaled b = y;
        Scaled sum = (a * a) + (b * b);
        return sum.IsZero ? 0.0 : Scaled.Sqrt(sum);
    }

    /// <summary>Computes x^y as e^(y log|x|): the relative error is below 1e-27, because the exponent may be 700.</summary>
    public static Scaled Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1.0;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return Scaled.NaN;
        }

        double size = Math.Abs(x);
        if (double.IsInfinity(y))
        {
            return size == 1 ? 1.0 : size > 1 == y > 0 ? double.PositiveInfinity : 0.0;
        }

        bool whole = y == Math.Floor(y);
        bool odd = whole && Math.Abs(y) < 9007199254740992 && ((long)y & 1) != 0;
        if (x == 0 || double.IsInfinity(x))
        {
            double value = (size > 1) == y > 0 ? double.PositiveInfinity : 0.0;
            return odd ? Math.CopySign(value, x) : value;
        }

        if (x < 0 && !whole)
        {
            return Scaled.NaN;
        }

        Scaled exponent = size == 1 ? 0.0 : Log((Scaled)size) * y;
        Scaled result = Exp(Bounded(exponent));
        return odd && x < 0 ? -result : result;
    }
}
