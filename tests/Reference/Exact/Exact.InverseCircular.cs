using System;

namespace AutoDiff.Reference;

/// <content>Inverse circular functions, in radians and in half turns.</content>
public static partial class Exact
{
    public static Scaled Asin(double x) => AsinOver(x, 1.0);

    public static Scaled Acos(double x) => AcosOver(x, 1.0);

    public static Scaled Atan(double x) => Atan2Over(x, 1, 1.0);

    public static Scaled Atan2(double y, double x) => Atan2Over(y, x, 1.0);

    public static Scaled AsinPi(double x) => AsinOver(x, Constants.Pi);

    public static Scaled AcosPi(double x) => AcosOver(x, Constants.Pi);

    public static Scaled AtanPi(double x) => Atan2Over(x, 1, Constants.Pi);

    public static Scaled Atan2Pi(double y, double x) => Atan2Over(y, x, Constants.Pi);

    private static Scaled AsinOver(double x, DoubleDouble unit)
    {
        if (x == 0)
        {
            return x;
        }

        return Math.Abs(x) <= 1 ? Angle(x, Scaled.Sqrt(OneMinusSquare(x))) / unit : Scaled.NaN;
    }

    private static Scaled AcosOver(double x, DoubleDouble unit)
    {
        if (x == 1)
        {
            return 0.0;
        }

        return Math.Abs(x) <= 1 ? Angle(Scaled.Sqrt(OneMinusSquare(x)), x) / unit : Scaled.NaN;
    }

    private static Scaled Atan2Over(double y, double x, DoubleDouble unit)
    {
        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return Scaled.NaN;
        }

        if (y == 0)
        {
            return double.IsNegative(x) ? Scaled.CopySign((Scaled)Constants.Pi / unit, y) : y;
        }

        if (double.IsInfinity(y) && double.IsInfinity(x))
        {
            (y, x) = (Math.CopySign(1, y), Math.CopySign(1, x));
        }
        else if (double.IsInfinity(y))
        {
            (y, x) = (Math.CopySign(1, y), 0);
        }
        else if (double.IsInfinity(x))
        {
            return double.IsNegative(x) ? Scaled.CopySign((Scaled)Constants.Pi / unit, y) : Math.CopySign(0, y);
        }

        return Angle(y, x) / unit;
    }

    // (1 - x)(1 + x): both factors are exact.
    private static Scaled OneMinusSquare(double x) => (1.0 - (Scaled)x) * (1.0 + (Scaled)x);

    // atan2 of finite numbers that are not both 0.
    private static Scaled Angle(Scaled y, Scaled x)
    {
        Scaled a = Scaled.Abs(y);
        Scaled b = Scaled.Abs(x);
        Scaled angle = b < a ? Constants.HalfPi - ArcTangent(b / a) : ArcTangent(a / b);
        if (x.IsNegative)
        {
            angle = Constants.Pi - angle;
        }

        return y.IsNegative ? -angle : angle;
    }

    // For 0 <= q <= 1: atan(q) = y + atan((q cos y - sin y)/(cos y + q sin y)) with y in double; the correction is so small
    // that it is its own tangent.
    private static Scaled ArcTangent(Scaled q)
    {
        if (q.Exponent < -40)
        {
            Scaled square = q * q;
            return q - (q * square / 3.0);
        }

        DoubleDouble d = q.ToDoubleDouble();
        double y = Math.Atan(d.High);
        (DoubleDouble sine, DoubleDouble cosine) = Kernels.SinCos(y);
        return (((d * cosine) - sine) / (cosine + (d * sine))) + y;
    }
}
